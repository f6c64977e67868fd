//! What a page of the app asks of the host by `AP.request`: as its user, within the app's scopes.

use mockfluence::{
    ContentOperation, DYNAMIC_MODULES, DescriptorSource, InstalledApp, Page, Tenant, from_app,
};
use rstest::rstest;
use serde_json::{Value, json};

const ALICE: &str = "712020:alice";

async fn installed(authentication: &str, scopes: &[&str]) -> (Tenant, InstalledApp) {
    let tenant = Tenant::start();
    tenant.add_page(Page::new(7, "Runbook"));
    let descriptor = json!({
        "key": "my-app", "baseUrl": "http://localhost:1",
        "authentication": { "type": authentication }, "scopes": scopes,
        "lifecycle": { "installed": "/installed" },
        "modules": {
            "generalPages": [{ "key": "board", "name": { "value": "Board" }, "url": "/board" }],
            "staticContentMacros": [{ "key": "static", "name": { "value": "S" }, "url": "/s" }],
        },
    });
    let source = DescriptorSource::from(descriptor).without_backend();
    let app = tenant.install(source).await.unwrap();
    (tenant, app)
}

fn edit(version: u64) -> Value {
    json!({ "type": "page", "title": "Changed", "version": { "number": version } })
}

#[rstest]
#[tokio::test]
async fn a_page_acts_as_its_user_whatever_the_apps_authentication(
    #[values("jwt", "none")] authentication: &str,
) {
    let (tenant, app) = installed(authentication, &["WRITE"]).await;
    let page = app.as_page("board").user(ALICE);
    let reply = page
        .put("/rest/api/content/7")
        .json(&edit(2))
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 200, "{}", reply.text());
    assert_eq!(reply.json()["version"]["by"]["accountId"], ALICE);
    assert_eq!(tenant.page(7).unwrap().version(), 2);
    let log = tenant.log().only(from_app());
    let exchange = log.exchanges().next().unwrap();
    assert_eq!(exchange.app(), Some("my-app"));
    assert_eq!(
        exchange.credential().unwrap().to_string(),
        format!("AP.request, as {ALICE}")
    );
    let by_default = app.as_page("board");
    let reply = by_default
        .put("/wiki/rest/api/content/7")
        .json(&edit(3))
        .send()
        .await
        .unwrap();
    assert_eq!(
        reply.json()["version"]["by"]["accountId"],
        json!(tenant.admin())
    );
}

#[tokio::test]
async fn neither_scopes_nor_permissions_are_widened_by_a_page() {
    let (tenant, app) = installed("jwt", &["READ"]).await;
    let page = app.as_page("board").user(ALICE);
    let refused = page
        .put("/rest/api/content/7")
        .json(&edit(2))
        .send()
        .await
        .unwrap();
    assert_eq!(refused.status(), 403);
    assert!(
        refused
            .text()
            .contains("Request not in an authorized API scope")
    );
    assert_eq!(
        page.get("/rest/api/content/7")
            .send()
            .await
            .unwrap()
            .status(),
        200
    );
    tenant.deny(ALICE, ContentOperation::Read, 7);
    assert_eq!(
        page.get("/rest/api/content/7")
            .send()
            .await
            .unwrap()
            .status(),
        404
    );
    let of_bob = app
        .as_page("board")
        .user("712020:bob")
        .get("/rest/api/content/7");
    assert_eq!(of_bob.send().await.unwrap().status(), 200);
    let nobody = app.as_page("board").anonymous().get("/rest/api/content/7");
    assert_eq!(nobody.send().await.unwrap().status(), 403);
    let improper = page.get("/rest/api/./content/7").send().await.unwrap();
    assert_eq!(improper.status(), 400, "{}", improper.text());
}

#[rstest]
#[tokio::test]
async fn a_page_reaches_its_apps_data_and_no_dynamic_modules(
    #[values("jwt", "none")] authentication: &str,
) {
    let (_tenant, app) = installed(authentication, &["READ"]).await;
    let page = app.as_page("board").user(ALICE);
    let own = "/rest/atlassian-connect/1/addons/my-app/properties/state";
    let written = page.put(own).json(&json!({ "a": 1 })).send().await.unwrap();
    assert_eq!(written.status(), 201, "{}", written.text());
    let other = own.replace("my-app", "other-app");
    assert_eq!(page.get(&other).send().await.unwrap().status(), 404);
    let modules = page.get(DYNAMIC_MODULES).send().await.unwrap();
    assert_eq!(modules.status(), 401);
    assert!(
        modules
            .text()
            .contains("The request is not from a Connect app.")
    );
}

#[tokio::test]
async fn only_a_page_in_a_frame_has_ap() {
    let (_tenant, app) = installed("jwt", &["READ"]).await;
    let asked = |module: &str| app.as_page(module).get("/rest/api/content/7").send();
    let error = asked("static").await.unwrap_err().to_string();
    assert!(
        error.contains("`static` is not shown in a frame"),
        "{error}"
    );
    assert!(
        asked("missing")
            .await
            .unwrap_err()
            .to_string()
            .contains("missing")
    );
    drop(app.disable().await);
    let error = asked("board").await.unwrap_err().to_string();
    assert!(error.contains("is Disabled"), "{error}");
}

#[tokio::test]
async fn a_session_is_nobodys_without_the_apps_name_and_stays_out_of_the_log() {
    let (tenant, app) = installed("jwt", &["READ"]).await;
    let page = app.as_page("board").user(ALICE);
    let sent = page
        .get("/rest/api/content/7")
        .header("accept", "*/*")
        .send()
        .await
        .unwrap();
    assert_eq!(sent.status(), 200);
    let bare = app.client().get("/rest/api/content/7").unsigned();
    let guessed = bare
        .header("cookie", "tenant.session.token=guess")
        .header("AP-Client-Key", "my-app");
    assert_eq!(guessed.send().await.unwrap().status(), 403);
    for form in [tenant.log().to_string(), tenant.log().html("log")] {
        assert!(!form.contains("session.token"), "{form}");
    }
}

#[tokio::test]
async fn the_host_exempts_a_form_of_a_page_from_its_check_for_forged_requests() {
    let (tenant, app) = installed("jwt", &["READ"]).await;
    let page = app.as_page("board").user(ALICE);
    let form = page
        .post("/rest/api/content/7/child/attachment")
        .header("content-type", "multipart/form-data; boundary=x");
    drop(form.body("--x--\r\n").send().await.unwrap());
    let plain = page.get("/rest/api/content/7");
    drop(plain.send().await.unwrap());
    let log = tenant.log();
    let mut with = log.exchanges().map(|one| {
        let mut headers = one.request_headers();
        headers.any(|(name, value)| (name, value) == ("x-atlassian-token", "no-check"))
    });
    let sent: Vec<bool> = with.by_ref().collect();
    assert_eq!(sent[sent.len() - 2..], [true, false]);
}
