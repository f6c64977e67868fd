//! `permission/check`, `operations` and what the calls do are one rule, for the app itself and for the
//! user it acts for. That every call is bound is tested with the table of routes.

use mockfluence::ContentOperation::{self, Delete, Read, Update};
use mockfluence::{Page, Settings, Tenant};
use rstest::rstest;
use serde_json::json;

use crate::acting::Actor;

mod operations;

const ID: u64 = 7;
const UPDATE: &str = r#"{"id":"7","title":"New","version":{"number":2}}"#;

/// A call for each operation, in an order in which all of them can be made.
const CALLS: [(ContentOperation, &str, &str); 3] = [
    (Read, "GET", ""),
    (Update, "PUT", UPDATE),
    (Delete, "DELETE", ""),
];

async fn site() -> (Tenant, [Actor; 2]) {
    let (tenant, actors) = Actor::both(Settings::default()).await;
    tenant.add_page(Page::new(ID, "Runbook"));
    (tenant, actors)
}

/// Whether denying the one keeps somebody from the other, too.
fn binds(denied: ContentOperation, other: ContentOperation) -> bool {
    denied == Read || denied == other || (denied, other) == (Update, Delete)
}

#[rstest]
#[tokio::test]
async fn the_check_and_the_operations_say_what_the_calls_do(
    #[values(&[], &[Read], &[Update], &[Delete])] denied: &[ContentOperation],
    #[values(0, 1)] who: usize,
) {
    let (tenant, actors) = site().await;
    let actor = &actors[who];
    for operation in denied {
        tenant.deny(&actor.account, *operation, ID);
    }
    for (operation, method, body) in CALLS {
        let subject = json!({ "type": "user", "identifier": actor.account });
        let ask = json!({ "subject": subject, "operation": operation }).to_string();
        let path = "/rest/api/content/7/permission/check";
        let (_, said) = actors[1 - who].send("POST", path, &ask).await;
        let path = "/rest/api/content/7?expand=operations";
        let (status, page) = actor.send("GET", path, "").await;
        let listed = json!({ "operation": operation, "targetType": "page" });
        let operations = page["operations"].as_array().cloned().unwrap_or_default();
        let (_, of_v2) = actor.send("GET", "/api/v2/pages/7/operations", "").await;
        assert_eq!(of_v2["operations"], page["operations"]);
        assert_eq!(status == 200, !denied.contains(&Read));
        let call = actor.send(method, "/rest/api/content/7", body).await;
        let may = call.0 < 300;
        assert_eq!(said["hasPermission"], may, "{operation} without {denied:?}");
        assert_eq!(operations.contains(&listed), may, "{page}");
        assert_eq!(
            may,
            !denied.iter().any(|one| binds(*one, operation)),
            "{call:?}"
        );
    }
}

#[tokio::test]
async fn what_is_allowed_again_is_served_again() {
    let (tenant, [app, _]) = site().await;
    for (operation, method, body) in CALLS {
        let path = "/api/v2/pages/7";
        tenant.deny(&app.account, operation, ID);
        assert!(app.send(method, path, body).await.0 >= 403);
        tenant.allow(&app.account, operation, ID);
        assert!(app.send(method, path, body).await.0 < 300);
    }
}
