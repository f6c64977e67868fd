//! `Battery`: which checks are made, where, and how many at once.

use std::fmt;
use std::future::IntoFuture;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::catalogue::all;
use super::definition::Check;
use super::error::{CheckError, Unjudged};
use super::finding::Finding;
use super::look::{Given, look};
use super::place::Place;
use super::report::Report;
use super::run::{Bounds, Progress, run};
use super::severity::Severity;
use crate::door::Door;
use crate::manifest::Manifest;
#[cfg(feature = "look-alike")]
use crate::tenant::LookAlikeNetwork;
use crate::tenant::{DescriptorSource, SharedListener, Tenant};

/// The checks of an app, to be awaited: see [`check`](super::check()).
#[must_use = "checks are made when it is awaited"]
pub struct Battery {
    source: DescriptorSource,
    pub(crate) door: Door,
    place: Place,
    seed: u64,
    only: Vec<String>,
    skip: Vec<String>,
    at_least: Severity,
    known: Vec<String>,
    key_host: Option<Tenant>,
    manifest: Option<Manifest>,
    bounds: Bounds,
    progress: Option<Progress>,
}

/// How many checks go on at once.
const AT_ONCE: usize = 12;
/// How long one of them may take.
const DEADLINE: Duration = Duration::from_secs(40);

impl Battery {
    pub(crate) fn new(source: DescriptorSource) -> Self {
        Self {
            source,
            door: Door::default(),
            place: Place::default(),
            seed: 0,
            only: Vec::new(),
            skip: Vec::new(),
            at_least: Severity::Low,
            known: Vec::new(),
            key_host: None,
            manifest: None,
            bounds: Bounds {
                at_once: AT_ONCE,
                deadline: DEADLINE,
            },
            progress: None,
        }
    }

    /// Only these checks: by name, or all that begin so, as `install.forged.*`.
    pub fn only<I: Into<String>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        self.only.extend(ids.into_iter().map(Into::into));
        self
    }

    /// Not these checks, named in the same way.
    pub fn skip<I: Into<String>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        self.skip.extend(ids.into_iter().map(Into::into));
        self
    }

    /// Only checks whose failure is this bad, or worse.
    pub fn severity(mut self, at_least: Severity) -> Self {
        self.at_least = at_least;
        self
    }

    /// These are known to fail, named in the same way: they are listed, and fail nothing.
    pub fn baseline<I: Into<String>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        self.known.extend(ids.into_iter().map(Into::into));
        self
    }

    /// The tenant that the app asks for keys. With it the checks can be made in which the key host
    /// is not there.
    pub fn key_host(mut self, tenant: &Tenant) -> Self {
        self.key_host = Some(tenant.clone());
        self
    }

    /// What the app is on Forge: it is judged after its move, too. Remotes that
    /// [`with_remote`](Manifest::with_remote) puts nowhere are called where the descriptor says that the app is. Without a
    /// manifest checks of the move are not made.
    pub fn manifest(mut self, manifest: Manifest) -> Self {
        self.manifest = Some(manifest);
        self
    }

    /// The sites stand behind this listener, where a free port each is too much.
    pub fn behind(mut self, listener: &SharedListener) -> Self {
        self.place = Place::Behind(listener.clone());
        self
    }

    /// The sites listen on this address, each at a free port.
    pub fn bind(mut self, address: impl Into<IpAddr>) -> Self {
        self.place = Place::At(address.into());
        self
    }

    /// The sites are in this network at the names of real ones, where an app needs no setting.
    #[cfg(feature = "look-alike")]
    pub fn network(mut self, network: &LookAlikeNetwork) -> Self {
        self.place = Place::Network(network.clone());
        self
    }

    /// What the sites' clientKeys and secrets derive from.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// How many checks go on at once; 12 unless this says otherwise.
    pub fn at_once(mut self, checks: usize) -> Self {
        self.bounds.at_once = checks;
        self
    }

    /// How long one check may take; 40 s unless this says otherwise.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.bounds.deadline = deadline;
        self
    }

    /// Is told of every check that is done: how many are, of how many, and what it came to.
    pub fn on_progress(
        mut self,
        tell: impl Fn(usize, usize, &Finding) + Send + Sync + 'static,
    ) -> Self {
        self.progress = Some(Arc::new(tell));
        self
    }

    /// The checks that would be made, in their order.
    ///
    /// # Errors
    /// If a name that was given is that of no check.
    pub fn checks(&self) -> Result<Vec<Check>, CheckError> {
        let mut checks = all();
        let named = self.only.iter().chain(&self.skip).chain(&self.known);
        for pattern in named {
            if !checks.iter().any(|check| is_named(&check.id, pattern)) {
                let ids = checks.iter().map(|check| check.id.as_str());
                return Err(CheckError::unknown(pattern, ids));
            }
        }
        let is_in =
            |list: &[String], check: &Check| list.iter().any(|one| is_named(&check.id, one));
        checks.retain(|check| {
            (self.only.is_empty() || is_in(&self.only, check))
                && !is_in(&self.skip, check)
                && check.severity <= self.at_least
                && (!check.of_the_move || self.manifest.is_some() || is_in(&self.only, check))
        });
        Ok(checks)
    }

    async fn carried_out(self) -> Result<Report, CheckError> {
        let checks = self.checks()?;
        if tokio::runtime::Handle::try_current().is_err() {
            let why = "checks run on a tokio runtime: await them on one";
            return Err(CheckError::new(Unjudged::NoRuntime, why));
        }
        let subject = look(Given {
            source: self.source,
            place: self.place,
            seed: self.seed,
            door: self.door,
            key_host: self.key_host,
            manifest: self.manifest,
        });
        let subject = Arc::new(subject.await?);
        let mut findings = run(&subject, checks, self.bounds, self.progress).await;
        for finding in &mut findings {
            let id = &finding.check.id;
            finding.known = self.known.iter().any(|known| is_named(id, known));
        }
        Ok(Report::new(&subject, findings))
    }
}

/// Whether a check is called so: by name, or by the beginning of one.
fn is_named(id: &str, pattern: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => id.starts_with(start),
        None => id == pattern,
    }
}

impl IntoFuture for Battery {
    type Output = Result<Report, CheckError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.carried_out())
    }
}

impl fmt::Debug for Battery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Battery")
            .field("source", &self.source)
            .field("only", &self.only)
            .field("skip", &self.skip)
            .finish_non_exhaustive()
    }
}
