//! `CheckError`: why an app cannot be judged.

use std::fmt;

use crate::callback::InstallError;
use crate::door::Door;
use crate::slip::did_you_mean;
use crate::traffic::{Direction, Exchange, Outcome, RequestLog};

/// Why an app could not be judged. `Display` says what was seen, and the way out.
#[derive(Clone, PartialEq, Eq)]
pub struct CheckError {
    kind: Unjudged,
    words: String,
}

/// The kinds of reasons for which an app cannot be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unjudged {
    /// No check has the name that was asked for.
    UnknownCheck,
    /// There is no tokio runtime to run on.
    NoRuntime,
    /// No site could be started.
    NoSite,
    /// The descriptor cannot be had.
    DescriptorUnreachable,
    /// The host would refuse the descriptor.
    DescriptorRefused,
    /// The app's callbacks do not arrive.
    CallbacksLost,
    /// The app refuses installs, and asked nobody here for the key: it asks the real key host.
    KeysElsewhere,
    /// The app refuses a genuine install.
    InstallRefused,
    /// The host would refuse the manifest, or the app refuses the move.
    MoveRefused,
}

impl CheckError {
    /// The kind of reason.
    #[must_use]
    pub fn kind(&self) -> Unjudged {
        self.kind
    }

    pub(super) fn new(kind: Unjudged, words: impl Into<String>) -> Self {
        Self {
            kind,
            words: words.into(),
        }
    }

    pub(super) fn unknown<'a>(asked: &str, ids: impl Iterator<Item = &'a str> + Clone) -> Self {
        let meant = did_you_mean(asked, ids);
        let words = format!("there is no check `{asked}`{meant}; a name may end in `.*`");
        Self::new(Unjudged::UnknownCheck, words)
    }

    /// The first install went wrong: whose doing it is, and what to do.
    pub(super) fn of_install(
        error: &InstallError,
        log: &RequestLog,
        asked_for_keys: bool,
        door: Door,
    ) -> Self {
        let kind = kind_of(error, log, asked_for_keys);
        let words = format!("{}\n{error}\n{}", headline(kind), way_out(kind, door));
        Self::new(kind, words)
    }
}

fn kind_of(error: &InstallError, log: &RequestLog, asked_for_keys: bool) -> Unjudged {
    if !error.violations().is_empty() {
        return Unjudged::DescriptorRefused;
    }
    let sent = |method: &str| {
        let to_app =
            |one: &&Exchange| one.direction() == Direction::ToApp && one.method() == method;
        log.exchanges().find(to_app)
    };
    let Some(installed) = sent("POST") else {
        let served = sent("GET").and_then(Exchange::status) == Some(200);
        return match served || sent("GET").is_none() {
            true => Unjudged::DescriptorRefused,
            false => Unjudged::DescriptorUnreachable,
        };
    };
    match installed.outcome() {
        Outcome::Status(400..=499) if !asked_for_keys => Unjudged::KeysElsewhere,
        Outcome::Status(_) => Unjudged::InstallRefused,
        _ => Unjudged::CallbacksLost,
    }
}

fn headline(kind: Unjudged) -> &'static str {
    match kind {
        Unjudged::DescriptorUnreachable => "the app cannot be judged: its descriptor cannot be had",
        Unjudged::DescriptorRefused => {
            "the app cannot be judged: the host would refuse its descriptor"
        }
        Unjudged::CallbacksLost => "the app cannot be judged: its callbacks do not arrive",
        Unjudged::KeysElsewhere => {
            "the app cannot be judged: it refuses a genuine install, and asked nobody here for the key"
        }
        _ => "the app cannot be judged: it refuses a genuine install",
    }
}

fn way_out(kind: Unjudged, door: Door) -> &'static str {
    match kind {
        Unjudged::DescriptorUnreachable => "is the app running, and does it serve the descriptor there?",
        Unjudged::DescriptorRefused => door.words(
            "`Descriptor::check` says what is wrong with it, without an app",
            "`mockfluence validate` says what is wrong with it, without an app",
        ),
        Unjudged::CallbacksLost => "does the `baseUrl` of its descriptor lead to it?",
        Unjudged::KeysElsewhere => door.words(
            "it asks the real key host, it seems: set its key host to `keys_url()` of a tenant of this process, or start \
             it in a look-alike network and give that by `.network(…)`, where it needs no setting",
            "it asks the real key host, it seems: run with --port N and set its key host to http://127.0.0.1:N/keys, or \
             with --look-alike and start it with the HTTPS_PROXY and the certificate that are printed, where it needs no \
             setting",
        ),
        _ => "an app that takes no install has nothing that could be judged; what it answered is above",
    }
}

impl fmt::Display for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

/// What a failed `unwrap` prints: the same as `Display`, on lines of its own.
impl fmt::Debug for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{}\n", self.words)
    }
}

impl std::error::Error for CheckError {}
