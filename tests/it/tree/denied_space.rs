//! Whoever may not change a space puts nothing into it, by whichever call.

use mockfluence::ContentOperation;
use rstest::rstest;
use serde_json::{Value, json};

use super::site;

#[rstest]
#[case::copy("POST", "/rest/api/content/2/copy", json!({ "pageTitle": "Copy",
    "destination": { "type": "parent_page", "value": "9" } }))]
#[case::copy_to_the_space("POST", "/rest/api/content/2/copy", json!({ "pageTitle": "Copy",
    "destination": { "type": "space", "value": "OPS" } }))]
#[case::relocated("PUT", "/rest/api/content/2/move/append/9", json!({}))]
#[case::comment("POST", "/rest/api/content", json!({ "type": "comment",
    "container": { "id": "9", "type": "page" },
    "body": { "storage": { "value": "Hm", "representation": "storage" } } }))]
#[case::comment_v2("POST", "/api/v2/footer-comments", json!({ "pageId": "9",
    "body": { "value": "Hm", "representation": "storage" } }))]
#[case::page("POST", "/rest/api/content", json!({ "type": "page", "title": "New",
    "space": { "key": "OPS" },
    "body": { "storage": { "value": "Hm", "representation": "storage" } } }))]
#[tokio::test]
async fn a_denied_space_takes_nothing(
    #[case] method: &str,
    #[case] path: &str,
    #[case] body: Value,
) {
    let (tenant, app) = site().await;
    let space = tenant.page(9).unwrap().space().id();
    let ask = || app.client().request(method, path).json(&body).send();
    tenant.deny(&app.account_id(), ContentOperation::Update, space);
    let refused = ask().await.unwrap();
    assert_eq!(refused.status(), 403, "{}", refused.text());
    tenant.allow(&app.account_id(), ContentOperation::Update, space);
    let taken = ask().await.unwrap();
    assert!(taken.status() < 300, "{}", taken.text());
}
