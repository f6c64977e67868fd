//! Whom the tenant calls: what an app, a redirect or a request says of where to go is not the tester's word.

use crate::context::Context;
use crate::outgoing::{SendError, Target};

impl Target {
    /// The same, if its host is on loopback or one that the tester named: what an app or a request says of where to
    /// go is not his word.
    pub(super) fn named_to(self, context: &Context) -> Result<Self, SendError> {
        if context.targets(|targets| targets.have(&self.authority)) {
            return Ok(self);
        }
        let host = &self.host;
        let allow = context.door.allowed_target(host);
        Err(SendError::NotNamed(format!(
            "the tenant does not call `{host}`: it calls loopback, and the hosts that were named to it. If it \
             is to: {allow}"
        )))
    }
}
