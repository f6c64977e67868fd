//! The tree of pages in v2: what is above a page, what is below it.

use mockfluence::{ContentOperation, Page};
use rstest::rstest;
use serde_json::{Value, json};

use super::{send, site};

fn column(list: &Value, name: &str) -> Vec<String> {
    let all = list["results"].as_array().unwrap().iter();
    all.map(|one| one[name].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test]
async fn ancestors_are_the_nearest_the_topmost_first() {
    let (_tenant, app) = site().await;
    let (status, all) = send(&app, "GET", "/api/v2/pages/5/ancestors", None).await;
    let expected = json!([{ "id": "1", "type": "page" }, { "id": "3", "type": "page" }]);
    assert_eq!((status, &all["results"]), (200, &expected));
    let (_, some) = send(&app, "GET", "/api/v2/pages/5/ancestors?limit=1", None).await;
    assert_eq!(column(&some, "id"), ["3"]);
    assert_eq!(some["_links"].get("next"), None);
    let (_, none) = send(&app, "GET", "/api/v2/pages/1/ancestors", None).await;
    assert_eq!(none["results"], json!([]));
}

#[rstest]
#[case("", &["A", "B", "C", "Leaf"])]
#[case("?depth=1", &["A", "B", "C"])]
#[case("?depth=3", &["A", "B", "C", "Leaf", "Deep"])]
#[tokio::test]
async fn descendants_come_level_by_level(#[case] query: &str, #[case] expected: &[&str]) {
    let (tenant, app) = site().await;
    tenant.add_page(Page::new(6, "Deep").with_parent(5));
    let path = format!("/api/v2/pages/1/descendants{query}");
    let (status, all) = send(&app, "GET", &path, None).await;
    assert_eq!(
        (status, column(&all, "title")),
        (200, expected.iter().map(|one| (*one).to_owned()).collect())
    );
    // The same through its links, one at a time.
    let mark = if query.is_empty() { "?" } else { "&" };
    let mut path = format!("{path}{mark}limit=1");
    let mut found = Vec::new();
    loop {
        let (_, part) = send(&app, "GET", &path, None).await;
        found.extend(column(&part, "title"));
        match part["_links"]["next"].as_str() {
            Some(next) => path = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(found, expected);
}

#[tokio::test]
async fn a_descendant_says_where_it_is() {
    let (_tenant, app) = site().await;
    let (_, all) = send(&app, "GET", "/api/v2/pages/1/descendants", None).await;
    let leaf = &all["results"][3];
    let expected = json!({ "id": "5", "status": "current", "title": "Leaf", "type": "page",
        "parentId": "3", "depth": 2, "childPosition": leaf["childPosition"],
        "lastModified": leaf["lastModified"] });
    assert_eq!(leaf, &expected);
    let (_, children) = send(
        &app,
        "GET",
        "/api/v2/pages/1/direct-children?sort=-id",
        None,
    )
    .await;
    assert_eq!(column(&children, "title"), ["C", "B", "A"]);
    assert_eq!(column(&children, "type"), ["page"; 3]);
}

#[rstest]
#[case("/api/v2/pages/1/descendants?depth=0", 400)]
#[case("/api/v2/pages/1/descendants?depth=11", 400)]
#[case("/api/v2/pages/1/descendants?depth=x", 400)]
#[case("/api/v2/pages/1/ancestors?limit=251", 400)]
#[case("/api/v2/pages/77/ancestors", 404)]
#[case("/api/v2/pages/77/descendants", 404)]
#[case("/api/v2/pages/77/direct-children", 404)]
#[tokio::test]
async fn what_has_no_tree_is_refused(#[case] path: &str, #[case] expected: u16) {
    let (_tenant, app) = site().await;
    let (status, said) = send(&app, "GET", path, None).await;
    assert_eq!(status, expected, "{said}");
}

#[tokio::test]
async fn what_may_not_be_read_is_in_no_tree() {
    let (tenant, app) = site().await;
    tenant.deny(&app.account_id(), ContentOperation::Read, 3);
    let (_, above) = send(&app, "GET", "/api/v2/pages/5/ancestors", None).await;
    assert_eq!(column(&above, "id"), ["1"]);
    for path in [
        "/api/v2/pages/1/descendants?depth=1",
        "/api/v2/pages/1/direct-children",
    ] {
        let (_, below) = send(&app, "GET", path, None).await;
        assert_eq!(column(&below, "title"), ["A", "C"], "{path}");
    }
}

#[tokio::test]
async fn v1_has_a_list_for_each_type_below() {
    let (_tenant, app) = site().await;
    let (status, map) = send(&app, "GET", "/rest/api/content/1/child?expand=page", None).await;
    assert_eq!(
        (status, column(&map["page"], "title")),
        (200, vec!["A".into(), "B".into(), "C".into()])
    );
    assert_eq!(
        map["_expandable"]["comment"],
        "/rest/api/content/1/child/comment"
    );
    let path = "/rest/api/content/1/descendant?expand=page,comment";
    let (_, map) = send(&app, "GET", path, None).await;
    assert_eq!(column(&map["page"], "title"), ["A", "B", "Leaf", "C"]);
    assert_eq!(map["comment"]["results"], json!([]));
    assert_eq!(
        send(&app, "GET", "/rest/api/content/77/child", None)
            .await
            .0,
        404
    );
}
