//! Users and permissions: what ACE's own middleware asks of a tenant, and apps after it.

use mockfluence::{ContentOperation, InstalledApp, Tenant, User};
use rstest::rstest;
use serde_json::{Value, json};

use crate::app::App;

async fn installed() -> (Tenant, InstalledApp) {
    let tenant = Tenant::start();
    tenant.add_user(
        User::new("712020:alice")
            .name("Alice")
            .email("alice@example.com"),
    );
    let app = App::without_backend().on(&tenant).await;
    (tenant, app)
}

async fn get(app: &InstalledApp, path: &str) -> (u16, Value) {
    let reply = app.client().get(path).send().await.unwrap();
    (reply.status(), reply.json())
}

async fn check(app: &InstalledApp, content: &str, body: Value) -> (u16, Value) {
    let path = format!("/rest/api/content/{content}/permission/check");
    let reply = app.client().post(&path).json(&body).send().await.unwrap();
    (reply.status(), reply.json())
}

#[tokio::test]
async fn a_user_is_shown_with_the_measured_fields() {
    let (tenant, app) = installed().await;
    let (status, user) = get(&app, "/rest/api/user?accountId=712020%3Aalice").await;
    assert_eq!(status, 200);
    assert_eq!(
        user,
        json!({
            "type": "known", "accountId": "712020:alice", "accountType": "atlassian",
            "email": "alice@example.com", "publicName": "Alice", "displayName": "Alice",
            "profilePicture": { "path": "/wiki/aa-avatar/default", "width": 48, "height": 48, "isDefault": false },
            "isExternalCollaborator": false, "isGuest": false, "locale": "en_US",
            "accountStatus": "active",
            "_expandable": { "operations": "", "personalSpace": "" },
            "_links": { "self": format!("{}/rest/api/user?accountId=712020:alice", tenant.base_url()),
                "base": tenant.base_url(), "context": "/wiki" },
        })
    );
}

#[tokio::test]
async fn operations_say_who_administers_the_site() {
    let (tenant, app) = installed().await;
    let administers = json!({ "operation": "administer", "targetType": "application" });
    for (account, expected) in [(tenant.admin(), true), ("712020:alice".to_owned(), false)] {
        let path = format!("/rest/api/user?accountId={account}&expand=operations");
        let (_, user) = get(&app, &path).await;
        let operations = user["operations"].as_array().unwrap();
        assert_eq!(operations.contains(&administers), expected, "{user}");
        assert_eq!(user["_expandable"].get("operations"), None);
    }
}

#[tokio::test]
async fn the_app_has_an_account_of_its_own() {
    let (_, app) = installed().await;
    let (status, user) = get(&app, "/rest/api/user/current").await;
    assert_eq!(status, 200);
    assert_eq!(user["accountId"], json!(app.account_id()));
    assert_eq!(user["accountType"], "app");
    let (_, nobody) = get(&app, "/rest/api/user/anonymous").await;
    assert_eq!(
        (&nobody["type"], &nobody["displayName"]),
        (&json!("anonymous"), &json!("Anonymous"))
    );
}

#[rstest]
#[case(
    "/rest/api/user?accountId=nobody",
    404,
    "NotFoundException: No user found with account id : nobody"
)]
#[case("/rest/api/user", 400, "BadRequestException: accountId is required")]
#[tokio::test]
async fn an_account_that_is_not_there_is_an_error_of_the_service(
    #[case] path: &str,
    #[case] status: u16,
    #[case] message: &str,
) {
    let (_, app) = installed().await;
    let (got, body) = get(&app, path).await;
    assert_eq!((got, &body["statusCode"]), (status, &json!(status)));
    assert!(
        body["message"].as_str().unwrap().ends_with(message),
        "{body}"
    );
    assert_eq!(body["data"]["successful"], false);
}

#[tokio::test]
async fn everything_is_allowed_until_a_test_forbids_it() {
    let (tenant, app) = installed().await;
    let ask = |operation: &str| {
        json!({
            "subject": { "type": "user", "identifier": "712020:alice" }, "operation": operation
        })
    };
    let yes = json!({ "hasPermission": true, "errors": [] });
    let no = json!({ "hasPermission": false, "errors": [] });
    assert_eq!(check(&app, "7", ask("update")).await, (200, yes.clone()));
    tenant.deny("712020:alice", ContentOperation::Update, 7);
    assert_eq!(check(&app, "7", ask("update")).await, (200, no));
    assert_eq!(check(&app, "7", ask("read")).await, (200, yes.clone()));
    assert_eq!(check(&app, "8", ask("update")).await, (200, yes.clone()));
    tenant.allow("712020:alice", ContentOperation::Update, 7);
    assert_eq!(check(&app, "7", ask("update")).await, (200, yes));
}

#[tokio::test]
async fn a_check_for_nobody_has_an_error_and_one_that_is_none_is_a_bad_request() {
    let (_, app) = installed().await;
    let nobody = json!({ "subject": { "type": "user", "identifier": "x" }, "operation": "read" });
    let (status, body) = check(&app, "7", nobody).await;
    assert_eq!((status, &body["hasPermission"]), (200, &json!(false)));
    assert_eq!(body["errors"].as_array().unwrap().len(), 1);
    let (status, body) = check(&app, "7", json!({ "operation": "read" })).await;
    assert_eq!(status, 400);
    assert!(
        body["message"]
            .as_str()
            .unwrap()
            .contains("BadRequestException"),
        "{body}"
    );
}

#[tokio::test]
async fn who_is_nobody_and_who_is_a_user_with_a_password() {
    let (tenant, app) = installed().await;
    let nobody = app
        .client()
        .get("/rest/api/user/current")
        .unsigned()
        .send()
        .await
        .unwrap();
    assert_eq!(nobody.status(), 403);
    assert!(nobody.text().contains("caller cannot access Confluence"));
    let url = format!("{}/rest/api/user/current", tenant.base_url());
    let admin = reqwest::Client::new()
        .get(url)
        .basic_auth("a", Some("b"))
        .send()
        .await
        .unwrap();
    let user: Value = admin.json().await.unwrap();
    assert_eq!(user["accountId"], json!(tenant.admin()));
    app.disable().await;
    assert_eq!(get(&app, "/rest/api/user/current").await.0, 403);
}

#[cfg(feature = "stubs")]
#[tokio::test]
async fn a_stub_outranks_the_table_of_accounts() {
    use wiremock::matchers::{path, query_param};
    let (tenant, app) = installed().await;
    let stub =
        mockfluence::Stub::given(path("/wiki/rest/api/user")).and(query_param("accountId", "x"));
    tenant.stub(stub.respond_with(wiremock::ResponseTemplate::new(418)));
    let stubbed = app.client().get("/rest/api/user?accountId=x");
    assert_eq!(stubbed.send().await.unwrap().status(), 418);
    assert_eq!(
        get(&app, "/rest/api/user?accountId=712020:alice").await.0,
        200
    );
}
