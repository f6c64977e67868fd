//! From a method and a path to what answers them: HEAD, other methods, paths that cannot be read.

use mockfluence::{DYNAMIC_MODULES, Fault, InstalledApp, Settings, Tenant, from_app};
use rstest::rstest;

use crate::app::{App, installed};
use crate::raw::exchange;

async fn ask(app: &InstalledApp, method: &str, path: &str) -> mockfluence::Reply {
    app.client().request(method, path).send().await.unwrap()
}

#[rstest]
#[case::modules(DYNAMIC_MODULES)]
#[case::addon("/rest/atlassian-connect/1/addons/app")]
#[case::user("/rest/api/user/current")]
#[cfg_attr(feature = "content", case::page("/rest/api/content/7"))]
#[cfg_attr(feature = "content", case::page_of_v2("/api/v2/pages/7"))]
#[tokio::test]
async fn head_is_answered_wherever_get_is(#[case] path: &str) {
    let (tenant, app) = installed(Settings::default()).await;
    #[cfg(feature = "content")]
    tenant.add_page(mockfluence::Page::new(7, "Runbook"));
    let got = ask(&app, "GET", path).await;
    let head = ask(&app, "HEAD", path).await;
    assert_eq!((head.status(), head.text()), (200, String::new()));
    assert_eq!(head.header("content-length"), got.header("content-length"));
    assert_eq!(
        tenant.log().only(from_app()).statuses(),
        [Some(200), Some(200)]
    );
}

#[rstest]
#[case::modules("PATCH", DYNAMIC_MODULES, "GET,HEAD,POST,DELETE")]
#[case::upm("DELETE", "/wiki/rest/plugins/1.0/", "GET,HEAD,POST")]
#[case::consumer_info("POST", "/wiki/plugins/servlet/oauth/consumer-info", "GET,HEAD")]
#[case::user("PUT", "/rest/api/user", "GET,HEAD")]
#[cfg_attr(
    feature = "content",
    case::page("POST", "/rest/api/content/7", "GET,HEAD,PUT,DELETE")
)]
#[tokio::test]
async fn a_405_names_the_methods_that_there_are(
    #[case] method: &str,
    #[case] path: &str,
    #[case] allowed: &str,
) {
    let (tenant, app) = installed(Settings::default()).await;
    #[cfg(feature = "content")]
    tenant.add_page(mockfluence::Page::new(7, "Runbook"));
    let reply = ask(&app, method, path).await;
    assert_eq!(
        (reply.status(), reply.header("allow")),
        (405, Some(allowed))
    );
    let log = tenant.log().only(from_app()).to_string();
    assert!(
        log.contains(&format!("{method} is no method of this resource")),
        "{log}"
    );
}

#[tokio::test]
async fn a_path_that_is_no_utf8_is_a_400_that_names_the_place() {
    let (tenant, _app) = installed(Settings::default()).await;
    let request = b"GET /keys/%FF HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let answer = exchange(tenant.port(), request, false).await;
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    assert!(
        answer.ends_with(r#"{"message":"Bad Request","statusCode":400}"#),
        "{answer}"
    );
    let log = tenant.log().only(from_app().status(400)).to_string();
    assert!(
        log.contains("got: %FF") && log.contains("percent-encoded UTF-8"),
        "{log}"
    );
}

#[tokio::test]
async fn a_place_of_a_path_is_decoded_once() {
    let (_tenant, app) = installed(Settings::default()).await;
    let path = "/rest/atlassian-connect/1/addons/app/properties/a%2520b%2Fc";
    let written = app.client().put(path).body("1").send().await.unwrap();
    assert_eq!(written.status(), 201);
    assert_eq!(ask(&app, "GET", path).await.json()["key"], "a%20b/c");
}

#[tokio::test]
async fn two_apps_of_a_tenant_are_told_apart_by_their_tokens_alone() {
    let (tenant, app) = installed(Settings::default()).await;
    let other = App::without_backend().key("other").on(&tenant).await;
    let path = "/rest/atlassian-connect/1/addons/app";
    assert_eq!(ask(&app, "GET", path).await.status(), 200);
    assert_eq!(ask(&other, "GET", path).await.status(), 403);
}

#[test]
#[should_panic(expected = "99 is no status that ends an exchange")]
fn a_fault_with_a_status_that_is_none_is_named_at_once() {
    Tenant::start_blocking().inject(Fault::status(99));
}
