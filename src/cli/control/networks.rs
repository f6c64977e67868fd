//! The look-alike network of one server: made when the first tenant wants it, one for all.

use std::net::IpAddr;
use std::path::PathBuf;

use crate::cli::contract::problem::Problem;

/// How the network is made, by the options of `serve`.
#[derive(Clone, Debug)]
#[cfg_attr(
    not(feature = "look-alike"),
    allow(dead_code, reason = "without the feature nobody makes one")
)]
pub(in crate::cli) struct NetworkPlan {
    pub(in crate::cli) address: IpAddr,
    pub(in crate::cli) port: u16,
    pub(in crate::cli) ca_directory: Option<PathBuf>,
    pub(in crate::cli) allowed: Vec<String>,
    pub(in crate::cli) domains: Vec<String>,
}

/// On this machine, at a free port.
impl Default for NetworkPlan {
    fn default() -> Self {
        Self {
            address: IpAddr::from([127, 0, 0, 1]),
            port: 0,
            ca_directory: None,
            allowed: Vec::new(),
            domains: Vec::new(),
        }
    }
}

#[cfg(feature = "look-alike")]
mod there {
    use std::sync::{Mutex, PoisonError};

    use mockfluence::{LookAlikeNetwork, TenantBuilder, binary_support};

    use super::{NetworkPlan, Problem};
    use crate::cli::contract::network::Network;

    /// The network, once it is there.
    #[derive(Debug)]
    pub(in crate::cli) struct Networks {
        plan: NetworkPlan,
        made: Mutex<Option<LookAlikeNetwork>>,
    }

    impl Networks {
        pub(in crate::cli) fn new(plan: NetworkPlan) -> Self {
            Self {
                plan,
                made: Mutex::default(),
            }
        }

        /// The network as apps need to know it, if there is one.
        pub(in crate::cli) fn shown(&self) -> Option<Network> {
            let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
            let network = made.as_ref()?;
            Some(Network {
                proxy_url: network.proxy_url(),
                port: network.port(),
                ca: network.ca_pem(),
                allowed_hosts: self.plan.allowed.clone(),
            })
        }

        /// A tenant at this host, in the network.
        pub(in crate::cli) fn at(
            &self,
            builder: TenantBuilder,
            host: &str,
        ) -> Result<TenantBuilder, Problem> {
            let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
            let network = match made.clone() {
                Some(network) => network,
                None => self.make()?,
            };
            *made = Some(network.clone());
            Ok(builder.look_alike(host).network(&network))
        }

        fn make(&self) -> Result<LookAlikeNetwork, Problem> {
            let plan = &self.plan;
            let mut builder = binary_support::look_alike_network()
                .bind(plan.address)
                .port(plan.port);
            if let Some(directory) = &plan.ca_directory {
                builder = builder.ca_directory(directory);
            }
            for host in &plan.allowed {
                builder = builder.allow_host(host);
            }
            for domain in &plan.domains {
                builder = builder.domain(domain);
            }
            let failed = |error| Problem::new(409, format!("no look-alike network: {error}"));
            builder.try_start().map_err(failed)
        }
    }
}

#[cfg(not(feature = "look-alike"))]
mod there {
    use mockfluence::TenantBuilder;

    use super::{NetworkPlan, Problem};
    use crate::cli::contract::network::Network;

    /// None, in this binary.
    #[derive(Debug)]
    pub(in crate::cli) struct Networks;

    impl Networks {
        pub(in crate::cli) fn new(_: NetworkPlan) -> Self {
            Self
        }

        #[expect(clippy::unused_self, reason = "with the feature there may be one")]
        pub(in crate::cli) fn shown(&self) -> Option<Network> {
            None
        }

        #[expect(clippy::unused_self, reason = "with the feature there may be one")]
        pub(in crate::cli) fn at(
            &self,
            _: TenantBuilder,
            _: &str,
        ) -> Result<TenantBuilder, Problem> {
            let why = "lookAlike: this binary was built without the feature `look-alike`";
            Err(Problem::new(409, why))
        }
    }
}

pub(in crate::cli) use there::Networks;
