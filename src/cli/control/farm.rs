//! The tenants of one process.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use mockfluence::{Hold, Settings, SharedListener, Tenant};
use serde::Deserialize;

use super::call::Problem;

/// All tenants, and what is held on them.
pub(in crate::cli) struct Farm {
    defaults: Defaults,
    plots: Mutex<BTreeMap<String, Plot>>,
}

/// What a tenant is made with where its request does not say.
pub(in crate::cli) struct Defaults {
    pub(in crate::cli) address: IpAddr,
    pub(in crate::cli) seed: u64,
    pub(in crate::cli) settings: Settings,
    /// Behind which all tenants stand, if they share a port.
    pub(in crate::cli) listener: Option<SharedListener>,
}

struct Plot {
    tenant: Tenant,
    holds: BTreeMap<u32, Hold>,
    holds_taken: u32,
}

/// A tenant to be made.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(in crate::cli) struct Wanted {
    pub(in crate::cli) name: String,
    #[serde(default)]
    pub(in crate::cli) port: u16,
    #[serde(default)]
    pub(in crate::cli) seed: Option<u64>,
    #[serde(default)]
    pub(in crate::cli) settings: Option<Settings>,
    #[serde(default)]
    pub(in crate::cli) public_url: Option<String>,
    /// Who answers what the tenant does not serve.
    #[serde(default)]
    pub(in crate::cli) fallback: Option<String>,
}

impl Wanted {
    pub(in crate::cli) fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            port: 0,
            seed: None,
            settings: None,
            public_url: None,
            fallback: None,
        }
    }
}

impl Farm {
    pub(in crate::cli) fn new(defaults: Defaults) -> Self {
        Self {
            defaults,
            plots: Mutex::default(),
        }
    }

    fn plots(&self) -> MutexGuard<'_, BTreeMap<String, Plot>> {
        self.plots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(in crate::cli) fn start(&self, wanted: Wanted) -> Result<Tenant, Problem> {
        let name = wanted.name.clone();
        if name.is_empty()
            || name.contains(['/', '?', '#', '%'])
            || name.chars().any(char::is_control)
        {
            return Err(Problem::new(
                400,
                format!("`{name}` cannot be a tenant's name: it stands in paths"),
            ));
        }
        let settings = wanted
            .settings
            .unwrap_or_else(|| self.defaults.settings.clone());
        let mut builder = Tenant::builder()
            .name(&name)
            .seed(wanted.seed.unwrap_or(self.defaults.seed))
            .settings(settings);
        builder = match &self.defaults.listener {
            None => builder.bind(self.defaults.address).port(wanted.port),
            Some(listener) if wanted.port == 0 => builder.behind(listener),
            Some(_) => {
                let why = "all tenants share one port here (--one-port): leave out `port`";
                return Err(Problem::new(400, why.to_owned()));
            }
        };
        if let Some(url) = wanted.public_url {
            builder = builder.public_url(url);
        }
        if let Some(url) = wanted.fallback {
            builder = builder.fallback(url);
        }
        let mut plots = self.plots();
        if plots.contains_key(&name) {
            return Err(Problem::new(
                409,
                format!("there is a tenant `{name}` already"),
            ));
        }
        let port = wanted.port;
        let tenant = builder.try_start().map_err(|error| match error.kind() {
            std::io::ErrorKind::InvalidInput => Problem::new(400, error.to_string()),
            _ => Problem::new(
                409,
                format!("tenant `{name}` cannot listen on port {port}: {error}"),
            ),
        })?;
        let plot = Plot {
            tenant: tenant.clone(),
            holds: BTreeMap::new(),
            holds_taken: 0,
        };
        plots.insert(name, plot);
        Ok(tenant)
    }

    pub(super) fn stop(&self, name: &str) {
        // Dropped outside of the lock: closing a tenant is its own business.
        let gone = self.plots().remove(name);
        drop(gone);
    }

    pub(in crate::cli) fn tenant(&self, name: &str) -> Option<Tenant> {
        self.plots().get(name).map(|plot| plot.tenant.clone())
    }

    pub(super) fn tenants(&self) -> Vec<Tenant> {
        self.plots()
            .values()
            .map(|plot| plot.tenant.clone())
            .collect()
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.plots().keys().cloned().collect()
    }

    pub(super) fn hold(&self, name: &str, hold: Hold) -> Option<u32> {
        let mut plots = self.plots();
        let plot = plots.get_mut(name)?;
        plot.holds_taken += 1;
        plot.holds.insert(plot.holds_taken, hold);
        Some(plot.holds_taken)
    }

    pub(super) fn release(&self, name: &str, id: u32) -> bool {
        let hold = self
            .plots()
            .get_mut(name)
            .and_then(|plot| plot.holds.remove(&id));
        hold.map(Hold::release).is_some()
    }
}
