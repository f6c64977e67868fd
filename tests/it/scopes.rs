//! Scopes: each call of Confluence's REST against what the descriptor asks for.

use mockfluence::{DYNAMIC_MODULES, InstalledApp, Settings, Tenant};
#[cfg(feature = "stubs")]
use rstest::rstest;

use crate::app::App;

async fn installed(settings: Settings, scopes: &[&str]) -> (Tenant, InstalledApp) {
    App::without_backend()
        .scopes(scopes)
        .started(settings)
        .await
}

#[cfg(feature = "stubs")]
#[rstest]
#[case(&[], "GET", "/rest/api/user/current", 403)]
#[case(&["READ"], "GET", "/rest/api/user/current", 200)]
#[case(&["ADMIN"], "GET", "/rest/api/user/current", 200)]
#[case(&["ACT_AS_USER"], "GET", "/rest/api/user/current", 403)]
#[case(&["READ"], "PUT", "/rest/api/content/1/state", 403)]
#[case(&["WRITE"], "PUT", "/rest/api/content/1/state", 202)]
#[case(&["WRITE"], "DELETE", "/rest/api/content/1/state", 403)]
#[case(&["DELETE"], "DELETE", "/rest/api/content/1/state", 202)]
#[case(&["WRITE"], "DELETE", "/rest/api/content/1/label", 202)]
#[case(&["ADMIN"], "GET", "/rest/api/user/email", 403)]
#[case(&["ACCESS_EMAIL_ADDRESSES"], "GET", "/rest/api/user/email", 202)]
#[case(&["ADMIN"], "GET", "/rest/api/audit", 403)]
#[case(&[], "GET", "/plugins/something", 202)]
#[tokio::test]
async fn a_call_needs_its_scope_stubbed_or_not(
    #[case] scopes: &[&str],
    #[case] method: &str,
    #[case] path: &str,
    #[case] status: u16,
) {
    let (tenant, app) = installed(Settings::default(), scopes).await;
    for pattern in ["/state$", "/label$", "/email$", "/audit$", "/something$"] {
        let mock = wiremock::Mock::given(wiremock::matchers::path_regex(pattern));
        tenant.mount(mock.respond_with(wiremock::ResponseTemplate::new(202)));
    }
    let reply = app.client().request(method, path).send().await.unwrap();
    assert_eq!(reply.status(), status, "{}", tenant.log());
    if status == 403 {
        assert_eq!(
            reply.json()["message"],
            "Request not in an authorized API scope"
        );
        let log = tenant.log().to_string();
        assert!(
            log.contains("the app holds the scope of the operation"),
            "{log}"
        );
    }
}

#[tokio::test]
async fn the_log_names_the_scope_that_is_missing() {
    let (tenant, app) = installed(Settings::default(), &["READ"]).await;
    app.client()
        .post("/rest/api/content/1/label")
        .send()
        .await
        .unwrap();
    // Without a stub it is 501, and says so; the scope is checked where something answers.
    let reply = app
        .client()
        .get("/rest/api/user/current")
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 200);
    app.upgrade_to(App::without_backend().scopes(&[]).source())
        .await
        .unwrap();
    app.client()
        .get("/rest/api/user/current")
        .send()
        .await
        .unwrap();
    let log = tenant.log().to_string();
    assert!(
        log.contains("likely: `READ` is missing from `scopes` in the descriptor"),
        "{log}"
    );
}

#[tokio::test]
async fn connects_own_resources_need_no_scope_and_the_check_can_be_switched_off() {
    let (_, app) = installed(Settings::default(), &[]).await;
    for path in [DYNAMIC_MODULES, "/rest/atlassian-connect/1/addons/app"] {
        assert_eq!(
            app.client().get(path).send().await.unwrap().status(),
            200,
            "{path}"
        );
    }
    let (_, app) = installed(Settings::default().scopes_checked(false), &[]).await;
    let reply = app
        .client()
        .get("/rest/api/user/current")
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 200);
}
