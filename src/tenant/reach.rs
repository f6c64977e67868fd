//! Who reaches a tenant by which name, and whom it calls.

use std::io::{Error, ErrorKind, Result};

use crate::context::Context;
use crate::host_names::HostNames;

/// What a builder was told of it.
#[derive(Clone, Debug)]
pub(super) struct Reach {
    pub(super) names: HostNames,
    pub(super) targets: Vec<String>,
    pub(super) remote_upm: bool,
}

impl Default for Reach {
    fn default() -> Self {
        Self {
            names: HostNames::of_network(),
            targets: Vec::new(),
            remote_upm: false,
        }
    }
}

impl Reach {
    /// Tells a tenant that is about to start.
    pub(super) fn tell(self, context: &mut Context, on_loopback: bool) -> Result<()> {
        for host in &self.targets {
            let allowed = context.targets(|targets| targets.allow(host));
            let bad = |why| Error::new(ErrorKind::InvalidInput, format!("allowed target: {why}"));
            allowed.map_err(bad)?;
        }
        context.names = self.names;
        context.upm_is_open = on_loopback || self.remote_upm;
        Ok(())
    }
}
