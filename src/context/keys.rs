//! What the tenant signs with, for Connect and for Forge, and where Forge's gateway is.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::Context;
use crate::jwt::{InstallKey, InvocationKeys, RsaKey};

impl Context {
    /// The key the tenant signs with.
    pub(crate) fn install_key(&self) -> RsaKey {
        let rotations = self.install_key_rotations.load(Ordering::Relaxed);
        InstallKey::in_turn(rotations, &self.settings.install_key_ids)
    }

    /// A key that is or was the tenant's, by its id, or another tenant's: one key host is for all.
    pub(crate) fn served_key(&self, kid: &str) -> Option<RsaKey> {
        let rotations = self.install_key_rotations.load(Ordering::Relaxed);
        InstallKey::of_id(kid, rotations, &self.settings.install_key_ids)
    }

    /// Signs with the other of the two embedded keys from now on; all that were used are served.
    pub(crate) fn rotate_install_key(&self) {
        self.install_key_rotations.fetch_add(1, Ordering::Relaxed);
    }

    /// The keys of invocation tokens.
    pub(crate) fn invocation_keys(&self) -> InvocationKeys {
        InvocationKeys {
            rotations: self.invocation_rotations().load(Ordering::Relaxed),
        }
    }

    /// Signs invocation tokens with another key from now on, which nobody has been told of before.
    pub(crate) fn rotate_invocation_key(&self) {
        self.invocation_rotations().fetch_add(1, Ordering::Relaxed);
    }

    /// One server has these keys for all sites, where there is a network of them.
    fn invocation_rotations(&self) -> &AtomicUsize {
        let near = self.neighbourhood.as_ref();
        near.map_or(&self.invocation_key_rotations, |all| {
            &all.invocation_key_rotations
        })
    }

    /// What stands before `/wiki` where an app calls the REST API by a token of Forge's.
    pub(crate) fn gateway_url(&self) -> String {
        let cloud_id = self.site(|site| site.cloud_id());
        let root = self.gateway_root();
        format!("{root}/ex/confluence/{cloud_id}")
    }

    /// Of Atlassian's in a look-alike network, else the tenant's own.
    fn gateway_root(&self) -> String {
        #[cfg(feature = "look-alike")]
        if self.neighbourhood.is_some() {
            let host = self.site(|site| site.addresses().host());
            return format!("https://{}", super::gateway::gateway_host(&host));
        }
        self.root.clone()
    }
}
