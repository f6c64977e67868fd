//! One server for all tenants of a process.

use mockfluence::{Tenant, User};
use rstest::rstest;
use serde_json::json;

use super::{ALICE, GRANT, ask, assertion, claims, client_id, get, installed};
use crate::app::App;

/// Of one name and one seed they differ by their base URL alone.
#[rstest]
#[case::of_one_name("acme")]
#[case::of_another("globex")]
#[tokio::test]
async fn one_server_answers_for_every_tenant_of_the_process(#[case] name: &str) {
    let (asked, _) = installed().await;
    let meant = Tenant::named(name);
    meant.add_user(User::new(ALICE).name("Alice"));
    let app = App::without_backend().scopes(&["READ", "ACT_AS_USER"]);
    let app = app.on(&meant).await;
    assert_eq!(app.oauth_client_id().unwrap(), client_id(&meant));
    let mut claims = claims(&meant);
    claims["aud"] = json!(asked.authorization_server());
    let secret = app.shared_secret().unwrap();
    let signed = assertion(&claims, &secret);
    let (status, body) = ask(&asked, &[("grant_type", GRANT), ("assertion", &signed)]).await;
    assert_eq!(status, 200, "{body}");
    let token = body["access_token"].as_str().unwrap();
    assert_eq!(get(&meant, "/rest/api/user/current", token).await.0, 200);
    assert_ne!(get(&asked, "/rest/api/user/current", token).await.0, 200);
    for tenant in [&asked, &meant] {
        let log = serde_json::to_string(&tenant.log()).unwrap();
        assert!(!log.contains(token), "{log}");
    }
    let may = format!("may act as {ALICE} on the tenant `{name}`");
    assert!(asked.log().to_string().contains(&may), "{}", asked.log());
    // A tenant that is gone answers for nobody.
    drop((app, meant));
    let (status, body) = ask(&asked, &[("grant_type", GRANT), ("assertion", &signed)]).await;
    assert_eq!(status, 400, "{body}");
}
