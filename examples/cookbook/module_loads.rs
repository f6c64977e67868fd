//! The test of the page `module_loads` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../../tests/it/scripted_app.rs"]
mod scripted_app;

use mockfluence::{Licence, Tamper, Tenant};
use scripted_app::ScriptedApp;
use serde_json::json;

async fn backend(modules: serde_json::Value) -> ScriptedApp {
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["modules"] = modules;
    backend.serve_descriptor(descriptor);
    backend.reply("/board", 200, "<h1>Board</h1>");
    backend
}

#[tokio::test]
async fn module_loads() {
    let tenant = Tenant::start();
    let backend = backend(json!({ "generalPages": [
        { "key": "board", "name": { "value": "Board" }, "url": "/board?space={space.key}" }] }))
    .await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    app.set_licence(Licence::Active);
    let board = app
        .open("board")
        .user("712020:alice")
        .variable("space.key", "ENG");
    let page = board.clone().send().await.unwrap();
    assert_eq!(
        (page.status(), page.text().as_str()),
        (200, "<h1>Board</h1>")
    );
    assert_eq!(page.claims().unwrap().sub.as_deref(), Some("712020:alice"));
    // `Tamper::ALL` lists every way to spoil a token; one that makes no sense for a page is an error.
    // A backend that checks answers 401.
    let expired = board.tamper(Tamper::Expired).send().await.unwrap();
    assert!(expired.claims().unwrap().exp < page.claims().unwrap().iat);
    // For the app's own calls from its page to its backend, a token that is tied to no URL.
    let context = json!({ "confluence": { "content": { "id": "10000001", "type": "page" } } });
    let token = app
        .context_token(Some("712020:alice"), context)
        .sign()
        .unwrap();
    assert!(token.is_some());
}
