//! The test of the page `tree_and_lists` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../../tests/it/scripted_app.rs"]
mod scripted_app;

use mockfluence::{DescriptorSource, Page, Tenant};
use scripted_app::ScriptedApp;
use serde_json::json;

async fn descriptor() -> DescriptorSource {
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["scopes"] = json!(["DELETE"]);
    DescriptorSource::from(descriptor)
}

#[tokio::test]
async fn tree_and_lists() {
    let tenant = Tenant::start();
    let descriptor = descriptor().await;
    let app = tenant.install(descriptor).await.unwrap();
    tenant.add_page(Page::new(1, "Home"));
    for (id, title) in [(2, "Alpha"), (3, "Beta")] {
        tenant.add_page(Page::new(id, title).with_parent(1));
    }
    tenant.add_page(Page::new(4, "Leaf").with_parent(3));
    // A list goes on by the link that its part brings.
    let first = app.client().get("/api/v2/pages/1/children?limit=1").send();
    let first = first.await.unwrap().json();
    let next = first["_links"]["next"].as_str().unwrap();
    let second = app.client().get(next).send().await.unwrap().json();
    assert_eq!(second["results"][0]["title"], "Beta");
    // Moved below Alpha, with all that is below it.
    let moved = app.client().put("/rest/api/content/3/move/append/2").send();
    assert_eq!(moved.await.unwrap().status(), 200);
    assert_eq!(tenant.page(3).unwrap().parent(), Some(2));
    // Archived by a long task: what is below goes to the nearest current page above.
    let pages = json!({ "pages": [{ "id": 3 }] });
    let begun = app
        .client()
        .post("/rest/api/content/archive")
        .json(&pages)
        .send();
    let begun = begun.await.unwrap().json();
    let task = app
        .client()
        .get(begun["links"]["status"].as_str().unwrap())
        .send();
    assert_eq!(task.await.unwrap().json()["successful"], true);
    assert_eq!(tenant.page(4).unwrap().parent(), Some(2));
}
