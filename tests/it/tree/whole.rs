//! A page with all that is below it: trashed and copied by a long task; and versions deleted.

use mockfluence::{ContentOperation, Page};
use rstest::rstest;
use serde_json::{Value, json};

use super::{events, send, site, tree};

#[tokio::test]
async fn a_tree_goes_to_the_trash_by_a_task() {
    let (tenant, app) = site().await;
    let (status, begun) = send(&app, "DELETE", "/rest/api/content/3/pageTree", None).await;
    assert_eq!(status, 202, "{begun}");
    let (_, task) = send(
        &app,
        "GET",
        begun["links"]["status"].as_str().unwrap(),
        None,
    )
    .await;
    assert_eq!(task["successful"], true, "{task}");
    assert_eq!(events(&tenant, 2).await, ["page_trashed", "page_trashed"]);
    assert_eq!(tree(&app, 1).await, "-A -C");
    for id in [3, 5] {
        let path = format!("/rest/api/content/{id}?status=trashed");
        assert_eq!(send(&app, "GET", &path, None).await.0, 200);
    }
    // What comes back comes back below its page, if that has come back.
    for (id, title) in [(3, "B"), (5, "Leaf")] {
        let restore = json!({ "version": { "number": 2 }, "title": title });
        let path = format!("/rest/api/content/{id}");
        assert_eq!(send(&app, "PUT", &path, Some(restore)).await.0, 200);
    }
    assert_eq!(tree(&app, 1).await, "-A -B --Leaf -C");
}

#[rstest]
#[case::missing("/rest/api/content/77/pageTree", 404)]
#[case::no_page("/rest/api/content/6/pageTree", 400)]
#[case::denied("/rest/api/content/3/pageTree", 403)]
#[case::denied_below("/rest/api/content/1/pageTree", 404)]
#[tokio::test]
async fn a_tree_that_cannot_go_stays_whole(#[case] path: &str, #[case] expected: u16) {
    let (tenant, app) = site().await;
    tenant.add_blog_post(Page::new(6, "News"));
    tenant.deny(&app.account_id(), ContentOperation::Delete, 3);
    let (status, said) = send(&app, "DELETE", path, None).await;
    assert_eq!(status, expected, "{said}");
    assert_eq!(tree(&app, 1).await, "-A -B --Leaf -C");
}

fn copy(into: u64, titles: Value) -> Option<Value> {
    Some(json!({
        "destinationPageId": into.to_string(), "titleOptions": titles,
        "copyLabels": true, "copyProperties": true, "copyAttachments": true,
    }))
}

const COPY: &str = "/rest/api/content/3/pagehierarchy/copy";

#[rstest]
#[case(json!({ "prefix": "2 " }), "-A -B --Leaf -C --2 B ---2 Leaf")]
#[case(json!({ "search": "e", "replace": "o", "prefix": "x" }), "-A -B --Leaf -C --xB ---xLoaf")]
#[tokio::test]
async fn a_tree_is_copied_by_a_task(#[case] titles: Value, #[case] after: &str) {
    let (tenant, app) = site().await;
    tenant.add_property(5, "k", json!(7));
    #[cfg(feature = "attachments")]
    tenant.add_attachment(5, mockfluence::AttachedFile::new("a.txt", "a"));
    let (status, begun) = send(&app, "POST", COPY, copy(4, titles)).await;
    assert_eq!(status, 202, "{begun}");
    let (_, task) = send(
        &app,
        "GET",
        begun["links"]["status"].as_str().unwrap(),
        None,
    )
    .await;
    assert_eq!(tree(&app, 1).await, after);
    let details = &task["additionalDetails"];
    assert_eq!(details["totalPageNeedToCopy"], 2, "{task}");
    let root = details["destinationId"].as_str().unwrap();
    let path = format!("/rest/api/content/{root}/child/page?expand=metadata.properties.k");
    let (_, below) = send(&app, "GET", &path, None).await;
    let leaf = &below["results"][0];
    assert_eq!(leaf["metadata"]["properties"]["k"]["value"], 7, "{leaf}");
    #[cfg(feature = "attachments")]
    {
        let copied: u64 = leaf["id"].as_str().unwrap().parse().unwrap();
        assert_eq!(tenant.attachments(copied)[0].data(), b"a");
    }
    let expected = ["page_created", "page_copied", "page_created", "page_copied"];
    assert_eq!(events(&tenant, 4).await, expected);
}

#[tokio::test]
async fn a_tree_is_copied_into_itself_and_into_another_space() {
    let (tenant, app) = site().await;
    assert_eq!(
        send(&app, "POST", COPY, copy(5, json!({ "prefix": "2 " })))
            .await
            .0,
        202
    );
    assert_eq!(tree(&app, 1).await, "-A -B --Leaf ---2 B ----2 Leaf -C");
    assert_eq!(send(&app, "POST", COPY, copy(9, json!(null))).await.0, 202);
    assert_eq!(tree(&app, 9).await, "-B --Leaf ---2 B ----2 Leaf");
    assert_eq!(tenant.page(9).unwrap().space().key(), "OPS");
}

#[rstest]
#[case::titles(copy(4, json!({})), 400, "title B")]
#[case::half(copy(4, json!({ "search": "B", "replace": "D" })), 400, "title Leaf")]
#[case::twice(copy(4, json!({ "search": "Leaf", "replace": "B", "prefix": "x" })), 400, "title xB")]
#[case::missing(copy(77, json!({})), 404, "77")]
#[case::none(Some(json!({})), 404, "No content found")]
#[case::denied(copy(9, json!({})), 403, "Could not create content")]
#[tokio::test]
async fn a_tree_that_cannot_be_copied_is_refused(
    #[case] body: Option<Value>,
    #[case] expected: u16,
    #[case] says: &str,
) {
    let (tenant, app) = site().await;
    tenant.deny(&app.account_id(), ContentOperation::Update, 20_000_002);
    let (status, said) = send(&app, "POST", COPY, body).await;
    assert_eq!(status, expected, "{said}");
    assert!(said["message"].as_str().unwrap().contains(says), "{said}");
    assert_eq!(tree(&app, 1).await, "-A -B --Leaf -C");
    assert_eq!(tree(&app, 9).await, "");
}

async fn edit(app: &mockfluence::InstalledApp, number: u64) {
    let body = json!({ "title": "A", "version": { "number": number }, "body": {
        "storage": { "value": format!("<p>{number}</p>"), "representation": "storage" } } });
    assert_eq!(
        send(app, "PUT", "/rest/api/content/2", Some(body)).await.0,
        200
    );
}

#[tokio::test]
async fn a_version_is_deleted_and_those_after_it_are_numbered_anew() {
    let (tenant, app) = site().await;
    edit(&app, 2).await;
    edit(&app, 3).await;
    let path = "/rest/api/content/2/version";
    assert_eq!(
        send(&app, "DELETE", &format!("{path}/2"), None).await.0,
        204
    );
    let (_, list) = send(&app, "GET", path, None).await;
    let numbers = list["results"].as_array().unwrap().iter();
    let numbers: Vec<u64> = numbers.map(|one| one["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, [2, 1]);
    assert_eq!(tenant.page(2).unwrap().version(), 2);
    assert_eq!(tenant.page(2).unwrap().body(), "<p>3</p>");
    edit(&app, 3).await;
    for (path, status) in [("1", 204), ("9", 400), ("2", 400), ("x", 400)] {
        let path = format!("/rest/api/content/2/version/{path}");
        let (answered, said) = send(&app, "DELETE", &path, None).await;
        assert_eq!(answered, status, "{path}: {said}");
    }
    let gone = send(&app, "DELETE", "/rest/api/content/77/version/1", None).await;
    assert_eq!(gone.0, 400, "{}", gone.1);
    tenant.deny(&app.account_id(), ContentOperation::Update, 2);
    assert_eq!(
        send(&app, "DELETE", &format!("{path}/1"), None).await.0,
        403
    );
}

#[rstest]
#[case("PUT", "/rest/api/content/2?expand=body.editor", json!({ "title": "A",
    "version": { "number": 2 } }))]
#[case("POST", "/rest/api/content/2/copy?expand=body.editor", json!({ "pageTitle": "Copy",
    "destination": { "type": "space", "value": "ENG" } }))]
#[tokio::test]
async fn what_cannot_be_shown_is_not_done_either(
    #[case] method: &str,
    #[case] path: &str,
    #[case] body: Value,
) {
    let (tenant, app) = site().await;
    assert_eq!(send(&app, method, path, Some(body)).await.0, 501);
    assert_eq!(tenant.page(2).unwrap().version(), 1);
    let (_, all) = send(&app, "GET", "/rest/api/content?spaceKey=ENG", None).await;
    assert_eq!(all["size"], 5);
}

#[cfg(feature = "attachments")]
#[tokio::test]
async fn a_copy_of_a_page_has_its_files_with_their_bytes_if_there_is_room() {
    use mockfluence::settings::Limits;
    use mockfluence::{AttachedFile, Settings};
    let limits = Limits::default().attachments_size_limit(5);
    let settings = Settings::default().limits(limits);
    let app = crate::app::App::without_backend().scopes(&["WRITE"]);
    let (tenant, app) = app.started(settings).await;
    tenant.add_page(Page::new(7, "Runbook"));
    tenant.add_attachment(7, AttachedFile::new("a.txt", "ab"));
    let ask = |title: &'static str| {
        let destination = json!({ "type": "space", "value": "ENG" });
        let body = json!({ "pageTitle": title, "copyAttachments": true,
            "destination": destination });
        send(&app, "POST", "/rest/api/content/7/copy", Some(body))
    };
    let (_, made) = ask("Copy").await;
    let id: u64 = made["id"].as_str().unwrap().parse().unwrap();
    let files = tenant.attachments(id);
    assert_eq!((files[0].name(), files[0].data()), ("a.txt", &b"ab"[..]));
    assert_ne!(files[0].id(), tenant.attachments(7)[0].id());
    let (status, refused) = ask("Third").await;
    assert_eq!(status, 413, "{refused}");
    assert!(
        refused.to_string().contains("attachments_size_limit"),
        "{refused}"
    );
    let (_, found) = send(&app, "GET", "/api/v2/pages?title=Third", None).await;
    assert_eq!(found["results"], json!([]));
}
