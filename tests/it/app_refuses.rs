//! Where an app refuses what the tenant signed rightly: the log shows what was signed, how the URL
//! went out, and what apps get wrong with such a request.

use mockfluence::{Fault, InstalledApp, Note, RefusedByApp, Tamper, Tenant, Webhook, to_app};
use rstest::rstest;
use serde_json::json;

use crate::scripted_app::ScriptedApp;

/// An app below a path, which takes its install and then refuses everything.
async fn refusing(status: u16) -> (Tenant, InstalledApp, ScriptedApp) {
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    let base = format!("{}/base", backend.base_url());
    descriptor["baseUrl"] = json!(base);
    descriptor["lifecycle"] = json!({ "installed": "/installed", "enabled": "/enabled",
        "disabled": "/disabled", "uninstalled": "/uninstalled" });
    let name = |text: &str| json!({ "value": text });
    descriptor["modules"] = json!({
        "generalPages": [{ "key": "page", "name": name("Page"), "url": "/page?t={page.title}" }],
        "staticContentMacros": [{ "key": "static", "name": name("Static"), "url": "/static" }],
        "blueprints": [{ "key": "print", "name": name("Print"),
            "template": { "url": "/template", "blueprintContext": { "url": "/context" } } }],
        "webhooks": [{ "event": "user_followed", "url": "/hook" }],
    });
    backend.serve_descriptor(descriptor);
    let tenant = Tenant::start();
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    for path in [
        "page",
        "static",
        "context",
        "hook",
        "disabled",
        "enabled",
        "uninstalled",
        "installed",
    ] {
        backend.reply(&format!("/base/{path}"), status, "no");
    }
    (tenant, app, backend)
}

/// What the last exchange to this path notes.
fn noted(tenant: &Tenant, path: &str) -> Option<RefusedByApp> {
    let log = tenant.log().only(to_app().path(format!("/base/{path}")));
    let last = log.exchanges().last()?;
    last.notes().iter().find_map(|note| match note {
        Note::RefusedByApp(refused) => Some((**refused).clone()),
        _ => None,
    })
}

#[tokio::test]
async fn a_page_shows_the_canonical_request_the_encoded_url_and_the_mistakes() {
    let (tenant, app, _backend) = refusing(401).await;
    app.open("page")
        .variable("page.title", "A & B")
        .send()
        .await
        .unwrap();
    let noted = noted(&tenant, "page").unwrap();
    assert!(
        noted.canonical.starts_with("GET&/page&cp=%2Fwiki&cv="),
        "{noted:#?}"
    );
    assert!(noted.canonical.contains("&t=A%20%26%20B"), "{noted:#?}");
    assert!(
        noted
            .sent
            .contains("/base/page?t=A%20%26%20B&xdm_e=http%3A%2F%2F127.0.0.1%3A{port}&"),
        "{noted:#?}"
    );
    assert!(noted.sent.ends_with("&jwt=<the token>"), "{noted:#?}");
    let words = noted.likely.join("\n");
    for mistake in [
        "as its framework has decoded them",
        "&t=A & B",
        "does not leave the parameter `jwt` out",
        "the path of its base URL, too; only what stands below it counts: GET&/base/page&",
    ] {
        assert!(words.contains(mistake), "{mistake}: {words}");
    }
    let log = tenant.log();
    for form in [
        log.to_string(),
        log.html("t"),
        log.markdown("t"),
        serde_json::to_string(&log).unwrap(),
    ] {
        assert!(form.contains("127.0.0.1%3A{port}"), "{form}");
        assert!(!form.contains(&tenant.port().to_string()), "{form}");
    }
}

/// Every kind of request that carries a token of the tenant.
#[rstest]
#[tokio::test]
async fn every_signed_request_tells_it(#[values(401, 403)] status: u16) {
    let (tenant, app, _backend) = refusing(status).await;
    app.open("page").send().await.unwrap();
    app.open("static").send().await.unwrap();
    app.blueprint_context("print").send().await.unwrap();
    let _ = tenant
        .fire(Webhook::user("user_followed", "712020:a"))
        .await;
    app.repeat_installed().await.unwrap_err();
    let _ = app.disable().await;
    let _ = app.enable().await;
    let _ = app.clone().uninstall().await;
    for (path, method) in [
        ("page", "GET"),
        ("static", "GET"),
        ("context", "POST"),
        ("hook", "POST"),
        ("installed", "POST"),
        ("disabled", "POST"),
        ("enabled", "POST"),
        ("uninstalled", "POST"),
    ] {
        let noted = noted(&tenant, path).expect(path);
        assert!(
            noted.canonical.starts_with(&format!("{method}&/{path}&")),
            "{noted:?}"
        );
        assert!(noted.sent.contains(&format!("/base/{path}")), "{noted:?}");
        assert!(
            noted.likely.iter().any(|one| one.contains("base URL")),
            "{noted:?}"
        );
    }
}

/// What the test spoilt, the app refuses rightly; and another status is no refusal.
#[tokio::test]
async fn what_is_refused_rightly_or_not_at_all_tells_nothing() {
    let (tenant, app, _backend) = refusing(401).await;
    app.open("page")
        .tamper(Tamper::Expired)
        .send()
        .await
        .unwrap();
    assert_eq!(noted(&tenant, "page"), None);
    tenant.inject(Fault::token(Tamper::WrongKey).on(to_app().path("/base/hook")));
    let _ = tenant
        .fire(Webhook::user("user_followed", "712020:a"))
        .await;
    assert_eq!(noted(&tenant, "hook"), None);
    for status in [400, 404, 500, 200, 302] {
        let (tenant, app, _backend) = refusing(status).await;
        app.open("static").send().await.unwrap();
        assert_eq!(noted(&tenant, "static"), None, "{status}");
    }
}
