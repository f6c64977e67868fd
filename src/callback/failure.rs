//! `InstallError`: why an app could not be installed, in the host's words and in ours.

use std::panic::Location;

use crate::context::Context;
use crate::descriptor::{Rules, Violation};
use crate::door::Door;
use crate::outgoing::SendError;
use crate::screen::{Lines, Role};
use crate::traffic::RequestLog;
use crate::unhandled::{Failure, Unhandled};

/// An app could not be installed, upgraded, or given a new secret. Nothing has changed.
///
/// `Display` gives the host's message, what is wrong, and the last lines of the log.
pub struct InstallError {
    pub(super) inner: Box<FailureInner>,
}

pub(super) struct FailureInner {
    sub_code: String,
    message: String,
    details: Vec<String>,
    violations: Vec<Violation>,
    /// Whether nothing listens where the app should.
    pub(super) nobody_listens: bool,
    pub(super) log: Option<RequestLog>,
    /// What had come before.
    pub(super) before: Option<RequestLog>,
    /// Whether it is the tester's doing, and no failure of host or app.
    misuse: bool,
    pub(super) door: Door,
    unhandled: Unhandled,
}

impl InstallError {
    /// The host's code for the failure, e.g.
    /// `connect.install.error.remote.host.bad.response.500`.
    #[must_use]
    pub fn sub_code(&self) -> &str {
        &self.inner.sub_code
    }

    /// Whether the command could not be carried out as it was given, so that neither host nor app
    /// was asked: an upgrade to the descriptor of another app, for instance.
    #[must_use]
    pub fn is_misuse(&self) -> bool {
        self.inner.misuse
    }

    /// What the host tells the admin.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.inner.message
    }

    /// Every rule that the descriptor breaks; empty when the failure was another.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.inner.violations
    }

    pub(crate) fn new(
        sub_code: &str,
        message: impl Into<String>,
        detail: impl Into<String>,
    ) -> Self {
        let inner = FailureInner {
            sub_code: sub_code.to_owned(),
            message: message.into(),
            details: vec![detail.into()],
            violations: Vec::new(),
            nobody_listens: false,
            log: None,
            before: None,
            misuse: false,
            door: Door::default(),
            unhandled: Unhandled::default(),
        };
        Self {
            inner: Box::new(inner),
        }
    }

    /// A descriptor that breaks rules: the first refusal names the code, all are listed.
    /// There is none where the rules refuse nothing.
    pub(crate) fn descriptor(rules: &Rules, violations: Vec<Violation>) -> Option<Self> {
        let answer = rules.host_answer(&violations)?;
        let mut error = Self::new(&answer.sub_code, answer.message, "");
        error.inner.details = violations.iter().map(ToString::to_string).collect();
        error.inner.violations = violations;
        Some(error)
    }

    /// `installed` was answered with a status that is no success.
    pub(crate) fn bad_response(status: u16) -> Self {
        let detail = format!("the app answered `installed` with {status}");
        if matches!(status, 400..=404 | 500..=503) {
            return Self::new(
                &format!("connect.install.error.remote.host.bad.response.{status}"),
                format!(
                    "The app host returned HTTP response code {status} when we tried to contact \
                     it during installation. Please try again later or contact the app vendor."
                ),
                detail,
            );
        }
        Self::install_exception(detail)
    }

    /// The same with what the call of the app came to.
    #[must_use]
    pub(super) fn because_of(mut self, error: &SendError) -> Self {
        self.inner.nobody_listens = matches!(error, SendError::Refused(_));
        self
    }

    /// `installed` was not answered.
    pub(crate) fn not_answered(url: &str, error: &SendError) -> Self {
        let url = url.split('?').next().unwrap_or_default();
        let again = "Please try again later or contact the app vendor.";
        let detail = format!("`installed` was not answered: {}", error.with_setting());
        match error {
            SendError::ConnectTimeout(_) | SendError::Timeout(_) => Self::new(
                "connect.install.error.remote.host.timeout",
                format!(
                    "The app host did not respond when we tried to contact it at \"{url}\" \
                     during installation (the attempt timed out). {again}"
                ),
                detail,
            ),
            SendError::NoSuchHost(host) => Self::new(
                "connect.install.error.remote.host.bad.domain",
                format!("The app host domain name \"{host}\" does not exist. {again}"),
                detail,
            ),
            SendError::Tls(cause) => Self::new(
                "connect.install.error.remote.host.ssl",
                format!(
                    "An SSL error occurred when we tried to contact the app host at \"{url}\" \
                     ({cause}). {again}"
                ),
                detail,
            ),
            _ => Self::install_exception(detail).because_of(error),
        }
    }

    fn install_exception(detail: String) -> Self {
        Self::new(
            "connect.remote.upm.install.exception",
            "The app failed to install. Please try again later or contact the app vendor.",
            detail,
        )
    }

    /// What it may come from, if anything is known.
    pub(crate) fn advised(mut self, advice: Option<&str>) -> Self {
        let advice = advice.map(|advice| format!("likely: {advice}"));
        self.inner.details.extend(advice);
        self
    }

    /// A command to an app that is not there, or not in the state for it.
    pub(crate) fn misuse(message: impl Into<String>) -> Self {
        let message = message.into();
        let mut error = Self::new("mockfluence.misuse", message.clone(), message);
        error.inner.misuse = true;
        error
    }

    /// The same with the log of the command, which began after so many entries.
    #[must_use]
    pub(crate) fn with_log(mut self, context: &Context, begun: usize) -> Self {
        let whole = context.log.log();
        self.inner.log = Some(whole.after(begun));
        self.inner.before = Some(whole.first(begun));
        self.inner.door = context.door;
        self
    }

    /// The same, as what the test gets from this call of its own.
    #[must_use]
    pub(crate) fn of_call(mut self, context: &Context, place: &Location<'_>) -> Self {
        let words = format!("{} [{}]", self.message(), self.sub_code());
        self.inner.unhandled = context.unhandled(Failure::new(words, Some(place)));
        self
    }

    pub(crate) fn details(&self) -> &[String] {
        &self.inner.details
    }
}

/// How many lines of the log an error shows.
const LOG_LINES: usize = 4;

impl InstallError {
    fn lines(&self) -> Lines {
        self.inner.unhandled.told();
        let mut lines = Lines::default();
        lines.push(
            Role::Heading,
            format!("{} [{}]", self.message(), self.sub_code()),
        );
        let details = self.details().iter();
        for detail in details.filter(|detail| *detail != self.message()) {
            lines.push(Role::Plain, format!("  {detail}"));
        }
        if let Some(likely) = self.likely() {
            lines.push(Role::Likely, format!("  likely: {likely}"));
        }
        if let Some(log) = self.inner.log.as_ref().filter(|log| !log.is_empty()) {
            lines.push(Role::Plain, "the last of the log:");
            lines.indented("  ", log.last(LOG_LINES).lines());
        }
        lines.fitted(self.inner.door)
    }
}

impl std::fmt::Display for InstallError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.lines().fmt(f)
    }
}

impl std::error::Error for InstallError {}

/// What a failed `unwrap` prints: the same as `Display`, on lines of its own.
impl std::fmt::Debug for InstallError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.lines().for_terminal())
    }
}
