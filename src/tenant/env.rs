//! The variables by which an app finds a tenant that is not at its real name.

use super::handle::Tenant;

/// The variables by which an app finds a tenant that is found at these URLs.
#[must_use]
pub fn variables(keys_url: &str, jwks_url: &str, gateway_url: &str) -> Vec<(&'static str, String)> {
    let api = gateway_url.split("/ex/").next();
    vec![
        ("CONNECT_KEYS_CDN_URL", keys_url.to_owned()),
        ("FORGE_JWKS_URL", jwks_url.to_owned()),
        ("FORGE_API_BASE_URL", gateway_url.to_owned()),
        ("ATLASSIAN_API_URL", api.unwrap_or_default().to_owned()),
    ]
}

impl Tenant {
    /// What a backend has to be told of this tenant, as `mockfluence env` prints it: for
    /// [`Command::envs`](std::process::Command::envs), or for the settings of an app in the same process.
    ///
    /// | variable | in place of |
    /// |---|---|
    /// | `CONNECT_KEYS_CDN_URL` | `https://connect-install-keys.atlassian.com`: [`keys_url`](Self::keys_url) |
    /// | `FORGE_JWKS_URL` | `https://forge.cdn.prod.atlassian-dev.net/.well-known/jwks.json`: [`jwks_url`](Self::jwks_url) |
    /// | `FORGE_API_BASE_URL` | `https://api.atlassian.com/ex/confluence/<cloudId>`: [`gateway_url`](Self::gateway_url), which every invocation token tells |
    /// | `ATLASSIAN_API_URL` | `https://api.atlassian.com`: for GraphQL, and for Forge's own resources |
    ///
    /// The first two are names that public backends read. One that looks at no variable, and takes its keys from the
    /// real hosts, needs a tenant at its real name (`TenantBuilder::look_alike`).
    ///
    /// ```
    /// let tenant = mockfluence::Tenant::start();
    /// let keys = tenant.env().into_iter().find(|(name, _)| *name == "FORGE_JWKS_URL").unwrap().1;
    /// assert_eq!(keys, tenant.jwks_url());
    /// ```
    #[must_use]
    pub fn env(&self) -> Vec<(&'static str, String)> {
        variables(&self.keys_url(), &self.jwks_url(), &self.gateway_url())
    }
}
