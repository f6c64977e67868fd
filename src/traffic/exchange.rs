//! One request and its reply, in either direction, as the log keeps it.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::credential::Credential;
use super::headers::Headers;
use super::note::Note;
use super::outcome::Outcome;
use super::texts::Texts;

/// Which way a request went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// The app called the tenant.
    FromApp,
    /// The tenant called the app.
    ToApp,
}

/// One request and its reply. Secrets and tokens are already replaced; texts that exchanges have in
/// common are kept once.
#[derive(Clone)]
pub struct Exchange {
    pub(super) id: u32,
    pub(super) parent: Option<u32>,
    pub(super) direction: Direction,
    pub(super) by_proxy: bool,
    pub(super) app: Option<Arc<str>>,
    pub(super) method: Arc<str>,
    pub(super) origin: Arc<str>,
    pub(super) target: Box<str>,
    pub(super) request_headers: Headers,
    pub(super) credential: Option<Arc<Credential>>,
    pub(super) claims: Option<Box<str>>,
    pub(super) request_body: Box<str>,
    pub(super) outcome: Outcome,
    pub(super) reply_headers: Headers,
    pub(super) reply_body: Box<str>,
    pub(super) notes: Vec<Note>,
    pub(super) started_millis: i64,
    pub(super) took_micros: u64,
}

impl Exchange {
    /// The same with every text that came or went changed.
    pub(super) fn map(&self, change: impl Fn(&str) -> String) -> Self {
        Self {
            target: change(&self.target).into(),
            request_headers: self.request_headers.map(&change),
            credential: self
                .credential
                .as_ref()
                .map(|one| Arc::new(one.map(&change))),
            claims: self.claims.as_ref().map(|claims| change(claims).into()),
            request_body: change(&self.request_body).into(),
            outcome: self.outcome.map(&change),
            reply_headers: self.reply_headers.map(&change),
            reply_body: change(&self.reply_body).into(),
            notes: self.notes.iter().map(|note| note.map(&change)).collect(),
            ..self.clone()
        }
    }

    /// Counts the exchanges of a tenant from 1, in the order in which they began.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.id
    }

    /// The exchange that this one began and ended inside of.
    #[must_use]
    pub fn parent(&self) -> Option<u32> {
        self.parent
    }

    /// Which way the request went.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// Whether the app called by the proxy of a look-alike network, and not at the tenant's own port.
    #[must_use]
    pub fn is_by_proxy(&self) -> bool {
        self.by_proxy
    }

    /// The app's key, where it is known.
    #[must_use]
    pub fn app(&self) -> Option<&str> {
        self.app.as_deref()
    }

    /// The user that calls with Basic authentication.
    #[must_use]
    pub fn user(&self) -> Option<&str> {
        match self.credential.as_deref() {
            Some(Credential::Basic { user }) => Some(user),
            _ => None,
        }
    }

    /// The request's method.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// Scheme and authority of the request.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Path and query.
    #[must_use]
    pub fn target(&self) -> &str {
        &self.target
    }

    /// The path without its query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The request's headers in order, without the values of tokens and cookies.
    pub fn request_headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.request_headers.pairs()
    }

    /// What the request brought to say who sends it.
    #[must_use]
    pub fn credential(&self) -> Option<&Credential> {
        self.credential.as_deref()
    }

    /// Whether the request's body is the fields of a form.
    pub(super) fn is_form(&self) -> bool {
        let content_type = self.request_headers.get("content-type");
        content_type.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
    }

    /// The token's claims as JSON, without its times.
    #[must_use]
    pub fn claims(&self) -> Option<&str> {
        self.claims.as_deref()
    }

    /// The request's body.
    #[must_use]
    pub fn request_body(&self) -> &str {
        &self.request_body
    }

    /// How it ended.
    #[must_use]
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// The status of the reply, if one came.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self.outcome {
            Outcome::Status(status) => Some(status),
            _ => None,
        }
    }

    /// Whether a reply came, or it is sure that none will.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.outcome != Outcome::Pending
    }

    /// The reply's headers in order, without the values of cookies.
    pub fn reply_headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.reply_headers.pairs()
    }

    /// The reply's body.
    #[must_use]
    pub fn reply_body(&self) -> &str {
        &self.reply_body
    }

    /// What no request shows: why it was refused, what it changed.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// When it began, by the tenant's clock, in milliseconds since 1970. Left out of the serialized
    /// form, which two runs have in common.
    #[must_use]
    pub fn started_millis(&self) -> i64 {
        self.started_millis
    }

    /// How long it took; nothing while it is pending.
    #[must_use]
    pub fn took(&self) -> Duration {
        Duration::from_micros(self.took_micros)
    }

    /// Whether a check of the tenant refused it.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.notes
            .iter()
            .any(|note| matches!(note, Note::Refused(_)))
    }

    /// What was wrong with it, if the app should have refused it and accepted it.
    #[must_use]
    pub fn accepted_forgery(&self) -> Option<&str> {
        self.notes.iter().find_map(|note| match note {
            Note::ForgeryAccepted { forgery, .. } => Some(forgery.as_str()),
            _ => None,
        })
    }

    /// Whether the tester should look at it: it was refused, a fault applied, the tenant does not
    /// serve it, or the app failed. That something is not there is an ordinary answer.
    #[must_use]
    pub fn is_trouble(&self) -> bool {
        let failed = match (&self.outcome, self.direction) {
            (Outcome::Failed(_), _) => true,
            (Outcome::Status(status), Direction::ToApp) => *status >= 400,
            (Outcome::Status(status), Direction::FromApp) => *status >= 500,
            (Outcome::Pending | Outcome::NotSent, _) => false,
        };
        failed || self.notes.iter().any(Note::is_trouble)
    }
}
