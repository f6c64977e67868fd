//! App properties and what an app is told about itself.

use mockfluence::settings::{LongProperty, PropertiesOnUninstall};
use mockfluence::{InstalledApp, Licence, Reply, Settings, Tenant};
use rstest::rstest;
use serde_json::{Value, json};

use crate::app::{App, installed};

const RESERVED: &str = "connect_client_key_019cdff3-8bfb-71fe-9628-875b700aebb8";

fn path(key: &str) -> String {
    format!("/rest/atlassian-connect/1/addons/app/properties/{key}")
}

async fn put(app: &InstalledApp, key: &str, value: impl Into<String>) -> Reply {
    app.client()
        .put(&path(key))
        .body(value.into())
        .send()
        .await
        .unwrap()
}

async fn get(app: &InstalledApp, key: &str) -> Reply {
    app.client().get(&path(key)).send().await.unwrap()
}

fn error(message: &str, status: u16) -> Value {
    json!({ "message": message, "statusCode": status })
}

#[tokio::test]
async fn a_property_is_created_updated_read_and_removed() {
    let (tenant, app) = installed(Settings::default()).await;
    let created = put(&app, "k", r#"{"b":1,"a":[]}"#).await;
    assert_eq!(created.json(), error("Property created.", 201));
    assert_eq!(created.header("cache-control"), Some("no-store, no-cache"));
    let updated = put(&app, "k", r#"{"b":2.50,"a":[]}"#).await;
    assert_eq!(
        (updated.status(), updated.json()),
        (200, error("Property updated.", 200))
    );
    let url = format!("{}{}", tenant.base_url(), path("k"));
    let read = get(&app, "k").await;
    assert_eq!(
        read.text(),
        format!(r#"{{"key":"k","value":{{"b":2.50,"a":[]}},"self":"{url}"}}"#)
    );
    let list = app
        .client()
        .get("/rest/atlassian-connect/latest/addons/app/properties");
    assert_eq!(
        list.send().await.unwrap().json(),
        json!({ "keys": [{ "key": "k", "self": url }] })
    );
    let removed = app.client().delete(&path("k")).send().await.unwrap();
    assert_eq!((removed.status(), removed.text().as_str()), (204, ""));
    assert_eq!(
        get(&app, "k").await.json(),
        error("Property with key not found.", 404)
    );
}

#[rstest]
#[tokio::test]
async fn any_json_is_a_value(#[values("0", "\"x\"", "null", "[]", "true")] value: &str) {
    let (_tenant, app) = installed(Settings::default()).await;
    assert_eq!(put(&app, "k", value).await.status(), 201);
    assert_eq!(
        get(&app, "k").await.json()["value"],
        serde_json::from_str::<Value>(value).unwrap()
    );
}

#[rstest]
#[case::not_json("k", "{", 400, "Property value must be a valid JSON object.")]
#[case::empty("k", "", 400, "Property value must be a valid JSON object.")]
#[case::long_key(&"k".repeat(128), "1", 400, "The property key cannot be longer than 127 characters.")]
#[case::large(&"k".repeat(128), &format!("\"{}\"", "x".repeat(32_767)), 403, "The value cannot be bigger than 32 KB.")]
#[tokio::test]
async fn a_bad_write_is_refused_in_the_hosts_order(
    #[case] key: &str,
    #[case] value: &str,
    #[case] status: u16,
    #[case] message: &str,
) {
    let (tenant, app) = installed(Settings::default()).await;
    assert_eq!(put(&app, key, value).await.json(), error(message, status));
    assert!(tenant.log().to_string().contains("! refused by check: "));
}

#[tokio::test]
async fn the_largest_key_and_value_are_taken() {
    let (_tenant, app) = installed(Settings::default()).await;
    let value = format!("\"{}\"", "x".repeat(32_766));
    assert_eq!(put(&app, &"k".repeat(127), value).await.status(), 201);
}

#[tokio::test]
async fn a_large_value_is_a_400_by_setting() {
    let (_tenant, app) =
        installed(Settings::default().long_property(LongProperty::BadRequest)).await;
    assert_eq!(put(&app, "k", "1".repeat(32_769)).await.status(), 400);
}

#[rstest]
#[case::new_keys_only(false, 200)]
#[case::as_in_2016(true, 409)]
#[tokio::test]
async fn a_hundred_properties_are_the_limit(#[case] counts_updates: bool, #[case] update: u16) {
    let settings = Settings::default().property_limit_counts_updates(counts_updates);
    let (_tenant, app) = installed(settings).await;
    for n in 0..100 {
        assert_eq!(put(&app, &format!("k{n}"), "1").await.status(), 201);
    }
    let message = "Maximum number of properties allowed to be stored 100 has been reached.";
    assert_eq!(put(&app, "one-more", "1").await.json(), error(message, 409));
    assert_eq!(put(&app, "k0", "2").await.status(), update);
}

#[tokio::test]
async fn the_property_limit_is_a_setting() {
    let (_tenant, app) = installed(Settings::default().property_limit(1)).await;
    assert_eq!(put(&app, "a", "1").await.status(), 201);
    assert_eq!(put(&app, "b", "1").await.status(), 409);
}

#[tokio::test]
async fn another_apps_properties_are_not_there() {
    let (tenant, app) = installed(Settings::default()).await;
    App::without_backend().key("other").on(&tenant).await;
    let theirs = "/rest/atlassian-connect/1/addons/other/properties/k";
    for request in [
        app.client().get(theirs),
        app.client().delete(theirs),
        app.client().put(theirs).body("1"),
    ] {
        assert_eq!(
            request.send().await.unwrap().json(),
            error("App with key does not exist.", 404)
        );
    }
}

#[tokio::test]
async fn app_data_asks_for_an_app() {
    let (_tenant, app) = installed(Settings::default()).await;
    let message = "Access to this resource must be authenticated as an app.";
    let anonymous = app.client().get(&path("k")).unsigned();
    assert_eq!(
        anonymous.clone().send().await.unwrap().json(),
        error(message, 401)
    );
    let user = anonymous.header("authorization", "Basic dXNlcjpwYXNz");
    assert_eq!(user.send().await.unwrap().json(), error(message, 401));
}

#[tokio::test]
async fn the_reserved_property_is_the_client_key() {
    let (tenant, app) = installed(Settings::default()).await;
    assert_eq!(
        get(&app, RESERVED).await.json()["value"],
        tenant.client_key()
    );
    let list = app
        .client()
        .get("/rest/atlassian-connect/1/addons/app/properties");
    assert_eq!(list.send().await.unwrap().json(), json!({ "keys": [] }));
}

#[rstest]
#[case::create("PUT", "\"x\"")]
#[case::what_it_holds("PUT", "null")]
#[case::no_json("PUT", "{")]
#[case::delete("DELETE", "")]
#[tokio::test]
async fn the_reserved_property_cannot_be_written(#[case] method: &str, #[case] body: &'static str) {
    let (tenant, app) = installed(Settings::default()).await;
    for key in [RESERVED, &RESERVED.replace('_', "%5F")] {
        let request = app.client().request(method, &path(key)).body(body);
        assert_eq!(request.send().await.unwrap().status(), 403, "{key}");
    }
    let reserved = get(&app, RESERVED).await.json();
    assert_eq!(reserved["value"], tenant.client_key());
    let list = app
        .client()
        .get("/rest/atlassian-connect/1/addons/app/properties");
    assert_eq!(list.send().await.unwrap().json(), json!({ "keys": [] }));
    assert!(tenant.log().to_string().contains("read-only"));
    // Another app's is not there at all; a key that only begins like it is anybody's.
    let theirs = format!("/rest/atlassian-connect/1/addons/other/properties/{RESERVED}");
    let theirs = app.client().request(method, &theirs).body(body);
    assert_eq!(theirs.send().await.unwrap().status(), 404);
    assert_eq!(put(&app, "connect_client_key_", "1").await.status(), 201);
}

#[rstest]
#[case::kept(PropertiesOnUninstall::Kept, 200)]
#[case::purged(PropertiesOnUninstall::Purged, 404)]
#[tokio::test]
async fn properties_outlive_an_uninstall(#[case] rule: PropertiesOnUninstall, #[case] status: u16) {
    let (tenant, app) = installed(Settings::default().properties_on_uninstall(rule)).await;
    put(&app, "k", "1").await;
    let client = app.client();
    app.uninstall().await;
    assert_eq!(client.get(&path("k")).send().await.unwrap().status(), 401);
    let app = App::without_backend().on(&tenant).await;
    assert_eq!(get(&app, "k").await.status(), status);
}

async fn information(app: &InstalledApp) -> Value {
    let request = app.client().get("/rest/atlassian-connect/1/addons/app");
    request.send().await.unwrap().json()
}

#[tokio::test]
async fn an_app_reads_its_state_and_licence() {
    let (tenant, app) = installed(Settings::default()).await;
    let free = information(&app).await;
    assert_eq!(
        (&free["state"], &free["license"]),
        (&json!("ENABLED"), &Value::Null)
    );
    assert_eq!(free["host"]["product"], "Confluence");
    let url = format!("{}/rest/atlassian-connect/1/addons/app", tenant.base_url());
    assert_eq!(free["links"]["self"][0]["href"], url);
    for (licence, active, evaluation) in [
        (Licence::Active, true, false),
        (Licence::Evaluation, true, true),
        (Licence::Expired, false, false),
    ] {
        app.set_licence(licence);
        let body = information(&app).await;
        assert_eq!(body["license"]["active"], active);
        assert_eq!(body["license"]["evaluation"], evaluation);
        for identifier in [
            "entitlementId",
            "entitlementNumber",
            "supportEntitlementNumber",
        ] {
            assert!(body["license"][identifier].is_string(), "{body}");
        }
    }
    app.disable().await;
    assert_eq!(
        information(&app).await,
        json!({ "key": "app", "version": "1.0", "state": "DISABLED" })
    );
}

#[tokio::test]
async fn an_app_is_told_nothing_of_another() {
    let (_tenant, app) = installed(Settings::default()).await;
    let other = app.client().get("/rest/atlassian-connect/1/addons/other");
    assert_eq!(other.send().await.unwrap().status(), 403);
    let anonymous = app
        .client()
        .get("/rest/atlassian-connect/1/addons/app")
        .unsigned();
    let reply = anonymous.send().await.unwrap();
    assert_eq!(reply.status(), 401);
    assert_eq!(
        reply.header("www-authenticate"),
        Some(r#"JWT realm="Atlassian Connect""#)
    );
}

#[tokio::test]
async fn a_urlencoded_body_counts_in_the_qsh() {
    let (_tenant, app) = installed(Settings::default()).await;
    let hash = |form: &str| {
        mockfluence::jwt::CanonicalRequest::from_app_form("PUT", &path("k"), "", form).qsh()
    };
    for (hashed, status) in [(hash("a=1"), 400), (hash(""), 401)] {
        let request = app.client().put(&path("k")).body("a=1").qsh(hashed);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        // 400: the token is good, and a form is no JSON.
        assert_eq!(request.send().await.unwrap().status(), status);
    }
}

#[tokio::test]
async fn properties_are_per_tenant() {
    let [acme, globex] = ["acme", "globex"].map(Tenant::named);
    let at_acme = App::without_backend().on(&acme).await;
    let at_globex = App::without_backend().on(&globex).await;
    put(&at_acme, "k", "1").await;
    assert_eq!(get(&at_globex, "k").await.status(), 404);
}
