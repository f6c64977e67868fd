//! Whom the tenant calls: loopback, and what the test named; nothing that only an app or a request says.

use axum::Router;
use axum::response::Redirect;
use axum::routing::get;
use mockfluence::{DescriptorSource, Tenant, to_app};
use rstest::rstest;
use serde_json::{Value, json};

/// Reserved, so that it leads nowhere: a call of it fails by its name.
const ELSEWHERE: &str = "http://elsewhere.invalid";

fn descriptor(base_url: &str) -> Value {
    json!({ "key": "my-app", "baseUrl": base_url, "authentication": { "type": "jwt" },
        "lifecycle": { "installed": "/installed" } })
}

/// A server with a descriptor of this base URL, a redirect elsewhere, and a translation there.
async fn app(base_url: &str) -> String {
    let served = descriptor(base_url).to_string();
    let routes = Router::new()
        .route("/app.json", get(move || async { served }))
        .route(
            "/moved.json",
            get(|| async { Redirect::to("http://elsewhere.invalid/app.json") }),
        );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, routes).await });
    url
}

/// Whether the tenant says that it does not go there, and went nowhere.
async fn is_refused(tenant: &Tenant, source: impl Into<DescriptorSource>) -> bool {
    let error = tenant.install(source).await.unwrap_err();
    let said = error.to_string();
    let refused = said.contains("does not call `elsewhere.invalid`");
    assert_eq!(
        refused,
        said.contains(".allowed_target(\"elsewhere.invalid\")"),
        "{said}"
    );
    assert_eq!(refused, error.is_misuse(), "{said}");
    let of_base_url = said.starts_with("`baseUrl`: ");
    assert!(!of_base_url || said.contains(".with_base_url("), "{said}");
    let called = tenant.log().only(to_app().post("*"));
    assert!(!refused || called.is_empty(), "{called}");
    refused
}

#[rstest]
#[case::base_url(ELSEWHERE, "/app.json")]
#[case::redirect("http://localhost:1", "/moved.json")]
#[tokio::test]
async fn where_only_the_app_says_to_go_the_tenant_does_not(
    #[case] base_url: &str,
    #[case] path: &str,
) {
    let url = app(base_url).await + path;
    assert!(is_refused(&Tenant::start(), &url).await);
    let allowed = Tenant::builder()
        .allowed_target("elsewhere.invalid")
        .start();
    assert!(!is_refused(&allowed, &url).await, "its name does not exist");
}

#[tokio::test]
async fn what_the_test_gives_it_names() {
    for named in [
        DescriptorSource::from(format!("{ELSEWHERE}/app.json")),
        DescriptorSource::from(descriptor(ELSEWHERE)),
    ] {
        let tenant = Tenant::start();
        assert!(!is_refused(&tenant, named).await);
        let url = app(ELSEWHERE).await + "/app.json";
        assert!(!is_refused(&tenant, url).await, "it is named from then on");
    }
    let recorded = DescriptorSource::from(descriptor(ELSEWHERE)).without_backend();
    Tenant::start().install(recorded).await.unwrap();
}

#[tokio::test]
async fn a_request_names_nothing() {
    let tenant = Tenant::start();
    let root = format!("{}/rest/plugins/1.0/", tenant.base_url());
    let http = reqwest::Client::new();
    let list = http.get(&root).basic_auth("a", Some("b")).send().await;
    let token = list.unwrap().headers()["upm-token"]
        .to_str()
        .unwrap()
        .to_owned();
    let install = http
        .post(format!("{root}?token={token}"))
        .basic_auth("a", Some("b"));
    let body = json!({ "pluginUri": format!("{ELSEWHERE}/app.json") }).to_string();
    let begun: Value = install
        .body(body)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let task = begun["links"]["self"].as_str().unwrap();
    let at = format!("http://127.0.0.1:{}{task}", tenant.port());
    let ended = http
        .get(at)
        .basic_auth("a", Some("b"))
        .send()
        .await
        .unwrap();
    assert_eq!(ended.status(), 200);
    let log = tenant.log();
    assert!(
        log.to_string()
            .contains("does not call `elsewhere.invalid`"),
        "{log}"
    );
    assert_eq!(log.only(to_app()).len(), 0);
}

#[test]
#[should_panic(expected = "allowed target: `http://x` is no host name")]
fn a_target_is_a_host_name() {
    drop(Tenant::builder().allowed_target("http://x").start());
}
