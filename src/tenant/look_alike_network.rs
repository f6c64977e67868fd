//! `LookAlikeNetwork`: the proxy and the certificate by which an app meets tenants at their real names.

use std::io::{Error, ErrorKind, Result};
use std::net::SocketAddr;
use std::sync::Arc;

use super::address::local_origin;
use crate::context::{Context, Neighbourhood};
use crate::look_alike::{Network, Resident};
use crate::server::Listening;

/// A network that looks like Atlassian's to whoever is given its proxy and its certificate.
///
/// A tenant started with [`look_alike`](crate::TenantBuilder::look_alike) has one of its own; several
/// tenants share one by [`network`](crate::TenantBuilder::network). In it an app finds a tenant at
/// `https://acme.atlassian.net/wiki`, the install keys at `https://connect-install-keys.atlassian.com`
/// and the authorization server at `https://oauth-2-authorization-server.services.atlassian.com`, over
/// TLS and without a setting of its own. What else is Atlassian's answers 501 with the reason; what is
/// not is passed on untouched to this machine, and to nobody else but what
/// [`allow_host`](crate::LookAlikeBuilder::allow_host) names: a refused connection is 502 and a line in the
/// log. The certificate authority is made for each run, good for a week, and may speak for Atlassian's
/// domains alone.
///
/// ```
/// use mockfluence::{LookAlikeNetwork, Tenant};
///
/// let network = LookAlikeNetwork::start();
/// let at = |host: &str| Tenant::builder().look_alike(host).network(&network).start();
/// let (acme, globex) = (at("acme.atlassian.net"), at("globex.atlassian.net"));
/// assert_eq!(acme.base_url(), "https://acme.atlassian.net/wiki");
/// assert!(network.proxy_url().starts_with("http://127.0.0.1:"));
/// assert!(network.ca_pem().starts_with("-----BEGIN CERTIFICATE-----"));
/// # drop(globex);
/// ```
///
/// What a client in the same process needs, a line each:
///
/// | client | line |
/// |---|---|
/// | reqwest | `Client::builder().proxy(Proxy::all(network.proxy_url())?).add_root_certificate(Certificate::from_der(network.ca_der())?)` |
/// | ureq | `Agent::config_builder().proxy(Some(Proxy::new(&network.proxy_url())?)).tls_config(TlsConfig::builder().root_certs(RootCerts::from(vec![Certificate::from_der(network.ca_der()).to_owned()])).build())` |
/// | hyper | send `CONNECT acme.atlassian.net:443` to `network.proxy_url()` (`hyper_util::client::legacy::connect::proxy::Tunnel`), and add `network.ca_der()` to the `rustls::RootCertStore` |
#[derive(Clone)]
pub struct LookAlikeNetwork {
    inner: Arc<Inner>,
}

struct Inner {
    network: Arc<Network>,
    neighbourhood: Arc<Neighbourhood>,
    address: SocketAddr,
    _open: Listening,
}

impl std::fmt::Debug for LookAlikeNetwork {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LookAlikeNetwork")
            .field("address", &self.inner.address)
            .field("residents", &self.inner.network.residents)
            .finish_non_exhaustive()
    }
}

impl LookAlikeNetwork {
    pub(super) fn of(network: Arc<Network>, address: SocketAddr, open: Listening) -> Self {
        let inner = Inner {
            network,
            neighbourhood: Arc::default(),
            address,
            _open: open,
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// The proxy, `http://127.0.0.1:<port>`: for `HTTPS_PROXY`, or for the setting of a client.
    #[must_use]
    pub fn proxy_url(&self) -> String {
        local_origin(self.inner.address)
    }

    /// The port of the proxy. It takes TLS without `CONNECT`, too, for clients that know no proxy and
    /// find the names here by another way.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.inner.address.port()
    }

    /// The certificate that an app has to trust, as PEM. Its key never leaves the network.
    #[must_use]
    pub fn ca_pem(&self) -> String {
        self.inner.network.authority.certificate_pem()
    }

    /// The same as DER.
    #[must_use]
    pub fn ca_der(&self) -> &[u8] {
        self.inner.network.authority.certificate_der()
    }

    pub(super) fn neighbourhood(&self) -> Arc<Neighbourhood> {
        self.inner.neighbourhood.clone()
    }

    /// Whether a client that trusts the certificate would believe it for this host.
    pub(super) fn check(&self, host: &str) -> Result<()> {
        if self.inner.network.authority.covers(host) {
            return Ok(());
        }
        let why = format!(
            "the certificate authority of the network may not speak for {host}: {}",
            self.inner.network.door.words(
                "name it by LookAlikeNetwork::builder().domain(…)",
                "name it by --look-alike-domain of `mockfluence serve`",
            )
        );
        Err(Error::new(ErrorKind::InvalidInput, why))
    }

    pub(super) fn admit(&self, host: &str, context: Arc<Context>) -> Result<Resident> {
        let residents = &self.inner.network.residents;
        residents.admit(host, context).ok_or_else(|| {
            let why = format!("there is a tenant at {host} in this network already");
            Error::new(ErrorKind::AlreadyExists, why)
        })
    }
}

pub(super) fn no_name(host: &str) -> Error {
    let why = format!(
        "`{host}` is no host name: give it alone, as `acme.atlassian.net`, without scheme, port and path"
    );
    Error::new(ErrorKind::InvalidInput, why)
}
