//! What pages have: labels, versions, comments, and a body.

use mockfluence::{InstalledApp, Page, Tenant};
use rstest::rstest;
use serde_json::json;

use super::{events, send, site};

#[tokio::test]
async fn labels_are_put_on_and_taken_off_with_their_events() {
    let (tenant, app) = site().await;
    let path = "/rest/api/content/2/label";
    let both = json!([{ "prefix": "global", "name": "Ops" }, { "name": "x", "prefix": "my" }]);
    let (status, all) = send(&app, "POST", path, Some(both.clone())).await;
    assert_eq!(status, 200, "{all}");
    let names: Vec<_> = all["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["name"])
        .collect();
    assert_eq!(names, ["ops", "x"]);
    assert_eq!(tenant.page(2).unwrap().labels(), ["ops", "my:x"]);
    send(&app, "POST", path, Some(both)).await;
    send(
        &app,
        "POST",
        "/rest/api/content/3/label",
        Some(json!({ "name": "ops" })),
    )
    .await;
    let (_, v2) = send(&app, "GET", "/api/v2/pages/2/labels", None).await;
    let id = v2["results"][1]["id"].as_str().unwrap();
    let (_, pages) = send(&app, "GET", &format!("/api/v2/labels/{id}/pages"), None).await;
    assert_eq!(
        pages["results"].as_array().unwrap().len(),
        2,
        "{v2} {pages}"
    );
    assert_eq!(
        send(&app, "DELETE", &format!("{path}/ops"), None).await.0,
        204
    );
    let path = "/rest/api/content/3/label";
    assert_eq!(
        send(&app, "DELETE", &format!("{path}?name=ops"), None)
            .await
            .0,
        204
    );
    assert_eq!(
        send(&app, "DELETE", &format!("{path}?name=ops"), None)
            .await
            .0,
        404
    );
    let expected = [
        "label_created",
        "label_added",
        "label_created",
        "label_added",
        "label_added",
        "label_removed",
        "label_removed",
        "label_deleted",
    ];
    assert_eq!(events(&tenant, expected.len()).await, expected);
}

#[tokio::test]
async fn a_label_has_no_space_in_it() {
    let (_tenant, app) = site().await;
    let path = "/rest/api/content/3/label";
    let bad = json!({ "prefix": "global", "name": "two words" });
    assert_eq!(send(&app, "POST", path, Some(bad)).await.0, 400);
}

/// `B` in its third version.
async fn changed_twice() -> (Tenant, InstalledApp) {
    let (tenant, app) = site().await;
    for (number, title) in [(2, "B2"), (3, "B3")] {
        let body = json!({ "title": title, "version": { "number": number, "message": "m" },
            "body": { "storage": { "value": format!("<p>{number}</p>") } } });
        assert_eq!(
            send(&app, "PUT", "/rest/api/content/3", Some(body)).await.0,
            200
        );
    }
    (tenant, app)
}

#[tokio::test]
async fn versions_are_kept_read_and_restored() {
    let (_tenant, app) = changed_twice().await;
    let (_, list) = send(&app, "GET", "/rest/api/content/3/version?limit=2", None).await;
    let numbers: Vec<_> = list["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["number"])
        .collect();
    assert_eq!(numbers, [&json!(3), &json!(2)]);
    let (_, v2) = send(
        &app,
        "GET",
        "/api/v2/pages/3/versions?body-format=storage",
        None,
    )
    .await;
    assert_eq!(v2["results"][1]["page"]["title"], "B2");
    let (_, one) = send(&app, "GET", "/api/v2/pages/3/versions/2", None).await;
    assert_eq!(
        (&one["prevVersion"], &one["nextVersion"]),
        (&json!(1), &json!(3)),
        "{one}"
    );
    let (_, then) = send(
        &app,
        "GET",
        "/api/v2/pages/3?version=1&body-format=storage",
        None,
    )
    .await;
    assert_eq!(
        (&then["title"], &then["body"]["storage"]["value"]),
        (&json!("B"), &json!("<p/>"))
    );
    let (status, _) = send(&app, "GET", "/rest/api/content/3/version/9", None).await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn a_version_of_the_past_becomes_the_next_one() {
    let (tenant, app) = changed_twice().await;
    let body =
        json!({ "operationKey": "restore", "params": { "versionNumber": 1, "message": "back" } });
    let (status, made) = send(&app, "POST", "/rest/api/content/3/version", Some(body)).await;
    assert_eq!(
        (status, &made["number"], &made["message"]),
        (200, &json!(4), &json!("back"))
    );
    let page = tenant.page(3).unwrap();
    assert_eq!((page.title(), page.body()), ("B3", "<p/>"));
    let (_, history) = send(
        &app,
        "GET",
        "/rest/api/content/3/history?expand=lastUpdated,previousVersion",
        None,
    )
    .await;
    assert_eq!(
        (
            &history["lastUpdated"]["number"],
            &history["previousVersion"]["number"]
        ),
        (&json!(4), &json!(3))
    );
    assert_eq!(events(&tenant, 3).await, ["page_updated"; 3]);
}

#[tokio::test]
async fn comments_are_made_answered_changed_and_gone_at_once() {
    let (tenant, app) = site().await;
    let storage = json!({ "representation": "storage", "value": "<p>c</p>" });
    let first = json!({ "pageId": "2", "body": storage });
    let (status, first) = send(&app, "POST", "/api/v2/footer-comments", Some(first)).await;
    assert_eq!(
        (status, &first["title"], &first["pageId"]),
        (201, &json!("Re: A"), &json!("2"))
    );
    let id = first["id"].as_str().unwrap();
    let answer = json!({ "parentCommentId": id, "body": storage });
    let (_, answer) = send(&app, "POST", "/api/v2/footer-comments", Some(answer)).await;
    assert_eq!(answer["parentCommentId"], first["id"]);
    let (_, list) = send(
        &app,
        "GET",
        "/api/v2/pages/2/footer-comments?body-format=storage",
        None,
    )
    .await;
    assert_eq!(list["results"].as_array().unwrap().len(), 1);
    assert_eq!(list["results"][0]["body"]["storage"]["value"], "<p>c</p>");
    let update = json!({ "version": { "number": 2 }, "body": storage });
    let path = format!("/api/v2/footer-comments/{id}");
    assert_eq!(send(&app, "PUT", &path, Some(update)).await.0, 200);
    assert_eq!(send(&app, "DELETE", &path, None).await.0, 204);
    assert_eq!(send(&app, "GET", &path, None).await.0, 404);
    let (_, left) = send(&app, "GET", "/rest/api/content/2/child/comment", None).await;
    assert_eq!(left["results"][0]["id"], answer["id"]);
    let inline = json!({ "pageId": "2", "body": storage });
    let (status, _) = send(
        &app,
        "POST",
        "/api/v2/inline-comments",
        Some(inline.clone()),
    )
    .await;
    assert_eq!(status, 400, "without the text that it is about");
    let mut inline = inline;
    inline["inlineCommentProperties"] = json!({ "textSelection": "c" });
    let (_, made) = send(&app, "POST", "/api/v2/inline-comments", Some(inline)).await;
    assert_eq!(made["resolutionStatus"], "open", "{made}");
    let path = format!("/api/v2/inline-comments/{}", made["id"].as_str().unwrap());
    let resolve = json!({ "version": { "number": 2 }, "resolved": true });
    assert_eq!(
        send(&app, "PUT", &path, Some(resolve)).await.1["resolutionStatus"],
        "resolved"
    );
    let expected = [
        "comment_created",
        "comment_created",
        "comment_updated",
        "comment_removed",
        "comment_created",
        "comment_updated",
    ];
    assert_eq!(events(&tenant, expected.len()).await, expected);
}

#[rstest]
#[case("/api/v2/pages/7", 404)]
#[case("/api/v2/blogposts/7", 200)]
#[case("/api/v2/blogposts/2", 404)]
#[case("/rest/api/content/7", 200)]
#[tokio::test]
async fn each_type_has_its_own_collection_in_v2(#[case] path: &str, #[case] status: u16) {
    let (tenant, app) = site().await;
    tenant.add_blog_post(Page::new(7, "Post"));
    assert_eq!(send(&app, "GET", path, None).await.0, status);
    let post = json!({ "spaceId": "20000001", "title": "Post" });
    let (made, body) = send(&app, "POST", "/api/v2/blogposts", Some(post)).await;
    assert_eq!((made, body.get("parentId")), (200, None));
    assert_eq!(events(&tenant, 1).await, ["blog_created"]);
}
