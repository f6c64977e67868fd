//! Methods, paths, headers.

use rstest::rstest;

use super::*;

const LATEST: &str = "/rest/atlassian-connect/latest/app/module/dynamic";

#[tokio::test]
async fn latest_is_an_alias() {
    let (_tenant, app) = installed().await;
    let client = app.client();
    let body = web_items(&["a"]);
    let posted = client.post(LATEST).json(&body).send().await.unwrap();
    assert_eq!((posted.status(), posted.text()), (200, String::new()));
    assert_eq!(list(&app).await, body.to_string());
    let got = client.get(LATEST).send().await.unwrap();
    assert_eq!((got.status(), got.text()), (200, body.to_string()));
    let gone = client.delete(LATEST).send().await.unwrap();
    assert_eq!((gone.status(), gone.text()), (204, String::new()));
    assert_eq!(list(&app).await, "{}");
}

#[rstest]
#[case::patch("PATCH", DYNAMIC_MODULES)]
#[case::put("PUT", DYNAMIC_MODULES)]
#[case::patch_latest("PATCH", LATEST)]
#[tokio::test]
async fn another_method_is_a_405(#[case] method: &str, #[case] path: &str) {
    let (tenant, app) = installed().await;
    let request = app.client().request(method, path).json(&web_items(&["a"]));
    let reply = request.send().await.unwrap();
    let title = format!(
        "org.springframework.web.HttpRequestMethodNotSupportedException: Request method \
         '{method}' is not supported"
    );
    let error = json!({ "status": 405, "code": "METHOD_NOT_ALLOWED", "title": title });
    assert_eq!(
        (reply.status(), reply.json()),
        (405, json!({ "errors": [error] }))
    );
    assert_eq!(reply.header("content-type"), Some("application/json"));
    assert_eq!(
        last_notes(&tenant),
        [format!("{method} is no method of this resource")]
    );
    assert_eq!(list(&app).await, "{}");
}

#[rstest]
#[case::none(&[])]
#[case::with_charset(&[("content-type", "application/json; charset=utf-8")])]
#[case::wrong(&[("content-type", "text/plain")])]
#[case::no_check(&[("content-type", "application/json"), ("x-atlassian-token", "no-check")])]
#[case::accept(&[("accept", "*/*")])]
#[tokio::test]
async fn any_content_type_is_read(#[case] headers: &[(&'static str, &str)]) {
    let (_tenant, app) = installed().await;
    let mut request = app
        .client()
        .post(DYNAMIC_MODULES)
        .body(web_items(&["a"]).to_string());
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    assert_eq!(request.send().await.unwrap().status(), 200);
    assert_eq!(app.dynamic_module_keys(), ["a"]);
}

#[tokio::test]
async fn the_log_says_what_changed() {
    let (tenant, app) = installed().await;
    register(&app, web_items(&["a"]).to_string()).await;
    assert_eq!(last_notes(&tenant), ["1 module registered"]);
    register(&app, web_items(&["b", "c"]).to_string()).await;
    assert_eq!(last_notes(&tenant), ["2 modules registered"]);
    delete(&app, "?moduleKey=b").await;
    assert_eq!(last_notes(&tenant), ["1 module removed: b"]);
    delete(&app, "").await;
    assert_eq!(last_notes(&tenant), ["2 modules removed: a, c"]);
    delete(&app, "").await;
    assert_eq!(last_notes(&tenant), ["0 modules removed"]);
}
