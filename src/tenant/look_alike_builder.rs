//! `LookAlikeBuilder`: where a look-alike network listens, what it speaks for, and whom it lets through.

use std::io::Result;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

use super::host::{RuntimeChoice, bind, run};
use super::look_alike_network::{LookAlikeNetwork, no_name};
use crate::door::Door;
use crate::look_alike::{Network, host_name, listen};

/// Makes a [`LookAlikeNetwork`] that differs from the default one.
///
/// ```
/// let network = mockfluence::LookAlikeNetwork::builder()
///     .allow_host("api.example.com")
///     .domain("wiki.example.com")
///     .start();
/// let tenant = mockfluence::Tenant::builder().look_alike("wiki.example.com").network(&network).start();
/// # drop(tenant);
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct LookAlikeBuilder {
    address: IpAddr,
    port: u16,
    ca_directory: Option<PathBuf>,
    allowed: Vec<String>,
    domains: Vec<String>,
    runs: Option<RuntimeChoice>,
    pub(crate) door: Door,
}

impl LookAlikeBuilder {
    /// The address to listen on; 127.0.0.1 by default. A proxy that other machines reach passes nothing
    /// on to this one.
    pub fn bind(mut self, address: impl Into<IpAddr>) -> Self {
        self.address = address.into();
        self
    }

    /// The port; a free one by default.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Keeps the certificate authority in this directory, for apps that are given its certificate once:
    /// `ca.pem` there. It is made anew a day before its week is over. The key lies in a file that its
    /// user alone can read (mode 0600).
    pub fn ca_directory(mut self, directory: impl Into<PathBuf>) -> Self {
        self.ca_directory = Some(directory.into());
        self
    }

    /// Lets an app through to this host, untouched: `api.example.com`, `.example.com` for all names
    /// below, or `*` for any.
    pub fn allow_host(mut self, host: impl Into<String>) -> Self {
        self.allowed.push(host.into());
        self
    }

    /// A domain that is not Atlassian's and in which tenants are, as where a customer has a domain of
    /// his own: the certificate authority may speak for it, too.
    pub fn domain(mut self, domain: impl Into<String>) -> Self {
        self.domains.push(domain.into());
        self
    }

    /// Runs the proxy on a thread of its own even where a tokio runtime is there.
    pub fn own_thread(mut self) -> Self {
        self.runs = Some(RuntimeChoice::OwnThread);
        self
    }

    pub(super) fn runs(mut self, runs: RuntimeChoice) -> Self {
        self.runs = Some(runs);
        self
    }

    /// Starts it.
    ///
    /// # Panics
    /// Where [`try_start`](Self::try_start) gives an error.
    #[track_caller]
    #[must_use]
    pub fn start(self) -> LookAlikeNetwork {
        match self.try_start() {
            Ok(network) => network,
            Err(error) => panic!("no look-alike network: {error}"),
        }
    }

    /// Starts it.
    ///
    /// # Errors
    /// If the port cannot be bound, a name is none, or the certificate authority can neither be read nor
    /// made.
    pub fn try_start(self) -> Result<LookAlikeNetwork> {
        let mut domains = Vec::new();
        for domain in &self.domains {
            let name = host_name(domain.trim_start_matches('.'));
            domains.push(name.ok_or_else(|| no_name(domain))?);
        }
        let network = Arc::new(Network::new(
            self.ca_directory.as_deref(),
            &domains,
            &self.allowed,
            self.address.is_loopback(),
            self.door,
        )?);
        let runs = self.runs.unwrap_or_else(RuntimeChoice::for_caller);
        let (socket, address) = bind(self.address, self.port, self.door)?;
        let serving = network.clone();
        let open = run(runs, |_| listen(serving, socket))?.open;
        Ok(LookAlikeNetwork::of(network, address, open))
    }
}

impl LookAlikeNetwork {
    /// Starts one on a free loopback port: on the caller's tokio runtime where there is one, else on
    /// a thread of its own.
    ///
    /// # Panics
    /// If no port can be bound, or no certificate be made.
    #[track_caller]
    #[must_use]
    pub fn start() -> Self {
        Self::builder().start()
    }

    /// For a port, a kept certificate authority, hosts that are let through, or other domains.
    pub fn builder() -> LookAlikeBuilder {
        LookAlikeBuilder {
            address: IpAddr::from([127, 0, 0, 1]),
            port: 0,
            ca_directory: None,
            allowed: Vec::new(),
            domains: Vec::new(),
            runs: None,
            door: Door::Rust,
        }
    }
}
