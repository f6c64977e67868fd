//! Bodies that the store does not take.

use rstest::rstest;
use serde_json::{Value, json};

use super::{send, site};

#[rstest]
#[case(json!({ "atlas_doc_format": { "value": "{}" } }), 501)]
#[case(json!({ "wiki": { "value": "h1." } }), 501)]
#[case(json!({ "storage": {} }), 400)]
#[tokio::test]
async fn a_body_that_takes_a_converter_is_not_taken_for_an_empty_one(
    #[case] body: Value,
    #[case] status: u16,
) {
    let (_tenant, app) = site().await;
    let page = json!({ "type": "page", "title": "N", "space": { "key": "ENG" }, "body": body });
    let (answered, said) = send(&app, "POST", "/rest/api/content", Some(page)).await;
    assert_eq!(answered, status, "{said}");
    let draft = json!({ "spaceId": "20000001", "title": "N", "status": "draft" });
    assert_eq!(
        send(&app, "POST", "/api/v2/pages", Some(draft)).await.0,
        501
    );
}
