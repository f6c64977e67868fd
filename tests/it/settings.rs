//! Every setting changes what it says.

use std::time::Duration;

use mockfluence::descriptor::Rules;
use mockfluence::settings::LifecycleQuery;
use mockfluence::{DYNAMIC_MODULES, Settings, Tenant};
use serde_json::json;

use crate::scripted_app::ScriptedApp;

async fn install(settings: Settings) -> (ScriptedApp, mockfluence::InstalledApp) {
    let tenant = Tenant::builder().settings(settings).start();
    let app = ScriptedApp::start().await;
    let handle = tenant.install(app.descriptor_url()).await.unwrap();
    (app, handle)
}

#[tokio::test]
async fn lifecycle_requests_carry_a_user_key_as_in_2016_by_setting() {
    let (app, _) = install(Settings::default().lifecycle_query(LifecycleQuery::UserKey)).await;
    assert_eq!(
        app.last("/installed").query.as_deref(),
        Some("user_key=admin")
    );
}

#[tokio::test]
async fn the_lifetime_of_lifecycle_tokens_is_a_setting() {
    let short = Settings::default().lifecycle_token_lifetime(Duration::from_secs(180));
    let (app, _) = install(short).await;
    let claims = app.last("/installed").claims();
    assert_eq!(
        claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(),
        180
    );
}

#[tokio::test]
async fn callbacks_go_to_the_base_url_of_the_tenants_region() {
    let tenant = Tenant::builder()
        .settings(Settings::default().region("EU"))
        .start();
    let (global, eu) = (ScriptedApp::start().await, ScriptedApp::start().await);
    let mut descriptor = global.descriptor();
    descriptor["regionBaseUrls"] = json!({ "EU": eu.base_url(), "US": "http://us.invalid" });
    tenant.install(descriptor).await.unwrap();
    assert_eq!(eu.calls(), ["/installed", "/enabled"]);
    assert!(global.calls().is_empty());
    assert_eq!(
        eu.last("/installed").claims()["aud"],
        json!([eu.base_url()])
    );
}

#[tokio::test]
async fn a_host_in_production_names_no_place_of_a_schema_failure() {
    let told = "The app descriptor failed to validate against the schema. Please confirm this app \
                is intended for use with Confluence and then contact the app vendor.";
    let rules = Rules::default().developer_report(false);
    let (app, handle) = install(Settings::default().rules(rules.clone())).await;
    let wrong = json!({ "webItems": [{ "key": "no-url-no-name" }] });
    let post = handle.client().post(DYNAMIC_MODULES).json(&wrong);
    let reply = post.send().await.unwrap();
    assert_eq!(reply.status(), 400);
    assert_eq!(reply.json()["message"], told);

    let tenant = Tenant::builder()
        .settings(Settings::default().rules(rules))
        .start();
    let mut descriptor = app.descriptor();
    descriptor["modules"] = wrong;
    let refused = tenant.install(descriptor).await.unwrap_err();
    assert_eq!(refused.message(), told);
    assert!(!refused.violations().is_empty());
}

#[tokio::test]
async fn the_clock_is_in_every_token_and_every_check() {
    let tenant = Tenant::start();
    let app = ScriptedApp::start().await;
    let handle = tenant.install(app.descriptor_url()).await.unwrap();
    let stale = handle.client().get(DYNAMIC_MODULES);
    let before = app.last("/installed").claims()["iat"].as_i64().unwrap();
    tenant.clock().advance(Duration::from_secs(3600));
    assert_eq!(stale.send().await.unwrap().status(), 401);
    assert_eq!(
        handle
            .client()
            .get(DYNAMIC_MODULES)
            .send()
            .await
            .unwrap()
            .status(),
        200
    );
    handle.upgrade().await.unwrap();
    let after = app.last("/installed").claims()["iat"].as_i64().unwrap();
    assert!(
        (3600..3660).contains(&(after - before)),
        "{}",
        after - before
    );
}
