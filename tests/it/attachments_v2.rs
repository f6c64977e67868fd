//! What hangs on a file in v2: labels, properties, comments, versions.

use mockfluence::{AttachedFile, ContentOperation, InstalledApp, Settings, Tenant};
use rstest::rstest;
use serde_json::{Value, json};

use crate::uploads::site;

async fn stocked() -> (Tenant, InstalledApp) {
    let (tenant, app) = site(Settings::default()).await;
    tenant.add_attachment(7, AttachedFile::new("a.txt", "one").with_id(21));
    tenant.add_attachment(7, AttachedFile::new("a.txt", "two"));
    (tenant, app)
}

async fn ask(app: &InstalledApp, method: &str, path: &str, body: Value) -> (u16, Value) {
    let mut request = app.client().request(method, path);
    if !body.is_null() {
        request = request.json(&body);
    }
    let reply = request.send().await.unwrap();
    (
        reply.status(),
        serde_json::from_str(&reply.text()).unwrap_or_default(),
    )
}

async fn get(app: &InstalledApp, path: &str) -> (u16, Value) {
    ask(app, "GET", path, Value::Null).await
}

#[tokio::test]
async fn a_file_has_labels() {
    let (_tenant, app) = stocked().await;
    let label = json!({ "prefix": "global", "name": "draft" });
    let (status, said) = ask(&app, "POST", "/rest/api/content/att21/label", label).await;
    assert_eq!(status, 200, "{said}");
    let (status, labels) = get(&app, "/api/v2/attachments/att21/labels").await;
    assert_eq!(
        (status, &labels["results"][0]["name"]),
        (200, &json!("draft"))
    );
    let id = labels["results"][0]["id"].as_str().unwrap();
    let (_, files) = get(&app, &format!("/api/v2/labels/{id}/attachments")).await;
    assert_eq!(files["results"][0]["id"], "att21");
    assert_eq!(files["results"][0]["fileSize"], 3);
    let (_, shown) = get(&app, "/api/v2/attachments/att21?include-labels=true").await;
    assert_eq!(shown["labels"]["results"], labels["results"]);
}

#[tokio::test]
async fn a_file_has_properties_by_the_permissions_of_its_page() {
    let (tenant, app) = stocked().await;
    let own = "/api/v2/attachments/att21/properties";
    let new = json!({ "key": "k", "value": 1 });
    let (status, made) = ask(&app, "POST", own, new.clone()).await;
    assert_eq!(status, 200, "{made}");
    let one = format!("{own}/{}", made["id"].as_str().unwrap());
    assert_eq!(get(&app, &one).await.1["value"], 1);
    tenant.deny(&app.account_id(), ContentOperation::Update, 7);
    assert_eq!(ask(&app, "DELETE", &one, Value::Null).await.0, 403);
    tenant.allow(&app.account_id(), ContentOperation::Update, 7);
    let change = json!({ "key": "k", "value": 2, "version": { "number": 2 } });
    assert_eq!(ask(&app, "PUT", &one, change).await.0, 200);
    let (_, listed) = get(&app, &format!("{own}?key=k")).await;
    assert_eq!(listed["results"][0]["value"], 2);
    assert_eq!(ask(&app, "DELETE", &one, Value::Null).await.0, 204);
}

#[tokio::test]
async fn a_file_has_comments_and_they_say_so() {
    let (_tenant, app) = stocked().await;
    let body = json!({ "attachmentId": "att21",
        "body": { "representation": "storage", "value": "<p>x</p>" } });
    let (status, made) = ask(&app, "POST", "/api/v2/footer-comments", body).await;
    assert_eq!(
        (status, &made["attachmentId"]),
        (201, &json!("att21")),
        "{made}"
    );
    let (_, listed) = get(&app, "/api/v2/attachments/att21/footer-comments").await;
    assert_eq!(listed["results"][0]["id"], made["id"]);
    assert_eq!(listed["results"][0]["attachmentId"], "att21");
    let (_, of_page) = get(&app, "/api/v2/pages/7/footer-comments").await;
    assert_eq!(of_page["results"], json!([]));
}

#[tokio::test]
async fn a_file_has_versions() {
    let (_tenant, app) = stocked().await;
    let own = "/api/v2/attachments/att21/versions";
    let (_, part) = get(&app, &format!("{own}?limit=1")).await;
    assert_eq!(part["results"][0]["number"], 2);
    assert_eq!(part["results"][0]["attachment"]["id"], "att21");
    assert!(part["_links"]["next"].is_string(), "{part}");
    let (status, first) = get(&app, &format!("{own}/1")).await;
    assert_eq!((status, &first["nextVersion"]), (200, &json!(2)), "{first}");
    assert_eq!(get(&app, &format!("{own}/3")).await.0, 404);
}

#[rstest]
#[case("labels")]
#[case("properties")]
#[case("footer-comments")]
#[case("versions")]
#[case("versions/1")]
#[tokio::test]
async fn of_no_file_nothing_hangs(#[case] what: &str) {
    let (tenant, app) = stocked().await;
    for id in ["att99", "7", "x"] {
        let (status, said) = get(&app, &format!("/api/v2/attachments/{id}/{what}")).await;
        assert_eq!(status, 404, "{said}");
        let title = said["errors"][0]["title"].as_str().unwrap();
        assert_eq!(title, format!("Cannot find an attachment with id [{id}]"));
    }
    tenant.deny(&app.account_id(), ContentOperation::Read, 7);
    assert_eq!(
        get(&app, &format!("/api/v2/attachments/att21/{what}"))
            .await
            .0,
        404
    );
}
