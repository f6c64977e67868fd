//! Pages in a tree: made below another, moved, copied, trashed from its midst; and the events.

use mockfluence::{InstalledApp, Page, Space, Tenant, to_app};
use rstest::rstest;
use serde_json::{Value, json};

use crate::scripted_app::ScriptedApp;

mod archive;
mod bodies;
mod circles;
mod denied_space;
mod hanging;
mod v2;
mod whole;

const EVENTS: &[&str] = &[
    "page_created",
    "page_updated",
    "page_moved",
    "page_copied",
    "page_children_reordered",
    "page_archived",
    "page_trashed",
    "label_created",
    "label_added",
    "label_removed",
    "label_deleted",
    "comment_created",
    "comment_updated",
    "comment_removed",
    "blog_created",
];

/// `Home` (1) with `A` (2), `B` (3) and `C` (4), below `B` `Leaf` (5); `Ops` (9) in another space.
async fn site() -> (Tenant, InstalledApp) {
    let tenant = Tenant::start();
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["scopes"] = json!(["DELETE"]);
    let hooks = EVENTS.iter();
    let hooks = hooks.map(|event| json!({ "event": event, "url": format!("/{event}") }));
    descriptor["modules"] = json!({ "webhooks": hooks.collect::<Vec<_>>() });
    backend.serve_descriptor(descriptor);
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    tenant.add_page(Page::new(1, "Home"));
    for (id, title, parent) in [(2, "A", 1), (3, "B", 1), (4, "C", 1), (5, "Leaf", 3)] {
        tenant.add_page(Page::new(id, title).with_parent(parent).with_body("<p/>"));
    }
    let ops = Space::new(20_000_002, "OPS", "Operations");
    tenant.add_page(Page::new(9, "Ops").with_space(ops));
    (tenant, app)
}

async fn send(app: &InstalledApp, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
    let mut request = app.client().request(method, path);
    if let Some(body) = body {
        request = request.json(&body);
    }
    let reply = request.send().await.unwrap();
    (
        reply.status(),
        serde_json::from_str(&reply.text()).unwrap_or_default(),
    )
}

/// The titles below a page, each with its depth.
async fn tree(app: &InstalledApp, id: u64) -> String {
    let path = format!("/rest/api/content/{id}/descendant/page?expand=ancestors");
    let (_, list) = send(app, "GET", &path, None).await;
    let titles = list["results"].as_array().unwrap().iter();
    let titles = titles.map(|one| {
        let depth = one["ancestors"].as_array().unwrap().len();
        format!("{}{}", "-".repeat(depth), one["title"].as_str().unwrap())
    });
    titles.collect::<Vec<_>>().join(" ")
}

/// The events that have gone out, in their order.
async fn events(tenant: &Tenant, count: usize) -> Vec<String> {
    let hooks = to_app()
        .method("POST")
        .when(|one| EVENTS.contains(&&one.path()[1..]));
    let log = tenant.wait_for(count, hooks).await.unwrap();
    let paths = log
        .exchanges()
        .map(|one| one.path().trim_start_matches('/').to_owned());
    paths
        .filter(|path| EVENTS.contains(&path.as_str()))
        .collect()
}

#[rstest]
#[case("append/4", "-A -C --B ---Leaf", &["page_moved"])]
#[case("before/2", "-B --Leaf -A -C", &["page_children_reordered"])]
#[case("after/4", "-A -C -B --Leaf", &["page_children_reordered"])]
#[case("append/9", "-A -C", &["page_moved"])]
#[case("before/9", "-A -C", &[])]
#[tokio::test]
async fn a_page_is_moved_with_all_that_is_below_it(
    #[case] place: &str,
    #[case] after: &str,
    #[case] expected: &[&str],
) {
    let (tenant, app) = site().await;
    let path = format!("/rest/api/content/3/move/{place}");
    let (status, body) = send(&app, "PUT", &path, None).await;
    assert_eq!((status, &body), (200, &json!({ "pageId": "3" })));
    assert_eq!(tree(&app, 1).await, after);
    assert_eq!(events(&tenant, expected.len()).await, expected);
    let space = tenant.page(3).unwrap().space().key().to_owned();
    assert_eq!(tenant.page(5).unwrap().space().key(), space);
    assert_eq!(space == "OPS", place.ends_with('9'));
}

#[rstest]
#[case("append/5", 400, "descendants")]
#[case("append/3", 400, "descendants")]
#[case("beside/4", 400, "position")]
#[case("append/77", 404, "No content found with id : 77")]
#[tokio::test]
async fn a_move_that_cannot_be_is_refused(
    #[case] place: &str,
    #[case] status: u16,
    #[case] says: &str,
) {
    let (_tenant, app) = site().await;
    let path = format!("/rest/api/content/3/move/{place}");
    let (answered, body) = send(&app, "PUT", &path, None).await;
    assert_eq!(answered, status, "{body}");
    assert!(body.to_string().contains(says), "{body}");
    assert_eq!(tree(&app, 1).await, "-A -B --Leaf -C");
}

#[tokio::test]
async fn a_page_is_not_moved_to_where_its_title_is_taken() {
    let (tenant, app) = site().await;
    let ops = tenant.page(9).unwrap().space().clone();
    tenant.add_page(Page::new(10, "leaf").with_space(ops));
    let (status, body) = send(&app, "PUT", "/rest/api/content/3/move/append/9", None).await;
    assert_eq!(status, 400, "{body}");
    assert!(body.to_string().contains("same TITLE"), "{body}");
}

#[rstest]
#[case("/rest/api/content", json!({ "type": "page", "title": "New", "space": { "key": "ENG" },
    "ancestors": [{ "id": 1 }, { "id": "3" }] }))]
#[case("/api/v2/pages", json!({ "spaceId": "20000001", "title": "New", "parentId": "3" }))]
#[tokio::test]
async fn a_page_is_made_below_the_one_that_it_names(#[case] path: &str, #[case] body: Value) {
    let (_tenant, app) = site().await;
    let (status, made) = send(&app, "POST", path, Some(body.clone())).await;
    assert_eq!(status, 200, "{made}");
    assert_eq!(tree(&app, 1).await, "-A -B --Leaf --New -C");
    let mut missing = body;
    missing["title"] = "Newer".into();
    let named = if path.ends_with("pages") {
        "/parentId"
    } else {
        "/ancestors/1/id"
    };
    *missing.pointer_mut(named).unwrap() = "9".into();
    let (status, body) = send(&app, "POST", path, Some(missing)).await;
    assert_eq!(status, 400, "of another space: {body}");
}

#[tokio::test]
async fn an_update_that_names_another_parent_moves() {
    let (tenant, app) = site().await;
    let body = json!({ "type": "page", "title": "B", "version": { "number": 2 },
        "ancestors": [{ "id": "4" }] });
    assert_eq!(
        send(&app, "PUT", "/rest/api/content/3", Some(body)).await.0,
        200
    );
    assert_eq!(tree(&app, 1).await, "-A -C --B ---Leaf");
    assert_eq!(events(&tenant, 2).await, ["page_updated", "page_moved"]);
    let below_itself = json!({ "id": "3", "title": "B", "version": { "number": 3 },
        "parentId": "5" });
    let (status, body) = send(&app, "PUT", "/api/v2/pages/3", Some(below_itself)).await;
    assert_eq!(status, 400, "{body}");
    assert_eq!(tenant.page(3).unwrap().version(), 2);
}

#[tokio::test]
async fn what_is_below_a_trashed_page_moves_up() {
    let (_tenant, app) = site().await;
    assert_eq!(
        send(&app, "DELETE", "/rest/api/content/3", None).await.0,
        204
    );
    assert_eq!(tree(&app, 1).await, "-A -C -Leaf");
    let restore = json!({ "version": { "number": 2 }, "title": "B" });
    assert_eq!(
        send(&app, "PUT", "/rest/api/content/3", Some(restore))
            .await
            .0,
        200
    );
    assert_eq!(tree(&app, 1).await, "-A -B -C -Leaf");
}

#[rstest]
#[case(json!({ "type": "parent_page", "value": "4" }), "-A -B --Leaf -C --Copy", "page_created")]
#[case(json!({ "type": "space", "value": "OPS" }), "-A -B --Leaf -C", "page_created")]
#[case(json!({ "type": "existing_page", "value": "4" }), "-A -B --Leaf -Copy", "page_updated")]
#[tokio::test]
async fn a_page_is_copied_and_fires(
    #[case] destination: Value,
    #[case] after: &str,
    #[case] first: &str,
) {
    let (tenant, app) = site().await;
    tenant.add_property(3, "k", json!(7));
    let body = json!({ "destination": destination, "pageTitle": "Copy", "copyProperties": true });
    let (status, copy) = send(&app, "POST", "/rest/api/content/3/copy", Some(body)).await;
    assert_eq!((status, &copy["title"]), (200, &json!("Copy")), "{copy}");
    assert_eq!(tree(&app, 1).await, after);
    assert_eq!(events(&tenant, 2).await, [first, "page_copied"]);
    let path = format!(
        "/rest/api/content/{}/property/k",
        copy["id"].as_str().unwrap()
    );
    assert_eq!(send(&app, "GET", &path, None).await.1["value"], 7);
}

#[rstest]
#[case(json!({}), 400, "destination")]
#[case(json!({ "destination": { "type": "space", "value": "NONE" } }), 404, "No space with key")]
#[case(json!({ "destination": { "type": "space", "value": "ENG" } }), 400, "same TITLE")]
#[case(json!({ "destination": { "type": "parent_page", "value": "77" } }), 404, "77")]
#[tokio::test]
async fn a_copy_that_cannot_be_is_refused(
    #[case] body: Value,
    #[case] status: u16,
    #[case] says: &str,
) {
    let (_tenant, app) = site().await;
    let (answered, said) = send(&app, "POST", "/rest/api/content/3/copy", Some(body)).await;
    assert_eq!(answered, status, "{said}");
    assert!(said.to_string().contains(says), "{said}");
    assert_eq!(tree(&app, 1).await, "-A -B --Leaf -C");
}
