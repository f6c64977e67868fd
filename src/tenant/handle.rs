//! `Tenant`: start, install, rename, import, log, wait.

use std::panic::Location;
use std::sync::Arc;

use tokio::runtime::RuntimeFlavor;
use tracing::Instrument;

use super::address::{TenantAddress, check_base_url};
use super::builder::TenantBuilder;
use super::clockwork;
use super::failure_report::FailureReport;
use super::host::Hosted;
use super::installed_app::InstalledApp;
use super::source::DescriptorSource;
use crate::boxed::{Boxed, boxed};
use crate::callback::{self, CallbackDelivery, Deliveries, InstallError};
use crate::clock::Clock;
use crate::context::Context;
use crate::identity::Identity;
use crate::randomness;
use crate::running;
use crate::site::{Site, Status};
use crate::traffic::{Command, CommandId, RequestLog};

/// A fake Confluence Cloud tenant on a loopback port.
///
/// Clones are handles to the same tenant; with the last one the port closes. All calls are plain
/// functions but those that call the app or wait for it, which give futures. These run on the
/// tenant's runtime once polled and can be awaited on any executor; dropped half-way, the command
/// still runs to its end.
///
/// | to | say |
/// |---|---|
/// | start one | [`start`](Tenant::start), [`named`](Tenant::named), [`start_blocking`](Tenant::start_blocking), [`builder`](Tenant::builder) |
/// | point an app at it | [`keys_url`](Tenant::keys_url), [`base_url`](Tenant::base_url), [`authorization_server`](Tenant::authorization_server), [`jwks_url`](Tenant::jwks_url), [`gateway_url`](Tenant::gateway_url), [`env`](Tenant::env) with all of them, [`port`](Tenant::port) |
/// | install an app, and find it again | [`install`](Tenant::install), [`app`](Tenant::app), [`apps`](Tenant::apps), [`known_app`](Tenant::known_app); what happens to it is said to the [`InstalledApp`] |
/// | wait for what the app does | [`wait_for`](Tenant::wait_for), [`wait_until`](Tenant::wait_until), [`wait_for_value`](Tenant::wait_for_value), [`wait_for_quiet`](Tenant::wait_for_quiet) |
/// | see what came and went | [`log`](Tenant::log), [`mask`](Tenant::mask) |
/// | make something go wrong, or stop | [`inject`](Tenant::inject), [`faults_left`](Tenant::faults_left), [`remove_fault`](Tenant::remove_fault), [`clear_faults`](Tenant::clear_faults), [`hold`](Tenant::hold) |
/// | answer what it does not serve | [`stub`](Tenant::stub), [`mount`](Tenant::mount), [`verify_stubs`](Tenant::verify_stubs), [`clear_stubs`](Tenant::clear_stubs) |
/// | change the site | [`rename_site`](Tenant::rename_site), [`import_site`](Tenant::import_site), [`recreate_site`](Tenant::recreate_site), [`rotate_install_key`](Tenant::rotate_install_key) |
/// | say who is there, and may do what | [`add_user`](Tenant::add_user), [`admin`](Tenant::admin), [`deny`](Tenant::deny), [`allow`](Tenant::allow) |
/// | put pages there, make events happen | [`add_page`](Tenant::add_page), [`page`](Tenant::page), [`fire`](Tenant::fire) |
/// | move the time | [`clock`](Tenant::clock) |
/// | await in a plain `#[test]` | [`block_on`](Tenant::block_on) |
#[doc(alias = "MockServer")]
#[derive(Clone)]
pub struct Tenant {
    pub(super) inner: Arc<TenantInner>,
}

pub(super) struct TenantInner {
    pub(super) context: Arc<Context>,
    pub(super) strict: bool,
    pub(super) hosted: Hosted,
    /// Given away with the tenant.
    _running: Arc<running::Place>,
    port: u16,
    #[cfg(feature = "look-alike")]
    pub(super) held: Option<super::look_alike_place::Held>,
    _report: FailureReport,
    #[cfg(feature = "stubs")]
    pub(super) stubs: Arc<super::stubs::Stubs>,
}

impl Tenant {
    /// Starts a tenant named `acme` on a free port: on the caller's tokio runtime where there is
    /// one, else on a thread of its own.
    ///
    /// # Panics
    /// If no port can be bound.
    #[track_caller]
    #[must_use]
    pub fn start() -> Self {
        Self::builder().start()
    }

    /// Starts a tenant of this name. The name is what clientKey and secrets derive from.
    ///
    /// # Panics
    /// If no port can be bound.
    #[track_caller]
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self::builder().name(name).start()
    }

    /// Starts a tenant on a thread of its own, for a blocking HTTP client in the test.
    ///
    /// # Panics
    /// If no port can be bound or no thread started.
    #[track_caller]
    #[must_use]
    pub fn start_blocking() -> Self {
        Self::builder().own_thread().start()
    }

    /// For a name, a port, a seed, or settings.
    pub fn builder() -> TenantBuilder {
        TenantBuilder::new()
    }

    #[track_caller]
    pub(super) fn new(
        builder: TenantBuilder,
        place: TenantAddress,
        #[cfg(feature = "look-alike")] beside: Option<super::look_alike_place::Place>,
        hosted: impl FnOnce(Arc<Context>) -> std::io::Result<Hosted>,
    ) -> std::io::Result<Self> {
        let TenantAddress {
            origin,
            mount,
            root,
            port,
            on_loopback,
        } = place;
        let seed = builder.seed;
        let identity = Identity::new(builder.name, seed)
            .with_secret_seed(builder.secret_seed.unwrap_or(seed))
            .with_upm_token(randomness::number()?);
        let site = Site::new(identity, builder.settings.clone(), format!("{root}/wiki"));
        let mut context = Context::new(site, builder.settings, origin, root, seed);
        context.mount = mount;
        context.door = builder.door;
        builder.reach.tell(&mut context, on_loopback)?;
        #[cfg(feature = "look-alike")]
        if let Some(beside) = &beside {
            beside.tell(&mut context);
        }
        #[cfg(feature = "tls")]
        {
            context.trusted = builder.trusted.into();
        }
        context.fallback = builder.fallback;
        let context = Arc::new(context);
        let running = running::join(&context);
        clockwork::follow_clock(&context);
        let report = FailureReport::new(context.clone(), Location::caller());
        let hosted = hosted(context.clone())?;
        #[cfg(feature = "forge")]
        clockwork::keep_retrying(&hosted.runtime, &context);
        #[cfg(feature = "look-alike")]
        let held = beside
            .map(|beside| beside.hold(context.clone()))
            .transpose()?;
        Ok(Self {
            inner: Arc::new(TenantInner {
                context,
                strict: builder.strict,
                hosted,
                _running: running,
                port,
                #[cfg(feature = "look-alike")]
                held,
                _report: report,
                #[cfg(feature = "stubs")]
                stubs: Arc::default(),
            }),
        })
    }

    /// The tenant's name.
    #[must_use]
    pub fn name(&self) -> String {
        self.context().site(|site| site.name().to_owned())
    }

    /// The base URL as apps know it; it ends in `/wiki`.
    #[must_use]
    #[doc(alias("uri", "server_address"))]
    pub fn base_url(&self) -> String {
        self.context().site(|site| site.base_url().to_owned())
    }

    /// Where the public keys of signed installs are served, as `<keys_url>/<kid>`: the value for
    /// an app's setting in place of `https://connect-install-keys.atlassian.com`.
    #[must_use]
    pub fn keys_url(&self) -> String {
        #[cfg(feature = "look-alike")]
        if let Some(url) = self.beside(crate::look_alike::keys_url) {
            return url;
        }
        format!("{}/keys", self.context().root)
    }

    /// The id that apps know the tenant by. A site import changes it.
    #[must_use]
    pub fn client_key(&self) -> String {
        self.context().site(|site| site.client_key().to_owned())
    }

    /// The id of the site in Atlassian's cloud, which `/_edge/tenant_info` tells. Neither a rename
    /// nor an import changes it.
    #[must_use]
    pub fn cloud_id(&self) -> String {
        self.context().site(|site| site.cloud_id())
    }

    /// The port it listens on.
    #[must_use]
    #[doc(alias("address"))]
    pub fn port(&self) -> u16 {
        self.inner.port
    }

    /// The tenant's clock.
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.context().clock.clone()
    }

    /// The exchanges so far, in both directions.
    #[must_use]
    #[doc(alias("received_requests", "requests"))]
    pub fn log(&self) -> RequestLog {
        self.context().log.log()
    }

    /// The app of this key, if it is installed now, enabled or not.
    #[must_use]
    pub fn app(&self, key: &str) -> Option<InstalledApp> {
        self.known_app(key)
            .filter(|app| app.status() != Status::Uninstalled)
    }

    /// The app of this key, if it is installed now or ever was: the tenant remembers the dynamic
    /// modules and the properties of an app that is uninstalled.
    #[must_use]
    pub fn known_app(&self, key: &str) -> Option<InstalledApp> {
        self.context()
            .site(|site| site.installation(key).is_some())
            .then(|| InstalledApp::new(self.clone(), key.to_owned()))
    }

    /// The apps that are installed now, enabled or not, by key.
    #[must_use]
    pub fn apps(&self) -> Vec<InstalledApp> {
        let keys = self.context().site(|site| site.installed_apps());
        let app = |key| InstalledApp::new(self.clone(), key);
        keys.into_iter().map(app).collect()
    }

    /// Installs an app: reads and judges its descriptor, POSTs `installed`, and after 200, 201 or
    /// 204 POSTs `enabled`. An app that is installed already is upgraded; one that was uninstalled
    /// gets its dynamic modules back and a new secret.
    ///
    /// The future ends when `enabled` is answered; what the app does after that, a test awaits
    /// with [`wait_for`](Self::wait_for).
    ///
    /// # Errors
    /// [`InstallError`], with the host's code and text; everything is as it was before.
    #[must_use = "a future does nothing until it is awaited"]
    #[track_caller]
    pub fn install(
        &self,
        source: impl Into<DescriptorSource>,
    ) -> impl Future<Output = Result<InstalledApp, InstallError>> + Send + 'static {
        let (tenant, place) = (self.clone(), Location::caller());
        let source = source.into();
        async move {
            let put = tenant.put(source, None).await;
            let (key, _) = put.map_err(|error| error.of_call(tenant.context(), place))?;
            Ok(InstalledApp::new(tenant, key))
        }
    }

    /// Installs, or upgrades the app of this key, with the tail of the log in any error.
    pub(super) async fn put(
        &self,
        source: DescriptorSource,
        upgraded: Option<String>,
    ) -> Result<(String, callback::Upgrade), InstallError> {
        let context = self.context().clone();
        let given = source.read();
        let named = given.as_ref().ok().and_then(Option::as_ref);
        self.name_targets(&source, named);
        let app = named.map(|descriptor| descriptor.key().to_owned());
        let command = Command::install(app, source.source().url, upgraded.as_deref());
        self.run_as(command, |command| async move {
            let before = context.log.len();
            let installed = match given {
                Ok(given) => {
                    let source = source.source();
                    callback::install(&context, source, given, upgraded, Some(command)).await
                }
                Err(error) => Err(error),
            };
            context.log.settle(command);
            installed.map_err(|error| error.with_log(&context, before))
        })
        .await
    }

    /// Gives the site another base URL, as a site rename does: every installed app gets
    /// `installed` with it, nothing else changes. It should still lead to the tenant, e.g.
    /// `http://localhost:<port>/wiki`; the former one redirects to it from now on (setting
    /// `former_address`). Gives what became of each callback.
    ///
    /// # Panics
    /// If the URL is not absolute or does not end in `/wiki`.
    #[track_caller]
    #[must_use = "a future does nothing until it is awaited"]
    pub fn rename_site(
        &self,
        base_url: impl Into<String>,
    ) -> impl Future<Output = Deliveries<CallbackDelivery>> + Send + 'static {
        let base_url = base_url.into();
        if let Err(why) = check_base_url(&base_url) {
            panic!("rename_site: {why}");
        }
        let tenant = self.clone();
        async move {
            let context = tenant.context().clone();
            let command = Command::RenameSite {
                base_url: base_url.clone(),
            };
            tenant
                .run_as(command, |_| async move {
                    callback::rename_site(&context, base_url).await
                })
                .await
        }
    }

    /// Runs a future to its end from a plain `#[test]`.
    ///
    /// # Panics
    /// Inside of a tokio runtime, where `.await` is the way; and for a tenant that lives on
    /// somebody else's current-thread runtime, which nobody polls meanwhile.
    #[track_caller]
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        assert!(
            tokio::runtime::Handle::try_current().is_err(),
            "block_on inside of a tokio runtime would hang: use .await"
        );
        let hosted = &self.inner.hosted;
        assert!(
            !hosted.ambient || hosted.runtime.runtime_flavor() != RuntimeFlavor::CurrentThread,
            "block_on would hang: tenant `{}` lives on a current-thread runtime that nobody polls \
             meanwhile: use that runtime's block_on, or start the tenant with .own_thread()",
            self.name()
        );
        self.inner.hosted.runtime.block_on(future)
    }

    #[cfg(feature = "stubs")]
    pub(super) fn stubs(&self) -> &Arc<super::stubs::Stubs> {
        &self.inner.stubs
    }

    pub(super) fn context(&self) -> &Arc<Context> {
        &self.inner.context
    }

    pub(super) fn status(&self, key: &str) -> Status {
        self.context().site(|site| {
            site.installation(key)
                .map_or(Status::Uninstalled, |app| app.status)
        })
    }

    /// Has the log say what the tester did.
    pub(super) fn did(&self, command: &Command) {
        self.context().log.command(command);
    }

    /// Carries a command out, once the log says it, within a span of its name for whoever reads
    /// the events of `tracing`.
    pub(super) async fn run_as<T: Send + 'static, F: Future<Output = T> + Send + 'static>(
        &self,
        command: Command,
        what: impl FnOnce(CommandId) -> F,
    ) -> T {
        let (tenant, name) = (self.name(), command.name());
        let span = tracing::debug_span!(target: "mockfluence", "command", command = name, tenant);
        let told = span.in_scope(|| self.context().log.command(&command));
        self.run(what(told).instrument(span)).await
    }

    /// Runs on the tenant's runtime, so that the caller may await it on any.
    pub(super) fn run<T: Send + 'static>(
        &self,
        command: impl Future<Output = T> + Send + 'static,
    ) -> impl Future<Output = T> {
        self.run_boxed(boxed(command))
    }

    async fn run_boxed<T: Send + 'static>(&self, command: Boxed<T>) -> T {
        match self.inner.hosted.runtime.spawn(command).await {
            Ok(value) => value,
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Err(_) => panic!(
                "the tokio runtime that hosts tenant `{}` is gone{}",
                self.name(),
                if self.inner.hosted.ambient {
                    ": keep the runtime alive, or start the tenant with .own_thread()"
                } else {
                    ""
                }
            ),
        }
    }
}
