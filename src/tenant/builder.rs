//! `TenantBuilder`: name, port, seed, settings, and where the tenant runs.

use std::io::{Error, ErrorKind, Result};
use std::net::IpAddr;
use std::sync::Arc;

use super::address::{TenantAddress, check_fallback, local_origin, root_of};
use super::handle::Tenant;
use super::host::{Hosted, RuntimeChoice, bind, host};
use super::reach::Reach;
use super::shared_listener::SharedListener;
use crate::context::Context;
use crate::door::Door;
use crate::server::Served;
use crate::settings::Settings;

/// Makes a [`Tenant`] that differs from the default one.
///
/// ```
/// let tenant = mockfluence::Tenant::builder().name("globex").seed(7).own_thread().start();
/// assert_eq!(tenant.name(), "globex");
/// ```
#[derive(Clone)]
#[must_use]
pub struct TenantBuilder {
    pub(super) name: String,
    pub(super) address: IpAddr,
    pub(super) port: u16,
    pub(super) public_url: Option<String>,
    pub(super) seed: u64,
    /// What secrets derive from, where that is another seed.
    pub(crate) secret_seed: Option<u64>,
    pub(super) settings: Settings,
    pub(super) fallback: Option<String>,
    pub(super) strict: bool,
    pub(super) reach: Reach,
    pub(crate) door: Door,
    host: Option<RuntimeChoice>,
    listener: Option<SharedListener>,
    #[cfg(feature = "look-alike")]
    pub(super) wanted: super::look_alike_place::Wanted,
    #[cfg(feature = "tls")]
    pub(crate) trusted: Vec<rustls::pki_types::CertificateDer<'static>>,
}

impl std::fmt::Debug for TenantBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TenantBuilder")
            .field("name", &self.name)
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}

impl TenantBuilder {
    pub(super) fn new() -> Self {
        Self {
            name: "acme".into(),
            address: IpAddr::from([127, 0, 0, 1]),
            port: 0,
            public_url: None,
            seed: 0,
            secret_seed: None,
            settings: Settings::default(),
            fallback: None,
            strict: false,
            reach: Reach::default(),
            door: Door::default(),
            host: None,
            listener: None,
            #[cfg(feature = "look-alike")]
            wanted: super::look_alike_place::Wanted::default(),
            #[cfg(feature = "tls")]
            trusted: Vec::new(),
        }
    }

    /// The tenant's name; clientKey and secrets derive from it. `acme` by default.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// The address to listen on; 127.0.0.1 by default. Another one lets other machines in, to a
    /// server whose signing key is public: for containers, not for an open network.
    pub fn bind(mut self, address: impl Into<IpAddr>) -> Self {
        self.address = address.into();
        self
    }

    /// The base URL under which apps find the tenant, e.g. `http://mockfluence:8080/wiki`, where a
    /// mapped port, a proxy or another name stands before it. `/wiki` is added if it is not there.
    /// A path before `/wiki` may arrive or be stripped on the way: both are understood.
    pub fn public_url(mut self, url: impl Into<String>) -> Self {
        self.public_url = Some(url.into());
        self
    }

    /// The port; a free one by default.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// What else clientKey and secrets derive from. 0 by default: two runs of one test give the
    /// same log, and whoever knows name and seed knows the secrets, as everybody knows the key that
    /// installs are signed with. They protect nothing.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// The points where hosts differ.
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Who answers what the tenant does not serve itself: the base URL of a server. Requests come
    /// to it after authentication, with their whole path, and are in the log. A stub of the test
    /// outranks it.
    pub fn fallback(mut self, url: impl Into<String>) -> Self {
        self.fallback = Some(url.into());
        self
    }

    /// Runs the tenant on a thread of its own even where a tokio runtime is there: what a
    /// blocking HTTP client in an async test needs.
    pub fn own_thread(mut self) -> Self {
        self.host = Some(RuntimeChoice::OwnThread);
        self
    }

    /// Puts the tenant behind a listener that others share, with a base URL that has its name: for
    /// more tenants than there are ports or descriptors. Address, port and thread are then the
    /// listener's; a public URL must lead to it with the tenant's name in path or host.
    pub fn behind(mut self, listener: &SharedListener) -> Self {
        self.listener = Some(listener.clone());
        self
    }

    /// Starts the tenant.
    ///
    /// # Panics
    /// If the port cannot be bound; [`try_start`](Self::try_start) gives an error instead.
    #[track_caller]
    #[must_use]
    pub fn start(self) -> Tenant {
        let (name, address, port) = (self.name.clone(), self.address, self.port);
        match (self.listener.is_some(), self.try_start()) {
            (_, Ok(tenant)) => tenant,
            (true, Err(error)) => panic!("tenant `{name}` cannot start: {error}"),
            (false, Err(error)) => panic!("the tenant cannot listen on {address}:{port}: {error}"),
        }
    }

    /// Starts the tenant.
    ///
    /// # Errors
    /// If the port cannot be bound, no descriptor is left, no thread can be started, the public URL
    /// or the one of the fallback is none, or the name cannot be told apart behind a shared listener.
    #[track_caller]
    pub fn try_start(self) -> Result<Tenant> {
        if let Some(url) = &self.fallback {
            check_fallback(url, self.door)?;
        }
        match self.listener.clone() {
            Some(listener) => self.start_behind(&listener),
            None => self.start_alone(),
        }
    }

    #[track_caller]
    fn start_alone(self) -> Result<Tenant> {
        let runs = self.host.clone().unwrap_or_else(RuntimeChoice::for_caller);
        let (socket, address) = bind(self.address, self.port, self.door)?;
        let origin = local_origin(address);
        let root = match &self.public_url {
            Some(url) => root_of(url, self.door)?,
            None => origin.clone(),
        };
        let place = TenantAddress {
            origin,
            mount: String::new(),
            root,
            port: address.port(),
            on_loopback: address.ip().is_loopback(),
        };
        let door = self.door;
        let chosen = runs.clone();
        self.at(place, runs, |context| {
            host(chosen, socket, Served::One(context), door)
        })
    }

    #[track_caller]
    fn start_behind(self, listener: &SharedListener) -> Result<Tenant> {
        let unset = Self::new();
        if (self.address, self.port) != (unset.address, 0) || self.host.is_some() {
            let why = "a tenant behind a listener has its address, port and thread: leave out \
                       `.bind`, `.port` and `.own_thread`";
            return Err(Error::new(ErrorKind::InvalidInput, why));
        }
        let name = self.name.clone();
        let mut place = listener.place(&name)?;
        if let Some(url) = &self.public_url {
            place.root = root_of(url, self.door)?;
        }
        self.at(place, RuntimeChoice::for_caller(), |context| {
            let listed = listener.list(&name, context)?;
            Ok(Hosted::behind(listener, listed))
        })
    }

    /// At this address, or at that of a real tenant.
    #[cfg(feature = "look-alike")]
    fn at(
        self,
        place: TenantAddress,
        runs: RuntimeChoice,
        hosted: impl FnOnce(Arc<Context>) -> Result<Hosted>,
    ) -> Result<Tenant> {
        let (place, beside) = self.looking_alike(place, runs)?;
        Tenant::new(self, place, beside, hosted)
    }

    #[cfg(not(feature = "look-alike"))]
    fn at(
        self,
        place: TenantAddress,
        _: RuntimeChoice,
        hosted: impl FnOnce(Arc<Context>) -> Result<Hosted>,
    ) -> Result<Tenant> {
        Tenant::new(self, place, hosted)
    }
}
