//! The archive: into it by a long task, out of it by nobody's call.

use std::time::Duration;

use mockfluence::{ContentOperation, Page, Settings, Tenant};
use rstest::rstest;
use serde_json::{Value, json};

use super::{events, send, site, tree};
use crate::app::App;

async fn archive(app: &mockfluence::InstalledApp, ids: &[u64]) -> (u16, Value) {
    let pages: Vec<Value> = ids.iter().map(|id| json!({ "id": id })).collect();
    let body = json!({ "pages": pages });
    send(app, "POST", "/rest/api/content/archive", Some(body)).await
}

#[tokio::test]
async fn pages_are_archived_by_a_task_and_what_is_below_them_moves_up() {
    let (tenant, app) = site().await;
    let (status, begun) = archive(&app, &[3, 4]).await;
    assert_eq!(status, 202, "{begun}");
    let link = begun["links"]["status"].as_str().unwrap();
    let (_, task) = send(&app, "GET", link, None).await;
    assert_eq!(
        (&task["finished"], &task["successful"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(events(&tenant, 2).await, ["page_archived", "page_archived"]);
    assert_eq!(tree(&app, 1).await, "-A -Leaf");
    for path in ["/rest/api/content/3", "/api/v2/pages/3"] {
        let (status, page) = send(&app, "GET", path, None).await;
        assert_eq!(
            (status, &page["status"]),
            (200, &json!("archived")),
            "{path}"
        );
    }
}

#[rstest]
#[case("/rest/api/content?spaceKey=ENG", &["A", "C", "Home", "Leaf"])]
#[case("/rest/api/content?spaceKey=ENG&status=archived", &["B"])]
#[case("/rest/api/content/search?cql=space=ENG", &["A", "C", "Home", "Leaf"])]
#[case("/rest/api/content/1/child/page", &["A", "C", "Leaf"])]
#[case("/api/v2/pages?space-id=20000001", &["A", "B", "C", "Home", "Leaf"])]
#[case("/api/v2/pages?space-id=20000001&status=current", &["A", "C", "Home", "Leaf"])]
#[case("/api/v2/pages?status=archived", &["B"])]
#[case("/api/v2/spaces/20000001/pages?status=archived", &["B"])]
#[case("/api/v2/pages/1/children", &["A", "B", "C", "Leaf"])]
#[tokio::test]
async fn lists_say_whether_they_have_the_archive(#[case] path: &str, #[case] titles: &[&str]) {
    let (_tenant, app) = site().await;
    assert_eq!(archive(&app, &[3]).await.0, 202);
    let (status, list) = send(&app, "GET", path, None).await;
    assert_eq!(status, 200, "{list}");
    let found = list["results"].as_array().unwrap().iter();
    let mut found: Vec<&str> = found.map(|one| one["title"].as_str().unwrap()).collect();
    found.sort_unstable();
    assert_eq!(found, titles);
}

#[rstest]
#[case("PUT", "/rest/api/content/3", json!({ "title": "B", "version": { "number": 2 } }))]
#[case("PUT", "/api/v2/pages/3", json!({ "title": "B", "version": { "number": 2 } }))]
#[case("PUT", "/rest/api/content/3/move/append/4", Value::Null)]
#[case("PUT", "/rest/api/content/4/move/append/3", Value::Null)]
#[tokio::test]
async fn what_is_archived_is_not_changed(
    #[case] method: &str,
    #[case] path: &str,
    #[case] body: Value,
) {
    let (tenant, app) = site().await;
    archive(&app, &[3]).await;
    let before = (tenant.page(3), tenant.page(4));
    let (status, said) = send(&app, method, path, Some(body)).await;
    assert_eq!(status, 404, "{said}");
    assert_eq!((tenant.page(3), tenant.page(4)), before);
    let log = tenant.log().to_string();
    assert!(
        log.contains("no call of REST takes a page out of the archive"),
        "{log}"
    );
}

#[tokio::test]
async fn an_archived_page_keeps_its_title_and_is_trashed_like_any_other() {
    let (tenant, app) = site().await;
    archive(&app, &[3]).await;
    let body = json!({ "type": "page", "title": "b", "space": { "key": "ENG" } });
    let (status, said) = send(&app, "POST", "/rest/api/content", Some(body.clone())).await;
    assert_eq!(status, 400, "{said}");
    assert_eq!(
        send(&app, "DELETE", "/rest/api/content/3", None).await.0,
        204
    );
    assert!(tenant.page(3).is_none());
    assert_eq!(
        send(&app, "POST", "/rest/api/content", Some(body)).await.0,
        200
    );
}

#[tokio::test]
async fn a_test_takes_a_page_out_of_the_archive_by_putting_it_there_again() {
    let (tenant, app) = site().await;
    archive(&app, &[3]).await;
    tenant.add_page(tenant.page(3).unwrap());
    let (_, page) = send(&app, "GET", "/api/v2/pages/3", None).await;
    assert_eq!(page["status"], "current");
    assert_eq!(tree(&app, 1).await, "-A -B -C -Leaf");
}

#[rstest]
#[case::none(json!({}), "from 1 to 300")]
#[case::too_many(json!({ "pages": vec![json!({ "id": 3 }); 301] }), "from 1 to 300")]
#[case::missing(json!({ "pages": [{ "id": 3 }, { "id": 77 }] }), "Page 77 does not exist")]
#[case::no_page(json!({ "pages": [{ "id": 6 }] }), "Page 6 does not exist")]
#[case::no_id(json!({ "pages": [3] }), "does not exist")]
#[case::twice(json!({ "pages": [{ "id": 4 }] }), "Page 4 is already archived")]
#[tokio::test]
async fn what_cannot_be_archived_is_refused_and_nothing_is(
    #[case] body: Value,
    #[case] says: &str,
) {
    let (tenant, app) = site().await;
    tenant.add_blog_post(Page::new(6, "News"));
    archive(&app, &[4]).await;
    let path = "/rest/api/content/archive";
    let (status, said) = send(&app, "POST", path, Some(body)).await;
    assert_eq!(status, 400, "{said}");
    assert!(said["message"].as_str().unwrap().contains(says), "{said}");
    let (_, page) = send(&app, "GET", "/api/v2/pages/3", None).await;
    assert_eq!(page["status"], "current");
}

#[tokio::test]
async fn archiving_takes_the_permission_and_one_task_at_a_time() {
    let settings = Settings::default().long_task_duration(Duration::from_secs(60));
    let (tenant, app): (Tenant, _) = App::without_backend()
        .scopes(&["WRITE"])
        .started(settings)
        .await;
    for id in [3, 4] {
        tenant.add_page(Page::new(id, format!("Page {id}")));
    }
    tenant.deny(&app.account_id(), ContentOperation::Delete, 4);
    let (status, said) = archive(&app, &[3, 4]).await;
    assert_eq!(status, 403, "{said}");
    assert_eq!(archive(&app, &[3]).await.0, 202);
    let status = |page: Value| page["status"].clone();
    let page = send(&app, "GET", "/api/v2/pages/3", None).await.1;
    assert_eq!(status(page), "current");
    let (refused, said) = archive(&app, &[3]).await;
    assert_eq!(refused, 400, "{said}");
    assert!(
        said["message"]
            .as_str()
            .unwrap()
            .contains("already running"),
        "{said}"
    );
    tenant.clock().advance(Duration::from_secs(60));
    let page = send(&app, "GET", "/api/v2/pages/3", None).await.1;
    assert_eq!(status(page), "archived");
}
