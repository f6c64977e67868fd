//! `ForgeApp`: what an admin does to one app on Forge, and what a test may look at.

use std::panic::Location;

use super::handle::Tenant;
use super::installed_app::InstalledApp;
use crate::callback::{
    self, CallbackDelivery, Coming, Deliveries, EventRetry, ForgeUpgrade, InstallError,
};
use crate::manifest::{ForgeEnvironment, Manifest};
use crate::site::{ForgeInstallation, Licence, Status};
use crate::traffic::{Command, ForgeCommand};

/// An app on Forge, on a tenant.
#[derive(Clone)]
pub struct ForgeApp {
    tenant: Tenant,
    id: String,
}

impl ForgeApp {
    pub(super) fn new(tenant: Tenant, id: String) -> Self {
        Self { tenant, id }
    }

    pub(super) fn tenant(&self) -> &Tenant {
        &self.tenant
    }

    /// The app's id, without what stands before it in its ARI.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The ARI of its installation, as tokens have it and as `installed` of its Connect half does. An upgrade keeps it,
    /// a reinstall brings another.
    #[must_use]
    pub fn installation_id(&self) -> String {
        let id = self.tenant.context().site(|site| {
            let app = site.forge_app(&self.id)?;
            Some(site.forge_installation_id(app))
        });
        let id = id.unwrap_or_default();
        format!("ari:cloud:ecosystem::installation/{id}")
    }

    /// Where it stands.
    #[must_use]
    pub fn status(&self) -> Status {
        self.look(|app| app.status).unwrap_or(Status::Uninstalled)
    }

    /// The manifest in force.
    #[must_use]
    pub fn manifest(&self) -> Manifest {
        let manifest = self.look(|app| app.manifest.clone());
        manifest.expect("an app of a tenant has a manifest, which an uninstall leaves")
    }

    /// The environment that it was deployed to.
    #[must_use]
    pub fn environment(&self) -> ForgeEnvironment {
        self.manifest().environment()
    }

    /// The version that is installed, such as `1.1.0`: minor and major upgrades count it up.
    #[must_use]
    pub fn version(&self) -> String {
        let version = self.look(|app| app.version.to_string());
        version.unwrap_or_default()
    }

    /// Its Connect half, if its manifest has `connectModules`.
    #[must_use]
    pub fn connect(&self) -> Option<InstalledApp> {
        let key = self.look(|app| app.connect_key().map(str::to_owned))??;
        self.tenant.known_app(&key)
    }

    /// The keys of the modules that it made by `/forge/installation/v2/dynamic/module`, but for those that a static module
    /// hides. Preview: the interface may change.
    #[must_use]
    pub fn dynamic_module_keys(&self) -> Vec<String> {
        self.look(ForgeInstallation::dynamic_keys)
            .unwrap_or_default()
    }

    /// The account that the app itself has on the site.
    #[must_use]
    pub fn account_id(&self) -> String {
        self.tenant
            .context()
            .site(|site| site.forge_account(&self.id))
    }

    /// Its licence. Tokens tell of it if the manifest asks for licensing and the environment is production.
    #[must_use]
    pub fn licence(&self) -> Licence {
        self.look(|app| app.licence).unwrap_or_default()
    }

    /// Gives it another licence, its Connect half included. It hears nothing of it.
    pub fn set_licence(&self, licence: Licence) {
        let app = self.id.clone();
        self.tenant.did(&Command::SetLicence { app, licence });
        let context = self.tenant.context();
        context.site(|site| site.set_forge_licence(&self.id, licence));
    }

    /// Upgrades to this manifest, which must be of this app: to a minor version, of which nobody is told, or to a major
    /// one, of which the app is told by `avi:forge:upgraded:app` and its Connect half by `installed`. Remotes that were
    /// put elsewhere stay there.
    ///
    /// # Errors
    /// [`InstallError`]; the old version stays.
    #[must_use = "a future does nothing until it is awaited"]
    #[track_caller]
    pub fn upgrade_to(
        &self,
        manifest: Manifest,
    ) -> impl Future<Output = Result<ForgeUpgrade, InstallError>> + Send + 'static {
        let (app, place) = (self.clone(), Location::caller());
        async move {
            let context = app.tenant.context().clone();
            let upgraded = match app.status() {
                Status::Uninstalled => Err(app.gone()),
                _ => {
                    app.tenant
                        .put_forge(manifest, Coming::Upgraded(app.id.clone()))
                        .await
                }
            };
            let upgraded = upgraded.map(|(_, upgrade)| upgrade);
            upgraded.map_err(|error| error.of_call(&context, place))
        }
    }

    fn gone(&self) -> InstallError {
        let door = self.tenant.context().door;
        let way = door.words("tenant.install_forge(…)", "`mockfluence forge install`");
        InstallError::misuse(format!(
            "`{}` is not installed on tenant `{}`: use {way}",
            self.id,
            self.tenant.name()
        ))
    }

    /// Gives its installation another id without any event or call, as a vendor has seen it happen: what the app has filed
    /// under the old one it does not find again.
    pub fn change_installation_id(&self) {
        let app = self.id.clone();
        self.tenant
            .did(&ForgeCommand::ChangeInstallationId { app }.into());
        let context = self.tenant.context();
        context.site(|site| site.change_forge_installation(&self.id));
        context.log.end_forge_tokens(&self.id);
    }

    /// Uninstalls it: calls what `preUninstall` names and waits for at most `pre_uninstall_deadline`, sends
    /// `uninstalled` to the Connect half, and goes on whatever is answered. Forge has no event for it.
    pub async fn uninstall(self) -> Deliveries<CallbackDelivery> {
        let Self { tenant, id } = self;
        let context = tenant.context().clone();
        let command = ForgeCommand::UninstallForge { app: id.clone() };
        tenant
            .run_as(command.into(), |_| async move {
                callback::uninstall_forge(&context, &id).await
            })
            .await
    }

    /// Runs one of its schedules once: the tenant's clock alone runs none. What it answers changes nothing, and it is
    /// not tried again.
    #[must_use = "a future does nothing until it is awaited"]
    pub fn run_schedule(
        &self,
        key: &str,
    ) -> impl Future<Output = Deliveries<CallbackDelivery>> + Send + 'static {
        let (app, key) = (self.clone(), key.to_owned());
        async move {
            let context = app.tenant.context().clone();
            let command = ForgeCommand::RunSchedule {
                app: app.id.clone(),
                schedule: key.clone(),
            };
            let run = app.tenant.run_as(command.into(), |_| async move {
                callback::run_schedule(&context, &app.id, &key).await
            });
            run.await
        }
    }

    /// The events that it did not take and that are to be tried again, the next one first. They go out when the
    /// tenant's clock is so far: advancing it makes them go.
    #[must_use]
    pub fn event_retries(&self) -> Vec<EventRetry> {
        let mut retries = callback::event_retries(self.tenant.context());
        retries.retain(|retry| retry.app == self.id);
        retries
    }

    /// Tries again now what waits: each event once, with a token of this moment. Nothing moves the tenant's clock, by which
    /// an app that has another one would refuse every token as one of the future. Gives how many events there were.
    pub async fn retry_events(&self) -> usize {
        let context = self.tenant.context().clone();
        let app = self.id.clone();
        let command = ForgeCommand::RetryEvents { app: app.clone() };
        let run = self.tenant.run_as(command.into(), |_| async move {
            callback::retry_now(&context, &app).await
        });
        run.await
    }

    fn look<T>(&self, at: impl FnOnce(&ForgeInstallation) -> T) -> Option<T> {
        let context = self.tenant.context();
        context.site(|site| site.forge_app(&self.id).map(at))
    }
}
