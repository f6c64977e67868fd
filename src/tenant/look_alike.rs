//! A tenant at the host that a real one would have.

use std::io::{Error, ErrorKind, Result};

use super::address::TenantAddress;
use super::builder::TenantBuilder;
use super::handle::Tenant;
use super::host::RuntimeChoice;
use super::look_alike_network::{LookAlikeNetwork, no_name};
use super::look_alike_place::Place;
use crate::look_alike::host_name;

impl TenantBuilder {
    /// Gives the tenant the host of a real one, as `acme.atlassian.net`: its base URL is
    /// `https://acme.atlassian.net/wiki` in all that it sends, and an app that is given the proxy and
    /// the certificate of its [`LookAlikeNetwork`] finds it there, with the hosts that stand beside
    /// every site, and needs no setting of its own. Without them the tenant answers at its port, too.
    ///
    /// ```
    /// let tenant = mockfluence::Tenant::builder().look_alike("acme.atlassian.net").start();
    /// assert_eq!(tenant.base_url(), "https://acme.atlassian.net/wiki");
    /// assert_eq!(tenant.keys_url(), "https://connect-install-keys.atlassian.com");
    /// let network = tenant.look_alike_network().expect("it looks like a real one");
    /// println!("HTTPS_PROXY={}", network.proxy_url());
    /// ```
    pub fn look_alike(mut self, host: impl Into<String>) -> Self {
        self.wanted.host = Some(host.into());
        self
    }

    /// Puts the tenant into this network, in place of one of its own: for several tenants that one app
    /// meets, a kept certificate authority, or hosts that are let through.
    pub fn network(mut self, network: &LookAlikeNetwork) -> Self {
        self.wanted.network = Some(network.clone());
        self
    }

    /// The place of a tenant that looks like a real one, and its address by that.
    pub(super) fn looking_alike(
        &self,
        address: TenantAddress,
        runs: RuntimeChoice,
    ) -> Result<(TenantAddress, Option<Place>)> {
        let refuse = |why: &str| Err(Error::new(ErrorKind::InvalidInput, why.to_owned()));
        let Some(host) = &self.wanted.host else {
            return match self.wanted.network {
                None => Ok((address, None)),
                Some(_) => {
                    refuse("a tenant in a look-alike network needs its host: `.look_alike(…)`")
                }
            };
        };
        if self.public_url.is_some() {
            return refuse(self.door.words(
                "a tenant has one base URL: leave out `.public_url` or `.look_alike`",
                "a tenant has one base URL: leave out publicUrl (--public-url) or lookAlike (--look-alike)",
            ));
        }
        let host = host_name(host).ok_or_else(|| no_name(host))?;
        let network = match &self.wanted.network {
            Some(network) => network.clone(),
            None => {
                let mut builder = LookAlikeNetwork::builder().runs(runs);
                builder.door = self.door;
                builder.domain(&host).try_start()?
            }
        };
        network.check(&host)?;
        let address = TenantAddress {
            root: format!("https://{host}"),
            ..address
        };
        Ok((address, Some(Place { host, network })))
    }
}

impl Tenant {
    /// The network in which apps find the tenant at its real name: its proxy and its certificate. None
    /// for a tenant that was started without [`look_alike`](TenantBuilder::look_alike).
    #[must_use]
    pub fn look_alike_network(&self) -> Option<LookAlikeNetwork> {
        let held = self.inner.held.as_ref();
        held.map(|held| held.network.clone())
    }

    /// The URL of a host that stands beside the site, where it looks like a real one.
    pub(super) fn beside(&self, url: fn(&str) -> &'static str) -> Option<String> {
        self.inner.held.as_ref()?;
        let host = self.context().site(|site| site.addresses().host());
        Some(url(&host).to_owned())
    }
}
