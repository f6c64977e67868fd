//! What a refused change says, and what else a restriction is: of the trash, beside the scopes.

use mockfluence::ContentOperation::{Read, Update};
use mockfluence::settings::UnwritableContent;
use mockfluence::{Page, Settings, Tenant, User};
use serde_json::json;

use crate::acting::Actor;
use crate::app::App;

const ID: u64 = 7;
const UPDATE: &str = r#"{"id":"7","title":"New","version":{"number":2}}"#;

async fn site(settings: Settings) -> (Tenant, Actor) {
    let (tenant, [app, _]) = Actor::both(settings).await;
    tenant.add_page(Page::new(7, "Runbook"));
    (tenant, app)
}

#[tokio::test]
async fn a_trashed_page_is_purged_and_restored_only_by_who_may() {
    let (tenant, app) = site(Settings::default()).await;
    app.send("DELETE", "/rest/api/content/7", "").await;
    tenant.deny(&app.account, Update, ID);
    let purge = app
        .send("DELETE", "/rest/api/content/7?status=trashed", "")
        .await;
    let restore = app.send("PUT", "/rest/api/content/7", UPDATE).await;
    assert_eq!((purge.0, restore.0), (403, 403));
    tenant.deny(&app.account, Read, ID);
    let read = app
        .send("GET", "/rest/api/content/7?status=trashed", "")
        .await;
    assert_eq!(read.0, 404);
}

#[tokio::test]
async fn each_api_words_the_refusal_of_a_change() {
    let (tenant, app) = site(Settings::default()).await;
    tenant.deny(&app.account, Update, ID);
    let text = "Could not update Content of type : class com.atlassian.confluence.pages.Page with \
                id 7";
    let (_, v1) = app.send("PUT", "/rest/api/content/7", UPDATE).await;
    let data = json!({ "authorized": false, "valid": true, "errors": [], "successful": false });
    assert_eq!(v1["data"], data);
    assert_eq!(
        v1["message"],
        format!("com.atlassian.confluence.api.service.exceptions.api.PermissionException: {text}")
    );
    let (_, v2) = app.send("PUT", "/api/v2/pages/7", UPDATE).await;
    let error = json!({ "status": 403, "code": "FORBIDDEN", "title": text, "detail": null });
    assert_eq!(v2, json!({ "errors": [error] }));
    let log = tenant.log().to_string();
    assert!(
        log.contains("the page is restricted for the acting account"),
        "{log}"
    );
    assert_eq!(tenant.page(7).unwrap().version(), 1);
}

#[tokio::test]
async fn a_version_that_is_not_the_next_one_is_seen_before_the_permission() {
    let (tenant, app) = site(Settings::default()).await;
    tenant.deny(&app.account, Update, ID);
    let stale = r#"{"version":{"number":5},"title":"x"}"#;
    assert_eq!(app.send("PUT", "/rest/api/content/7", stale).await.0, 409);
}

#[tokio::test]
async fn a_page_that_may_not_be_changed_is_not_found_by_a_setting() {
    let settings = Settings::default().unwritable_content(UnwritableContent::NotFound);
    let (tenant, app) = site(settings).await;
    tenant.deny(&app.account, Update, ID);
    assert_eq!(app.send("PUT", "/rest/api/content/7", UPDATE).await.0, 404);
    assert_eq!(app.send("GET", "/rest/api/content/7", "").await.0, 200);
}

#[tokio::test]
async fn permissions_do_not_give_what_the_scopes_withhold() {
    let tenant = Tenant::start();
    tenant.add_user(User::new("712020:alice"));
    tenant.add_page(Page::new(7, "Runbook"));
    let app = App::without_backend().scopes(&["READ"]).on(&tenant).await;
    let client = app.client();
    let status = async |method: &str, body: &'static str| {
        let request = client.request(method, "/rest/api/content/7").body(body);
        request.send().await.unwrap().status()
    };
    assert_eq!(status("PUT", UPDATE).await, 403);
    tenant.deny(&app.account_id(), Read, ID);
    // The scope is looked at before there is a page to look for.
    let (read, written) = (status("GET", "").await, status("PUT", UPDATE).await);
    assert_eq!((read, written), (404, 403));
}
