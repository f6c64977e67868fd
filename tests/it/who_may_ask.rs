//! What the tenant does not serve, or not by this method or in this spelling: said to a caller that may ask.

use mockfluence::settings::AnonymousStubs;
use mockfluence::{AppRequest, DYNAMIC_MODULES, Settings, Stub};
use rstest::rstest;
use wiremock::matchers::path;

use crate::app::installed;

const TASKS: &str = "/wiki/api/v2/tasks";

#[rstest]
#[case::good(|request: AppRequest| request, 501)]
#[case::anonymous(AppRequest::unsigned, 403)]
#[case::another_secret(|request: AppRequest| request.signed_with("other"), 401)]
#[case::another_request(|request: AppRequest| request.qsh("x"), 401)]
#[tokio::test]
async fn what_is_not_served_is_said_to_a_caller_that_may_ask(
    #[case] spoil: fn(AppRequest) -> AppRequest,
    #[case] status: u16,
    #[values(TASKS, "/nowhere", "/wiki/wiki/rest/api/space")] path: &str,
) {
    let (tenant, app) = installed(Settings::default()).await;
    let reply = spoil(app.client().get(path)).send().await.unwrap();
    assert_eq!(reply.status(), status, "{}", reply.text());
    let log = tenant.log().to_string();
    // The log says either way that nothing is there, and who asked.
    assert!(
        log.contains("! not served; ") && log.contains("To stub it"),
        "{log}"
    );
    assert_eq!(log.contains("HS256 sharedSecret#1"), status == 501, "{log}");
    assert_eq!(log.contains("HS256 refused"), status == 401, "{log}");
}

#[tokio::test]
async fn an_anonymous_call_gets_to_the_501_where_stubs_are_open() {
    let settings = Settings::default().anonymous_stubs(AnonymousStubs::PassedOn);
    let (_tenant, app) = installed(settings).await;
    let anonymous = app.client().get(TASKS).unsigned();
    assert_eq!(anonymous.send().await.unwrap().status(), 501);
}

#[rstest]
#[case::good(|request: AppRequest| request, 405)]
#[case::anonymous(AppRequest::unsigned, 403)]
#[case::another_secret(|request: AppRequest| request.signed_with("other"), 401)]
#[tokio::test]
async fn a_wrong_method_is_said_to_a_caller_that_may_ask(
    #[case] spoil: fn(AppRequest) -> AppRequest,
    #[case] status: u16,
) {
    let (tenant, app) = installed(Settings::default()).await;
    let request = app.client().request("PATCH", DYNAMIC_MODULES);
    assert_eq!(spoil(request).send().await.unwrap().status(), status);
    let log = tenant.log().to_string();
    assert_eq!(log.contains("HS256 sharedSecret#1"), status == 405, "{log}");
}

#[rstest]
#[case::as_mounted(TASKS, TASKS)]
#[case::final_slash(TASKS, "/wiki/api/v2/tasks/")]
#[case::session("/wiki/api/v2/tasks", "/wiki/api/v2/tasks;jsessionid=1?limit=2")]
#[case::in_front("/wiki/api/v2/tasks", "/wiki//api/v2/tasks")]
#[case::mounted_with_a_slash("/wiki/api/v2/tasks/", "/wiki/api/v2/tasks/")]
#[tokio::test]
async fn a_stub_answers_each_spelling_of_its_path(#[case] mounted: &str, #[case] sent: &str) {
    let (tenant, app) = installed(Settings::default()).await;
    tenant.stub(Stub::given(path(mounted)).expect(1));
    assert_eq!(app.client().get(sent).send().await.unwrap().status(), 200);
    tenant.verify_stubs().await.unwrap();
    let improper = app
        .client()
        .get("/wiki/api//v2/tasks")
        .send()
        .await
        .unwrap();
    assert_eq!(improper.status(), 400);
    assert!(
        tenant
            .log()
            .to_string()
            .contains("after `/wiki/api` is empty")
    );
}

#[rstest]
#[case::licences("license-tokens", 501)]
#[case::updates("updates", 501)]
#[case::no_app("nobody-key", 404)]
#[tokio::test]
async fn upms_other_resources_are_no_apps_that_are_missing(
    #[case] name: &str,
    #[case] status: u16,
) {
    let (tenant, _app) = installed(Settings::default()).await;
    let url = format!("{}/rest/plugins/1.0/{name}", tenant.base_url());
    let reply = reqwest::Client::new()
        .get(url)
        .basic_auth("admin", Some("x"));
    assert_eq!(reply.send().await.unwrap().status(), status);
}
