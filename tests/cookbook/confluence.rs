//! The small Confluence of a suite: its tree, its search, spaces, people, and the file it comes from.

use std::time::Duration;

use mockfluence::{ContentOperation, DescriptorSource, Page, Settings, Tenant, User, from_app};
use serde_json::json;

use crate::page::held;
use crate::scripted_app::ScriptedApp;

const SOURCE: &str = include_str!("confluence.rs");

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
    // tree
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
    // end
    held(
        "tree_and_lists",
        SOURCE,
        "tree",
        Some(&tenant.log().only(from_app())),
    );
}

#[tokio::test]
async fn search() {
    let tenant = Tenant::start();
    let descriptor = descriptor().await;
    // search
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
    // end
    held(
        "search",
        SOURCE,
        "search",
        Some(&tenant.log().only(from_app())),
    );
}

#[tokio::test]
async fn spaces() {
    let settings = Settings::default().long_task_duration(Duration::from_secs(60));
    let tenant = Tenant::builder().settings(settings).start();
    let descriptor = descriptor().await;
    // spaces
    let app = tenant.install(descriptor).await.unwrap();
    let new = json!({ "key": "OPS", "name": "Operations" });
    let made = app.client().post("/rest/api/space").json(&new).send();
    assert_eq!(made.await.unwrap().status(), 200);
    let space = app
        .client()
        .get("/rest/api/space/OPS?expand=homepage")
        .send();
    let space = space.await.unwrap().json();
    assert_eq!(space["homepage"]["title"], "Operations Home");
    // Who may not change a space makes nothing in it.
    let id = space["id"].as_u64().unwrap();
    tenant.deny(&app.account_id(), ContentOperation::Update, id);
    let page = json!({ "type": "page", "title": "New", "space": { "key": "OPS" } });
    let refused = app.client().post("/rest/api/content").json(&page).send();
    assert_eq!(refused.await.unwrap().status(), 403);
    tenant.allow(&app.account_id(), ContentOperation::Update, id);
    // It goes by a long task, on the tenant's clock.
    let begun = app
        .client()
        .delete("/rest/api/space/OPS")
        .send()
        .await
        .unwrap();
    assert_eq!(begun.status(), 202);
    tenant.clock().advance(Duration::from_secs(60));
    let gone = app
        .client()
        .get("/rest/api/space/OPS")
        .send()
        .await
        .unwrap();
    assert_eq!(gone.status(), 404);
    // end
    held(
        "spaces",
        SOURCE,
        "spaces",
        Some(&tenant.log().only(from_app())),
    );
}

#[tokio::test]
async fn users() {
    let tenant = Tenant::start();
    let descriptor = descriptor().await;
    // users
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
    // end
    held(
        "users",
        SOURCE,
        "users",
        Some(&tenant.log().only(from_app())),
    );
}

#[cfg(feature = "attachments")]
#[tokio::test]
async fn site_file() {
    let tenant = Tenant::start();
    let descriptor = descriptor().await;
    // site file
    let app = tenant.install(descriptor).await.unwrap();
    let site = json!({
        "users": [{ "accountId": "712020:ada", "displayName": "Ada" }],
        "spaces": [{ "id": 50, "key": "BAKE", "name": "Bakehouse", "homepage": 51 }],
        "content": [
            { "id": 51, "title": "Bakehouse Home", "space": "BAKE" },
            { "id": 52, "title": "Rye", "space": "BAKE", "parent": 51, "version": 2,
              "labels": ["recipe"], "body": "<p>Weigh it</p>", "creator": "712020:ada",
              "former": [{ "number": 1, "title": "Rye", "body": "<p>Mix it</p>" }],
              "attachments": [{ "id": 53, "name": "oven.txt", "text": "250 C" }] },
            { "id": 54, "title": "Old rye", "space": "BAKE", "parent": 51, "status": "trashed" },
        ],
        "comments": [{ "id": 55, "on": 52, "body": "<p>Longer</p>" }],
        "denied": [{ "account": "712020:ada", "operation": "delete", "id": 51 }],
    });
    tenant.add_site(&site).unwrap();
    let versions = app.client().get("/rest/api/content/52/version").send();
    assert_eq!(versions.await.unwrap().json()["size"], 2);
    let comments = app.client().get("/api/v2/pages/52/footer-comments").send();
    assert_eq!(comments.await.unwrap().json()["results"][0]["id"], "55");
    // What it has become is a file for the next test: the same text, whichever tenant reads it.
    let other = Tenant::start();
    other.add_site(&tenant.export_site()).unwrap();
    assert_eq!(
        other.export_site()["content"],
        tenant.export_site()["content"]
    );
    // end
    held(
        "site_file",
        SOURCE,
        "site file",
        Some(&tenant.log().only(from_app())),
    );
}
