//! Who calls the tenant's REST: the app itself, or a user that it acts for.

use mockfluence::{InstalledApp, Settings, Tenant, User};
use serde_json::Value;

use crate::access_token::access_token;
use crate::app::App;

/// An account behind calls of an app.
pub(crate) struct Actor {
    pub(crate) account: String,
    app: InstalledApp,
    base_url: String,
    /// An access token, where the app acts for a user.
    token: Option<String>,
}

impl Actor {
    /// An app that may do everything on a tenant of its own, and Alice, for whom it acts.
    pub(crate) async fn both(settings: Settings) -> (Tenant, [Actor; 2]) {
        let tenant = Tenant::builder().settings(settings).start();
        let alice = "712020:alice";
        tenant.add_user(User::new(alice));
        let app = App::without_backend().scopes(&["DELETE", "ACT_AS_USER"]);
        let app = app.on(&tenant).await;
        let (client_id, secret) = (app.oauth_client_id(), app.shared_secret());
        let token = access_token(&tenant, &client_id.unwrap(), &secret.unwrap(), alice).await;
        let actor = |account: String, token| Actor {
            account,
            app: app.clone(),
            base_url: tenant.base_url(),
            token,
        };
        let own = actor(app.account_id(), None);
        let user = actor(alice.to_owned(), Some(token));
        (tenant, [own, user])
    }

    /// The status and the JSON of the answer; null where there is none.
    pub(crate) async fn send(&self, method: &str, path: &str, body: &str) -> (u16, Value) {
        let Some(token) = &self.token else {
            let mut request = self.app.client().request(method, path);
            if !body.is_empty() {
                request = request.body(body.to_owned());
            }
            let reply = request.send().await.unwrap();
            let json = serde_json::from_str(&reply.text()).unwrap_or_default();
            return (reply.status(), json);
        };
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let url = format!("{}{path}", self.base_url);
        let mut request = reqwest::Client::new()
            .request(method, url)
            .bearer_auth(token);
        if !body.is_empty() {
            request = request.body(body.to_owned());
        }
        let reply = request.send().await.unwrap();
        (
            reply.status().as_u16(),
            reply.json().await.unwrap_or_default(),
        )
    }
}
