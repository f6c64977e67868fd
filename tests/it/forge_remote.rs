//! Calls to a remote: of a page, straight from the browser, and of a function.

mod callers;
mod forged;
mod outcomes;

use std::collections::BTreeSet;

use mockfluence::{ForgeApp, InvokeOutcome, Tenant, User};
use rstest::rstest;
use serde_json::{Value, json};

use crate::forge_backend::{APP, manifest};
use crate::scripted_app::{Received, ScriptedApp};

const ALICE: &str = "557058:alice";

/// Both tokens for pages, as the endpoint says, and the app's own for functions, as the remote says.
fn both_tokens() -> Vec<(&'static str, Value)> {
    let on = json!({ "enabled": true });
    vec![
        (
            "/modules/macro",
            json!([
                { "key": "board", "resource": "main", "resolver": { "endpoint": "page" }, "title": "Board" },
            ]),
        ),
        (
            "/modules/endpoint",
            json!([
                { "key": "life", "remote": "backend", "route": { "path": "/forge/life" } },
                { "key": "events", "remote": "backend", "route": { "path": "/forge/events" },
                  "auth": { "appSystemToken": on } },
                { "key": "page", "remote": "backend", "auth": { "appUserToken": on, "appSystemToken": on } },
                { "key": "bare", "remote": "backend" },
            ]),
        ),
        (
            "/remotes",
            json!([{
                "key": "backend", "baseUrl": "https://moved-app.example.com", "operations": ["compute"],
                "auth": { "appSystemToken": on },
            }]),
        ),
        (
            "/resources",
            json!([{ "key": "main", "path": "static/board" }]),
        ),
        (
            "/permissions",
            json!({ "scopes": [
            "read:confluence-content.summary", "read:app-system-token", "read:app-user-token",
        ] }),
        ),
    ]
}

async fn installed() -> (Tenant, ScriptedApp, ForgeApp) {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    tenant.add_user(User::new(ALICE));
    let app = tenant
        .install_forge(manifest(&backend, &both_tokens()))
        .await
        .unwrap();
    (tenant, backend, app)
}

fn header_names(received: &Received) -> BTreeSet<&str> {
    let own = ["host", "content-length"];
    let names = received.headers.keys().map(http::HeaderName::as_str);
    names.filter(|name| !own.contains(name)).collect()
}

#[tokio::test]
async fn a_page_calls_with_what_the_endpoint_allows_and_nothing_else() {
    let (_tenant, backend, app) = installed().await;
    backend.reply("/api/x", 200, "{}");
    let body = json!({ "a": 1 });
    let call = app
        .invoke("page")
        .user(ALICE)
        .method("put")
        .path("/api/x?y=1")
        .json(&body);
    let seen = call.header("x-own", "1").send().await;
    assert_eq!(
        (seen.outcome(), seen.message(), seen.status()),
        (&InvokeOutcome::Resolved, None, Some(200))
    );
    let got = backend.last("/api/x");
    assert_eq!(
        (got.method.as_str(), got.query.as_deref()),
        ("PUT", Some("y=1"))
    );
    assert_eq!(got.json(), body);
    let names = [
        "authorization",
        "content-type",
        "x-b3-spanid",
        "x-b3-traceid",
        "x-forge-oauth-system",
        "x-forge-oauth-user",
        "x-own",
    ];
    assert!(
        header_names(&got).into_iter().eq(names),
        "{:?}",
        got.headers
    );
    let hex = |name: &str| {
        got.header(name)
            .unwrap()
            .chars()
            .all(|c| c.is_ascii_hexdigit())
    };
    assert!(hex("x-b3-traceid") && hex("x-b3-spanid"));
    assert_eq!(got.header("x-b3-traceid").unwrap().len(), 32);
    assert_eq!(got.header("x-b3-spanid").unwrap().len(), 16);
}

#[tokio::test]
async fn its_token_says_who_calls_from_where() {
    let (tenant, backend, app) = installed().await;
    let call = app.invoke("page").user(ALICE).path("/api/x");
    call.extension("content", json!({ "id": "7" })).send().await;
    let got = backend.last("/api/x");
    let claims = got.claims();
    assert_eq!(claims["principal"], ALICE);
    assert_eq!(
        claims["app"]["module"],
        json!({ "type": "xen:macro", "key": "board" })
    );
    assert_eq!(claims["app"]["apiBaseUrl"], tenant.gateway_url());
    let context = &claims["context"];
    assert_eq!(
        (&context["accountId"], &context["moduleKey"]),
        (&json!(ALICE), &json!("board"))
    );
    assert_eq!(context["extension"]["content"]["id"], "7");
    assert_eq!(
        context["siteUrl"],
        tenant.base_url().strip_suffix("/wiki").unwrap()
    );
}

#[tokio::test]
async fn none_of_its_tokens_is_in_the_log() {
    let (tenant, backend, app) = installed().await;
    app.invoke("page")
        .user(ALICE)
        .method("PUT")
        .path("/api/x")
        .send()
        .await;
    let got = backend.last("/api/x");
    let log = tenant.log();
    for name in [
        "authorization",
        "x-forge-oauth-system",
        "x-forge-oauth-user",
    ] {
        let value = got.header(name).unwrap().trim_start_matches("Bearer ");
        assert!(
            !log.to_string().contains(value) && !log.har().to_string().contains(value),
            "{name}"
        );
    }
    let text = log.to_string();
    assert!(
        text.contains(&format!(
            "call PUT /api/x at `page` by invokeRemote of `{APP}` as {ALICE}"
        )),
        "{text}"
    );
    assert!(text.contains("RS256 invocation key"), "{text}");
}

#[rstest]
#[case::no_user("page", true, &["x-forge-oauth-system"])]
#[case::no_tokens("bare", false, &[])]
#[tokio::test]
async fn a_token_goes_along_where_manifest_and_session_have_it(
    #[case] endpoint: &str,
    #[case] anonymous: bool,
    #[case] tokens: &[&str],
) {
    let (_tenant, backend, app) = installed().await;
    let call = app.invoke(endpoint).path("/x");
    let call = if anonymous { call.anonymous() } else { call };
    call.send().await;
    let got = backend.last("/x");
    let oauth = header_names(&got)
        .into_iter()
        .filter(|name| name.starts_with("x-forge-"));
    assert_eq!(oauth.collect::<Vec<_>>(), tokens);
    assert_eq!(got.claims().get("principal").is_none(), anonymous);
}

#[tokio::test]
async fn without_a_scope_of_the_product_there_is_no_user_token() {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    let mut changes = both_tokens();
    changes.push((
        "/permissions/scopes",
        json!(["read:app-user-token", "read:app-system-token"]),
    ));
    changes.push((
        "/modules/trigger",
        json!([
            { "key": "on-life", "endpoint": "life", "events": ["avi:forge:installed:app"] },
        ]),
    ));
    let app = tenant
        .install_forge(manifest(&backend, &changes))
        .await
        .unwrap();
    app.invoke("page").path("/x").send().await;
    let got = backend.last("/x");
    assert!(
        got.header("x-forge-oauth-user").is_none() && got.header("x-forge-oauth-system").is_some()
    );
}
