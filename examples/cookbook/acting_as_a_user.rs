//! The test of the page `acting_as_a_user` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../../tests/it/scripted_app.rs"]
mod scripted_app;

use jsonwebtoken::{EncodingKey, Header, encode};
use mockfluence::{DescriptorSource, Tenant, User};
use scripted_app::ScriptedApp;
use serde_json::{Value, json};

/// The client id as `installed` brought it.
fn client_id(tenant: &Tenant) -> String {
    let log = tenant.log();
    let installed = log
        .exchanges()
        .find(|one| one.path() == "/installed")
        .unwrap();
    let body: Value = serde_json::from_str(installed.request_body()).unwrap();
    body["oauthClientId"].as_str().unwrap().to_owned()
}

fn now() -> u64 {
    std::time::UNIX_EPOCH.elapsed().unwrap().as_secs()
}

async fn descriptor(scopes: &[&str]) -> DescriptorSource {
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["scopes"] = json!(scopes);
    DescriptorSource::from(descriptor)
}

#[tokio::test]
async fn acting_as_a_user() {
    let tenant = Tenant::start();
    let descriptor = descriptor(&["READ", "ACT_AS_USER"]).await;
    tenant.add_user(User::new("712020:alice").name("Alice"));
    let app = tenant.install(descriptor).await.unwrap();
    // What the app's framework does: an assertion, signed with the secret, for an access token.
    let server = tenant.authorization_server();
    let claims = json!({
        "iss": format!("urn:atlassian:connect:clientid:{}", client_id(&tenant)),
        "sub": "urn:atlassian:connect:useraccountid:712020:alice",
        "tnt": tenant.base_url(), "aud": server, "iat": now(), "exp": now() + 60,
    });
    let key = EncodingKey::from_secret(app.shared_secret().unwrap().as_bytes());
    let assertion = encode(&Header::default(), &claims, &key).unwrap();
    let grant = "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer";
    let http = reqwest::Client::new();
    let token: Value = http
        .post(format!("{server}/oauth2/token"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("grant_type={grant}&assertion={assertion}"))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let me = http
        .get(format!("{}/rest/api/user/current", tenant.base_url()))
        .bearer_auth(token["access_token"].as_str().unwrap())
        .send()
        .await
        .unwrap();
    assert_eq!(
        me.json::<Value>().await.unwrap()["accountId"],
        "712020:alice"
    );
}
