//! `InstallError`: why an app could not be installed, in the host's words and in ours.

use super::target::SendError;
use crate::descriptor::{Rules, Violation};
use crate::door::Door;
use crate::screen::{fitted, for_terminal};
use crate::traffic::RequestLog;

/// An app could not be installed, upgraded, or given a new secret. Nothing has changed.
///
/// `Display` gives the host's message, what is wrong, and the last lines of the log.
pub struct InstallError {
    pub(super) inner: Box<Inner>,
}

pub(super) struct Inner {
    sub_code: String,
    message: String,
    details: Vec<String>,
    violations: Vec<Violation>,
    pub(super) log: Option<RequestLog>,
    /// Whether it is the tester's doing, and no failure of host or app.
    misuse: bool,
    pub(super) door: Door,
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
        let inner = Inner {
            sub_code: sub_code.to_owned(),
            message: message.into(),
            details: vec![detail.into()],
            violations: Vec::new(),
            log: None,
            misuse: false,
            door: Door::default(),
        };
        Self {
            inner: Box::new(inner),
        }
    }

    /// A descriptor that breaks rules: the first refusal names the code, all are listed.
    /// There is none where the rules refuse nothing.
    pub(crate) fn descriptor(rules: &Rules, violations: Vec<Violation>) -> Option<Self> {
        let answer = rules.host_answer(&violations)?;
        let inner = Inner {
            sub_code: answer.sub_code,
            message: answer.message,
            details: violations.iter().map(ToString::to_string).collect(),
            violations,
            log: None,
            misuse: false,
            door: Door::default(),
        };
        Some(Self {
            inner: Box::new(inner),
        })
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
            _ => Self::install_exception(detail),
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

    #[must_use]
    pub(crate) fn with_log(mut self, log: RequestLog, door: Door) -> Self {
        self.inner.log = Some(log);
        self.inner.door = door;
        self
    }

    pub(crate) fn details(&self) -> &[String] {
        &self.inner.details
    }
}

/// How many lines of the log an error shows.
const LOG_LINES: usize = 4;

impl std::fmt::Display for InstallError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut text = format!("{} [{}]", self.message(), self.sub_code());
        for detail in self
            .details()
            .iter()
            .filter(|detail| *detail != self.message())
        {
            text.push_str(&format!("\n  {detail}"));
        }
        if let Some(likely) = self.likely() {
            text.push_str(&format!("\n  likely: {likely}"));
        }
        if let Some(log) = self.inner.log.as_ref().filter(|log| !log.is_empty()) {
            text.push_str("\nthe last of the log:");
            for line in log.last(LOG_LINES).to_string().lines() {
                text.push_str(&format!("\n  {line}"));
            }
        }
        f.write_str(&fitted(&text, self.inner.door))
    }
}

impl std::error::Error for InstallError {}

/// What a failed `unwrap` prints: the same as `Display`, on lines of its own.
impl std::fmt::Debug for InstallError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&for_terminal(&self.to_string()))
    }
}
