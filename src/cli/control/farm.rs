//! The tenants of one process, and what is held on them.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use mockfluence::binary_support::{self, Patience};
use mockfluence::{Filter, Hold, Settings, SharedListener, Tenant, TenantBuilder};

use super::networks::{NetworkPlan, Networks};
use crate::cli::commands::reach::Reach;
use crate::cli::contract::network::Network;
use crate::cli::contract::problem::Problem;
use crate::cli::contract::settings::{known_host, laid_over, of_evidence};
use crate::cli::contract::tenants::NewTenant;
use crate::cli::contract::wording::plainly;

/// All tenants, and what is held on them.
pub(in crate::cli) struct Farm {
    defaults: Defaults,
    networks: Networks,
    plots: Mutex<BTreeMap<String, Plot>>,
}

/// What a tenant is made with where its request does not say.
pub(in crate::cli) struct Defaults {
    pub(in crate::cli) address: IpAddr,
    pub(in crate::cli) seed: Option<u64>,
    /// What secrets derive from where no seed is given.
    pub(in crate::cli) secret_seed: u64,
    pub(in crate::cli) reach: Reach,
    pub(in crate::cli) settings: Settings,
    /// Behind which all tenants stand, if they share a port.
    pub(in crate::cli) listener: Option<SharedListener>,
}

struct Plot {
    tenant: Tenant,
    /// What it was started with.
    settings: Settings,
    holds: BTreeMap<u32, (Filter, Hold)>,
    holds_taken: u32,
}

impl Defaults {
    /// Those of a host by its name, with what differs on top; without either, the server's own.
    fn settings(&self, wanted: &NewTenant) -> Result<Settings, Problem> {
        let refused = |why: String| Problem::new(400, why);
        let base = match (&wanted.host, &wanted.evidence) {
            (None, None) if wanted.settings.is_none() => return Ok(self.settings.clone()),
            (None, None) => Settings::default(),
            (Some(_), Some(_)) => return Err(refused("a host or evidence, and not both".into())),
            (None, Some(evidence)) => of_evidence(evidence).map_err(refused)?,
            (Some(name), None) => known_host(name).ok_or_else(|| {
                Problem::new(
                    400,
                    format!("there is no host `{name}`; GET /hosts lists them"),
                )
            })?,
        };
        let differences = wanted.settings.clone().unwrap_or_default();
        laid_over(&base, differences)
            .map_err(|error| Problem::new(400, format!("settings: {}", plainly(error))))
    }

    fn builder(&self, wanted: &NewTenant, settings: Settings) -> Result<TenantBuilder, Problem> {
        let mut builder = binary_support::builder()
            .name(&wanted.name)
            .remote_upm(self.reach.remote_upm || wanted.remote_upm)
            .settings(settings);
        builder = match wanted.seed.or(self.seed) {
            Some(seed) => builder.seed(seed),
            None => binary_support::with_secret_seed(builder, self.secret_seed),
        };
        for host in self.reach.allowed_hosts.iter().chain(&wanted.allowed_hosts) {
            let allowed = binary_support::allowing(builder, host);
            builder = allowed.map_err(|why| Problem::new(400, format!("allowedHosts: {why}")))?;
        }
        builder = match &self.listener {
            None => builder.bind(self.address).port(wanted.port),
            Some(listener) if wanted.port == 0 => builder.behind(listener),
            Some(_) => {
                let why = "all tenants share one port here (--one-port): leave out `port`";
                return Err(Problem::new(400, why));
            }
        };
        if let Some(url) = &wanted.public_url {
            builder = builder.public_url(url);
        }
        if let Some(url) = &wanted.fallback {
            builder = builder.fallback(url);
        }
        let targets = self.reach.allowed_targets.iter();
        for host in targets.chain(&wanted.allowed_targets) {
            builder = builder.allowed_target(host);
        }
        match &wanted.trust_certificates {
            Some(pem) => trusting(builder, pem),
            None => Ok(builder),
        }
    }
}

#[cfg(feature = "tls")]
fn trusting(builder: TenantBuilder, pem: &str) -> Result<TenantBuilder, Problem> {
    let trusting = binary_support::trusting(builder, pem);
    trusting.map_err(|why| Problem::new(400, format!("trustCertificates: {why}")))
}

#[cfg(not(feature = "tls"))]
fn trusting(_: TenantBuilder, _: &str) -> Result<TenantBuilder, Problem> {
    let why = "trustCertificates: this binary was built without the feature `tls`";
    Err(Problem::new(409, why))
}

fn checked_name(name: &str) -> Result<(), Problem> {
    let stands_in_paths = !name.is_empty()
        && !name.contains(['/', '?', '#', '%'])
        && !name.chars().any(char::is_control);
    match stands_in_paths {
        true => Ok(()),
        false => Err(Problem::new(
            400,
            format!("`{name}` cannot be a tenant's name: it stands in paths"),
        )),
    }
}

impl Farm {
    pub(in crate::cli) fn new(defaults: Defaults, network: NetworkPlan) -> Self {
        Self {
            defaults,
            networks: Networks::new(network),
            plots: Mutex::default(),
        }
    }

    /// How long a connection to the control port may keep silent.
    pub(in crate::cli) fn patience(&self) -> Patience {
        binary_support::patience(&self.defaults.settings)
    }

    fn plots(&self) -> MutexGuard<'_, BTreeMap<String, Plot>> {
        self.plots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(in crate::cli) fn start(&self, wanted: &NewTenant) -> Result<Tenant, Problem> {
        let (name, port) = (&wanted.name, wanted.port);
        checked_name(name)?;
        let settings = self.defaults.settings(wanted)?;
        let mut builder = self.defaults.builder(wanted, settings.clone())?;
        if let Some(host) = &wanted.look_alike {
            builder = self.networks.at(builder, host)?;
        }
        let mut plots = self.plots();
        if plots.contains_key(name) {
            let why = format!("there is a tenant `{name}` already");
            return Err(Problem::new(409, why));
        }
        let tenant = builder.try_start().map_err(|error| match error.kind() {
            std::io::ErrorKind::InvalidInput => Problem::new(400, error.to_string()),
            _ => Problem::new(
                409,
                format!("tenant `{name}` cannot listen on port {port}: {error}"),
            ),
        })?;
        let plot = Plot {
            tenant: tenant.clone(),
            settings,
            holds: BTreeMap::new(),
            holds_taken: 0,
        };
        plots.insert(name.clone(), plot);
        Ok(tenant)
    }

    /// The look-alike network, if a tenant has wanted one.
    pub(in crate::cli) fn network(&self) -> Option<Network> {
        self.networks.shown()
    }

    pub(super) fn stop(&self, name: &str) {
        // Dropped outside of the lock: closing a tenant is its own business.
        let gone = self.plots().remove(name);
        drop(gone);
    }

    pub(in crate::cli) fn tenant(&self, name: &str) -> Option<Tenant> {
        self.plots().get(name).map(|plot| plot.tenant.clone())
    }

    pub(super) fn settings(&self, name: &str) -> Option<Settings> {
        self.plots().get(name).map(|plot| plot.settings.clone())
    }

    pub(super) fn tenants(&self) -> Vec<Tenant> {
        let plots = self.plots();
        plots.values().map(|plot| plot.tenant.clone()).collect()
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.plots().keys().cloned().collect()
    }

    pub(super) fn hold(&self, name: &str, filter: Filter, hold: Hold) -> Option<u32> {
        let mut plots = self.plots();
        let plot = plots.get_mut(name)?;
        plot.holds_taken += 1;
        plot.holds.insert(plot.holds_taken, (filter, hold));
        Some(plot.holds_taken)
    }

    /// The holds of a tenant, and how many exchanges each holds now.
    pub(super) fn holds(&self, name: &str) -> Vec<(u32, Filter, usize)> {
        let plots = self.plots();
        let held = plots.get(name).into_iter().flat_map(|plot| &plot.holds);
        held.map(|(id, (filter, hold))| (*id, filter.clone(), hold.held()))
            .collect()
    }

    /// Whether so many exchanges come to the hold in time; none if there is no such hold.
    pub(super) fn reached(
        &self,
        name: &str,
        id: u32,
        limit: Duration,
        times: u32,
    ) -> Option<impl Future<Output = bool> + Send + use<>> {
        let plots = self.plots();
        let (_, hold) = plots.get(name)?.holds.get(&id)?;
        let times = usize::try_from(times).unwrap_or(usize::MAX);
        Some(binary_support::reached_times(hold, limit, times))
    }

    /// Whether one of those held went on; none if there is no such hold.
    pub(super) fn release_one(&self, name: &str, id: u32) -> Option<bool> {
        let plots = self.plots();
        let (_, hold) = plots.get(name)?.holds.get(&id)?;
        Some(binary_support::release_one(hold))
    }

    pub(super) fn release(&self, name: &str, id: u32) -> bool {
        let mut plots = self.plots();
        let hold = plots.get_mut(name).and_then(|plot| plot.holds.remove(&id));
        drop(plots);
        hold.map(|(_, hold)| hold.release()).is_some()
    }
}
