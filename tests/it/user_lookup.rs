//! Accounts, many at once, and their email addresses.

use mockfluence::{InstalledApp, Settings, Tenant, User};
use rstest::rstest;
use serde_json::{Value, json};

use crate::app::App;

async fn installed(settings: Settings, scopes: &[&str]) -> (Tenant, InstalledApp) {
    let tenant = Tenant::builder().settings(settings).start();
    let alice = User::new("712020:alice")
        .name("Alice")
        .email("alice@example.com");
    tenant.add_user(alice);
    tenant.add_user(User::new("712020:bob").name("Bob").inactive());
    let app = App::without_backend().scopes(scopes).on(&tenant).await;
    (tenant, app)
}

async fn ask(app: &InstalledApp, method: &str, path: &str, body: &str) -> (u16, Value) {
    let mut request = app.client().request(method, path);
    if !body.is_empty() {
        request = request.body(body.to_owned());
    }
    let reply = request.send().await.unwrap();
    (reply.status(), reply.json())
}

#[tokio::test]
async fn users_bulk_shows_whom_it_finds_in_the_order_of_the_request() {
    let (tenant, app) = installed(Settings::default(), &["READ"]).await;
    let body = r#"{"accountIds": ["712020:bob", "nobody", "712020:alice"]}"#;
    let (status, found) = ask(&app, "POST", "/api/v2/users-bulk", body).await;
    let shown = |id: &str, name: &str, email: &str, status: &str| {
        json!({
            "displayName": name, "timeZone": null, "personalSpaceId": null,
            "isExternalCollaborator": false, "accountStatus": status, "accountId": id,
            "email": email, "accountType": "atlassian", "publicName": name,
            "profilePicture": { "path": "/wiki/aa-avatar/default", "isDefault": false },
        })
    };
    let bob = shown("712020:bob", "Bob", "", "inactive");
    let alice = shown("712020:alice", "Alice", "alice@example.com", "active");
    let links = json!({ "base": tenant.base_url() });
    assert_eq!(
        (status, found),
        (200, json!({ "results": [bob, alice], "_links": links }))
    );
    let (status, nobody) = ask(&app, "POST", "/api/v2/users-bulk", r#"{"accountIds": []}"#).await;
    assert_eq!((status, &nobody["results"]), (200, &json!([])));
}

#[rstest]
#[case::nothing("{}")]
#[case::another_form(r#"[["a"]]"#)]
#[case::numbers(r#"{"accountIds": [1]}"#)]
#[case::no_list(r#"{"accountIds": "a"}"#)]
#[case::too_many(&json!({ "accountIds": vec!["a"; 251] }).to_string())]
#[tokio::test]
async fn users_bulk_refuses_in_the_form_of_v2(#[case] body: &str) {
    let (_tenant, app) = installed(Settings::default(), &["READ"]).await;
    let (status, answer) = ask(&app, "POST", "/api/v2/users-bulk", body).await;
    assert_eq!(status, 400);
    assert_eq!(
        answer["errors"][0]["code"], "INVALID_REQUEST_PARAMETER",
        "{answer}"
    );
}

#[tokio::test]
async fn user_bulk_looks_at_no_more_than_the_limit() {
    let (_tenant, app) = installed(Settings::default(), &["READ"]).await;
    let path = "/rest/api/user/bulk?accountId=712020:bob&accountId=x&accountId=712020:alice";
    let (status, all) = ask(&app, "GET", path, "").await;
    let ids = |shown: &Value| -> Vec<String> {
        let users = shown["results"].as_array().unwrap().iter();
        users
            .map(|user| user["accountId"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        (status, ids(&all)),
        (200, vec!["712020:bob".into(), "712020:alice".into()])
    );
    assert_eq!((&all["size"], &all["limit"]), (&json!(2), &json!(200)));
    assert_eq!(all["results"][0]["_expandable"]["operations"], "");
    let (_, fewer) = ask(
        &app,
        "GET",
        &format!("{path}&limit=2&expand=operations"),
        "",
    )
    .await;
    assert_eq!(ids(&fewer), ["712020:bob"]);
    assert!(fewer["results"][0]["operations"].is_array());
    let many = "&accountId=x".repeat(199) + "&accountId=712020:alice";
    let (_, cut) = ask(&app, "GET", &format!("{path}{many}"), "").await;
    assert_eq!(
        ids(&cut),
        ["712020:bob", "712020:alice"],
        "201 and more are left out"
    );
    for bad in ["", "?limit=3", "?accountId=a&limit=x"] {
        let (status, answer) = ask(&app, "GET", &format!("/rest/api/user/bulk{bad}"), "").await;
        assert_eq!(status, 400, "{bad} {answer}");
    }
}

const SCOPE: &str = "ACCESS_EMAIL_ADDRESSES";

#[rstest]
#[case::neither(&["READ"], false, 403)]
#[case::no_scope(&["READ"], true, 403)]
#[case::not_approved(&["READ", SCOPE], false, 400)]
#[case::both(&["READ", SCOPE], true, 200)]
#[tokio::test]
async fn an_email_address_takes_the_scope_and_the_approval(
    #[case] scopes: &[&str],
    #[case] approved: bool,
    #[case] expected: u16,
) {
    let approved: Vec<String> = approved.then(|| "app".to_owned()).into_iter().collect();
    let settings = Settings::default().approved_for_email(approved);
    let (tenant, app) = installed(settings, scopes).await;
    for path in ["/rest/api/user/email", "/rest/api/user/email/bulk"] {
        let one = format!("{path}?accountId=712020:alice");
        let (status, answer) = ask(&app, "GET", &one, "").await;
        assert_eq!(status, expected, "{answer}");
        let record = json!({ "accountId": "712020:alice", "email": "alice@example.com" });
        match (expected, path.ends_with("bulk")) {
            (200, true) => assert_eq!(answer, json!([record])),
            (200, false) => assert_eq!(answer, record),
            (400, _) => {
                let log = tenant.log().to_string();
                assert!(log.contains("Atlassian approved the app"), "{log}");
            }
            _ => {}
        }
    }
}

#[tokio::test]
async fn who_has_no_address_is_missing_and_left_out_of_many() {
    let settings = Settings::default().approved_for_email(vec!["app".to_owned()]);
    let (_tenant, app) = installed(settings, &["READ", SCOPE]).await;
    for account in ["712020:bob", "nobody"] {
        let one = format!("/rest/api/user/email?accountId={account}");
        assert_eq!(ask(&app, "GET", &one, "").await.0, 404, "{account}");
        let many = format!("/rest/api/user/email/bulk?accountId={account}");
        assert_eq!(ask(&app, "GET", &many, "").await, (200, json!([])));
    }
    for path in ["/rest/api/user/email", "/rest/api/user/email/bulk"] {
        assert_eq!(ask(&app, "GET", path, "").await.0, 400, "{path}");
    }
}
