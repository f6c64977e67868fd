//! Apps on Forge: installed on a tenant, and found again.

use std::panic::Location;

use super::forge_app::ForgeApp;
use super::handle::Tenant;
use super::installed_app::InstalledApp;
use crate::callback::{self, Coming, ForgeUpgrade, InstallError};
use crate::manifest::Manifest;
use crate::outgoing::Target;
use crate::site::Status;
use crate::traffic::ForgeCommand;

impl InstalledApp {
    /// Moves the app to Forge, as a deployment of this manifest with its `app.connect.key` does: the clientKey stays, an
    /// installation of Forge's begins, the Connect half is sent `installed` with its `installationId`, and the triggers
    /// that name it hear of `avi:forge:installed:app`. The Connect modules that the app had registered stay behind, and
    /// the app deletes them by Connect's own resource. Without `connectModules` nothing of Connect is left.
    ///
    /// # Errors
    /// [`InstallError`]; the app is on Connect as it was.
    #[must_use = "a future does nothing until it is awaited"]
    #[track_caller]
    pub fn move_to_forge(
        &self,
        manifest: Manifest,
    ) -> impl Future<Output = Result<ForgeApp, InstallError>> + Send + 'static {
        let (app, place) = (self.clone(), Location::caller());
        async move {
            let tenant = app.tenant().clone();
            let moved = match app.status() {
                Status::Uninstalled => Err(app.gone()),
                _ => {
                    let coming = Coming::Moved(app.key().to_owned());
                    tenant.put_forge(manifest, coming).await
                }
            };
            let (id, _) = moved.map_err(|error| error.of_call(tenant.context(), place))?;
            Ok(ForgeApp::new(tenant, id))
        }
    }
}

impl Tenant {
    /// Installs an app on Forge: judges its manifest, installs its Connect half with a signed `installed` that brings
    /// the `installationId`, if there is one, and sends `avi:forge:installed:app` to the triggers that name it. An app
    /// that is installed already is upgraded.
    ///
    /// ```
    /// use mockfluence::manifest::Manifest;
    /// use mockfluence::{Status, Tenant};
    ///
    /// # tokio::runtime::Runtime::new().unwrap().block_on(async {
    /// let tenant = Tenant::start();
    /// let manifest = Manifest::from_yaml("
    /// app: { id: ari:cloud:ecosystem::app/406d303d-0393-4ec4-ad7c-1435be94583a }
    /// remotes: [{ key: backend, baseUrl: https://my-app.example.com }]
    /// modules:
    ///   endpoint: [{ key: life, remote: backend, route: { path: /forge/life } }]
    ///   trigger: [{ key: installed, endpoint: life, events: [avi:forge:installed:app] }]
    /// ").unwrap();
    /// // A real test says .with_remote("backend", url). Without a backend:
    /// let app = tenant.install_forge(manifest.without_backend()).await.unwrap();
    /// assert_eq!(app.status(), Status::Enabled);
    /// # });
    /// ```
    ///
    /// # Errors
    /// [`InstallError`]: the manifest is refused, the key of its Connect half is taken, another environment of the app
    /// is there, or the Connect half refuses `installed`. Everything is as it was before.
    #[must_use = "a future does nothing until it is awaited"]
    #[track_caller]
    pub fn install_forge(
        &self,
        manifest: Manifest,
    ) -> impl Future<Output = Result<ForgeApp, InstallError>> + Send + 'static {
        let (tenant, place) = (self.clone(), Location::caller());
        async move {
            let put = tenant.put_forge(manifest, Coming::Installed).await;
            let (id, _) = put.map_err(|error| error.of_call(tenant.context(), place))?;
            Ok(ForgeApp::new(tenant, id))
        }
    }

    /// Installs, upgrades or moves an app, with the tail of the log in any error.
    pub(super) async fn put_forge(
        &self,
        manifest: Manifest,
        coming: Coming,
    ) -> Result<(String, ForgeUpgrade), InstallError> {
        let context = self.context().clone();
        for url in manifest.named_urls(context.settings.region.as_deref()) {
            if let Ok(target) = Target::parse(&url) {
                let _ = context.targets(|targets| targets.allow(&target.host));
            }
        }
        let app = manifest.app_id().to_owned();
        let command = match &coming {
            Coming::Moved(key) => ForgeCommand::MoveToForge {
                app,
                from: key.clone(),
            },
            Coming::Upgraded(_) => ForgeCommand::InstallForge { app, upgrade: true },
            Coming::Installed => {
                let upgrade = self.forge_app(&app).is_some();
                ForgeCommand::InstallForge { app, upgrade }
            }
        };
        self.run_as(command.into(), |command| async move {
            let before = context.log.len();
            let installed = callback::install_forge(&context, manifest, coming).await;
            context.log.settle(command);
            installed.map_err(|error| error.with_log(&context, before))
        })
        .await
    }

    /// The day after Connect's end: from now on calls with Connect's tokens are refused like those of an app that is not
    /// there, Connect apps get no callback and no webhook, and none is installed. A test may still open their pages. That
    /// it will be so is assumed; announced is that support ends on 31 January 2027, for Connect modules in manifests, too.
    pub fn end_connect(&self) {
        self.did(&ForgeCommand::EndConnect.into());
        self.context().site(crate::site::Site::end_connect);
    }

    /// The app on Forge of this id, if it is installed now. The id is bare, or the ARI.
    #[must_use]
    pub fn forge_app(&self, id: &str) -> Option<ForgeApp> {
        self.known_forge_app(id)
            .filter(|app| app.status() != Status::Uninstalled)
    }

    /// The app on Forge of this id, if it is installed now or ever was.
    #[must_use]
    pub fn known_forge_app(&self, id: &str) -> Option<ForgeApp> {
        let bare = id.strip_prefix("ari:cloud:ecosystem::app/").unwrap_or(id);
        let there = self.context().site(|site| site.forge_app(bare).is_some());
        there.then(|| ForgeApp::new(self.clone(), bare.to_owned()))
    }

    /// The apps on Forge that are installed now, by id.
    #[must_use]
    pub fn forge_apps(&self) -> Vec<ForgeApp> {
        let ids = self.context().site(|site| site.forge_apps());
        let app = |id| ForgeApp::new(self.clone(), id);
        ids.into_iter().map(app).collect()
    }
}
