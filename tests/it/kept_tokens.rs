//! What a tenant remembers of the access tokens that it gave out has a bound, on both sides.

use mockfluence::settings::Limits;
use mockfluence::{Settings, Tenant, User};

use crate::access_token::access_token;
use crate::app::App;

const ALICE: &str = "712020:alice";

/// A tenant that remembers two.
fn forgetful() -> Tenant {
    let limits = Limits::default().access_tokens(2);
    let settings = Settings::default().limits(limits);
    let tenant = Tenant::builder().settings(settings).start();
    tenant.add_user(User::new(ALICE));
    tenant
}

async fn status(url: &str, token: &str) -> u16 {
    let request = reqwest::Client::new().get(url).bearer_auth(token);
    request.send().await.unwrap().status().as_u16()
}

#[cfg(feature = "forge")]
#[tokio::test]
async fn of_forges_tokens_the_oldest_is_forgotten_and_a_new_one_is_due() {
    let tenant = forgetful();
    let manifest = mockfluence::manifest::Manifest::from_json(serde_json::json!({
        "app": { "id": "ari:cloud:ecosystem::app/406d303d-0393-4ec4-ad7c-1435be94583a" },
        "permissions": { "scopes": ["read:confluence-user"] },
    }));
    let app = tenant.install_forge(manifest.unwrap().without_backend());
    let app = app.await.unwrap();
    let url = format!("{}/wiki/rest/api/user/current", tenant.gateway_url());
    let oldest = app.system_token();
    let of_alice = app.user_token(ALICE);
    for token in [&oldest, &of_alice] {
        assert_eq!(status(&url, token).await, 200);
    }
    assert_eq!(
        (app.system_token(), app.user_token(ALICE)),
        (oldest.clone(), of_alice.clone())
    );
    let of_bob = app.user_token("712020:bob");
    assert_eq!(status(&url, &oldest).await, 401);
    let log = tenant.log().to_string();
    assert!(log.contains("limits.access_tokens"), "{log}");
    assert_eq!(status(&url, &of_alice).await, 200);
    let fresh = app.system_token();
    assert!(fresh != oldest && fresh != of_bob);
    assert_eq!(status(&url, &fresh).await, 200);
    assert_eq!(status(&url, &of_alice).await, 401);
    assert!(!tenant.log().to_string().contains(&oldest[40..]));
}

#[tokio::test]
async fn of_connects_tokens_too() {
    let tenant = forgetful();
    let app = App::without_backend().scopes(&["READ", "ACT_AS_USER"]);
    let app = app.on(&tenant).await;
    let (client, secret) = (app.oauth_client_id().unwrap(), app.shared_secret().unwrap());
    let mut tokens = Vec::new();
    for _ in 0..3 {
        tokens.push(access_token(&tenant, &client, &secret, ALICE).await);
    }
    let url = format!("{}/rest/api/user/current", tenant.base_url());
    let mut statuses = Vec::new();
    for token in &tokens {
        statuses.push(status(&url, token).await);
    }
    assert_eq!(statuses[1..], [200, 200]);
    assert!(statuses[0] >= 400, "{statuses:?}");
}
