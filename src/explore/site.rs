//! `Site`: a tenant of a life, and what an event does there.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use super::event::Event;
use super::subject::{Answer, App};
use crate::door::Door;
use crate::settings::Settings;
use crate::site::Status;
use crate::tenant::{InstalledApp, Tenant};

/// A tenant, the app on it, and the secrets that they have had.
#[derive(Clone)]
pub(super) struct Site {
    pub(super) tenant: Tenant,
    /// The app's key, once it was installed.
    pub(super) key: Arc<OnceLock<String>>,
    /// The version installed last: a step that is passed over, or refused, is none.
    version: Arc<AtomicUsize>,
    /// Every secret so far, the one in force last.
    pub(super) secrets: Vec<String>,
    /// Whether `installed` was ever accepted.
    pub(super) was_accepted: bool,
}

impl Site {
    pub(super) fn start(name: &str, settings: Settings, door: Door) -> Self {
        let mut builder = Tenant::builder().name(name).settings(settings);
        builder.door = door;
        Self {
            tenant: builder.start(),
            key: Arc::default(),
            version: Arc::default(),
            secrets: Vec::new(),
            was_accepted: false,
        }
    }

    /// The app, if it is there now.
    pub(super) fn app(&self) -> Option<InstalledApp> {
        self.tenant.app(self.key.get()?)
    }

    pub(super) fn status(&self) -> Status {
        let gone = match self.is_on_forge() {
            true => Status::Enabled,
            false => Status::Uninstalled,
        };
        self.app().map_or(gone, |app| app.status())
    }

    /// Whether the app has moved.
    #[cfg(feature = "forge")]
    pub(super) fn is_on_forge(&self) -> bool {
        super::forge::app(&self.tenant).is_some()
    }

    #[cfg(not(feature = "forge"))]
    #[expect(clippy::unused_self, reason = "with the feature it looks")]
    pub(super) fn is_on_forge(&self) -> bool {
        false
    }

    /// The version to install, to see what the app is like that is gone.
    pub(super) fn version(&self) -> usize {
        self.version.load(Ordering::Relaxed)
    }

    fn is_of(&self, version: usize) {
        self.version.store(version, Ordering::Relaxed);
    }

    /// What has changed of the app since.
    pub(super) fn learn(&mut self) {
        let Some(app) = self.app() else { return };
        self.was_accepted = true;
        if let Some(secret) = app.shared_secret()
            && self.secrets.last() != Some(&secret)
        {
            self.secrets.push(secret);
        }
    }

    /// The other name of the machine that both can be called by.
    fn other_address(&self) -> String {
        let port = self.tenant.port();
        let host = match self.tenant.base_url().contains("localhost") {
            true => "127.0.0.1",
            false => "localhost",
        };
        format!("http://{host}:{port}/wiki")
    }
}

/// Whether there is something for the event to happen to: without, a step is passed over.
fn applies(event: Event, status: Status) -> bool {
    match event {
        // What is under way now is over when its turn comes: then the host knows.
        Event::Disable | Event::Enable if status == Status::Installing => true,
        Event::Install(_) => status == Status::Uninstalled,
        Event::Disable | Event::OpenPage | Event::CreatePage | Event::EditPage => {
            status == Status::Enabled
        }
        Event::Enable => status == Status::Disabled,
        Event::Upgrade(_)
        | Event::Uninstall
        | Event::RotateSecret
        | Event::RepeatInstalled
        | Event::RenameSite
        | Event::MoveToForge(_)
        | Event::ForgeUpgrade(_)
        | Event::NewInstallationId => status != Status::Uninstalled,
        Event::ImportSite
        | Event::RotateInstallKey
        | Event::RotateInvocationKey
        | Event::Own(_) => true,
    }
}

/// Carries an event out, as an admin or the test's own hand.
pub(super) async fn act(site: Site, app: Arc<dyn App>, event: Event) -> Answer {
    let answer = |done: Result<(), String>| done.map_or_else(Answer::no, |()| Answer::DONE);
    // The versions of an app that has moved are those of its manifest.
    let is_past = matches!(event, Event::Upgrade(_)) && site.is_on_forge();
    if is_past || !applies(event, site.status()) {
        return Answer::DONE;
    }
    let installed = site.app();
    match (event, installed) {
        (Event::Own(command), _) => app.command(command).await,
        (Event::Install(version), _) => {
            let Some(source) = app.version(version) else {
                return Answer::no("there is no such version");
            };
            let installed = site.tenant.install(source).await;
            let known = installed.map(|app| {
                site.is_of(version);
                drop(site.key.set(app.key().to_owned()));
            });
            answer(known.map_err(|error| error.sub_code().to_owned()))
        }
        (Event::Upgrade(version), Some(installed)) => {
            let Some(source) = app.version(version) else {
                return Answer::no("there is no such version");
            };
            let upgraded = installed.upgrade_to(source).await;
            answer(
                upgraded
                    .map(|_| site.is_of(version))
                    .map_err(|error| error.sub_code().to_owned()),
            )
        }
        (Event::RotateSecret, Some(installed)) => answer(
            installed
                .rotate_secret()
                .await
                .map_err(|error| error.sub_code().to_owned()),
        ),
        (Event::RepeatInstalled, Some(installed)) => {
            let repeated = installed.repeat_installed().await;
            answer(repeated.map_err(|error| error.sub_code().to_owned()))
        }
        #[cfg(feature = "forge")]
        (
            Event::MoveToForge(_)
            | Event::ForgeUpgrade(_)
            | Event::CreatePage
            | Event::EditPage
            | Event::RotateInvocationKey
            | Event::NewInstallationId,
            installed,
        ) => super::forge::act(&site.tenant, installed, &*app, event).await,
        (event, installed) => {
            quietly(&site, installed, event).await;
            Answer::DONE
        }
    }
}

/// What nobody is asked about.
async fn quietly(site: &Site, installed: Option<InstalledApp>, event: Event) {
    match (event, installed) {
        (Event::Disable, Some(app)) => drop(app.disable().await),
        (Event::Enable, Some(app)) => drop(app.enable().await),
        (Event::Uninstall, Some(app)) => drop(app.uninstall().await),
        (Event::RenameSite, _) => drop(site.tenant.rename_site(site.other_address()).await),
        (Event::ImportSite, _) => drop(site.tenant.import_site().await),
        (Event::RotateInstallKey, _) => site.tenant.rotate_install_key(),
        (Event::OpenPage, Some(app)) => {
            for page in pages(&app).iter().take(1) {
                let _ = app.open(page).send().await;
            }
        }
        _ => {}
    }
}

/// The static pages of an app that the host opens in a frame.
pub(super) fn pages(app: &InstalledApp) -> Vec<String> {
    let Some(descriptor) = app.descriptor() else {
        return Vec::new();
    };
    let pages = descriptor.modules().iter().filter(|(kind, module)| {
        matches!(*kind, "generalPages" | "adminPages" | "profilePages") && module.key().is_some()
    });
    let keys = pages.filter_map(|(_, module)| module.key().map(str::to_owned));
    keys.take(2).collect()
}
