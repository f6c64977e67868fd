//! A site that is imported or made anew: what its apps on Forge are afterwards, and what stays.

use mockfluence::settings::ForgeAfterRecovery;
use mockfluence::{DYNAMIC_MODULES, ForgeApp, Licence, Settings, Status, Tenant};
use rstest::rstest;
use serde_json::json;

use crate::forge_backend::{APP, both, manifest, with_half};
use crate::scripted_app::ScriptedApp;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Recovery {
    Import,
    Anew,
}

impl Recovery {
    async fn of(self, tenant: &Tenant) -> Vec<String> {
        match self {
            Recovery::Import => tenant.import_site().await,
            Recovery::Anew => tenant.recreate_site().await,
        }
    }
}

/// An app with both halves, and one on Connect alone beside it.
async fn two_apps(settings: Settings) -> (Tenant, ScriptedApp, ForgeApp) {
    let tenant = Tenant::builder().settings(settings).start();
    let backend = ScriptedApp::start().await;
    let app = tenant
        .install_forge(manifest(&backend, &with_half(both())))
        .await
        .unwrap();
    let other = json!({ "key": "other", "baseUrl": backend.base_url(), "authentication": { "type": "none" } });
    tenant.install(other).await.unwrap();
    (tenant, backend, app)
}

#[rstest]
#[case(Recovery::Import, "site imported: ")]
#[case(Recovery::Anew, "site made anew: ")]
#[tokio::test]
async fn apps_on_forge_go_without_a_word_and_the_cloud_id_stays(
    #[case] recovery: Recovery,
    #[case] remark: &str,
) {
    let (tenant, backend, app) = two_apps(Settings::default()).await;
    let (cloud_id, client_key, calls) = (
        tenant.cloud_id(),
        tenant.client_key(),
        backend.calls().len(),
    );
    let (id, secret) = (
        app.installation_id(),
        app.connect().unwrap().shared_secret(),
    );
    let token = app.system_token();
    assert_eq!(recovery.of(&tenant).await, ["moved-app", "other", APP]);
    assert_eq!(backend.calls().len(), calls, "nobody is told");
    assert_eq!(tenant.cloud_id(), cloud_id);
    assert_ne!(tenant.client_key(), client_key);
    assert_eq!(app.status(), Status::Uninstalled);
    let log = tenant.log().to_string();
    assert!(
        log.contains(&format!(
            "{remark}apps removed without a callback: moved-app, other, {APP}"
        )),
        "{log}"
    );
    let old = app
        .client()
        .get("/rest/api/space")
        .header("authorization", format!("Bearer {token}"));
    assert_eq!(old.send().await.unwrap().status(), 401);

    let again = tenant
        .install_forge(manifest(&backend, &with_half(both())))
        .await
        .unwrap();
    assert_ne!(again.installation_id(), id);
    assert_ne!(again.connect().unwrap().shared_secret(), secret);
    let told = backend.last("/installed").json();
    assert_eq!(told["installationId"], again.installation_id());
    assert_eq!(told["clientKey"], tenant.client_key());
}

#[rstest]
#[case(Recovery::Import)]
#[case(Recovery::Anew)]
#[tokio::test]
async fn a_recovery_may_install_apps_on_forge_again(#[case] recovery: Recovery) {
    let settings = Settings::default().forge_after_recovery(ForgeAfterRecovery::Reinstalled);
    let (tenant, backend, app) = two_apps(settings).await;
    app.set_licence(Licence::Active);
    let (cloud_id, id, version) = (tenant.cloud_id(), app.installation_id(), app.version());
    let calls = backend.calls().len();
    assert_eq!(recovery.of(&tenant).await, ["other"]);
    assert_eq!(backend.calls()[calls..], ["/installed", "/forge/life"]);
    assert_eq!(
        backend.last("/forge/life").json()["eventType"],
        "avi:forge:installed:app"
    );
    assert_eq!(
        (app.status(), tenant.cloud_id(), app.version()),
        (Status::Enabled, cloud_id, version)
    );
    assert_ne!(app.installation_id(), id);
    let told = backend.last("/installed").json();
    assert_eq!(told["installationId"], app.installation_id());
    assert_eq!(told["clientKey"], tenant.client_key());
    let half = app.connect().unwrap();
    assert_eq!(
        (app.licence(), half.licence()),
        (Licence::Active, Licence::Active)
    );
    let reply = half.client().get(DYNAMIC_MODULES).send().await.unwrap();
    assert_eq!(reply.status(), 200);
    let log = tenant.log().to_string();
    assert!(log.contains("(setting `forge_after_recovery`)"), "{log}");
}

#[tokio::test]
async fn what_refuses_to_come_back_stays_away() {
    let settings = Settings::default().forge_after_recovery(ForgeAfterRecovery::Reinstalled);
    let (tenant, backend, app) = two_apps(settings).await;
    backend.reply("/installed", 500, "");
    assert_eq!(tenant.recreate_site().await, ["moved-app", "other", APP]);
    assert_eq!(app.status(), Status::Uninstalled);
    let log = tenant.log().to_string();
    assert!(
        log.contains(&format!("`{APP}` does not come back: ")),
        "{log}"
    );
}
