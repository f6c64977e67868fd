//! A site that has been used, into its file and out of it.

use mockfluence::{AttachedFile, ContentOperation, InstalledApp, Page, Tenant};
use serde_json::{Value, json};

use super::sample;
use crate::app::App;

/// Each thing that a file can have, and in every state.
async fn used() -> (Tenant, InstalledApp) {
    let tenant = Tenant::builder().name("first").start();
    tenant.add_site(&sample()).unwrap();
    let app = App::without_backend().scopes(&["DELETE"]);
    let app = app.on(&tenant).await;
    tenant.add_page(Page::new(70, "Root"));
    let pages = [
        (71, "Zebra", 70),
        (72, "Ant", 70),
        (73, "Old", 72),
        (74, "Gone", 72),
    ];
    for (id, title, parent) in pages {
        tenant.add_page(
            Page::new(id, title)
                .with_parent(parent)
                .with_body("<p>1</p>"),
        );
    }
    tenant.add_blog_post(Page::new(80, "News"));
    tenant.add_attachment(71, AttachedFile::new("a.txt", "one").with_id(90));
    tenant.add_attachment(
        71,
        AttachedFile::new("a.txt", vec![0, 159]).with_comment("raw"),
    );
    tenant.add_attachment(71, AttachedFile::new("b.txt", "trash").with_id(91));
    versions(&app).await;
    comments(&app).await;
    hanging(&app).await;
    // A title is free again while the page that has it is in the trash.
    tenant.add_page(Page::new(75, "Gone").with_parent(70));
    tenant.deny(&tenant.admin(), ContentOperation::Update, 71);
    tenant.deny(&app.account_id(), ContentOperation::Delete, 72);
    (tenant, app)
}

async fn send(app: &InstalledApp, method: &str, path: &str, body: Value) -> Value {
    let mut request = app.client().request(method, path);
    if !body.is_null() {
        request = request.json(&body);
    }
    let reply = request.send().await.unwrap();
    assert!(reply.status() < 300, "{method} {path}: {}", reply.text());
    serde_json::from_str(&reply.text()).unwrap_or_default()
}

fn text(text: &str) -> Value {
    json!({ "representation": "storage", "value": text })
}

async fn versions(app: &InstalledApp) {
    for number in [2, 3] {
        let body = json!({ "id": "71", "title": format!("Zebra {number}"), "body": text("<p>n</p>"),
            "version": { "number": number, "message": "better", "minorEdit": number == 2 } });
        send(app, "PUT", "/api/v2/pages/71", body).await;
    }
    send(
        app,
        "PUT",
        "/rest/api/content/71/move/after/72",
        Value::Null,
    )
    .await;
}

async fn comment(app: &InstalledApp, field: &str, id: &str, place: &str) -> String {
    let mut body = json!({ "body": text("c") });
    body[field] = id.into();
    body["inlineCommentProperties"] = json!({ "textSelection": "n" });
    let made = send(app, "POST", &format!("/api/v2/{place}"), body).await;
    made["id"].as_str().unwrap().to_owned()
}

async fn comments(app: &InstalledApp) {
    let footer = comment(app, "pageId", "71", "footer-comments").await;
    let answer = comment(app, "parentCommentId", &footer, "footer-comments").await;
    comment(app, "attachmentId", "att90", "footer-comments").await;
    comment(app, "blogPostId", "80", "footer-comments").await;
    let inline = comment(app, "pageId", "71", "inline-comments").await;
    let settled = json!({ "version": { "number": 2 }, "resolved": true, "body": text("d") });
    send(
        app,
        "PUT",
        &format!("/api/v2/inline-comments/{inline}"),
        settled,
    )
    .await;
    let path = format!("/api/v2/comments/{answer}/properties");
    send(app, "POST", &path, json!({ "key": "k", "value": 1 })).await;
}

async fn hanging(app: &InstalledApp) {
    let property = json!({ "key": "k", "value": { "a": [1] } });
    for path in ["attachments/att90", "pages/71"] {
        let path = format!("/api/v2/{path}/properties");
        send(app, "POST", &path, property.clone()).await;
    }
    let label = json!({ "prefix": "global", "name": "draft" });
    send(app, "POST", "/rest/api/content/att90/label", label).await;
    send(app, "DELETE", "/api/v2/attachments/att91", Value::Null).await;
    let pages = json!({ "pages": [{ "id": 73 }] });
    send(app, "POST", "/rest/api/content/archive", pages).await;
    send(app, "DELETE", "/rest/api/content/74", Value::Null).await;
    let space = json!({ "key": "OWN", "name": "Own" });
    send(app, "POST", "/rest/api/space", space).await;
}

#[tokio::test]
async fn a_used_site_comes_out_of_its_file_as_it_went_in() {
    let (first, _) = used().await;
    let exported = first.export_site();
    let second = Tenant::builder().name("second").start();
    second.add_site(&exported).unwrap();
    let again = second.export_site();
    let lines = |site: &Value| serde_json::to_string_pretty(site).unwrap();
    assert_eq!(lines(&again), lines(&exported));
    // Read into the same site once more, it changes nothing.
    second.add_site(&exported).unwrap();
    assert_eq!(lines(&second.export_site()), lines(&exported));
}

#[tokio::test]
async fn what_is_read_from_a_file_is_served_as_before() {
    let (first, app) = used().await;
    let second = Tenant::builder().name("second").start();
    second.add_site(&first.export_site()).unwrap();
    let other = App::without_backend().scopes(&["DELETE"]).on(&second).await;
    for path in [
        "/api/v2/pages/71?body-format=storage&include-properties=true",
        "/rest/api/content/70/descendant/page",
        "/rest/api/content/71/version",
        "/api/v2/pages/71/versions/2",
        "/api/v2/pages?status=archived",
        "/rest/api/content/74?status=trashed",
        "/api/v2/pages/71/footer-comments?body-format=storage",
        "/api/v2/pages/71/inline-comments?body-format=storage",
        "/api/v2/attachments/att90/footer-comments",
        "/api/v2/attachments/att90/versions",
        "/api/v2/attachments?status=trashed",
        "/api/v2/pages/71/operations",
    ] {
        let shown = async |app: &InstalledApp| {
            let reply = app.client().get(path).send().await.unwrap();
            assert_eq!(reply.status(), 200, "{path}: {}", reply.text());
            plain(reply.json(), &app.account_id())
        };
        assert_eq!(shown(&other).await, shown(&app).await, "{path}");
    }
    let bytes = async |app: &InstalledApp, version: u64| {
        let path =
            format!("/rest/api/content/71/child/attachment/att90/download?version={version}");
        let link = app.client().get(&path).send().await.unwrap();
        let there = reqwest::get(link.header("location").unwrap())
            .await
            .unwrap();
        there.bytes().await.unwrap()
    };
    assert_eq!(bytes(&other, 1).await, "one");
    assert_eq!(bytes(&other, 2).await, [0, 159].as_slice());
}

/// Without what is each site's own: its address, its time, and the ids that it gives out.
fn plain(shown: Value, app: &str) -> Value {
    match shown {
        Value::Object(fields) => {
            let own = [
                "createdAt",
                "base",
                "createdDate",
                "when",
                "self",
                "lastModified",
                "fileId",
                "downloadLink",
                "download",
                "modificationDate",
                "profilePicture",
                "properties",
                "accountId",
                "authorId",
                "ownerId",
                "position",
                "childPosition",
                "labels",
            ];
            let kept = fields
                .into_iter()
                .filter(|(name, _)| !own.contains(&name.as_str()));
            kept.map(|(name, value)| (name, plain(value, app)))
                .collect()
        }
        Value::Array(all) => all.into_iter().map(|one| plain(one, app)).collect(),
        Value::String(text) if text == app => "the app".into(),
        other => other,
    }
}
