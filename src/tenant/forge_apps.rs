//! Apps on Forge: installed on a tenant, and found again.

use std::panic::Location;

use super::forge_app::ForgeApp;
use super::handle::Tenant;
use crate::callback::{self, ForgeUpgrade, InstallError, Target};
use crate::manifest::Manifest;
use crate::site::Status;
use crate::traffic::Command;

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
            let put = tenant.put_forge(manifest, None).await;
            let (id, _) = put.map_err(|error| error.of_call(tenant.context(), place))?;
            Ok(ForgeApp::new(tenant, id))
        }
    }

    /// Installs, or upgrades the app of this id, with the tail of the log in any error.
    pub(super) async fn put_forge(
        &self,
        manifest: Manifest,
        upgraded: Option<String>,
    ) -> Result<(String, ForgeUpgrade), InstallError> {
        let context = self.context().clone();
        for url in manifest.named_urls(context.settings.region.as_deref()) {
            if let Ok(target) = Target::parse(&url) {
                let _ = context.targets(|targets| targets.allow(&target.host));
            }
        }
        let app = manifest.app_id().to_owned();
        let upgrade = upgraded.is_some() || self.forge_app(&app).is_some();
        let command = Command::InstallForge { app, upgrade };
        self.run_as(command, |command| async move {
            let before = context.log.len();
            let installed = callback::install_forge(&context, manifest, upgraded).await;
            context.log.settle(command);
            installed.map_err(|error| error.with_log(&context, before))
        })
        .await
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
