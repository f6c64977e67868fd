//! `Stage`: what a scene is given: settings, the two that are held against each other, and hands to act with.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use crate::compare::anonymous::Anonymous;
use crate::compare::app::SceneApp;
use crate::compare::ask::Ask;
use crate::compare::body::facts;
use crate::compare::host::RealSite;
use crate::compare::observed::Observed;
use crate::descriptor::{Rules, Tolerance};
use crate::settings::Settings;
use crate::tenant::{DescriptorSource, InstalledApp, Tenant};

/// What a scene saw, or why it could not be played.
pub(in crate::compare) type Seen = Result<Vec<Observed>, String>;

/// The two settings that are held against each other: sizes and times are taken between them.
pub(in crate::compare) type Pair = (Settings, Settings);

/// Larger is not sent.
const LARGEST: usize = 64 * 1024;
/// Longer is not waited.
const LONGEST: Duration = Duration::from_secs(2);

pub(in crate::compare) struct Stage {
    pub(super) settings: Settings,
    pair: Arc<Pair>,
}

/// An installed app, with all that it needs.
pub(super) struct Installed {
    pub(super) tenant: Tenant,
    pub(super) app: SceneApp,
    pub(super) installed: InstalledApp,
}

/// One thing that a scene saw.
pub(super) fn one(asked: &str, aspect: &str, value: impl ToString) -> Seen {
    Ok(vec![Observed::of(asked).with(aspect, value.to_string())])
}

impl Stage {
    /// Descriptors are judged as by default: verdicts on them are looked at by themselves.
    pub(in crate::compare) fn new(settings: Settings, pair: Arc<Pair>) -> Self {
        let settings = settings.rules(Rules::default().doubtful_slashes(Tolerance::Accepted));
        Self { settings, pair }
    }

    /// A number above the smaller of the two, and not above the larger one.
    pub(super) fn between(&self, pick: fn(&Settings) -> usize) -> Option<usize> {
        let (one, other) = (pick(&self.pair.0), pick(&self.pair.1));
        let between = one.min(other).saturating_add(1);
        (one != other && between <= LARGEST).then_some(between)
    }

    /// The same of times, with room for a slow machine.
    pub(super) fn time_between(&self, pick: fn(&Settings) -> Duration) -> Option<Duration> {
        let (one, other) = (pick(&self.pair.0), pick(&self.pair.1));
        let (less, more) = (one.min(other), one.max(other));
        let between = less + more.saturating_sub(less).min(Duration::from_secs(1)) / 2;
        (one != other && between <= LONGEST).then_some(between)
    }

    pub(super) fn tenant(&self) -> Result<Tenant, String> {
        let tenant = Tenant::builder()
            .settings(self.settings.clone())
            .try_start();
        tenant.map_err(|error| error.to_string())
    }

    /// An app that is installed, its descriptor changed before.
    pub(super) async fn installed(
        &self,
        change: impl FnOnce(&mut Value),
    ) -> Result<Installed, String> {
        let app = SceneApp::start().await?;
        self.installs(app, change).await
    }

    /// The same of an app that was told how to answer.
    pub(super) async fn installs(
        &self,
        app: SceneApp,
        change: impl FnOnce(&mut Value),
    ) -> Result<Installed, String> {
        let tenant = self.tenant()?;
        let mut descriptor = app.descriptor();
        change(&mut descriptor);
        let installed = tenant.install(DescriptorSource::from(descriptor)).await;
        Ok(Installed {
            installed: installed.map_err(|error| error.message().to_owned())?,
            tenant,
            app,
        })
    }
}

impl Installed {
    /// A request by the app's token.
    pub(super) async fn ask(&self, ask: &Ask) -> Result<Observed, String> {
        let (site, anonymous) = site_of(&self.tenant, &self.installed)?;
        let reply = site
            .send(ask, &anonymous)
            .await
            .map_err(|error| error.to_string())?;
        let whole = (reply.status, &reply.headers, &reply.body[..]);
        Ok(facts(ask.line(), whole, ask.look, &anonymous))
    }

    /// The status of one, and its body.
    pub(super) async fn whole(&self, ask: &Ask) -> Result<(u16, bytes::Bytes), String> {
        let (site, anonymous) = site_of(&self.tenant, &self.installed)?;
        let reply = site
            .send(ask, &anonymous)
            .await
            .map_err(|error| error.to_string())?;
        Ok((reply.status, reply.body))
    }

    /// The body of one, as JSON.
    pub(super) async fn reply(&self, ask: &Ask) -> Result<Value, String> {
        let (_, body) = self.whole(ask).await?;
        serde_json::from_slice(&body).map_err(|error| error.to_string())
    }

    /// The status of a GET by an access token.
    pub(super) async fn status_by_bearer(&self, path: &str, token: &str) -> Result<u16, String> {
        let request = self
            .installed
            .client()
            .get(path)
            .header("authorization", format!("Bearer {token}"));
        Ok(request
            .send()
            .await
            .map_err(|error| error.to_string())?
            .status())
    }

    /// The status of one.
    pub(super) async fn status(&self, ask: &Ask) -> Result<String, String> {
        let seen = self.ask(ask).await?;
        Ok(seen.facts.get("status").cloned().unwrap_or_default())
    }
}

fn site_of(tenant: &Tenant, app: &InstalledApp) -> Result<(RealSite, Anonymous), String> {
    let secret = app
        .shared_secret()
        .unwrap_or_else(|| "an app without a secret".into());
    let site = RealSite::new(&tenant.base_url(), app.key(), secret);
    let site = site.map_err(|error| error.to_string())?;
    let anonymous = site.anonymous();
    Ok((site, anonymous))
}
