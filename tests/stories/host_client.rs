//! The backend's calls to its host, signed with the shared secret.

use serde_json::Value;

use super::backend::Stored;
use super::tokens;

const MODULES: &str = "/rest/atlassian-connect/1/app/module/dynamic";

pub(crate) struct HostClient<'a> {
    http: &'a reqwest::Client,
    tenant: &'a Stored,
}

impl<'a> HostClient<'a> {
    pub(crate) fn new(http: &'a reqwest::Client, tenant: &'a Stored) -> Self {
        Self { http, tenant }
    }

    fn request(&self, method: &str) -> reqwest::RequestBuilder {
        let token = tokens::sign(method, MODULES, &self.tenant.shared_secret);
        let url = format!("{}{MODULES}", self.tenant.base_url);
        let method = method.parse().expect("a method");
        let request = self.http.request(method, url);
        request.header("authorization", format!("JWT {token}"))
    }

    /// POSTs modules; gives the status, none if no reply came.
    pub(crate) async fn register(&self, modules: &Value) -> Option<u16> {
        let reply = self.request("POST").json(modules).send().await.ok()?;
        Some(reply.status().as_u16())
    }

    /// The keys that the host lists.
    pub(crate) async fn registered(&self) -> Option<Vec<String>> {
        let reply = self.request("GET").send().await.ok()?;
        let modules: Value = reply.error_for_status().ok()?.json().await.ok()?;
        let lists = modules.as_object()?.values();
        let keys = lists.filter_map(Value::as_array).flatten();
        Some(
            keys.filter_map(|module| Some(module["key"].as_str()?.to_owned()))
                .collect(),
        )
    }

    pub(crate) async fn delete_all(&self) {
        let _ = self.request("DELETE").send().await;
    }
}
