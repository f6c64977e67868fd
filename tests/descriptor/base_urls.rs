//! Base URLs, and the paths behind them: what `validate` warns of.

use mockfluence::descriptor::{Descriptor, Rules, Tolerance};
use serde_json::{Value, json};

/// A descriptor with a path at each place that the base URL is put before, one slash between.
fn with_one_slash_everywhere() -> Value {
    let name = json!({ "value": "M" });
    json!({
        "key": "app", "baseUrl": "https://app.example.com", "authentication": { "type": "jwt" },
        "lifecycle": { "installed": "/i", "uninstalled": "/u", "enabled": "/e", "disabled": "/d", "dare-migration": "/m" },
        "regionBaseUrls": { "EU": "https://eu.example.com" },
        "translations": { "paths": { "en-US": "/en.json", "de-DE": "https://cdn.example.com/de.json" } },
        "cloudAppMigration": { "migrationWebhookPath": "/c" },
        "scopes": ["READ"],
        "modules": {
            "webhooks": [{ "event": "page_created", "url": "/w" }],
            "generalPages": [{ "key": "p", "name": name, "url": "/p" }],
            "webItems": [{ "key": "i", "name": name, "location": "x", "url": "p", "context": "page" }],
            "dynamicContentMacros": [{ "key": "d", "name": name, "url": "{url}",
                "editor": { "url": "/ed" }, "propertyPanel": { "url": "/pp" },
                "renderModes": { "pdf": { "url": "/pdf" } } }],
            "blueprints": [{ "key": "b", "name": name,
                "template": { "url": "/t", "blueprintContext": { "url": "/tc" } } }],
            "publishConditions": [{ "key": "pc", "name": name, "errorMessage": name, "dialog": { "url": "/pc" } }],
            "confluenceThemes": [{ "key": "t", "name": name, "routes": { "spaceview": { "url": "/th" } } }],
        },
    })
}

/// One slash between base URL and path, everywhere; each place with one too many or none warns.
#[test]
fn slashes_between_base_url_and_path_are_warnings() {
    let good = with_one_slash_everywhere();
    let found = |descriptor: &Value, rules: &Rules| {
        let descriptor = Descriptor::parse(&descriptor.to_string()).unwrap();
        let found = descriptor.validate(rules).into_iter();
        let slashes = found.filter(|one| one.sub_code.ends_with(".slash"));
        slashes
            .map(|one| (one.pointer.clone(), one.is_refusal()))
            .collect::<Vec<_>>()
    };
    let default = Rules::default();
    assert_eq!(found(&good, &default), []);
    for place in ["/baseUrl", "/regionBaseUrls/EU"] {
        let mut bad = good.clone();
        let url = bad.pointer(place).unwrap().as_str().unwrap().to_owned();
        *bad.pointer_mut(place).unwrap() = format!("{url}/").into();
        assert_eq!(found(&bad, &default), [(place.to_owned(), false)]);
    }
    for place in [
        "/lifecycle/installed",
        "/lifecycle/uninstalled",
        "/lifecycle/enabled",
        "/lifecycle/disabled",
        "/lifecycle/dare-migration",
        "/translations/paths/en-US",
        "/cloudAppMigration/migrationWebhookPath",
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(place).unwrap() = "bare?x=1".into();
        assert_eq!(found(&bad, &default), [(place.to_owned(), false)]);
        assert_eq!(found(&bad, &Rules::strict()), [(place.to_owned(), true)]);
        let silent = Rules::default().doubtful_slashes(Tolerance::Accepted);
        assert_eq!(found(&bad, &silent), []);
    } // Modules have one slash between, so there is nothing to warn of.
    for place in [
        "/modules/webhooks/0/url",
        "/modules/generalPages/0/url",
        "/modules/dynamicContentMacros/0/editor/url",
        "/modules/dynamicContentMacros/0/propertyPanel/url",
        "/modules/dynamicContentMacros/0/renderModes/pdf/url",
        "/modules/blueprints/0/template/url",
        "/modules/blueprints/0/template/blueprintContext/url",
        "/modules/publishConditions/0/dialog/url",
        "/modules/confluenceThemes/0/routes/spaceview/url",
    ] {
        let mut other = good.clone();
        *other.pointer_mut(place).unwrap() = "bare?x=1".into();
        assert_eq!(found(&other, &default), []);
    }
}

/// On loopback nobody has a certificate; on a public host, nobody installs it.
#[test]
fn http_on_a_public_host_is_a_warning_for_every_base_url() {
    let of = |base: &str, region: &str| {
        let descriptor = json!({
            "key": "app", "baseUrl": base, "authentication": { "type": "none" },
            "regionBaseUrls": { "EU": region },
        });
        let found = Descriptor::parse(&descriptor.to_string())
            .unwrap()
            .validate(&Rules::default());
        assert!(found.iter().all(|one| !one.is_refusal()));
        let http = found
            .iter()
            .filter(|one| one.sub_code == "warning.base.url.http");
        http.map(|one| one.pointer.clone()).collect::<Vec<_>>()
    };
    assert_eq!(of("http://localhost:3000", "http://app"), [] as [&str; 0]);
    assert_eq!(of("http://app.example.com", "http://app"), ["/baseUrl"]);
    assert_eq!(
        of("https://app.example.com", "http://eu.example.com"),
        ["/regionBaseUrls/EU"]
    );
}
