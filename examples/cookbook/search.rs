//! The test of the page `search` of the cookbook.

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
async fn search() {
    let tenant = Tenant::start();
    let descriptor = descriptor().await;
    let app = tenant.install(descriptor).await.unwrap();
    tenant.add_page(
        Page::new(1, "Runbook")
            .with_label("ops")
            .with_body("<p>Restart it</p>"),
    );
    tenant.add_page(Page::new(2, "Plan").with_body("<p>Next year</p>"));
    let search = |cql: &str| {
        let cql = cql.replace(' ', "+");
        app.client()
            .get(&format!("/rest/api/content/search?cql={cql}"))
            .send()
    };
    for cql in [
        "label = ops",
        "text ~ restart",
        "title = 'runbook' and not label in (draft)",
    ] {
        let found = search(cql).await.unwrap().json();
        assert_eq!(
            (&found["size"], &found["results"][0]["id"]),
            (&json!(1), &json!("1")),
            "{cql}"
        );
    }
    // What is not CQL is refused; what the tenant does not know of it is never an empty result.
    assert_eq!(search("title =").await.unwrap().status(), 400);
    assert_eq!(
        search("watcher = currentUser()").await.unwrap().status(),
        501
    );
}
