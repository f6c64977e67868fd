//! What leaves an app disabled: told by type.

use mockfluence::settings::BrokenTranslation;
use mockfluence::{DisabledReason, InstalledApp, Settings, Status, Tenant};
use rstest::rstest;
use serde_json::json;

use crate::scripted_app::ScriptedApp;

async fn with_translation(status: u16, text: &str, settings: Settings) -> InstalledApp {
    let tenant = Tenant::builder().settings(settings).start();
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["translations"] = json!({ "paths": { "en-US": "/en.json" } });
    backend.serve_descriptor(descriptor);
    backend.reply("/en.json", status, text);
    tenant.install(backend.descriptor_url()).await.unwrap()
}

#[rstest]
#[case::not_there(404, "{}")]
#[case::no_json(200, "x")]
#[case::no_object(200, "[]")]
#[tokio::test]
async fn a_broken_translation_is_the_reason(#[case] status: u16, #[case] text: &str) {
    let app = with_translation(status, text, Settings::default()).await;
    assert_eq!(app.status(), Status::Disabled);
    let reason = app.disabled_reason().unwrap();
    assert!(
        matches!(reason, DisabledReason::BrokenTranslation { .. }),
        "{reason:?}"
    );
    assert!(reason.to_string().contains("/en.json"), "{reason}");
    app.enable().await;
    assert_eq!(app.disabled_reason(), None);
    let ignored = Settings::default().broken_translation(BrokenTranslation::Ignored);
    let app = with_translation(status, text, ignored).await;
    assert_eq!(
        (app.status(), app.disabled_reason()),
        (Status::Enabled, None)
    );
}

#[tokio::test]
async fn each_way_to_be_disabled_has_its_reason() {
    let backend = ScriptedApp::start().await;
    let app = Tenant::start()
        .install(backend.descriptor_url())
        .await
        .unwrap();
    assert_eq!(app.disabled_reason(), None);
    app.disable().await;
    assert_eq!(app.disabled_reason(), Some(DisabledReason::ByAdmin));
    app.upgrade().await.unwrap();
    assert_eq!(app.disabled_reason(), Some(DisabledReason::BeforeUpgrade));
    backend.reply("/installed", 500, "");
    app.upgrade().await.unwrap_err();
    assert_eq!(app.disabled_reason(), Some(DisabledReason::BeforeUpgrade));
    app.enable().await;
    assert_eq!(app.disabled_reason(), None);
    app.clone().uninstall().await;
    assert_eq!(app.disabled_reason(), None);
}
