//! `Site`: a fresh site with the app on it, and what checks do there.

use std::sync::Arc;
use std::time::Duration;

use super::seen::{callback, own_lines};
use super::subject::Subject;
use super::verdict::Stop;
use crate::callback::InstallError;
use crate::fault::Fault;
use crate::jwt::{OtherTenant, Tamper};
use crate::tenant::{ForgeApp, InstalledApp, Tenant};
use crate::traffic::{Filter, RequestLog, to_app};

/// A site with the app on it.
#[derive(Clone, Debug)]
pub(super) struct Site {
    pub(super) tenant: Tenant,
    pub(super) app: InstalledApp,
    /// The same app after its move.
    pub(super) forge: Option<ForgeApp>,
    pub(super) subject: Arc<Subject>,
}

/// The callbacks of an app's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Callback {
    Installed,
    Uninstalled,
    Enabled,
    Disabled,
}

impl Callback {
    pub(super) const ALL: [Self; 4] = [
        Self::Installed,
        Self::Uninstalled,
        Self::Enabled,
        Self::Disabled,
    ];

    pub(super) fn event(self) -> &'static str {
        match self {
            Callback::Installed => "installed",
            Callback::Uninstalled => "uninstalled",
            Callback::Enabled => "enabled",
            Callback::Disabled => "disabled",
        }
    }
}

/// For how long nothing goes either way before an app counts as quiet.
const QUIET: Duration = Duration::from_millis(300);
/// How long that may take.
const STILL: Duration = Duration::from_secs(8);

/// What an app answered: a status, or none.
pub(super) type Answered = Option<u16>;

/// Whether it was a success.
pub(super) fn is_good(answered: Answered) -> bool {
    matches!(answered, Some(200..=299))
}

/// A status in words.
pub(super) fn told(answered: Answered) -> String {
    answered.map_or_else(|| "nothing".to_owned(), |status| status.to_string())
}

impl Site {
    pub(super) fn new(tenant: Tenant, app: InstalledApp, subject: Arc<Subject>) -> Self {
        Self {
            tenant,
            app,
            forge: None,
            subject,
        }
    }

    /// What names the callback among all requests.
    pub(super) fn filter(&self, of: Callback) -> Result<Filter, Stop> {
        let event = of.event();
        let path = self.subject.seen.callbacks.get(event);
        let path = path.ok_or_else(|| {
            Stop::not_applicable(format!("the descriptor has no `{event}` callback"))
        })?;
        Ok(callback(path, event))
    }

    /// Spoils the next of these requests.
    pub(super) fn spoil(&self, fault: Fault, on: Filter) -> Result<(), Stop> {
        let injected = self.tenant.try_inject(fault.on(on).times(1));
        injected.map(drop).map_err(|misfit| {
            Stop::not_applicable(format!("no such request can be spoilt so: {misfit}"))
        })
    }

    /// Has the tenant send this callback, as an admin does, and gives what was answered to it. An
    /// `installed` brings a new secret.
    pub(super) async fn call(&self, which: Callback) -> Result<Answered, Stop> {
        let path = self.filter(which)?;
        let before = self.tenant.log().only(path.clone()).len();
        match which {
            Callback::Installed => drop(self.app.rotate_secret().await),
            Callback::Uninstalled => drop(self.app.clone().uninstall().await),
            Callback::Enabled => {
                self.app.disable().await;
                self.app.enable().await;
            }
            Callback::Disabled => {
                self.app.enable().await;
                self.app.disable().await;
            }
        }
        let sent = self.tenant.log().only(path);
        let sent: Vec<_> = sent.statuses().into_iter().skip(before).collect();
        let answered = sent.first().copied();
        answered.ok_or_else(|| {
            let event = which.event();
            Stop::not_applicable(format!("this kind of host sends no `{event}`"))
        })
    }

    /// The last so many of these requests, as a proof.
    pub(super) fn proof(&self, on: Filter, count: usize) -> RequestLog {
        self.tenant.log().only(on).last(count)
    }

    /// What went to and fro last, as a proof.
    pub(super) fn tail(&self, count: usize) -> RequestLog {
        own_lines(&self.tenant.log()).last(count)
    }

    /// Checks that the app still takes a genuine request that only the secret of now signs.
    pub(super) async fn still_works(&self, after: &str) -> Result<(), Stop> {
        for which in [Callback::Disabled, Callback::Enabled] {
            if !self.subject.seen.callbacks.contains_key(which.event()) {
                continue;
            }
            // A host of another kind may send none of them.
            let answered = match self.call(which).await {
                Err(Stop::NotApplicable(_)) => continue,
                answered => answered?,
            };
            if !is_good(answered) {
                let (event, answered) = (which.event(), told(answered));
                let why = format!("after {after} it answers {answered} to a genuine `{event}`");
                return Err(Stop::failed(why, self.tail(4)));
            }
        }
        self.app.enable().await;
        for page in self.subject.seen.pages.iter().take(1) {
            let reply = page.load(&self.app).send().await;
            let status = reply.as_ref().ok().map(|reply| reply.status());
            if !matches!(status, Some(200..=399)) {
                let answered = told(status);
                let why = format!("after {after} its page `{page}` answers {answered}");
                return Err(Stop::failed(why, self.proof(to_app().method("GET"), 1)));
            }
        }
        Ok(())
    }

    /// The secret of now.
    pub(super) fn secret(&self) -> Result<String, Stop> {
        let secret = self.app.shared_secret();
        secret.ok_or_else(|| Stop::not_applicable("the app has no secret with its sites"))
    }

    /// Signs with the secret of now, whatever comes later.
    pub(super) fn with_secret_of_now(&self) -> Result<Tamper, Stop> {
        let own = OtherTenant::new(self.tenant.client_key());
        Ok(Tamper::OtherTenant(own.shared_secret(self.secret()?)))
    }

    /// Gives the app a new secret, which it has to take.
    pub(super) async fn rotate(&self) -> Result<(), Stop> {
        let rotated = self.app.rotate_secret().await;
        rotated
            .map_err(|error| Stop::undecided(format!("it took no new secret: {}", error.message())))
    }

    /// Uninstalls the app and installs it again.
    pub(super) async fn reinstall(&self) -> Result<(), Stop> {
        self.app.clone().uninstall().await;
        let again = self.tenant.install(self.subject.source.clone()).await;
        again.map(drop).map_err(|error| {
            Stop::undecided(format!(
                "it could not be installed again: {}",
                error.message()
            ))
        })
    }

    /// Waits until nothing goes on.
    pub(super) async fn quiet(&self) -> Result<(), Stop> {
        let quiet = self.tenant.wait_for_quiet_within(STILL, QUIET).await;
        quiet
            .map(drop)
            .map_err(|_| Stop::undecided(format!("it was not quiet within {} s", STILL.as_secs())))
    }

    /// The error of an install that should have gone well, as a finding.
    pub(super) fn refused(&self, what: &str, error: &InstallError) -> Stop {
        let why = format!("it refuses {what}: {}", error.message());
        Stop::failed(why, self.proof(to_app(), 1))
    }
}
