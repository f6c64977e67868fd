//! The place of a tenant in a look-alike network: wanted, found, held.

use std::io::Result;
use std::sync::Arc;

use super::look_alike_network::LookAlikeNetwork;
use crate::context::Context;
use crate::look_alike::Resident;

/// What a builder was told of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    pub(super) host: Option<String>,
    pub(super) network: Option<LookAlikeNetwork>,
}

/// A tenant's place in a network, which goes on as long as it.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) host: String,
    pub(super) network: LookAlikeNetwork,
}

/// What holds it; dropped, nobody answers for the host.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) network: LookAlikeNetwork,
    _resident: Resident,
}

impl Place {
    /// Tells a tenant that is about to start.
    pub(super) fn tell(&self, context: &mut Context) {
        context.neighbourhood = Some(self.network.neighbourhood());
    }

    /// Takes the tenant in.
    pub(super) fn hold(self, context: Arc<Context>) -> Result<Held> {
        Ok(Held {
            _resident: self.network.admit(&self.host, context)?,
            network: self.network,
        })
    }
}
