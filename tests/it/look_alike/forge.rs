//! Forge's hosts in the network: its keys, and the gateway.

#[cfg(feature = "forge")]
use http::Request;

use super::acme;
use super::client::Client;

#[tokio::test]
async fn the_keys_of_forge_are_one_set_for_a_network() {
    let tenant = acme();
    let client = Client::of(&tenant);
    let url = "https://forge.cdn.prod.atlassian-dev.net/.well-known/jwks.json";
    assert_eq!(tenant.jwks_url(), url);
    let gateway = format!(
        "https://api.atlassian.com/ex/confluence/{}",
        tenant.cloud_id()
    );
    assert_eq!(tenant.gateway_url(), gateway);
    let before = client.get(url).await;
    assert_eq!(before.status, 200);
    tenant.rotate_invocation_key();
    let after = client.get(url).await;
    let kids = |text: &str| text.matches("forge/invocation-token/wf-").count();
    assert_eq!(kids(&after.body), kids(&before.body) + 1);
}

#[cfg(feature = "forge")]
#[tokio::test]
async fn the_gateway_takes_the_tokens_of_an_app_at_its_real_name() {
    let tenant = acme();
    let manifest = mockfluence::manifest::Manifest::from_json(serde_json::json!({
        "app": { "id": "ari:cloud:ecosystem::app/406d303d-0393-4ec4-ad7c-1435be94583a" },
        "permissions": { "scopes": ["read:confluence-user"] },
    }));
    let app = tenant
        .install_forge(manifest.unwrap().without_backend())
        .await
        .unwrap();
    let client = Client::of(&tenant);
    let ask = async |url: String, token: &str| {
        let request = Request::get("/").header("authorization", format!("Bearer {token}"));
        client
            .send(&url, request.body(String::new()).unwrap())
            .await
            .unwrap()
    };
    let url = format!("{}/wiki/rest/api/user/current", tenant.gateway_url());
    assert!(url.starts_with("https://api.atlassian.com/ex/confluence/"));
    let got = ask(url.clone(), &app.system_token()).await;
    assert_eq!(
        (got.status, got.body.contains(&app.account_id())),
        (200, true),
        "{}",
        got.body
    );
    assert_eq!(ask(url, "another").await.status, 401);
    // What is the gateway's, but no site's: the token says whose it is.
    let modules = "https://api.atlassian.com/forge/installation/v2/dynamic/module";
    let listed = ask(modules.to_owned(), &app.system_token()).await;
    assert_eq!((listed.status, listed.body.as_str()), (200, "[]"));
    let one = ask(format!("{modules}/none"), &app.system_token()).await;
    assert_eq!(one.status, 404, "{}", one.body);
    assert_eq!(ask(modules.to_owned(), "another").await.status, 401);
    assert!(tenant.log().to_string().contains("Forge, as the app"));
}
