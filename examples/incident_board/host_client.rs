//! Calls to the tenant, signed with the shared secret.

use serde_json::Value;

use super::Installed;
use super::tokens;

const MODULES: &str = "/rest/atlassian-connect/1/app/module/dynamic";

pub(crate) struct HostClient<'a> {
    http: &'a reqwest::Client,
    tenant: &'a Installed,
}

impl<'a> HostClient<'a> {
    pub(crate) fn new(http: &'a reqwest::Client, tenant: &'a Installed) -> Self {
        Self { http, tenant }
    }

    /// POSTs modules; gives the status, 0 if no reply came.
    pub(crate) async fn register(&self, modules: &Value) -> u16 {
        let token = tokens::sign("POST", MODULES, &self.tenant.shared_secret);
        let url = format!("{}{MODULES}", self.tenant.base_url);
        let request = self
            .http
            .post(url)
            .header("authorization", format!("JWT {token}"));
        request
            .json(modules)
            .send()
            .await
            .map_or(0, |reply| reply.status().as_u16())
    }
}
