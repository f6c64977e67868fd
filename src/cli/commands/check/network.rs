//! The look-alike network of a run, in which an app needs no setting.

use std::path::PathBuf;

use mockfluence::check::Battery;

use crate::cli::commands::failure::Failure;

/// Whether there is one, and where.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Look-alike")]
pub(super) struct Options {
    /// The sites stand at names of real ones, and so does the key host: the app finds them by a proxy, and needs no setting
    #[arg(long)]
    look_alike: bool,
    /// The port of the proxy; a free one by default
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    proxy_port: u16,
    /// Keeps the certificate authority in this directory, for a week; a new one for each run by default
    #[arg(long, value_name = "DIR")]
    ca_dir: Option<PathBuf>,
    /// Lets the app through to this host, untouched; `*` for any. Else only to this machine
    #[arg(long = "allow-host", value_name = "HOST")]
    allowed: Vec<String>,
}

impl Options {
    /// Each life has tenants of its own, at addresses of this machine.
    pub(super) fn refuse_for_explore(&self) -> Result<(), Failure> {
        if !self.look_alike {
            return Ok(());
        }
        let why = "--look-alike is not for --explore, whose tenants are at addresses of this machine: start the app \
                   with what `mockfluence env` prints of a running `mockfluence serve --look-alike acme.atlassian.net`, \
                   which lets it find the key host, and explore without --look-alike";
        Err(why.to_owned().into())
    }
}

#[cfg(feature = "look-alike")]
mod there {
    use mockfluence::{LookAlikeNetwork, binary_support};

    use super::{Battery, Failure, Options};
    use crate::cli::commands::env;
    use crate::cli::contract::network::Network;
    use crate::cli::output;

    /// The network, if there is one.
    pub(in crate::cli::commands::check) struct Neighbours(Option<LookAlikeNetwork>);

    impl Options {
        pub(in crate::cli::commands::check) fn start(&self) -> Result<Neighbours, Failure> {
            if !self.look_alike {
                return Ok(Neighbours(None));
            }
            let mut builder = binary_support::look_alike_network().port(self.proxy_port);
            if let Some(directory) = &self.ca_dir {
                builder = builder.ca_directory(directory);
            }
            for host in &self.allowed {
                builder = builder.allow_host(host);
            }
            let network = builder.try_start();
            let network = network.map_err(|error| format!("no look-alike network: {error}"))?;
            let shown = Network {
                proxy_url: network.proxy_url(),
                port: network.port(),
                ca: network.ca_pem(),
                allowed_hosts: self.allowed.clone(),
            };
            output::complain("an app that is started with these meets the sites of this run:");
            output::complain(env::of_network(&shown)?.trim_end());
            Ok(Neighbours(Some(network)))
        }
    }

    impl Neighbours {
        pub(in crate::cli::commands::check) fn settle(&self, battery: Battery) -> Battery {
            match &self.0 {
                Some(network) => battery.network(network),
                None => battery,
            }
        }
    }
}

#[cfg(not(feature = "look-alike"))]
mod there {
    use super::{Battery, Failure, Options};

    /// None, in this binary.
    pub(in crate::cli::commands::check) struct Neighbours;

    impl Options {
        pub(in crate::cli::commands::check) fn start(&self) -> Result<Neighbours, Failure> {
            let asked = self.look_alike
                || self.proxy_port != 0
                || self.ca_dir.is_some()
                || !self.allowed.is_empty();
            if asked {
                let why = "--look-alike: this binary was built without the feature `look-alike`";
                return Err(why.to_owned().into());
            }
            Ok(Neighbours)
        }
    }

    impl Neighbours {
        #[expect(
            clippy::unused_self,
            reason = "with the feature there may be a network"
        )]
        pub(in crate::cli::commands::check) fn settle(&self, battery: Battery) -> Battery {
            battery
        }
    }
}

pub(super) use there::Neighbours;
