//! `InstalledApp`: what an admin does to one app, and what a test may look at.

use std::panic::Location;
use std::sync::Arc;

use super::app_client::AppClient;
use super::handle::Tenant;
use super::source::{DescriptorInput, DescriptorSource};
use crate::callback::{self, CallbackDelivery, Deliveries, InstallError, Upgrade};
use crate::context::Context;
use crate::descriptor::{Descriptor, Violation};
use crate::site::{DisabledReason, Installation, Status};
use crate::traffic::Command;

/// An app on a tenant.
#[derive(Clone)]
pub struct InstalledApp {
    tenant: Tenant,
    key: String,
}

impl InstalledApp {
    pub(super) fn new(tenant: Tenant, key: String) -> Self {
        Self { tenant, key }
    }

    /// The app's key.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    pub(super) fn tenant(&self) -> &Tenant {
        &self.tenant
    }

    /// Where the app stands.
    #[must_use]
    pub fn status(&self) -> Status {
        self.tenant.status(&self.key)
    }

    /// Why the app is disabled; none if it is not.
    #[must_use]
    pub fn disabled_reason(&self) -> Option<DisabledReason> {
        let disabled = |app: &Installation| app.status == Status::Disabled;
        self.look(|app| app.disabled.clone().filter(|_| disabled(app)))
            .flatten()
    }

    /// The secret the tenant shares with the app; none for `authentication: none`.
    #[must_use]
    pub fn shared_secret(&self) -> Option<String> {
        let secret = self.look(|app| app.secret.clone()).flatten()?;
        Some(secret.expose().to_owned())
    }

    /// The descriptor in force.
    #[must_use]
    pub fn descriptor(&self) -> Option<Descriptor> {
        self.look(|app| app.descriptor.clone())
    }

    /// An HTTP client that signs as the app.
    #[must_use]
    pub fn client(&self) -> AppClient {
        AppClient::new(self.tenant.clone(), self.key.clone())
    }

    /// Reads the descriptor again, from its URL or file, and upgrades to it; a descriptor that was
    /// given as a value is taken once more. An upgrade keeps the dynamic modules, unless a static
    /// key of the new version meets one of them: then all are removed.
    ///
    /// # Errors
    /// [`InstallError`]; the old version stays.
    #[must_use = "a future does nothing until it is awaited"]
    #[track_caller]
    pub fn upgrade(&self) -> impl Future<Output = Result<Upgrade, InstallError>> + Send + 'static {
        let source = self.source();
        self.clone().change_to(source, Location::caller())
    }

    /// Where the app's descriptor came from, to read it again in another way:
    /// `app.upgrade_to(app.source()?.with_base_url(url))`. None for an app that an import removed.
    #[must_use]
    pub fn source(&self) -> Option<DescriptorSource> {
        self.look(DescriptorSource::again)
    }

    /// What the host takes of the descriptor and the tester may not have meant: the warnings of
    /// [`Descriptor::validate`], and a base URL that is not where the descriptor came from. The log
    /// has them before the first callback.
    #[must_use]
    pub fn warnings(&self) -> Vec<Violation> {
        let installed = self.look(|app| (app.source.clone(), app.descriptor.clone()));
        installed.map_or_else(Vec::new, |(source, descriptor)| {
            callback::doubts(self.tenant.context(), &source, &descriptor)
        })
    }

    /// Upgrades to this descriptor, which must have the app's key.
    ///
    /// # Errors
    /// [`InstallError`]; the old version stays.
    #[must_use = "a future does nothing until it is awaited"]
    #[track_caller]
    pub fn upgrade_to(
        &self,
        source: impl Into<DescriptorSource>,
    ) -> impl Future<Output = Result<Upgrade, InstallError>> + Send + 'static {
        self.clone()
            .change_to(Some(source.into()), Location::caller())
    }

    /// An upgrade to what the app's descriptor is now; without a source the app is gone.
    async fn change_to(
        self,
        source: Option<DescriptorSource>,
        place: &'static Location<'static>,
    ) -> Result<Upgrade, InstallError> {
        let context = self.tenant.context().clone();
        let changed = self.changed(source).await;
        changed.map_err(|error| error.of_call(&context, place))
    }

    async fn changed(self, source: Option<DescriptorSource>) -> Result<Upgrade, InstallError> {
        let reachable = self.look(|app| app.source.reachable);
        let is_there = self.status() != Status::Uninstalled;
        let (Some(mut source), Some(reachable), true) = (source, reachable, is_there) else {
            return Err(self.gone());
        };
        if !matches!(source.given, DescriptorInput::Url(_)) {
            source.reachable &= reachable;
        }
        let (_, upgrade) = self.tenant.put(source, Some(self.key)).await?;
        Ok(upgrade)
    }

    pub(super) fn gone(&self) -> InstallError {
        let way = self.tenant.context().door.install();
        InstallError::misuse(format!(
            "`{}` is not installed on tenant `{}`: use {way}",
            self.key,
            self.tenant.name()
        ))
    }

    /// Disables the app and sends `disabled`. Already disabled, nothing is sent.
    #[must_use = "a future does nothing until it is awaited"]
    pub fn disable(&self) -> impl Future<Output = Deliveries<CallbackDelivery>> + Send + 'static {
        let command = |app| Command::Disable { app };
        self.clone().carry_out(command, |context, key| async move {
            callback::disable(&context, &key).await
        })
    }

    /// Enables the app and sends `enabled`. Already enabled, nothing is sent.
    #[must_use = "a future does nothing until it is awaited"]
    pub fn enable(&self) -> impl Future<Output = Deliveries<CallbackDelivery>> + Send + 'static {
        let command = |app| Command::Enable { app };
        self.clone().carry_out(command, |context, key| async move {
            callback::enable(&context, &key).await
        })
    }

    /// Uninstalls the app: `disabled` if it was enabled, and `uninstalled`; what the app answers
    /// changes nothing. The tenant remembers its dynamic modules for a reinstall.
    pub async fn uninstall(self) -> Deliveries<CallbackDelivery> {
        let command = |app| Command::Uninstall { app };
        self.carry_out(command, |context, key| async move {
            callback::uninstall(&context, &key).await
        })
        .await
    }

    /// Gives the app a new secret by `installed` alone. The old one is dead once it is accepted.
    ///
    /// # Errors
    /// [`InstallError`] if the app does not accept; the old secret stays.
    #[must_use = "a future does nothing until it is awaited"]
    #[track_caller]
    pub fn rotate_secret(&self) -> impl Future<Output = Result<(), InstallError>> + Send + 'static {
        let command = |app| Command::RotateSecret { app };
        self.clone()
            .ask_again(command, Location::caller(), |context, key| async move {
                callback::rotate_secret(&context, &key).await
            })
    }

    /// Sends `installed` once more with everything as it is, as hosts have done after a restart.
    ///
    /// # Errors
    /// [`InstallError`] if the app does not accept; nothing changes.
    #[must_use = "a future does nothing until it is awaited"]
    #[track_caller]
    pub fn repeat_installed(
        &self,
    ) -> impl Future<Output = Result<(), InstallError>> + Send + 'static {
        let command = |app| Command::RepeatInstalled { app };
        self.clone()
            .ask_again(command, Location::caller(), |context, key| async move {
                callback::repeat_installed(&context, &key).await
            })
    }

    /// Carries out a command whose `installed` the app may refuse.
    async fn ask_again<F: Future<Output = Result<(), InstallError>> + Send + 'static>(
        self,
        command: impl FnOnce(String) -> Command,
        place: &'static Location<'static>,
        what: impl FnOnce(Arc<Context>, String) -> F + Send + 'static,
    ) -> Result<(), InstallError> {
        let context = self.tenant.context().clone();
        let asked = match self.status() {
            Status::Uninstalled => Err(self.gone()),
            _ => {
                self.carry_out(command, |context, key| async move {
                    let begun = context.log.len();
                    let told = what(context.clone(), key).await;
                    told.map_err(|error| error.with_log(&context, begun))
                })
                .await
            }
        };
        asked.map_err(|error| error.of_call(&context, place))
    }

    /// Carries out a command to the app, which the log tells of.
    async fn carry_out<T: Send + 'static, F: Future<Output = T> + Send + 'static>(
        self,
        command: impl FnOnce(String) -> Command,
        what: impl FnOnce(Arc<Context>, String) -> F,
    ) -> T {
        let Self { tenant, key } = self;
        let context = tenant.context().clone();
        let command = command(key.clone());
        tenant.run_as(command, |_| what(context, key)).await
    }

    pub(super) fn look<T>(&self, at: impl FnOnce(&Installation) -> T) -> Option<T> {
        self.tenant
            .context()
            .site(|site| site.installation(&self.key).map(at))
    }
}
