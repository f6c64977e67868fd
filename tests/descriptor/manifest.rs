//! Manifests of Forge apps: read, judged, and their Connect half as a descriptor.

use mockfluence::descriptor::{Rules, Violation};
use mockfluence::manifest::{ForgeEnvironment, Manifest};
use proptest::prelude::*;
use rstest::rstest;
use serde_json::{Value, json};

fn moved_app() -> Manifest {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/fixtures/manifests/moved-app.yml"
    );
    Manifest::from_file(file).unwrap()
}

#[test]
fn a_manifest_says_what_a_backend_lives_by() {
    let manifest = moved_app();
    assert_eq!(manifest.validate(), []);
    assert_eq!(manifest.app_id(), "406d303d-0393-4ec4-ad7c-1435be94583a");
    assert_eq!(manifest.environment(), ForgeEnvironment::Production);
    let remote = manifest.remote("connect").unwrap();
    assert_eq!(remote.base_url(None), Some("https://moved-app.example.com"));
    assert_eq!(
        remote.base_url(Some("EU")),
        Some("https://eu.moved-app.example.com")
    );
    assert_eq!(
        remote.base_url(Some("US")),
        Some("https://moved-app.example.com")
    );
    assert_eq!(remote.operations(), ["compute", "storage"]);
    let board = manifest.endpoint("board-endpoint").unwrap();
    assert!(board.has_user_token() && board.has_system_token() && board.path().is_none());
    let edits = manifest.triggers().last().unwrap();
    assert_eq!(
        edits.events(),
        ["avi:confluence:updated:page", "avi:confluence:created:page"]
    );
    assert_eq!(edits.endpoint(), Some("events-endpoint"));
    assert_eq!(
        manifest.scheduled_triggers().next().unwrap().interval(),
        Some("hour")
    );
    assert_eq!(manifest.pre_uninstalls().next().unwrap().key(), "farewell");
    assert_eq!(manifest.line("/modules/trigger/1/events/1"), Some(59));
}

#[test]
fn connect_modules_are_a_descriptor_that_needs_no_installed() {
    let connect = moved_app().connect().unwrap();
    assert_eq!(
        connect.value(),
        &json!({
            "key": "com.example.moved-app",
            "baseUrl": "https://moved-app.example.com",
            "regionBaseUrls": { "EU": "https://eu.moved-app.example.com" },
            "authentication": { "type": "jwt" },
            "scopes": ["READ", "ACT_AS_USER"],
            "lifecycle": { "uninstalled": "/uninstalled?version=2" },
            "modules": {
                "generalPages": [{ "key": "overview", "name": { "value": "Overview" }, "url": "/overview" }],
                "configurePage": { "key": "configure", "name": { "value": "Configure" }, "url": "/configure" },
                "webhooks": [{ "event": "page_updated", "url": "/webhooks/page-updated" }],
            },
        })
    );
    let found = connect.validate(&Rules::default());
    let codes: Vec<&str> = found.iter().map(|one| one.sub_code.as_str()).collect();
    assert_eq!(
        codes,
        ["connect.install.error.auth.with.no.installed.callback"]
    );
    let here = moved_app()
        .with_remote("connect", "http://localhost:3000")
        .connect()
        .unwrap();
    assert_eq!(here.base_url(), "http://localhost:3000");
    assert!(here.region_base_urls().is_empty());
}

/// The fixture with one thing changed at a place of it.
fn changed(place: &str, value: Value) -> Manifest {
    let mut manifest = moved_app().value().clone();
    let (above, name) = place.rsplit_once('/').unwrap();
    let above = manifest.pointer_mut(above).unwrap();
    match (above, value) {
        (Value::Array(list), Value::Null) => drop(list.remove(name.parse().unwrap())),
        (Value::Array(list), value) => list.push(value),
        (above, Value::Null) => drop(above.as_object_mut().unwrap().remove(name)),
        (above, value) => above[name] = value,
    }
    Manifest::from_json(manifest).unwrap()
}

#[rstest]
#[case::id("/app/id", json!("x"), "app.id should match")]
#[case::key("/app/connect/key", json!("a b"), "app.connect.key should match")]
#[case::long_key("/app/connect/key", json!("k".repeat(91)), "app.connect.key should match")]
#[case::authentication("/app/connect/authentication", json!("none"), "authentication should be equal")]
#[case::no_remote("/app/connect/remote", json!(null), "missing app.connect.remote.")]
#[case::unknown_remote("/app/connect/remote", json!("other"), "no remote found with key 'other' matching")]
#[case::customers_remote("/remotes/0/configurable", json!({}), "Connect remotes cannot be configurable")]
#[case::no_modules("/connectModules", json!(null), "Missing connectModules. When app.connect.authentication")]
#[case::module_name("/connectModules/confluence:profilePages", json!([]), "invalid value 'confluence:profilePages' in connectModules")]
#[case::two_lives("/connectModules/confluence:lifecycle/-", json!({ "key": "second" }), "should contain only one element")]
#[case::module_without_key("/connectModules/confluence:webPanels", json!([{}]), "should have required property 'key'")]
#[case::remote_key("/remotes/0/key", json!("a b"), "remotes.key should match")]
#[case::second_remote("/remotes/-", json!({ "key": "connect", "baseUrl": "https://x" }), "a second remote")]
#[case::no_base_url("/remotes/0/baseUrl", json!(null), "A remote must declare either baseUrl or configurable for connect")]
#[case::no_default("/remotes/0/baseUrl", json!({ "EU": "https://x" }), "with 'default'")]
#[case::endpoint_remote("/modules/endpoint/0/remote", json!("gone"), "endpoint remote property 'gone' was not found.")]
#[case::undefined("/modules/trigger/0/endpoint", json!("gone"), "trigger references undefined endpoint module with key 'gone'")]
#[case::undefined_schedule("/modules/scheduledTrigger/0/endpoint", json!("gone"), "scheduledTrigger references undefined")]
#[case::undefined_farewell("/modules/preUninstall/0/endpoint", json!("gone"), "preUninstall references undefined")]
#[case::no_route("/modules/endpoint/1/route", json!(null), "Trigger module: 'life' using remote endpoint: 'life-endpoint' requires 'route'")]
#[case::user_token("/modules/endpoint/2/auth/appUserToken", json!({ "enabled": true }), "only supports appSystemToken.")]
#[case::interval("/modules/scheduledTrigger/0/interval", json!("minute"), "scheduledTrigger.interval should be equal")]
#[case::nothing_called("/modules/preUninstall/0/endpoint", json!(null), "should have 'function' or 'endpoint'")]
#[case::duplicate("/modules/trigger/0/key", json!("overview"), "found duplicate module key 'overview'")]
fn the_rules_of_forges_linter_that_a_backend_lives_by(
    #[case] place: &str,
    #[case] value: Value,
    #[case] expected: &str,
) {
    let found = changed(place, value).validate();
    let refused: Vec<&Violation> = found.iter().filter(|one| one.is_refusal()).collect();
    assert!(
        refused.iter().any(|one| one.message.contains(expected)),
        "{found:#?}"
    );
}

#[rstest]
#[case::event("/modules/trigger/1/events/-", json!("avi:confluence:update:page"), "did you mean `avi:confluence:updated:page`?")]
#[case::uninstalled("/modules/trigger/0/events/-", json!("avi:forge:uninstalled:app"), "declare `preUninstall`")]
#[case::scope("/permissions/scopes", json!(["read:confluence-user"]), "requires 'read:confluence-content.summary' scope")]
#[case::no_scopes("/permissions/scopes", json!(["read:app-system-token"]), "Missing app scopes.")]
#[case::ignore_self("/modules/trigger/1/filter", json!({ "ignoreSelf": true }), "ignoreSelf works only with Jira events")]
fn what_forge_takes_or_a_backend_does_not_hear_of_is_a_warning(
    #[case] place: &str,
    #[case] value: Value,
    #[case] expected: &str,
) {
    let found = changed(place, value).validate();
    assert!(found.iter().all(|one| !one.is_refusal()), "{found:#?}");
    assert!(
        found.iter().any(|one| one.message.contains(expected)),
        "{found:#?}"
    );
}

#[test]
fn what_is_given_beside_a_manifest_must_be_in_it() {
    let found = moved_app()
        .with_remote("connekt", "http://localhost")
        .validate();
    assert_eq!(
        found[0].message,
        "the manifest has no remote `connekt`: it has `connect`"
    );
    let found = moved_app().with_variable("HOST", "x").validate();
    assert!(
        found[0].message.contains("declares no variable `HOST`"),
        "{found:?}"
    );
    let text = "environment: { variables: [HOST] }\nremotes: [{ key: r, baseUrl: \"https://${HOST}/\" }]\n";
    let manifest = Manifest::from_yaml(text).unwrap();
    let found = manifest.validate();
    let found = found
        .iter()
        .find(|one| one.message.contains("`HOST`"))
        .unwrap();
    assert!(found.advice.starts_with("line 1: "), "{found:?}");
    let manifest = manifest.with_variable("HOST", "x.test");
    assert_eq!(
        manifest.remote("r").unwrap().base_url(None),
        Some("https://x.test/")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_remote_put_in_place_is_the_only_change(url in "https?://[a-z.]{1,12}(:[1-9][0-9]{0,3})?") {
        let before = moved_app();
        let after = moved_app().with_remote("connect", url.clone());
        prop_assert_eq!(after.remote("connect").unwrap().base_url(Some("EU")), Some(url.as_str()));
        prop_assert!(after.major_changes(&before).is_empty());
        let mut value = after.value().clone();
        value["remotes"][0]["baseUrl"] = before.value()["remotes"][0]["baseUrl"].clone();
        prop_assert_eq!(&value, before.value());
    }
}
