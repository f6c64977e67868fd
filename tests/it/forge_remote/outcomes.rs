//! What comes of a call to a remote: in the words of a page, and where it makes no sense.

use mockfluence::{Fault, InvokeOutcome, to_app};
use rstest::rstest;

use super::installed;

/// What a page sees, in the words of the documentation.
#[rstest]
#[case::good(200, None, r#"{"a":1}"#, None)]
#[case::good_and_empty(204, None, "", None)]
#[case::good_of_another_type(200, Some("text/html"), "{}", None)]
#[case::good_but_no_json(
    200,
    None,
    "<p>",
    Some("Invalid response from remote - cannot parse body as JSON. Status: 200.")
)]
#[case::refused(
    401,
    Some("application/json"),
    "{}",
    Some("Remote could not verify the Forge Invocation Token")
)]
#[case::bad_with_json(404, Some("application/json; charset=utf-8"), "{}", None)]
#[case::bad_with_json_of_no_type(500, None, "{}", None)]
#[case::bad_without_a_body(
    500,
    None,
    "",
    Some("Invalid response from remote - cannot parse body as JSON. Status: 500.")
)]
#[case::a_redirect(
    302,
    Some("application/json"),
    "",
    Some("Invalid response from remote - cannot parse body as JSON. Status: 302.")
)]
#[case::bad_of_another_type(
    503,
    Some("text/html"),
    "{}",
    Some(
        "Invalid response from remote - content-type header must be set to application/json and is currently: \
     text/html. Status: 503."
    )
)]
#[tokio::test]
async fn what_a_page_sees_of_a_reply(
    #[case] status: u16,
    #[case] kind: Option<&str>,
    #[case] body: &str,
    #[case] message: Option<&str>,
) {
    let (tenant, _backend, app) = installed().await;
    let mut fault = Fault::status(status).body(body);
    if let Some(kind) = kind {
        fault = fault.header("content-type", kind);
    }
    tenant.inject(fault.on(to_app().path("/x")).times(1));
    let seen = app.invoke("page").path("/x").send().await;
    assert_eq!(seen.message(), message);
    assert_eq!(
        seen.outcome() == &InvokeOutcome::Resolved,
        message.is_none()
    );
    assert_eq!(seen.status(), Some(status));
}

#[rstest]
#[case::network(
    Fault::refuse_connection(),
    "Invalid response from remote - remote network error"
)]
#[case::time(Fault::drop_delivery(), "Remote invocation timed out after 25 seconds")]
#[tokio::test]
async fn what_a_page_sees_where_no_reply_comes(#[case] fault: Fault, #[case] message: &str) {
    let (tenant, _backend, app) = installed().await;
    tenant.inject(fault.on(to_app().path("/x")).times(1));
    let seen = app.invoke("page").path("/x").send().await;
    assert_eq!(
        (seen.message(), seen.reply().is_none()),
        (Some(message), true)
    );
    // No second attempt.
    assert_eq!(tenant.log().only(to_app().path("/x")).len(), 1);
}

#[tokio::test]
async fn bodies_beyond_forges_limits_are_remarked() {
    let (tenant, backend, app) = installed().await;
    backend.reply("/x", 200, "[]");
    app.invoke("page")
        .method("POST")
        .path("/x")
        .body("x".repeat(500 * 1024 + 1))
        .send()
        .await;
    let log = tenant.log().to_string();
    assert!(
        log.contains("a request of 512001 bytes, where Forge takes 500 KB at most"),
        "{log}"
    );
}

#[rstest]
#[case::endpoint("pagee", "has no endpoint `pagee`")]
#[case::remote("backend", "has no endpoint `backend`")]
#[tokio::test]
async fn what_makes_no_sense_says_what_to_do(#[case] key: &str, #[case] why: &str) {
    let (_tenant, _backend, app) = installed().await;
    let said = app.invoke(key).try_send().await.unwrap_err().to_string();
    assert!(said.contains(why), "{said}");
    for (call, why) in [
        (
            app.invoke("page").method("HEAD"),
            "is no method of a remote",
        ),
        (
            app.invoke("page").header("authorization", "x"),
            "is Forge's own",
        ),
        (app.invoke("page").path("https://x.y/"), "is no path"),
        (app.invoke("page").module("bord"), "no module `bord`"),
    ] {
        let said = call.try_send().await.unwrap_err().to_string();
        assert!(said.contains(why), "{said}");
    }
}
