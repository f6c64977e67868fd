//! Where a request for a host goes: to the tenants, through to that host, or nowhere.

use std::io::{Error, ErrorKind, Result};
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpStream;

use super::hosts;
use super::residents::Residents;
use crate::door::Door;
use crate::host_names::{HostNames, host_of};

/// How long a host that is let through may take to answer a call.
const CONNECT: Duration = Duration::from_secs(10);

/// Where it goes.
#[derive(Debug)]
pub(super) enum Way {
    /// To the tenants, by this name.
    Own(Arc<str>),
    /// Through, untouched.
    Through,
    /// Nowhere: what the app is told, and the log.
    Refused(String),
}

/// Whom a proxy lets through beside the tenants.
#[derive(Debug)]
pub(super) struct Passage {
    names: HostNames,
    /// Whether what listens on this machine is reached: only from this machine.
    to_loopback: bool,
    door: Door,
}

impl Passage {
    pub(super) fn new(allowed: &[String], to_loopback: bool, door: Door) -> Result<Self> {
        let mut names = loopback();
        for host in allowed {
            let bad = |why| Error::new(ErrorKind::InvalidInput, format!("allowed host: {why}"));
            names.allow(host).map_err(bad)?;
        }
        Ok(Self {
            names,
            to_loopback,
            door,
        })
    }

    /// Where a request for this host goes.
    pub(super) fn way(&self, residents: &Residents, host: &str) -> Way {
        let name = hosts::name(host);
        let resident = name.as_deref().and_then(|name| residents.of_host(name));
        match name {
            Some(name) if resident.is_some() => return Way::Own(name.into()),
            _ if self.is_open(host) => return Way::Through,
            Some(name) if hosts::answers(&name).is_some() => return Way::Own(name.into()),
            _ => {}
        }
        let host = host.escape_debug().to_string();
        Way::Refused(match loopback().have(&host) {
            true => format!(
                "an app wanted to reach {host}, which is the machine of the proxy and not the app's own: \
                 from another machine, let the app go there without the proxy (NO_PROXY)"
            ),
            false => format!(
                "an app wanted to reach {host}, which is none of Atlassian's hosts: it was kept from it. \
                 If a test may: {}",
                self.door.let_through(&host)
            ),
        })
    }

    fn is_open(&self, host: &str) -> bool {
        self.names.have(host) && (self.to_loopback || !loopback().have(host))
    }
}

fn loopback() -> HostNames {
    HostNames::bound_to(Ipv4Addr::LOCALHOST.into())
}

/// A connection to a host that is let through.
pub(super) async fn connect(host: &str, port: u16) -> std::result::Result<TcpStream, String> {
    let host = host_of(host).trim_matches(['[', ']']);
    // Every name below `localhost` is this machine's, whether or not a resolver says so.
    let place = match host.ends_with(".localhost") {
        true => "localhost",
        false => host,
    };
    let failed = |why: String| format!("no connection to {host}:{port}: {why}");
    match tokio::time::timeout(CONNECT, TcpStream::connect((place, port))).await {
        Ok(Ok(stream)) => {
            let _ = stream.set_nodelay(true);
            Ok(stream)
        }
        Ok(Err(error)) => Err(failed(error.to_string())),
        Err(_) => Err(failed(format!("none within {CONNECT:?}"))),
    }
}
