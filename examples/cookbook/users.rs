//! The test of the page `users` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../../tests/it/scripted_app.rs"]
mod scripted_app;

use mockfluence::{DescriptorSource, Tenant, User};
use scripted_app::ScriptedApp;
use serde_json::json;

async fn descriptor() -> DescriptorSource {
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["scopes"] = json!(["DELETE"]);
    DescriptorSource::from(descriptor)
}

#[tokio::test]
async fn users() {
    let tenant = Tenant::start();
    let descriptor = descriptor().await;
    let app = tenant.install(descriptor).await.unwrap();
    let alice = User::new("712020:alice")
        .name("Alice")
        .email("alice@example.com");
    tenant.add_user(alice.group("on-call"));
    let ids = json!({ "accountIds": ["712020:alice", "712020:nobody"] });
    let found = app.client().post("/api/v2/users-bulk").json(&ids).send();
    let found = found.await.unwrap().json();
    assert_eq!(found["results"][0]["displayName"], "Alice");
    // What an app keeps for somebody.
    let property = "/rest/api/user/712020:alice/property/board";
    let value = json!({ "value": { "columns": 3 } });
    let kept = app.client().post(property).json(&value).send();
    assert_eq!(kept.await.unwrap().status(), 201);
    let read = app.client().get(property).send().await.unwrap().json();
    assert_eq!(read["value"]["columns"], 3);
    // An email address takes a scope of its own.
    let email = app
        .client()
        .get("/rest/api/user/email?accountId=712020:alice")
        .send();
    assert_eq!(email.await.unwrap().status(), 403);
}
