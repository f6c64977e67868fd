//! `expand` of the REST API v1: what is expanded is there, the rest is expandable.

use mockfluence::{Page, Settings, Tenant};
use rstest::rstest;
use serde_json::{Value, json};

use crate::acting::Actor;

async fn site() -> (Tenant, Actor) {
    let (tenant, [app, _]) = Actor::both(Settings::default()).await;
    tenant.add_page(Page::new(1, "Home"));
    let page = Page::new(2, "A b").with_parent(1).with_body("<p>x</p>");
    tenant.add_page(page.with_label("Ops").with_label("my:star"));
    tenant.add_page(Page::new(3, "Leaf").with_parent(2));
    tenant.add_property(2, "k", json!(1));
    (tenant, app)
}

#[rstest]
#[case("", "/space/key", json!("ENG"))]
#[case("", "/history/latest", json!(true))]
#[case("", "/version/number", json!(1))]
#[case("", "/_links/webui", json!("/spaces/ENG/pages/2/A+b"))]
#[case("body.storage", "/body/storage/value", json!("<p>x</p>"))]
#[case("body.view", "/body/view/value", json!("<p>x</p>"))]
#[case("ancestors", "/ancestors/0/title", json!("Home"))]
#[case("ancestors.version", "/ancestors/0/version/number", json!(1))]
#[case("children.page", "/children/page/results/0/id", json!("3"))]
#[case("children.page.body.storage", "/children/page/results/0/body/storage/value", json!(""))]
#[case("children", "/children/_expandable/page", json!("/rest/api/content/2/child/page"))]
#[case("descendants.page", "/descendants/page/size", json!(1))]
#[case("childTypes.all", "/childTypes/page/value", json!(true))]
#[case("childTypes.comment", "/childTypes/comment/value", json!(false))]
#[case("metadata.labels", "/metadata/labels/results/0/name", json!("ops"))]
#[case("metadata.properties.k", "/metadata/properties/k/value", json!(1))]
#[case("metadata.properties", "/metadata/properties/_expandable/k",
    json!("/rest/api/content/2/property/k"))]
#[case("container", "/container/key", json!("ENG"))]
#[case("history.lastUpdated", "/history/lastUpdated/number", json!(1))]
#[case("history.previousVersion", "/history/previousVersion", Value::Null)]
#[case("history.contributors.publishers", "/history/contributors/publishers/users/0/type",
    json!("known"))]
#[case("version.content", "/version/content/id", json!("2"))]
#[case("operations", "/operations/0/operation", json!("read"))]
#[case("nonsense, body.storage ,children.nonsense", "/body/storage/representation", json!("storage"))]
#[tokio::test]
async fn what_is_expanded_is_there_and_the_rest_is_expandable(
    #[case] expand: &str,
    #[case] pointer: &str,
    #[case] expected: Value,
) {
    let (_tenant, app) = site().await;
    let path = format!("/rest/api/content/2?expand={}", expand.replace(' ', "%20"));
    let (status, shown) = app.send("GET", &path, "").await;
    assert_eq!(status, 200, "{shown}");
    assert_eq!(shown.pointer(pointer), Some(&expected), "{shown}");
    let known = [
        "space",
        "history",
        "version",
        "ancestors",
        "container",
        "body",
        "metadata",
        "children",
        "childTypes",
        "descendants",
        "operations",
        "restrictions",
    ];
    for name in known {
        let (there, expandable) = (shown.get(name), shown["_expandable"].get(name));
        assert!(there.is_some() != expandable.is_some(), "{name}: {shown}");
    }
}

#[tokio::test]
async fn children_are_shown_without_what_single_content_expands_by_default() {
    let (_tenant, app) = site().await;
    let (_, list) = app.send("GET", "/rest/api/content/1/child/page", "").await;
    let child = &list["results"][0];
    assert_eq!(
        (child["id"].as_str(), child.get("space")),
        (Some("2"), None)
    );
    assert_eq!(child["_expandable"]["space"], "/rest/api/space/ENG");
}

#[tokio::test]
async fn lists_within_lists_have_a_bound() {
    let (tenant, app) = site().await;
    for id in 4..120 {
        tenant.add_page(Page::new(id, format!("Page {id}")).with_parent(id - 1));
    }
    let deep = "descendants.page.descendants.page.descendants.page.ancestors";
    let path = format!("/rest/api/content/1?expand={deep}");
    let (status, body) = app.send("GET", &path, "").await;
    assert_eq!(status, 501, "{}", body.to_string().len());
}
