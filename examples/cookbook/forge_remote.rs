//! The test of the page `forge_remote` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../careful_remote/mod.rs"]
mod careful_remote;

use careful_remote::{CarefulRemote, MANIFEST};
use mockfluence::manifest::Manifest;
use mockfluence::{InvokeOutcome, Tenant};

#[tokio::test]
async fn forge_remote() {
    let tenant = Tenant::start();
    // Your backend in its place: it takes its keys from here, and not from Forge's own host.
    let backend = CarefulRemote::start(tenant.jwks_url()).await;
    let manifest = Manifest::from_yaml(MANIFEST)
        .unwrap()
        .with_remote("backend", backend);
    let app = tenant.install_forge(manifest).await.unwrap();

    let call = || app.invoke("page").path("/api/board");
    let seen = call().send().await;
    assert_eq!(seen.outcome(), &InvokeOutcome::Resolved);
    assert_eq!(seen.reply().unwrap().json(), app.installation_id());
    for tamper in call().forgeries() {
        let name = tamper.name();
        let seen = call().tamper(tamper).send().await;
        assert_eq!(seen.outcome(), &InvokeOutcome::TokenRefused, "{name}");
    }
    // A key that no set had before: who keeps the set for good is locked out now.
    tenant.rotate_invocation_key();
    assert_eq!(call().send().await.outcome(), &InvokeOutcome::Resolved);

    // The way back, as the backend goes it with `x-forge-oauth-system` and `app.apiBaseUrl`.
    let me = app
        .client()
        .get("/rest/api/user/current")
        .send()
        .await
        .unwrap();
    assert_eq!(me.json()["accountId"], app.account_id());
    let page = app.client().get("/api/v2/pages").send().await.unwrap();
    assert_eq!(page.status(), 401, "Unauthorized; scope does not match");
}
