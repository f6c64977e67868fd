//! By which names a tenant answers: what a web page makes lead here is none of them.

use mockfluence::{SharedListener, Tenant};
use rstest::rstest;

/// The status of the tenant's key, asked for by this name.
async fn asked(tenant: &Tenant, path: &str, host: &str) -> u16 {
    let url = format!("http://127.0.0.1:{}{path}", tenant.port());
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let request = client.build().unwrap().get(url).header("host", host);
    request.send().await.unwrap().status().as_u16()
}

const INFO: &str = "/_edge/tenant_info";

#[tokio::test]
async fn a_strange_name_is_refused_and_the_way_is_said() {
    let tenant = Tenant::start();
    assert_eq!(asked(&tenant, INFO, "localhost").await, 200);
    assert_eq!(asked(&tenant, INFO, "evil.example").await, 403);
    let log = tenant.log().to_string();
    assert!(log.contains(".allowed_host(\"evil.example\")"), "{log}");
}

#[rstest]
#[case("confluence.test", "confluence.test:8080", true)]
#[case("confluence.test", "x.confluence.test", false)]
#[case("confluence.test", "service:8080", true)]
#[case(".example.test", "acme.example.test", true)]
#[case("*", "evil.example", true)]
#[tokio::test]
async fn a_name_may_be_allowed(#[case] name: &str, #[case] host: &str, #[case] good: bool) {
    let tenant = Tenant::builder().allowed_host(name).start();
    assert_eq!(asked(&tenant, INFO, host).await == 200, good);
}

#[tokio::test]
async fn the_base_url_of_today_and_of_before_is_known() {
    let public = Tenant::builder().public_url("http://confluence.test:8080");
    let tenant = public.start();
    assert_eq!(asked(&tenant, INFO, "confluence.test").await, 200);
    tenant.rename_site("http://renamed.test/wiki").await;
    assert_eq!(asked(&tenant, INFO, "renamed.test").await, 200);
    let former = asked(&tenant, "/wiki/rest/api/user", "confluence.test:8080").await;
    assert_eq!(former, 301, "it leads to the present one");
    assert_eq!(asked(&tenant, INFO, "evil.test").await, 403);
}

#[tokio::test]
async fn a_shared_listener_does_not_let_the_name_choose_alone() {
    let listener = SharedListener::by_host_name();
    let tenant = Tenant::builder().name("acme").behind(&listener).start();
    assert_eq!(asked(&tenant, INFO, "acme.localhost").await, 200);
    assert_eq!(asked(&tenant, INFO, "acme.evil.example").await, 403);
    let by_path = SharedListener::start();
    let tenant = Tenant::builder().name("acme").behind(&by_path).start();
    assert_eq!(
        asked(&tenant, "/acme/_edge/tenant_info", "localhost").await,
        200
    );
    assert_eq!(
        asked(&tenant, "/acme/_edge/tenant_info", "evil.example").await,
        403
    );
}

#[test]
#[should_panic(expected = "allowed_host: `http://app` is no host name")]
fn a_url_is_no_name() {
    let _ = Tenant::builder().allowed_host("http://app");
}
