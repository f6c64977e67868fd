//! Requests that are no good: garbage, sizes, nesting, lying lengths.

use std::time::Duration;

use mockfluence::settings::Limits;
use mockfluence::{DYNAMIC_MODULES, InstalledApp, Settings, from_app};
use rstest::rstest;
use serde_json::json;

use crate::app::installed;
use crate::raw::exchange;

/// The tenant still serves: the one thing that every bad request must leave true.
pub(crate) async fn still_serves(app: &InstalledApp) {
    assert_eq!(
        app.client()
            .get(DYNAMIC_MODULES)
            .send()
            .await
            .unwrap()
            .status(),
        200
    );
}

#[tokio::test]
async fn a_body_of_10_mb_is_refused() {
    let (tenant, app) = installed(Settings::default()).await;
    let body = vec![b' '; 10 * 1024 * 1024];
    let length = body.len();
    let head =
        format!("POST {DYNAMIC_MODULES} HTTP/1.1\r\nhost: x\r\ncontent-length: {length}\r\n\r\n");
    let answer = exchange(tenant.port(), &[head.as_bytes(), &body].concat(), true).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    let log = tenant.log().only(from_app().status(413));
    assert!(
        log.to_string()
            .contains("larger than 5242880 bytes (setting `limits.request_size_limit`)"),
        "{log}"
    );
    still_serves(&app).await;
}

#[tokio::test]
async fn ten_thousand_modules_meet_the_limit() {
    let (_tenant, app) = installed(Settings::default()).await;
    let modules: Vec<_> = (0..10_000)
        .map(|n| json!({ "key": format!("d-{n}"), "url": "/x" }))
        .collect();
    let request = app
        .client()
        .post(DYNAMIC_MODULES)
        .json(&json!({ "dialogs": modules }));
    let reply = request.send().await.unwrap();
    assert_eq!(reply.status(), 400);
    assert!(reply.text().contains("maximum of 100"), "{}", reply.text());
    assert!(app.dynamic_module_keys().is_empty());
}

#[rstest]
#[case::nested(format!(r#"{{"webItems":[{}1{}]}}"#, "[".repeat(10_000), "]".repeat(10_000)).into_bytes())]
#[case::objects(r#"{"a":"#.repeat(10_000).into_bytes())]
#[case::not_utf8(b"{\"webItems\": [{\"key\": \"\xff\xfe\"}]}".to_vec())]
#[case::nul(b"{\"webItems\"\0: []}".to_vec())]
#[tokio::test]
async fn a_body_that_cannot_be_read_is_a_400(#[case] body: Vec<u8>) {
    let (_tenant, app) = installed(Settings::default()).await;
    let reply = app
        .client()
        .post(DYNAMIC_MODULES)
        .body(body)
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 400);
    assert!(reply.json()["message"].is_string(), "{}", reply.text());
    still_serves(&app).await;
}

#[rstest]
#[case::length("content-length: 100\r\n\r\n{}")]
#[case::chunked("transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n")]
#[tokio::test]
async fn a_body_that_does_not_arrive_is_a_408(#[case] rest: &str) {
    let short =
        Settings::default().limits(Limits::default().request_deadline(Duration::from_millis(100)));
    let (tenant, app) = installed(short).await;
    let request =
        format!("POST {DYNAMIC_MODULES} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{rest}");
    let answer = exchange(tenant.port(), request.as_bytes(), false).await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    let log = tenant.log().to_string();
    assert!(log.contains("is its Content-Length right?"), "{log}");
    still_serves(&app).await;
}

#[tokio::test]
async fn a_body_that_ends_early_is_named() {
    let (tenant, app) = installed(Settings::default()).await;
    let request =
        format!("POST {DYNAMIC_MODULES} HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{{}}");
    exchange(tenant.port(), request.as_bytes(), true).await;
    let log = tenant.wait_for(1, from_app().status(400)).await.unwrap();
    assert!(log.to_string().contains("the body ended early"), "{log}");
    still_serves(&app).await;
}

#[rstest]
#[case::no_http(b"\x16\x03\x01\x02\x00\x01\x00garbage\r\n\r\n".to_vec())]
#[case::words(b"hello tenant\r\n\r\n".to_vec())]
#[case::half(b"GET /wiki HTT".to_vec())]
#[case::huge_head([b"GET / HTTP/1.1\r\nx: ".to_vec(), vec![b'a'; 1024 * 1024], b"\r\n\r\n".to_vec()].concat())]
#[case::negative_length(b"POST / HTTP/1.1\r\ncontent-length: -1\r\n\r\n".to_vec())]
#[case::two_lengths(b"POST / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab".to_vec())]
#[tokio::test]
async fn what_is_no_request_gets_a_4xx_or_a_close(#[case] bytes: Vec<u8>) {
    let (tenant, app) = installed(Settings::default()).await;
    let answer = exchange(tenant.port(), &bytes, true).await;
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 4"),
        "{answer}"
    );
    still_serves(&app).await;
}

#[tokio::test]
async fn http_1_0_is_served() {
    let (tenant, _app) = installed(Settings::default()).await;
    let answer = exchange(tenant.port(), b"GET /keys/x HTTP/1.0\r\n\r\n", false).await;
    assert!(answer.starts_with("HTTP/1.0 404 "), "{answer}");
}

#[rstest]
#[case::twice("/wiki/wiki/rest/api/space", "`/wiki` is there twice")]
#[case::no_context(
    "/rest/atlassian-connect/1/app/module/dynamic",
    "`/wiki/rest/atlassian-connect/1/app/module/dynamic`"
)]
#[case::near(
    "/wiki/rest/atlassian-connect/1/app/module/dynamics",
    "the nearest route is `/wiki/rest/atlassian-connect/1/app/module/dynamic`"
)]
#[case::far("/nowhere", "install keys")]
#[tokio::test]
async fn an_unknown_path_is_a_501_that_shows_the_way(#[case] path: &str, #[case] hint: &str) {
    let (tenant, _app) = installed(Settings::default()).await;
    let url = format!("http://127.0.0.1:{}{path}", tenant.port());
    let user = reqwest::Client::new()
        .get(url)
        .basic_auth("admin", Some("x"));
    let reply = user.send().await.unwrap();
    assert_eq!(reply.status(), 501);
    let body = reply.text().await.unwrap();
    assert!(body.contains(hint) && body.contains(path), "{body}");
    assert!(tenant.log().to_string().contains("! not served"));
}

#[tokio::test]
async fn five_hundred_requests_at_once_are_all_served_and_logged() {
    let (tenant, app) = installed(Settings::default()).await;
    let requests: Vec<_> = (0..500)
        .map(|_| tokio::spawn(app.client().get(DYNAMIC_MODULES).send()))
        .collect();
    for request in requests {
        assert_eq!(request.await.unwrap().unwrap().status(), 200);
    }
    assert_eq!(
        tenant
            .log()
            .only(from_app().get(DYNAMIC_MODULES))
            .statuses(),
        [Some(200); 500]
    );
}
