//! i18n: names resolved at registration.

use mockfluence::settings::BrokenTranslation;
use mockfluence::{DYNAMIC_MODULES, Settings, Status, Tenant};
use serde_json::{Value, json};

use crate::scripted_app::ScriptedApp;

async fn translated() -> ScriptedApp {
    let app = ScriptedApp::start().await;
    let mut descriptor = app.descriptor();
    descriptor["translations"] =
        json!({ "paths": { "en-US": "/i18n/en.json", "de-DE": "/i18n/de.json" } });
    app.serve_descriptor(descriptor);
    app.reply("/i18n/en.json", 200, r#"{"item.name":"Open incident"}"#);
    app.reply("/i18n/de.json", 200, r#"{"item.name":"Offener Vorfall"}"#);
    app
}

fn items() -> Value {
    let item = |key: &str, name: Value| json!({ "key": key, "name": name, "url": "/x", "location": "system.content.action" });
    json!({ "webItems": [
        item("known", json!({ "value": "Fallback", "i18n": "item.name" })),
        item("unknown", json!({ "value": "Fallback", "i18n": "item.other" })),
        item("plain", json!({ "value": "Plain" })),
    ]})
}

#[tokio::test]
async fn a_name_is_resolved_when_registered_and_falls_back_to_its_value() {
    for (locale, name) in [("en_US", "Open incident"), ("de-DE", "Offener Vorfall")] {
        let tenant = Tenant::builder()
            .settings(Settings::default().locale(locale))
            .start();
        let app = tenant
            .install(translated().await.descriptor_url())
            .await
            .unwrap();
        let reply = app
            .client()
            .post(DYNAMIC_MODULES)
            .json(&items())
            .send()
            .await
            .unwrap();
        assert_eq!(reply.status(), 200);
        assert_eq!(app.dynamic_module_name("known").as_deref(), Some(name));
        assert_eq!(
            app.dynamic_module_name("unknown").as_deref(),
            Some("Fallback")
        );
        assert_eq!(app.dynamic_module_name("plain").as_deref(), Some("Plain"));
        // What GET shows is what was posted.
        assert_eq!(app.dynamic_modules(), items());
    }
}

#[tokio::test]
async fn a_broken_translation_file_leaves_the_app_disabled_and_the_next_upgrade_does_too() {
    let tenant = Tenant::start();
    let app = translated().await;
    app.reply("/i18n/de.json", 404, "");
    let handle = tenant.install(app.descriptor_url()).await.unwrap();
    assert_eq!(handle.status(), Status::Disabled);
    assert!(!app.calls().contains(&"/enabled".to_owned()));
    let log = tenant.log().to_string();
    assert!(
        log.contains("translations for de-DE (/i18n/de.json): status 404"),
        "{log}"
    );

    app.reply("/i18n/de.json", 200, "{}");
    handle.upgrade().await.unwrap();
    assert_eq!(handle.status(), Status::Disabled);
}

#[tokio::test]
async fn a_broken_translation_file_is_ignored_by_setting() {
    let ignored = Settings::default().broken_translation(BrokenTranslation::Ignored);
    let tenant = Tenant::builder().settings(ignored).start();
    let app = translated().await;
    app.reply("/i18n/en.json", 200, "[]");
    let handle = tenant.install(app.descriptor_url()).await.unwrap();
    assert_eq!(handle.status(), Status::Enabled);
}
