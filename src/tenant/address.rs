//! Where a tenant is found: on this machine, and by its public URL.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use crate::door::Door;
use crate::outgoing;
use crate::secret::without_userinfo;

/// Where a tenant is found.
#[derive(Debug)]
pub(super) struct TenantAddress {
    /// Where it listens: scheme, host and port.
    pub(super) origin: String,
    /// What its paths begin with there, before `/wiki`; empty for a tenant with its own port.
    pub(super) mount: String,
    /// Its base URL without `/wiki`, as apps know it.
    pub(super) root: String,
    pub(super) port: u16,
    /// Whether this machine alone reaches it.
    pub(super) on_loopback: bool,
}

/// What to do about an error of the system's, beside its own words.
pub(super) fn explained(error: std::io::Error, port: u16, door: Door) -> std::io::Error {
    let advice = if outgoing::out_of_descriptors(&error) {
        door.words(
            "each tenant takes a descriptor, and each connection another: raise the limit of this \
             process (`ulimit -n 65536`), drop tenants that have had their test, or put them \
             behind one listener (TenantBuilder::behind)",
            "each tenant takes a descriptor, and each connection another: raise the limit of this \
             process (`ulimit -n 65536`), stop tenants that have had their test, or put them \
             behind one port (`mockfluence serve --one-port path`)",
        )
    } else if error.kind() == std::io::ErrorKind::AddrInUse && port == 0 {
        door.words(
            "no port is free: put the tenants behind one listener (TenantBuilder::behind), or give \
             some of them another loopback address (TenantBuilder::bind)",
            "no port is free: put the tenants behind one port (`mockfluence serve --one-port path`)",
        )
    } else if error.kind() == std::io::ErrorKind::AddrInUse {
        door.words(
            "leave out `.port(…)` for a free port",
            "leave out the port for a free one",
        )
    } else {
        return error;
    };
    std::io::Error::new(error.kind(), format!("{error}: {advice}"))
}

/// Where a client on this machine finds the listener.
pub(crate) fn local_origin(mut address: SocketAddr) -> String {
    if address.ip().is_unspecified() {
        address.set_ip(match address.ip() {
            IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
            IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::LOCALHOST),
        });
    }
    format!("http://{address}")
}

pub(crate) fn check_base_url(url: &str) -> Result<(), String> {
    match outgoing::Target::parse(url) {
        Err(error) => Err(format!("this is no absolute base URL: {error}")),
        Ok(_) if url.contains(['?', '#']) || !url.ends_with("/wiki") => Err(format!(
            "`{url}`: a Confluence base URL ends in /wiki, without a slash after it"
        )),
        Ok(_) => Ok(()),
    }
}

/// A public URL without its `/wiki`.
pub(super) fn root_of(url: &str, door: Door) -> std::io::Result<String> {
    let trimmed = url.trim_end_matches('/');
    let root = trimmed.strip_suffix("/wiki").unwrap_or(trimmed);
    match outgoing::Target::parse(root) {
        Ok(target) if target.plain_path() == "/" && !root.contains(['?', '#']) => {
            Ok(target.origin())
        }
        Ok(_) if !root.contains(['?', '#']) => Ok(root.to_owned()),
        Ok(_) => Err(bad_public_url(url, door, "it has a query or a fragment")),
        Err(error) => Err(bad_public_url(url, door, &error.to_string())),
    }
}

/// That a fallback can be asked.
pub(super) fn check_fallback(url: &str, door: Door) -> std::io::Result<()> {
    let why = match outgoing::Target::parse(url) {
        Ok(target) if target.path.contains('?') => "it has a query".to_owned(),
        Ok(_) => return Ok(()),
        Err(error) => error.to_string(),
    };
    let name = door.words("fallback", "fallback, or --fallback");
    let message = format!("{name}: {why}; give the base URL of a server, as http://<host>:<port>");
    Err(std::io::Error::new(
        std::io::ErrorKind::InvalidInput,
        message,
    ))
}

fn bad_public_url(url: &str, door: Door, why: &str) -> std::io::Error {
    let name = door.words("public_url", "publicUrl, or --public-url,");
    let url = without_userinfo(url);
    let message = format!("{name} `{url}`: {why}; give http://<host>:<port>/wiki");
    std::io::Error::new(std::io::ErrorKind::InvalidInput, message)
}
