//! Replies for stubs, as the app gets them.

use mockfluence::{Reply, Stub, Tenant, respond};
use serde_json::{Value, json};
use wiremock::ResponseTemplate;
use wiremock::matchers::path;

use crate::app::App;

async fn get(template: ResponseTemplate) -> Reply {
    let tenant = Tenant::start();
    let app = App::without_backend().on(&tenant).await;
    tenant.stub(Stub::given(path("/wiki/rest/api/space")).respond_with(template));
    app.client().get("/rest/api/space").send().await.unwrap()
}

#[tokio::test]
async fn errors_have_the_form_of_their_api() {
    let v1 = get(respond::v1_error(404, "No content found with id : 1")).await;
    assert_eq!(
        v1.json(),
        json!({
            "statusCode": 404,
            "data": { "authorized": true, "valid": false, "successful": false, "errors": [
                { "message": { "translation": "No content found with id : 1", "args": [] } }] },
            "message": "com.atlassian.confluence.api.service.exceptions.api.NotFoundException: No content found with id : 1",
        })
    );
    assert_eq!(v1.header("content-type"), Some("application/json"));
    let v2 = get(respond::v2_error(409, "CONFLICT", "Version …")).await;
    assert_eq!(
        v2.json(),
        json!({ "errors": [
        { "status": 409, "code": "CONFLICT", "title": "Version …", "detail": null }] })
    );
}

#[tokio::test]
async fn offset_pages_link_to_the_next_until_there_is_none() {
    let all: Vec<Value> = (0..5).map(|id| json!({ "id": id })).collect();
    let page = |start| respond::offset_page("http://x/wiki", "/rest/api/space", &all, start, 2);
    let first = get(page(0)).await.json();
    assert_eq!(
        (&first["size"], first["results"].as_array().unwrap().len()),
        (&json!(2), 2)
    );
    assert_eq!(
        first["_links"]["next"],
        "/rest/api/space?next=true&limit=2&start=2"
    );
    assert_eq!(first["_links"].get("prev"), None);
    let last = get(page(4)).await.json();
    assert_eq!(
        (&last["size"], last["_links"].get("next")),
        (&json!(1), None)
    );
    assert_eq!(
        last["_links"]["prev"],
        "/rest/api/space?prev=true&limit=2&start=2"
    );
    let none = get(respond::offset_page("http://x/wiki", "/p", &all, 0, 0))
        .await
        .json();
    assert_eq!(
        (&none["size"], none["_links"].get("next")),
        (&json!(0), None)
    );
}

#[tokio::test]
async fn cursor_pages_have_their_link_twice() {
    let results = [json!({ "id": "1" })];
    let page = get(respond::cursor_page(
        "http://x/wiki",
        "/api/v2/pages",
        &results,
        25,
        Some("a="),
    ))
    .await;
    let next = "/wiki/api/v2/pages?limit=25&cursor=a%3D";
    assert_eq!(
        page.json()["_links"],
        json!({ "base": "http://x/wiki", "next": next })
    );
    assert_eq!(
        page.header("link"),
        Some(format!("<{next}>; rel=\"next\"").as_str())
    );
    let last = get(respond::cursor_page(
        "http://x/wiki",
        "/api/v2/pages",
        &results,
        25,
        None,
    ))
    .await;
    assert_eq!(
        (last.header("link"), last.json()["_links"].get("next")),
        (None, None)
    );
}

#[tokio::test]
async fn a_limit_has_all_its_headers() {
    let limited = get(respond::rate_limited(3, "confluence-burst-based")).await;
    assert_eq!(
        (limited.status(), limited.header("retry-after")),
        (429, Some("3"))
    );
    assert_eq!(
        limited.header("ratelimit-reason"),
        Some("confluence-burst-based")
    );
    assert_eq!(limited.header("x-ratelimit-remaining"), Some("0"));
    assert!(limited.header("x-ratelimit-reset").unwrap().ends_with('Z'));
}
