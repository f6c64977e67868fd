//! `AppRequest` and `Reply`: what a test cannot get wrong without a word.

use std::panic::{AssertUnwindSafe, catch_unwind};

use mockfluence::{AppRequest, DYNAMIC_MODULES, InstalledApp, Licence, Tenant, from_app};
use rstest::rstest;
use serde_json::json;

use crate::app::App;
use crate::scripted_app::ScriptedApp;

async fn installed() -> (Tenant, InstalledApp) {
    let tenant = Tenant::start();
    let app = App::without_backend().on(&tenant).await;
    (tenant, app)
}

#[rstest]
#[case::claims_of_no_token(|request: AppRequest| request.unsigned().claims(|_| {}),
    "`.claims(…)` after `.unsigned(…)`: there is no token left to change")]
#[case::secret_of_no_token(|request: AppRequest| request.unsigned().signed_with("x"),
    "`.signed_with(…)` after `.unsigned(…)`: there is no token left to change")]
#[case::secret_of_a_whole_token(|request: AppRequest| request.token("x").signed_with("x"),
    "`.signed_with(…)` after `.token(…)`: that token is sent as it is")]
#[case::qsh_of_a_whole_token(|request: AppRequest| request.token("x").qsh("x"),
    "`.qsh(…)` after `.token(…)`: that token is sent as it is")]
#[case::claims_beside_a_header(|request: AppRequest| request.header("authorization", "x").claims(|_| {}),
    "`.claims(…)` after `.header(…)`: there is no token left to change")]
#[case::a_bad_name(|request: AppRequest| request.header("x y", "1"), "header: invalid HTTP header name")]
#[case::a_bad_value(|request: AppRequest| request.header("x-y", "a\nb"),
    "header `x-y`: failed to parse header value")]
#[tokio::test]
async fn what_would_have_no_effect_panics(
    #[case] wrong: fn(AppRequest) -> AppRequest,
    #[case] says: &str,
) {
    let (_tenant, app) = installed().await;
    let request = app.client().get(DYNAMIC_MODULES);
    let panic = catch_unwind(AssertUnwindSafe(|| drop(wrong(request)))).unwrap_err();
    let said = panic.downcast_ref::<String>().unwrap();
    assert_eq!(said, says);
}

#[tokio::test]
async fn an_authorization_header_takes_the_place_of_the_token() {
    let (tenant, app) = installed().await;
    let request = app.client().get(DYNAMIC_MODULES);
    let reply = request.header("Authorization", "JWT garbage").send().await;
    assert_eq!(reply.unwrap().status(), 400);
    let log = tenant.log().only(from_app());
    assert_eq!(log.statuses(), [Some(400)]);
}

#[tokio::test]
async fn of_two_headers_with_one_name_the_later_counts() {
    let other = ScriptedApp::start().await;
    other.reply("/wiki/x", 200, "{}");
    let tenant = Tenant::builder().fallback(other.base_url()).start();
    let app = App::without_backend().on(&tenant).await;
    let request = app.client().get("/x").header("X-Colour", "red");
    let request = request.header(String::from("x-colour"), String::from("blue"));
    assert_eq!(request.send().await.unwrap().status(), 200);
    assert_eq!(other.last("/wiki/x").header("x-colour").unwrap(), "blue");
}

#[tokio::test]
async fn a_reply_that_is_no_json_says_what_it_is() {
    let (_tenant, app) = installed().await;
    let request = app.client().get(DYNAMIC_MODULES).token("garbage");
    let reply = request.send().await.unwrap();
    assert_eq!(reply.claims(), None);
    let empty = app.client().delete(DYNAMIC_MODULES).send().await.unwrap();
    assert_eq!(empty.claims().unwrap().iss.as_deref(), Some("app"));
    let panic = catch_unwind(AssertUnwindSafe(|| empty.json())).unwrap_err();
    let said = panic.downcast_ref::<String>().unwrap();
    assert!(said.starts_with("the 204 reply is no JSON"), "{said}");
}

#[tokio::test]
async fn an_app_is_there_while_it_is_installed_and_known_for_ever() {
    let (tenant, app) = installed().await;
    assert_eq!(tenant.app("app").unwrap().key(), "app");
    app.uninstall().await;
    assert!(tenant.app("app").is_none());
    assert!(tenant.known_app("app").is_some());
    assert!(tenant.known_app("other").is_none());
}

#[tokio::test]
async fn a_licence_for_an_app_that_went_with_an_import_panics() {
    let (tenant, app) = installed().await;
    tenant.import_site().await;
    let licensed = catch_unwind(AssertUnwindSafe(|| app.set_licence(Licence::Active)));
    let panic = licensed.unwrap_err();
    let said = panic.downcast_ref::<String>().unwrap();
    assert!(said.contains("`app` went with a site import"), "{said}");
    assert_eq!(app.dynamic_modules(), json!({}));
}
