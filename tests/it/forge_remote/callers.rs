//! Who else calls a remote: the browser, a function, an event.

use mockfluence::{Fault, InvokeOutcome, to_app};
use serde_json::json;

use super::{header_names, installed};

#[tokio::test]
async fn from_the_browser_it_has_an_origin_and_no_access_token() {
    let (_tenant, backend, app) = installed().await;
    for key in ["page", "backend"] {
        let seen = app
            .invoke(key)
            .direct()
            .module("board")
            .path("/x")
            .send()
            .await;
        assert_eq!(seen.outcome(), &InvokeOutcome::Resolved);
        let got = backend.last("/x");
        let names = ["authorization", "origin", "x-b3-spanid", "x-b3-traceid"];
        assert!(
            header_names(&got).into_iter().eq(names),
            "{:?}",
            got.headers
        );
        assert!(got.header("origin").unwrap().starts_with("https://"));
        assert!(got.claims()["context"]["accountId"].is_string());
    }
}

/// Documented is that the call goes straight from the browser; what a browser does then is its own.
#[tokio::test]
async fn a_reply_that_a_browser_keeps_from_the_page_is_remarked() {
    let (tenant, _backend, app) = installed().await;
    let call = || app.invoke("backend").direct().module("board").path("/x");
    call().send().await;
    let log = tenant.log().to_string();
    let (_, told) = log
        .split_once("no access-control-allow-origin for ")
        .unwrap();
    let origin = told.split(": ").next().unwrap();
    for (allowed, remarked) in [("*", false), (origin, false), ("https://example.com", true)] {
        let before = tenant.log().len();
        let reply = Fault::status(200).header("access-control-allow-origin", allowed);
        tenant.inject(reply.body("{}").on(to_app().path("/x")).times(1));
        assert_eq!(call().send().await.outcome(), &InvokeOutcome::Resolved);
        let log = tenant.log().after(before).to_string();
        assert_eq!(log.contains("CORS"), remarked, "{allowed}: {log}");
    }
    let refused = call().header("Origin", "https://a").try_send().await;
    let refused = refused.unwrap_err();
    assert!(
        refused.to_string().contains("the browser's own"),
        "{refused}"
    );
}

#[tokio::test]
async fn from_a_function_it_has_no_context_and_the_remotes_tokens() {
    let (_tenant, backend, app) = installed().await;
    backend.reply("/x", 401, "no");
    let seen = app
        .invoke("backend")
        .from_function()
        .method("POST")
        .path("/x")
        .send()
        .await;
    assert_eq!(
        (seen.outcome(), seen.status()),
        (&InvokeOutcome::Resolved, Some(401))
    );
    let got = backend.last("/x");
    let claims = got.claims();
    assert!(claims.get("context").is_none() && claims.get("principal").is_none());
    let names = [
        "authorization",
        "x-b3-spanid",
        "x-b3-traceid",
        "x-forge-oauth-system",
    ];
    assert!(
        header_names(&got).into_iter().eq(names),
        "{:?}",
        got.headers
    );
}

#[tokio::test]
async fn an_event_brings_the_apps_own_token_where_its_endpoint_says_so_and_never_a_users() {
    let (tenant, backend, _app) = installed().await;
    assert!(
        backend
            .last("/forge/life")
            .header("x-forge-oauth-system")
            .is_none()
    );
    tenant
        .fire(mockfluence::Webhook::raw(
            "page_updated",
            json!({ "page": { "id": 7 } }),
        ))
        .await;
    let got = backend.last("/forge/events");
    let names = [
        "authorization",
        "content-type",
        "x-b3-spanid",
        "x-b3-traceid",
        "x-forge-oauth-system",
    ];
    assert!(
        header_names(&got).into_iter().eq(names),
        "{:?}",
        got.headers
    );
}
