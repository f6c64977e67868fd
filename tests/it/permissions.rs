//! Permissions bind: every resource of content, every verb, for the app itself and for the user it
//! acts for; `permission/check`, `operations` and behaviour are one rule.

use mockfluence::ContentOperation::{self, Delete, Read, Update};
use mockfluence::{Comment, Macro, Page, Settings, Tenant};
use rstest::rstest;
use serde_json::json;

use crate::acting::Actor;
use calls::{CALLS, Call, UPDATE};

mod calls;
mod operations;

const ID: u64 = 7;

async fn site(settings: Settings) -> (Tenant, [Actor; 2], String) {
    let (tenant, actors) = Actor::both(settings).await;
    tenant.add_page(Page::new(7, "Runbook").with_label("ops"));
    tenant.add_page(Page::new(8, "Other"));
    tenant.add_comment(Comment::new(9, tenant.page(7).unwrap()));
    tenant.add_macro(7, Macro::new("m", "graph"));
    let made = actors[0]
        .send(
            "POST",
            "/api/v2/pages/7/properties",
            r#"{"key":"k","value":1}"#,
        )
        .await;
    let property = made.1["id"].as_str().unwrap().to_owned();
    (tenant, actors, property)
}

/// What a call gets with these operations denied.
fn expected(call: Call, denied: &[ContentOperation]) -> u16 {
    let lacks = |one| denied.contains(&one);
    let refused = match call.operation {
        Delete => lacks(Update) || lacks(Delete),
        operation => lacks(operation),
    };
    match lacks(Read) {
        true => 404,
        false if refused => 403,
        false => call.good,
    }
}

#[rstest]
#[tokio::test]
async fn what_is_denied_is_refused_on_every_resource(
    #[values(&[], &[Read], &[Update], &[Delete], &[Read, Update])] denied: &[ContentOperation],
    #[values(0, 1)] who: usize,
) {
    for call in CALLS {
        let (tenant, actors, property) = site(Settings::default()).await;
        let actor = &actors[who];
        for operation in denied {
            tenant.deny(&actor.account, *operation, ID);
        }
        let path = call.path.replace("{property}", &property);
        let before = tenant.page(7).unwrap();
        let (status, body) = actor.send(call.method, &path, call.body).await;
        let expected = expected(call, denied);
        assert_eq!(status, expected, "{call:?} without {denied:?}: {body}");
        if status > 400 {
            assert_eq!(
                tenant.page(7),
                Some(before),
                "{call:?}: nothing has changed"
            );
            let v2 = path.starts_with("/api/v2/");
            let said = if v2 {
                &body["errors"][0]["status"]
            } else {
                &body["statusCode"]
            };
            assert_eq!(said, &json!(status), "{call:?}: {body}");
        }
        // The other account is not concerned.
        let other = actors[1 - who]
            .send("GET", "/rest/api/content/7", "")
            .await
            .0;
        let trashed = call.operation == Delete && status == 204;
        assert_eq!(other, if trashed { 404 } else { 200 }, "{call:?}");
    }
}

#[rstest]
#[tokio::test]
async fn the_check_and_the_operations_say_what_the_calls_do(
    #[values(&[], &[Read], &[Update], &[Delete])] denied: &[ContentOperation],
    #[values(0, 1)] who: usize,
) {
    let (tenant, actors, _) = site(Settings::default()).await;
    let actor = &actors[who];
    for operation in denied {
        tenant.deny(&actor.account, *operation, ID);
    }
    for operation in [Read, Update, Delete] {
        let asked = CALLS.into_iter().find(|call| call.operation == operation);
        let may = expected(asked.unwrap(), denied) < 300;
        let subject = json!({ "type": "user", "identifier": actor.account });
        let ask = json!({ "subject": subject, "operation": operation }).to_string();
        let path = "/rest/api/content/7/permission/check";
        let (_, said) = actors[1 - who].send("POST", path, &ask).await;
        assert_eq!(said["hasPermission"], may, "{operation} without {denied:?}");
        let path = "/rest/api/content/7?expand=operations";
        let (status, page) = actor.send("GET", path, "").await;
        let listed = json!({ "operation": operation, "targetType": "page" });
        let operations = page["operations"].as_array().cloned().unwrap_or_default();
        assert_eq!(operations.contains(&listed), may, "{page}");
        let (_, of_v2) = actor.send("GET", "/api/v2/pages/7/operations", "").await;
        assert_eq!(of_v2["operations"], page["operations"]);
        assert_eq!(status == 200, !denied.contains(&Read));
    }
}

#[tokio::test]
async fn what_is_allowed_again_is_served_again() {
    let (tenant, [app, _], _) = site(Settings::default()).await;
    for (operation, method, path, body) in [
        (Read, "GET", "/api/v2/pages/7", ""),
        (Update, "PUT", "/api/v2/pages/7", UPDATE),
        (Delete, "DELETE", "/api/v2/pages/7", ""),
    ] {
        tenant.deny(&app.account, operation, ID);
        assert!(app.send(method, path, body).await.0 >= 403);
        tenant.allow(&app.account, operation, ID);
        assert!(app.send(method, path, body).await.0 < 300);
    }
}
