//! A whole site from a file, and into one.

use mockfluence::{AttachedFile, ContentOperation, Page, SAMPLE_SITE, Tenant};
use proptest::prelude::*;
use rstest::rstest;
use serde_json::{Value, json};

use crate::app::App;

mod used;

fn sample() -> Value {
    serde_json::from_str(SAMPLE_SITE).unwrap()
}

#[tokio::test]
async fn the_sample_is_there_for_an_app() {
    let tenant = Tenant::start();
    tenant.add_site(&sample()).unwrap();
    let app = App::without_backend().on(&tenant).await;
    let get = async |path: &str| app.client().get(path).send().await.unwrap();
    let pages = get("/api/v2/spaces/41000001/pages?limit=250").await.json();
    assert!(pages["results"].as_array().unwrap().len() >= 15);
    let home = get("/rest/api/space/BAKE?expand=homepage").await.json();
    assert_eq!(home["homepage"]["title"], "Bakehouse Home");
    let files = get("/rest/api/content/42000003/child/attachment")
        .await
        .json();
    assert_eq!(files["results"][1]["extensions"]["mediaType"], "image/png");
    let state = get("/rest/api/content/42000003/property/approval")
        .await
        .json();
    assert_eq!(state["value"]["state"], "approved");
    let check =
        json!({ "subject": { "type": "user", "identifier": "712020:bo" }, "operation": "read" });
    let checked = app
        .client()
        .post("/rest/api/content/42000034/permission/check")
        .json(&check);
    assert_eq!(checked.send().await.unwrap().json()["hasPermission"], false);
    let labels = tenant.page(42_000_015).unwrap().labels();
    assert_eq!(labels, ["checklist", "incident"]);
}

#[test]
fn what_is_exported_gives_the_same_site_again() {
    let first = Tenant::start_blocking();
    first.add_site(&sample()).unwrap();
    first.add_page(Page::new(7, "More").with_body("<p/>"));
    first.add_attachment(7, AttachedFile::new("raw.bin", vec![0, 159, 255]));
    first.deny("712020:bo", ContentOperation::Update, 7);
    let exported = first.export_site();
    let second = Tenant::start_blocking();
    second.add_site(&exported).unwrap();
    assert_eq!(second.export_site(), exported);
    assert_eq!(second.attachments(7), first.attachments(7));
    second.add_site(&exported).unwrap();
    let again = second.export_site();
    assert_eq!(
        again["content"].as_array().unwrap().len(),
        exported["content"].as_array().unwrap().len()
    );
}

#[rstest]
#[case::no_object(json!([]), "the file of a site")]
#[case::former(
    json!({ "content": [{ "id": 1, "title": "T", "space": "ENG", "version": 3,
        "former": [{ "number": 2 }, { "number": 1 }] }] }),
    "the former version 1"
)]
#[case::former_is_present(
    json!({ "content": [{ "id": 1, "title": "T", "space": "ENG", "former": [{ "number": 1 }] }] }),
    "the former version 1"
)]
#[case::comment_on_nothing(json!({ "comments": [{ "id": 1, "on": 9 }] }), "the comment 1")]
#[case::comment_on_itself(json!({ "comments": [{ "id": 1, "on": 1 }] }), "below itself")]
#[case::comment_id(
    json!({ "content": [{ "id": 1, "title": "T", "space": "ENG" }], "comments": [{ "id": 1, "on": 1 }] }),
    "has the id 1"
)]
#[case::status(
    json!({ "content": [{ "id": 1, "title": "T", "space": "ENG", "status": "draft" }] }),
    "unknown variant `draft`"
)]
#[case::former_file(
    json!({ "content": [{ "id": 1, "title": "T", "space": "ENG", "attachments": [
        { "name": "a", "text": "", "former": [{ "name": "a/b", "text": "" }] }] }] }),
    "no slash"
)]
#[case::unknown(json!({ "pages": [] }), "pages")]
#[case::no_space(json!({ "content": [{ "id": 1, "title": "T", "space": "NO" }] }), "no space `NO`")]
#[case::id(json!({ "content": [{ "id": 0, "title": "T", "space": "ENG" }] }), "the id 0")]
#[case::large_id(json!({ "spaces": [{ "id": 9_007_199_254_740_992_u64, "key": "A", "name": "A" }] }), "is not from 1 to")]
#[case::version(json!({ "content": [{ "id": 1, "title": "T", "space": "ENG", "version": 0 }] }), "the version 0")]
#[case::same_id(
    json!({ "content": [{ "id": 1, "title": "T", "space": "ENG" }, { "id": 1, "title": "U", "space": "ENG" }] }),
    "has the id 1"
)]
#[case::same_title(
    json!({ "content": [{ "id": 1, "title": "T", "space": "ENG" }, { "id": 2, "title": "t", "space": "ENG" }] }),
    "title"
)]
#[case::no_parent(json!({ "content": [{ "id": 1, "title": "T", "space": "ENG", "parent": 9 }] }), "9")]
#[case::own_parent(json!({ "content": [{ "id": 1, "title": "T", "space": "ENG", "parent": 1 }] }), "below itself")]
#[case::circle(
    json!({ "content": [{ "id": 1, "title": "T", "space": "ENG", "parent": 2 }, { "id": 2, "title": "U", "space": "ENG", "parent": 1 }] }),
    "below itself"
)]
#[case::homepage(json!({ "spaces": [{ "id": 5, "key": "A", "name": "A", "homepage": 6 }] }), "homepage 6")]
#[case::space_id(json!({ "spaces": [{ "id": 20_000_001, "key": "A", "name": "A" }] }), "20000001")]
#[case::no_bytes(
    json!({ "content": [{ "id": 1, "title": "T", "space": "ENG", "attachments": [{ "name": "a" }] }] }),
    "`text` or as `base64`"
)]
#[case::no_base64(
    json!({ "content": [{ "id": 1, "title": "T", "space": "ENG", "attachments": [{ "name": "a", "base64": "?" }] }] }),
    "no base64"
)]
#[case::file_name(
    json!({ "content": [{ "id": 1, "title": "T", "space": "ENG", "attachments": [{ "name": "a/b", "text": "" }] }] }),
    "no slash"
)]
#[case::user(json!({ "users": [{ "accountId": "" }] }), "an account has an id")]
#[case::operation(json!({ "denied": [{ "account": "a", "operation": "x", "id": 1 }] }), "unknown variant")]
fn a_file_that_is_no_site_says_what_is_wrong_and_where(#[case] file: Value, #[case] why: &str) {
    let tenant = Tenant::start_blocking();
    let error = tenant.add_site(&file).unwrap_err().to_string();
    assert!(error.contains(why), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn a_tree_may_stand_in_the_file_in_any_order(
        parents in prop::collection::vec(any::<prop::sample::Index>(), 1..40),
        order in any::<u64>(),
    ) {
        let mut content: Vec<Value> = parents.iter().enumerate().map(|(at, parent)| {
            let id = at as u64 + 1;
            let mut page = json!({ "id": id, "title": format!("Page {id}"), "space": "ENG" });
            if at > 0 {
                page["parent"] = (parent.index(at) as u64 + 1).into();
            }
            page
        }).collect();
        let wanted = content.clone();
        let mut turn = order;
        for at in (1..content.len()).rev() {
            turn = turn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            content.swap(at, usize::try_from(turn >> 33).unwrap() % (at + 1));
        }
        let tenant = Tenant::start_blocking();
        tenant.add_site(&json!({ "content": content })).unwrap();
        for page in wanted {
            let there = tenant.page(page["id"].as_u64().unwrap()).unwrap();
            prop_assert_eq!(there.parent(), page["parent"].as_u64());
        }
    }
}
