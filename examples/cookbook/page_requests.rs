//! The test of the page `page_requests` of the cookbook.

use mockfluence::{DescriptorSource, Page, Tenant};
use serde_json::json;

#[tokio::test]
async fn page_requests() {
    let tenant = Tenant::start();
    tenant.add_page(Page::new(10_000_001, "Runbook"));
    let descriptor = DescriptorSource::from(json!({
        "key": "static-app", "baseUrl": "http://localhost:1",
        "authentication": { "type": "none" }, "scopes": ["WRITE"],
        "modules": { "generalPages": [
            { "key": "board", "name": { "value": "Board" }, "url": "/board.html" }
        ] }
    }));
    let app = tenant.install(descriptor).await.unwrap();
    let page = app.as_page("board").user("712020:alice");
    let edit = json!({ "type": "page", "title": "Runbook", "version": { "number": 2 } });
    let edited = page.put("/rest/api/content/10000001").json(&edit).send();
    let edited = edited.await.unwrap();
    assert_eq!(edited.json()["version"]["by"]["accountId"], "712020:alice");
    // What the app's scopes do not allow, no user can do through it.
    let deleted = page.delete("/rest/api/content/10000001").send();
    assert_eq!(deleted.await.unwrap().status(), 403);
}
