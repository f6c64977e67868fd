//! `Trial`: fresh sites for the steps of one check.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::seen::Trigger;
use super::site::Site;
use super::subject::Subject;
use super::verdict::Stop;
use crate::manifest::Manifest;
use crate::settings::Settings;
use crate::tenant::Tenant;

/// Where one check is carried out. The sites that it starts are fresh and nobody else's, so checks
/// go on side by side.
#[derive(Clone, Debug)]
pub(super) struct Trial {
    pub(super) subject: Arc<Subject>,
    name: String,
    started: Arc<Mutex<Vec<Tenant>>>,
}

/// How long the calls of an app are awaited that followed the same step before.
const FOLLOWS: Duration = Duration::from_secs(5);

impl Trial {
    pub(super) fn new(subject: Arc<Subject>, id: &str) -> Self {
        Self {
            subject,
            name: id.replace('.', "-"),
            started: Arc::default(),
        }
    }

    /// The sites that were started, in their order.
    pub(super) fn sites(&self) -> Vec<Tenant> {
        let started = self.started.lock().unwrap_or_else(PoisonError::into_inner);
        started.clone()
    }

    /// A fresh site without the app.
    pub(super) fn tenant(&self, settings: Settings) -> Result<Tenant, Stop> {
        let mut started = self.started.lock().unwrap_or_else(PoisonError::into_inner);
        let name = match started.len() {
            0 => self.name.clone(),
            before => format!("{}-{}", self.name, before.saturating_add(1)),
        };
        let Subject {
            place, seed, door, ..
        } = &*self.subject;
        let tenant = place.start(&name, *seed, settings, *door);
        let tenant = tenant.map_err(|error| {
            Stop::undecided(format!("no site could be started for it: {error}"))
        })?;
        started.push(tenant.clone());
        Ok(tenant)
    }

    /// A fresh site with the app, once it has done what it does after an install.
    pub(super) async fn site(&self) -> Result<Site, Stop> {
        self.site_with(Settings::default()).await
    }

    /// The same on another kind of host.
    pub(super) async fn site_with(&self, settings: Settings) -> Result<Site, Stop> {
        let tenant = self.tenant(settings)?;
        let installed = tenant.install(self.subject.source.clone()).await;
        let app = installed.map_err(|error| {
            let why = error.message();
            Stop::undecided(format!("the app took no genuine install of its own: {why}"))
        })?;
        let site = Site::new(tenant, app, self.subject.clone());
        let calls = self.subject.seen.calls_after_install;
        if calls > 0 {
            // Fewer calls than in the first look are no matter of this check.
            let _ = site
                .tenant
                .wait_within(FOLLOWS, calls, super::seen::calls())
                .await;
        }
        Ok(site)
    }

    /// A fresh site where the app has moved to Forge.
    pub(super) async fn moved_site(&self) -> Result<Site, Stop> {
        self.moved_site_with(Settings::default()).await
    }

    /// The same on another kind of host.
    pub(super) async fn moved_site_with(&self, settings: Settings) -> Result<Site, Stop> {
        let manifest = self.manifest()?;
        let mut site = self.site_with(settings).await?;
        let moved = site.app.move_to_forge(manifest).await;
        let forge = moved.map_err(|error| {
            let why = error.message();
            Stop::undecided(format!("the app took no genuine move to Forge: {why}"))
        })?;
        site.forge = Some(forge);
        Ok(site)
    }

    /// What the app is on Forge.
    pub(super) fn manifest(&self) -> Result<Manifest, Stop> {
        let door = self.subject.door;
        let way = door.words("`.manifest(…)`", "--manifest FILE");
        self.subject.manifest.clone().ok_or_else(|| {
            Stop::not_applicable(format!(
                "it is about an app that has moved to Forge: give its manifest by {way}"
            ))
        })
    }

    /// The tenant that answers for keys while the app is asked by this site, if `is_asked` says that
    /// the app asks the one that is known; `elsewhere` says what it does otherwise.
    pub(super) fn key_host(
        &self,
        site: &Site,
        is_asked: impl FnOnce(&Tenant) -> bool,
        elsewhere: &str,
    ) -> Result<Tenant, Stop> {
        if self.subject.place.shares_key_host() {
            return Ok(site.tenant.clone());
        }
        let way = self.subject.door.words(
            "say which tenant it asks, by `key_host`",
            "have it ask the key host of this run, by --port",
        );
        let asked = self.subject.key_host.clone().filter(is_asked);
        asked.ok_or_else(|| Stop::not_applicable(format!("{elsewhere}: {way}")))
    }

    /// A fresh site where this can make the app call.
    pub(super) async fn site_of(&self, trigger: &Trigger) -> Result<Site, Stop> {
        match trigger {
            Trigger::Forge(_) => self.moved_site().await,
            _ => self.site().await,
        }
    }
}
