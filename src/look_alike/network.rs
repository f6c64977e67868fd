//! What a network knows: its tenants, its certificate authority, and whom it lets through.

use std::path::Path;
use std::sync::Arc;

use super::authority::Authority;
use super::kept;
use super::residents::Residents;
use super::way::{Passage, Way};
use crate::door::Door;
use crate::server::Patience;
use crate::settings::Limits;

/// All that the proxy of a network knows.
#[derive(Debug)]
pub(crate) struct Network {
    pub(crate) residents: Arc<Residents>,
    pub(crate) authority: Authority,
    pub(super) limits: Limits,
    pub(crate) door: Door,
    passage: Passage,
}

impl Network {
    /// One whose authority may speak for these domains beside Atlassian's, and which lets these hosts
    /// through. `directory` keeps the authority.
    pub(crate) fn new(
        directory: Option<&Path>,
        domains: &[String],
        allowed: &[String],
        on_loopback: bool,
        door: Door,
    ) -> std::io::Result<Self> {
        Ok(Self {
            residents: Arc::default(),
            authority: match directory {
                Some(directory) => kept::authority(directory, domains)?,
                None => Authority::new(domains)?,
            },
            limits: Limits::default(),
            door,
            passage: Passage::new(allowed, on_loopback, door)?,
        })
    }

    pub(super) fn way(&self, host: &str) -> Way {
        self.passage.way(&self.residents, host)
    }

    pub(super) fn patience(&self) -> Patience {
        Patience::from(&self.limits)
    }
}
