//! The network before the product, which refuses a GET with a body.

use mockfluence::settings::GetWithBody;
use mockfluence::{DYNAMIC_MODULES, Fault, InstalledApp, Reply, Settings, Stub, from_app};
use rstest::rstest;
use wiremock::matchers::path;

use crate::app::installed;
use crate::raw::exchange;

const CURRENT: &str = "/wiki/rest/api/user/current";
const SPACES: &str = "/wiki/api/v2/spaces";

async fn get_with(app: &InstalledApp, path: &str, content_type: &str, body: &str) -> Reply {
    let request = app.client().get(path).header("content-type", content_type);
    request.body(body.to_owned()).send().await.unwrap()
}

#[rstest]
#[case::empty("application/json", "{}", "an empty value")]
#[case::form("application/x-www-form-urlencoded", "moduleKey=a", "as form data")]
#[case::json("application/json", r#"{"a": 1}"#, "one helper for all methods")]
#[tokio::test]
async fn a_get_with_a_body_is_refused_and_the_clients_habit_named(
    #[case] content_type: &str,
    #[case] body: &str,
    #[case] habit: &str,
) {
    let (tenant, app) = installed(Settings::default()).await;
    let reply = get_with(&app, DYNAMIC_MODULES, content_type, body).await;
    assert_eq!(
        (reply.status(), reply.header("content-type")),
        (403, Some("text/html"))
    );
    assert_eq!(reply.header("server"), Some("CloudFront"));
    let log = tenant.log().to_string();
    assert!(
        log.contains(habit) && log.contains("setting `get_with_body`"),
        "{log}"
    );
}

#[tokio::test]
async fn a_stub_is_not_asked_and_no_fault_is_spent_on_a_get_with_a_body() {
    let (tenant, app) = installed(Settings::default()).await;
    tenant.stub(Stub::given(path(SPACES)).expect(1));
    tenant.inject(Fault::status(503).on(from_app()).times(1));
    assert_eq!(
        get_with(&app, SPACES, "application/json", "{}")
            .await
            .status(),
        403
    );
    assert_eq!(app.client().get(SPACES).send().await.unwrap().status(), 503);
    assert_eq!(app.client().get(SPACES).send().await.unwrap().status(), 200);
    tenant.verify_stubs().await.unwrap();
}

#[rstest]
#[case::no_length("", 200)]
#[case::length_of_zero("content-length: 0\r\n", 200)]
#[case::no_chunk("transfer-encoding: chunked\r\n", 200)]
#[case::a_chunk("transfer-encoding: chunked\r\nx: y\r\n", 403)]
#[tokio::test]
async fn a_body_of_no_bytes_is_none(#[case] head: &str, #[case] status: u16) {
    let (tenant, app) = installed(Settings::default()).await;
    let token = app.client().get(CURRENT).signed_token().unwrap();
    let body = match (head.contains("chunked"), status) {
        (true, 403) => "2\r\n{}\r\n0\r\n\r\n",
        (true, _) => "0\r\n\r\n",
        _ => "",
    };
    let request = format!(
        "GET {CURRENT} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: JWT {token}\r\n{head}\r\n{body}"
    );
    let answer = exchange(tenant.port(), request.as_bytes(), false).await;
    assert!(
        answer.starts_with(&format!("HTTP/1.1 {status} ")),
        "{answer}"
    );
}

#[tokio::test]
async fn by_the_setting_a_get_with_a_body_is_served() {
    let (_tenant, app) = installed(Settings::default().get_with_body(GetWithBody::Served)).await;
    assert_eq!(
        get_with(&app, CURRENT, "application/json", "{}")
            .await
            .status(),
        200
    );
}
