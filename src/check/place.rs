//! Where the sites of a battery are: at ports of their own, behind one listener, or at the names of real ones.

use std::net::IpAddr;

use crate::door::Door;
use crate::settings::Settings;
use crate::site::Page;
#[cfg(feature = "look-alike")]
use crate::tenant::LookAlikeNetwork;
use crate::tenant::{SharedListener, Tenant};

/// Where a battery starts its sites.
#[derive(Clone, Debug, Default)]
pub(super) enum Place {
    /// Each at a free port.
    #[default]
    OwnPorts,
    /// Each at a free port of this address.
    At(IpAddr),
    Behind(SharedListener),
    #[cfg(feature = "look-alike")]
    Network(LookAlikeNetwork),
}

/// The page that stands on every site, for modules that open on one.
pub(super) const PAGE_ID: u64 = 10_000_001;

impl Place {
    /// Whether one key host answers for all sites, in the name of the one that waits for the app.
    pub(super) fn shares_key_host(&self) -> bool {
        match self {
            #[cfg(feature = "look-alike")]
            Place::Network(_) => true,
            Place::OwnPorts | Place::At(_) | Place::Behind(_) => false,
        }
    }

    /// A site of this name, with a page on it.
    pub(super) fn start(
        &self,
        name: &str,
        seed: u64,
        settings: Settings,
        door: Door,
    ) -> std::io::Result<Tenant> {
        let mut builder = Tenant::builder().name(name).seed(seed).settings(settings);
        builder.door = door;
        let builder = match self {
            Place::OwnPorts => builder,
            Place::At(address) => builder.bind(*address),
            Place::Behind(listener) => builder.behind(listener),
            #[cfg(feature = "look-alike")]
            Place::Network(network) => builder
                .look_alike(format!("{name}.atlassian.net"))
                .network(network),
        };
        let tenant = builder.try_start()?;
        tenant.add_page(Page::new(PAGE_ID, "Runbook").with_body("<p>Call the operator.</p>"));
        Ok(tenant)
    }
}
