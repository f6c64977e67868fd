//! Who calls the tenant's REST: the app itself, or a user that it acts for.

use std::time::{SystemTime, UNIX_EPOCH};

use jsonwebtoken::{EncodingKey, Header, encode};
use mockfluence::{InstalledApp, Settings, Tenant, User};
use serde_json::{Value, json};

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
        let token = access_token(&tenant, &app, alice).await;
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

async fn access_token(tenant: &Tenant, app: &InstalledApp, account: &str) -> String {
    let log = tenant.log();
    let installed = log.exchanges().find(|one| one.path() == "/installed");
    let payload: Value = serde_json::from_str(installed.unwrap().request_body()).unwrap();
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let server = tenant.authorization_server();
    let client_id = payload["oauthClientId"].as_str().unwrap();
    let claims = json!({
        "iss": format!("urn:atlassian:connect:clientid:{client_id}"),
        "sub": format!("urn:atlassian:connect:useraccountid:{account}"),
        "tnt": tenant.base_url(), "aud": server, "iat": now, "exp": now + 60,
    });
    let key = EncodingKey::from_secret(app.shared_secret().unwrap().as_bytes());
    let assertion = encode(&Header::default(), &claims, &key).unwrap();
    let grant = "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer";
    let reply = reqwest::Client::new()
        .post(format!("{server}/oauth2/token"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("grant_type={grant}&assertion={assertion}"));
    let reply: Value = reply.send().await.unwrap().json().await.unwrap();
    reply["access_token"].as_str().unwrap().to_owned()
}
