//! Options of `serve` and `start`: who reaches a tenant by which name, and whom it calls.

use std::net::IpAddr;

use http::Uri;
use mockfluence::binary_support::HostNames;

use super::failure::Failure;

#[derive(Clone, Debug, Default, clap::Args)]
pub(in crate::cli) struct Reach {
    /// A name by which it may be called, e.g. in a network of containers; `.example.test` for all below, `*` for any
    #[arg(long = "allowed-host", value_name = "NAME")]
    pub(in crate::cli) allowed_hosts: Vec<String>,
    /// A host beyond loopback that it may call, for descriptors and callbacks; written in the same way
    #[arg(long = "allowed-target", value_name = "HOST")]
    pub(in crate::cli) allowed_targets: Vec<String>,
    /// Serves UPM's REST beyond loopback, too, where any user and password will do
    #[arg(long)]
    pub(in crate::cli) remote_upm: bool,
}

impl Reach {
    /// By which names the control API may be called.
    pub(in crate::cli) fn control_names(
        &self,
        bound: IpAddr,
        public_url: Option<&str>,
    ) -> Result<HostNames, Failure> {
        let mut names = HostNames::bound_to(bound);
        for name in &self.allowed_hosts {
            let allowed = names.allow(name);
            allowed.map_err(|why| format!("--allowed-host: {why}"))?;
        }
        let public: Option<Uri> = public_url.and_then(|url| url.parse().ok());
        // What is wrong with a public URL is said where the tenant is started.
        let _ = public.and_then(|url| names.allow(url.host()?).ok());
        Ok(names)
    }
}
