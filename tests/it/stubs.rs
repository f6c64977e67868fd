//! Stubs: what the tenant does not serve itself, answered by wiremock or by any server.

use mockfluence::settings::AnonymousStubs;
use mockfluence::{Expected, InstalledApp, Settings, Stub, Tenant, from_app};
use rstest::rstest;
use serde_json::json;
use wiremock::matchers::{header, method, path, query_param};
use wiremock::{Mock, ResponseTemplate};

use crate::app::installed;

const PAGE: &str = "/wiki/api/v2/pages/1";
/// A POST that needs no scope beyond READ.
const CONVERSION: &str = "/wiki/api/v2/users-bulk";

fn page() -> ResponseTemplate {
    ResponseTemplate::new(200)
        .insert_header("x-page", "1")
        .set_body_json(json!({ "title": "Runbook" }))
}

async fn status(app: &InstalledApp, path: &str) -> u16 {
    app.client().get(path).send().await.unwrap().status()
}

#[tokio::test]
async fn a_mock_answers_what_the_tenant_does_not_serve() {
    let (tenant, app) = installed(Settings::default()).await;
    let mock = Mock::given(method("POST"))
        .and(path(CONVERSION))
        .and(header("content-type", "application/json"));
    tenant.mount(mock.respond_with(page()).expect(1));
    let request = app.client().post(CONVERSION).json(&json!({ "ids": ["1"] }));
    let reply = request.send().await.unwrap();
    assert_eq!((reply.status(), reply.header("x-page")), (200, Some("1")));
    assert_eq!(reply.json(), json!({ "title": "Runbook" }));
    let log = tenant.log().only(from_app().post(CONVERSION)).to_string();
    assert!(
        log.contains("! answered by a stub") && log.contains("HS256 sharedSecret#1"),
        "{log}"
    );
    tenant.verify_stubs().await.unwrap();
}

#[tokio::test]
async fn a_bad_token_is_refused_before_it_comes_to_a_stub() {
    let (tenant, app) = installed(Settings::default()).await;
    tenant.stub(Stub::given(method("GET")).and(path(PAGE)).expect(0));
    let spoilt = app.client().get(PAGE).signed_with("other");
    assert_eq!(spoilt.send().await.unwrap().status(), 401);
    tenant.verify_stubs().await.unwrap();
}

#[rstest]
#[case::refused(AnonymousStubs::Refused, 403)]
#[case::passed_on(AnonymousStubs::PassedOn, 200)]
#[tokio::test]
async fn a_call_without_a_credential_is_refused_unless_set_otherwise(
    #[case] rule: AnonymousStubs,
    #[case] status: u16,
) {
    let (tenant, app) = installed(Settings::default().anonymous_stubs(rule)).await;
    tenant.stub(Stub::given(path(PAGE)).respond_with(page()));
    let anonymous = app.client().get(PAGE).unsigned();
    let reply = anonymous.clone().send().await.unwrap();
    assert_eq!(reply.status(), status);
    if status == 403 {
        assert!(
            reply.text().contains("caller cannot access Confluence"),
            "{}",
            reply.text()
        );
    }
    let user = anonymous.header("authorization", "Bearer of-a-user");
    assert_eq!(user.send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn what_no_stub_is_for_is_still_a_501_with_the_line_that_would_stub_it() {
    let (tenant, app) = installed(Settings::default()).await;
    tenant.stub(Stub::given(path(PAGE)));
    let reply = app.client().get("/wiki/api/v2/tasks").send().await.unwrap();
    assert_eq!(reply.status(), 501);
    let line = r#"tenant.mount(Mock::given(method(\"GET\")).and(path(\"/wiki/api/v2/tasks\"))"#;
    assert!(reply.text().contains(line), "{}", reply.text());
    assert_eq!(status(&app, PAGE).await, 200);
}

#[tokio::test]
async fn the_report_points_at_the_line_and_names_every_condition() {
    let (tenant, app) = installed(Settings::default()).await;
    let stub = Stub::given(method("GET"))
        .and(path(PAGE))
        .and(query_param("body-format", "storage"));
    let line = line!() + 1;
    tenant.stub(stub.respond_with(page()).expect(2..));
    assert_eq!(status(&app, &format!("{PAGE}?body-format=view")).await, 404);
    let refused = app
        .client()
        .get(&format!("{PAGE}?body-format=storage"))
        .claims(|claims| claims.qsh = Some("x".into()));
    assert_eq!(refused.send().await.unwrap().status(), 401);
    let report = tenant.verify_stubs().await.unwrap_err().to_string();
    let report = report.replace(&format!("stubs.rs:{line}:"), "stubs.rs:LINE:");
    insta::assert_snapshot!(report);
}

#[tokio::test]
async fn a_plain_mock_is_judged_in_wiremocks_words() {
    let (tenant, _app) = installed(Settings::default()).await;
    tenant.mount(
        Mock::given(path(PAGE))
            .respond_with(page())
            .expect(1)
            .named("the page"),
    );
    let report = tenant.verify_stubs().await.unwrap_err().to_string();
    assert!(report.contains("the page"), "{report}");
}

#[rstest]
#[case::exactly(1.into(), [false, true, false, false])]
#[case::at_least((1..).into(), [false, true, true, true])]
#[case::with_its_end((1..=2).into(), [false, true, true, false])]
#[case::without_its_end((1..3).into(), [false, true, true, false])]
#[tokio::test]
async fn a_range_says_how_many_requests_are_expected(
    #[case] expected: Expected,
    #[case] met: [bool; 4],
) {
    for (count, met) in met.into_iter().enumerate() {
        let (tenant, app) = installed(Settings::default()).await;
        tenant.stub(
            Stub::given(path(PAGE))
                .respond_with(page())
                .expect(expected),
        );
        for _ in 0..count {
            assert_eq!(status(&app, PAGE).await, 200);
        }
        assert_eq!(tenant.verify_stubs().await.is_ok(), met, "{count} requests");
    }
}

#[tokio::test]
async fn a_stub_is_there_for_every_request_after_the_line_that_mounts_it() {
    let (tenant, app) = installed(Settings::default()).await;
    tenant.stub(Stub::given(path(PAGE)).respond_with(page()));
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let request = app.client().get(PAGE);
        calls.spawn(async move { request.send().await.unwrap().status() });
    }
    assert_eq!(calls.join_all().await, [200; 20]);
    let later = Mock::given(path(CONVERSION)).respond_with(page());
    tenant.mount(later);
    assert_eq!(status(&app, CONVERSION).await, 200);
    assert_eq!(status(&app, PAGE).await, 200);
}

#[test]
fn a_plain_test_mounts_without_a_runtime() {
    let tenant = Tenant::start_blocking();
    tenant.stub(Stub::given(path(PAGE)).respond_with(page()).expect(1));
    let report = tenant.block_on(tenant.verify_stubs()).unwrap_err();
    assert!(
        report
            .to_string()
            .contains("expected 1 request, and 0 came")
    );
}

#[tokio::test]
async fn cleared_stubs_answer_and_expect_nothing() {
    let (tenant, app) = installed(Settings::default()).await;
    tenant.stub(Stub::given(path(PAGE)).respond_with(page()).expect(2));
    assert_eq!(status(&app, PAGE).await, 200);
    let unmet = Mock::given(path("/wiki/never")).respond_with(page());
    tenant.mount(unmet.expect(1));
    tenant.clear_stubs();
    tenant.stub(Stub::given(path(CONVERSION)).respond_with(page()));
    // The tenant's own store answers again: there is no such page.
    assert_eq!(status(&app, PAGE).await, 404);
    assert_eq!(status(&app, CONVERSION).await, 200);
    tenant.verify_stubs().await.unwrap();
}

#[tokio::test]
async fn two_hundred_tenants_with_unmet_mocks_go_without_a_hang_or_a_verdict() {
    for _ in 0..200 {
        let tenant = Tenant::start();
        tenant.mount(Mock::given(path(PAGE)).respond_with(page()).expect(1));
        // It is asked, so its server runs.
        assert!(tenant.verify_stubs().await.is_err());
        drop(tenant);
    }
}
