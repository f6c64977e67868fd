//! What a tenant has of Forge's platform, for any app: where its keys and its gateway are.

use super::handle::Tenant;
use crate::traffic::Command;

impl Tenant {
    /// Where the public keys of Forge's invocation tokens are served, as a JSON Web Key Set: the
    /// value for a backend's setting in place of
    /// `https://forge.cdn.prod.atlassian-dev.net/.well-known/jwks.json`.
    #[must_use]
    pub fn jwks_url(&self) -> String {
        const PATH: &str = "/.well-known/jwks.json";
        #[cfg(feature = "look-alike")]
        if let Some(url) = self.beside(crate::look_alike::jwks_host) {
            return format!("{url}{PATH}");
        }
        format!("{}{PATH}", self.context().root)
    }

    /// Below which a Forge app calls the REST API, as its invocation tokens tell it in
    /// `app.apiBaseUrl`: `…/ex/confluence/<cloudId>`.
    #[must_use]
    pub fn gateway_url(&self) -> String {
        self.context().gateway_url()
    }

    /// Signs Forge's invocation tokens with another key from now on, of an id that no key set had
    /// before: a backend that has read [`jwks_url`](Self::jwks_url) once and keeps it must read it
    /// again. The tenants of a look-alike network have these keys in common.
    pub fn rotate_invocation_key(&self) {
        self.did(&Command::RotateInvocationKey);
        self.context().rotate_invocation_key();
    }
}
