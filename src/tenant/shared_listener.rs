//! `SharedListener`: one port and one descriptor for thousands of tenants.

use std::io::{Error, ErrorKind, Result};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use super::address::{TenantAddress, local_origin};
use super::host::{Hosted, RuntimeChoice, bind, host};
use crate::context::Context;
use crate::door::Door;
use crate::server::{Directory, Served, TenantRouting};

/// One port for many tenants, where a port and a descriptor for each would be too many.
///
/// A tenant behind it has a base URL of its own: `http://127.0.0.1:4000/acme/wiki` by path, which
/// works everywhere, or `http://acme.localhost:4000/wiki` by host name, which is closer to the real
/// host and asks that the app's machine resolves names below `localhost`. Everything else is as with
/// a port of its own. The listener lives as long as a handle to it or a tenant behind it.
///
/// ```
/// use mockfluence::{SharedListener, Tenant};
///
/// let listener = SharedListener::start();
/// let acme = Tenant::builder().name("acme").behind(&listener).start();
/// let globex = Tenant::builder().name("globex").behind(&listener).start();
/// assert_eq!(acme.base_url(), format!("http://127.0.0.1:{}/acme/wiki", listener.port()));
/// assert_eq!(acme.port(), globex.port());
/// ```
#[derive(Clone)]
pub struct SharedListener {
    inner: Arc<ListenerInner>,
}

struct ListenerInner {
    directory: Arc<Directory>,
    address: SocketAddr,
    hosted: Hosted,
}

impl std::fmt::Debug for SharedListener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SharedListener")
            .field("address", &self.inner.address)
            .field("tenants", &self.inner.directory)
            .finish()
    }
}

impl SharedListener {
    /// Listens on a free loopback port, for tenants told apart by path: on the caller's tokio
    /// runtime where there is one, else on a thread of its own. The tenants live there too.
    ///
    /// # Panics
    /// If no port can be bound; [`try_start`](Self::try_start) gives an error instead.
    #[track_caller]
    #[must_use]
    pub fn start() -> Self {
        Self::started(TenantRouting::ByPath)
    }

    /// The same for tenants told apart by the first label of the host name.
    ///
    /// # Panics
    /// If no port can be bound.
    #[track_caller]
    #[must_use]
    pub fn by_host_name() -> Self {
        Self::started(TenantRouting::ByHostName)
    }

    #[track_caller]
    fn started(by: TenantRouting) -> Self {
        match Self::try_start([127, 0, 0, 1], 0, by) {
            Ok(listener) => listener,
            Err(error) => panic!("no listener for tenants: {error}"),
        }
    }

    /// Listens on this address and port (0 for a free one).
    ///
    /// # Errors
    /// If the port cannot be bound, or no thread can be started.
    pub fn try_start(address: impl Into<IpAddr>, port: u16, by: TenantRouting) -> Result<Self> {
        Self::at_door(address.into(), port, by, Door::Rust)
    }

    /// The same, with errors in the words of this door.
    pub(crate) fn at_door(
        address: IpAddr,
        port: u16,
        by: TenantRouting,
        door: Door,
    ) -> Result<Self> {
        let (socket, address) = bind(address, port, door)?;
        let directory = Arc::new(Directory::new(by));
        let served = Served::Many(directory.clone());
        let hosted = host(RuntimeChoice::for_caller(), socket, served, door)?;
        let inner = ListenerInner {
            directory,
            address,
            hosted,
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// The port of all tenants behind it.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.inner.address.port()
    }

    pub(super) fn hosted(&self) -> &Hosted {
        &self.inner.hosted
    }

    /// Where a tenant of this name is found.
    pub(super) fn place(&self, name: &str) -> Result<TenantAddress> {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || name.len() > 63 || !name.chars().all(fits) {
            let why = format!(
                "`{name}` cannot be told from others behind one listener: a name there is made \
                 of at most 63 lower-case letters, digits and hyphens"
            );
            return Err(Error::new(ErrorKind::InvalidInput, why));
        }
        let port = self.port();
        let on_loopback = self.inner.address.ip().is_loopback();
        Ok(match self.inner.directory.by {
            TenantRouting::ByPath => {
                let origin = local_origin(self.inner.address);
                let mount = format!("/{name}");
                let root = format!("{origin}{mount}");
                TenantAddress {
                    origin,
                    mount,
                    root,
                    port,
                    on_loopback,
                }
            }
            TenantRouting::ByHostName => {
                let root = format!("http://{name}.localhost:{port}");
                TenantAddress {
                    origin: root.clone(),
                    mount: String::new(),
                    root,
                    port,
                    on_loopback,
                }
            }
        })
    }

    pub(super) fn list(&self, name: &str, context: Arc<Context>) -> Result<crate::server::Listed> {
        self.inner.directory.list(name, context).ok_or_else(|| {
            let why = format!("there is a tenant `{name}` behind this listener already");
            Error::new(ErrorKind::AlreadyExists, why)
        })
    }
}
