//! Options of `serve`: tenants at the hosts of real ones, and the network in which apps find them.

use std::net::IpAddr;
use std::path::PathBuf;

use crate::cli::contract::tenants::NewTenant;
use crate::cli::control::NetworkPlan;

#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Look-alike")]
pub(in crate::cli) struct LookAlike {
    /// The host of a real tenant, e.g. acme.atlassian.net: apps find the tenant there, and the hosts beside it, by a proxy; see `mockfluence env`. May be given several times, for as many tenants
    #[arg(long = "look-alike", value_name = "HOST")]
    hosts: Vec<String>,
    /// The port of the proxy; a free one by default
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    proxy_port: u16,
    /// Keeps the certificate authority in this directory, for a week; a new one for each run by default
    #[arg(long, value_name = "DIR")]
    ca_dir: Option<PathBuf>,
    /// Lets apps through to this host, untouched; `.example.com` for all below, `*` for any. Else only to this machine
    #[arg(long = "allow-host", value_name = "HOST")]
    allowed: Vec<String>,
    /// A domain of a customer's own in which tenants may be, beside Atlassian's and those of --look-alike
    #[arg(long = "look-alike-domain", value_name = "DOMAIN")]
    domains: Vec<String>,
}

impl LookAlike {
    /// A tenant whose name nobody gave is called as its host begins.
    pub(in crate::cli) fn name_tenants(&self, names: &mut Vec<String>) {
        let unnamed = self.hosts.iter().skip(names.len());
        let first = |host: &String| host.split('.').next().unwrap_or_default().to_owned();
        names.extend(unnamed.map(first).collect::<Vec<_>>());
    }

    /// The first tenant gets the first host, and so on.
    pub(in crate::cli) fn place(&self, tenants: &mut [NewTenant]) {
        for (tenant, host) in tenants.iter_mut().zip(&self.hosts) {
            tenant.look_alike = Some(host.clone());
        }
    }

    pub(in crate::cli) fn plan(self, address: IpAddr) -> NetworkPlan {
        NetworkPlan {
            address,
            port: self.proxy_port,
            ca_directory: self.ca_dir,
            allowed: self.allowed,
            domains: self.hosts.into_iter().chain(self.domains).collect(),
        }
    }
}
