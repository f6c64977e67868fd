//! Each operation that is listed is one that a call carries out, and no other.

use mockfluence::ContentOperation::{self, Delete, Read, Update};
use mockfluence::Page;
use mockfluence::Settings;
use rstest::rstest;
use serde_json::{Value, json};

use super::UPDATE;
use crate::acting::Actor;

/// Operation, target, and a call that does it to the page 7.
const DONE: [(&str, &str, &str, &str, &str); 9] = [
    ("read", "page", "GET", "/api/v2/pages/7", ""),
    (
        "copy",
        "page",
        "POST",
        "/rest/api/content/7/copy",
        r#"{"destination":{"type":"space","value":"ENG"},"pageTitle":"Copy"}"#,
    ),
    (
        "create",
        "comment",
        "POST",
        "/rest/api/content",
        r#"{"type":"comment","container":{"id":"7","type":"page"}}"#,
    ),
    ("update", "page", "PUT", "/api/v2/pages/7", UPDATE),
    (
        "move",
        "page",
        "PUT",
        "/rest/api/content/7/move/append/8",
        "",
    ),
    (
        "purge_version",
        "page",
        "DELETE",
        "/rest/api/content/7/version/1",
        "",
    ),
    (
        "archive",
        "page",
        "POST",
        "/rest/api/content/archive",
        r#"{"pages":[{"id":7}]}"#,
    ),
    ("delete", "page", "DELETE", "/rest/api/content/7", ""),
    (
        "delete",
        "page",
        "DELETE",
        "/rest/api/content/7/pageTree",
        "",
    ),
];

async fn listed(app: &Actor, path: &str) -> Vec<Value> {
    let (_, said) = app.send("GET", path, "").await;
    said["operations"].as_array().cloned().unwrap_or_default()
}

#[rstest]
#[tokio::test]
async fn an_operation_is_listed_if_its_call_is_carried_out(
    #[values(None, Some((Read, 7)), Some((Update, 7)), Some((Delete, 7)),
        Some((Update, 20_000_001)))]
    denied: Option<(ContentOperation, u64)>,
) {
    for (operation, target, method, path, body) in DONE {
        let (tenant, [app, _]) = Actor::both(Settings::default()).await;
        tenant.add_page(Page::new(7, "Runbook"));
        tenant.add_page(Page::new(8, "Other"));
        if operation == "purge_version" {
            assert_eq!(app.send("PUT", "/api/v2/pages/7", UPDATE).await.0, 200);
        }
        if let Some((operation, id)) = denied {
            tenant.deny(&app.account, operation, id);
        }
        let one = json!({ "operation": operation, "targetType": target });
        let may = listed(&app, "/api/v2/pages/7/operations")
            .await
            .contains(&one);
        let (status, said) = app.send(method, path, body).await;
        assert_eq!(
            may,
            status < 300,
            "{operation} without {denied:?}: {status} {said}"
        );
    }
}

#[tokio::test]
async fn the_trash_and_the_archive_have_operations_of_their_own() {
    let (tenant, [app, _]) = Actor::both(Settings::default()).await;
    for id in [7, 8] {
        tenant.add_page(Page::new(id, format!("Page {id}")));
    }
    app.send("DELETE", "/rest/api/content/7", "").await;
    app.send(
        "POST",
        "/rest/api/content/archive",
        r#"{"pages":[{"id":8}]}"#,
    )
    .await;
    let names = |listed: Vec<Value>| {
        let names = listed
            .iter()
            .map(|one| one["operation"].as_str().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    let trashed = listed(&app, "/api/v2/pages/7/operations?status=trashed").await;
    assert_eq!(names(trashed), ["read", "restore", "purge"]);
    let archived = listed(&app, "/rest/api/content/8?expand=operations").await;
    assert_eq!(names(archived), ["read", "export", "copy", "delete"]);
}
