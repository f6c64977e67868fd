//! Every cause of a 400: its text, its words in the log, and nothing registered.

use rstest::rstest;

use super::*;

pub(super) fn unknown_module(kind: &str) -> String {
    format!(
        "Installation failed. The app defined an unknown module({kind}). Please contact Atlassian \
         support."
    )
}

const READ: &str = "The app defines features that require the READ scope, but does not request \
                    the READ scope in its descriptor.";

fn schema(places: &str) -> String {
    format!("The app descriptor failed to validate against the schema.<ul>{places}</ul>")
}

fn malformed(why: &str) -> String {
    format!(
        "Invalid Atlassian Connect descriptor: JSON is not well-formed ({why}). Please contact \
         the app vendor for details."
    )
}

/// Posts to an app that has `dynamic-1`, and demands that nothing changed.
async fn refused(app: &InstalledApp, body: String) -> Reply {
    register(app, web_items(&["dynamic-1"]).to_string()).await;
    let reply = post(app, body).send().await.unwrap();
    assert_eq!(list(app).await, web_items(&["dynamic-1"]).to_string());
    reply
}

/// The last call but the GET that looked.
fn cause(tenant: &Tenant) -> String {
    let log = tenant.log().only(from_app().post(DYNAMIC_MODULES));
    let last = log.exchanges().last().unwrap();
    let notes: Vec<String> = last.notes().iter().map(ToString::to_string).collect();
    notes.join("\n")
}

#[rstest]
#[case::in_the_request(web_items(&["a", "b", "a"]), "a")]
#[case::three_times(web_items(&["a", "a", "a"]), "a")]
#[case::across_types(json!({ "webItems": [web_item("a")], "webPanels": [web_item("a")] }), "a")]
#[case::with_a_static_one(web_items(&["new", "static-1"]), "static-1")]
#[case::static_of_another_type(json!({ "webPanels": [web_item("static-2")] }), "static-2")]
#[case::with_a_dynamic_one(web_items(&["new", "dynamic-1"]), "dynamic-1")]
#[case::dynamic_of_another_type(json!({ "adminPages": [web_item("dynamic-1")] }), "dynamic-1")]
#[case::both(web_items(&["dynamic-1", "new", "static-1"]), "dynamic-1, static-1")]
#[tokio::test]
async fn a_key_that_is_taken(#[case] body: Value, #[case] keys: &str) {
    let (tenant, app) = installed().await;
    let reply = refused(&app, body.to_string()).await;
    assert_refused(&reply, &duplicate(keys));
    let cause = cause(&tenant);
    assert!(cause.starts_with("refused by check: "), "{cause}");
    assert!(cause.contains(keys.split(", ").next().unwrap()), "{cause}");
}

#[rstest]
#[case::static_key("static-1", "`static-1` is already in the descriptor")]
#[case::dynamic_key("dynamic-1", "`dynamic-1` is already in an earlier registration")]
#[tokio::test]
async fn the_log_says_where_the_key_is(#[case] key: &str, #[case] got: &str) {
    let (tenant, app) = installed().await;
    refused(&app, web_items(&[key]).to_string()).await;
    let expected = format!(
        "refused by check: module keys are unique over static and dynamic modules of all types\n\
         expected: keys that are not taken\ngot: {got}\nlikely: registered modules survive an \
         upgrade and a reinstall, so registering again on `installed` or `enabled` needs a GET or \
         DELETE first"
    );
    assert_eq!(cause(&tenant), expected);
}

#[rstest]
#[case::unknown("noSuchType", json!([web_item("a")]))]
#[case::of_jira("jiraIssueFields", json!([web_item("a")]))]
#[case::misspelt("webItem", json!([web_item("a")]))]
#[case::lifecycle("lifecycle", json!({ "installed": "/installed" }))]
#[case::configure_page("configurePage", web_item("a"))]
#[case::post_install_page("postInstallPage", web_item("a"))]
#[case::configure_page_in_a_list("configurePage", json!([web_item("a")]))]
#[case::odd_name("a/b~<c>", json!([web_item("a")]))]
#[tokio::test]
async fn a_type_that_cannot_be_dynamic(#[case] kind: &str, #[case] value: Value) {
    let (tenant, app) = installed().await;
    let body = json!({ "webItems": [web_item("good")], kind: value });
    let reply = refused(&app, body.to_string()).await;
    assert_refused(&reply, &unknown_module(kind));
    assert!(cause(&tenant).contains(kind), "{}", cause(&tenant));
}

/// The published schema shows the wrapper; the host does not want it.
#[tokio::test]
async fn the_wrapper_of_the_published_schema_is_named() {
    let (tenant, app) = installed().await;
    let body = json!({ "modules": [web_items(&["a"])] });
    let reply = refused(&app, body.to_string()).await;
    assert_refused(&reply, &unknown_module("modules"));
    let hint = "likely: the body is the value of `modules` itself, as in {\"webItems\": [...]}; \
                the wrapper comes from a mistake in the published OpenAPI schema";
    assert!(cause(&tenant).contains(hint), "{}", cause(&tenant));
}

#[rstest]
#[case::object(json!({ "webItems": web_item("a") }), "/webItems", "object", "array")]
#[case::text(json!({ "webItems": "a" }), "/webItems", "string", "array")]
#[case::null(json!({ "webItems": null }), "/webItems", "null", "array")]
#[case::number(json!({ "webItems": 1 }), "/webItems", "integer", "array")]
#[case::of_texts(json!({ "webItems": ["a"] }), "/webItems/0", "string", "object")]
#[tokio::test]
async fn a_type_is_a_list_of_objects(
    #[case] body: Value,
    #[case] place: &str,
    #[case] found: &str,
    #[case] allowed: &str,
) {
    let (_tenant, app) = installed().await;
    let reply = refused(&app, body.to_string()).await;
    let place = format!(
        "<li>{place}: instance type ({found}) does not match any allowed primitive type \
         (allowed: [&quot;{allowed}&quot;])</li>"
    );
    assert_refused(&reply, &schema(&place));
}

/// One bad module keeps out the good ones; each place is named.
#[rstest]
#[case::one(&["location"], "object has missing required properties ([&quot;location&quot;])")]
#[case::several(&["name", "location"], "object has missing required properties ([&quot;location&quot;,&quot;name&quot;])")]
#[tokio::test]
async fn a_module_without_what_the_schema_asks_for(#[case] without: &[&str], #[case] text: &str) {
    let (tenant, app) = installed().await;
    let mut bad = web_item("bad");
    for name in without {
        bad.as_object_mut().unwrap().remove(*name);
    }
    let reply = refused(
        &app,
        json!({ "webItems": [web_item("good"), bad] }).to_string(),
    )
    .await;
    assert_refused(&reply, &schema(&format!("<li>/webItems/1: {text}</li>")));
    let start = "refused by check: every module is valid; one that is not keeps out all";
    assert!(cause(&tenant).starts_with(start), "{}", cause(&tenant));
    assert!(cause(&tenant).contains("/webItems/1"), "{}", cause(&tenant));
}

#[rstest]
#[case::out_of_range("weight", json!("heavy"))]
#[case::not_an_enum_value("context", json!("somewhere"))]
#[case::wrong_type("name", json!(5))]
#[case::characters("key", json!("a/b"))]
#[tokio::test]
async fn a_property_that_breaks_the_schema(#[case] name: &str, #[case] value: Value) {
    let (tenant, app) = installed().await;
    let mut bad = web_item("bad");
    bad[name] = value;
    let reply = refused(
        &app,
        json!({ "webItems": [web_item("good"), bad] }).to_string(),
    )
    .await;
    assert_eq!(reply.status(), 400);
    let message = reply.json()["message"].as_str().unwrap().to_owned();
    let place = format!("<ul><li>/webItems/1/{name}: ");
    assert!(message.contains(&place), "{message}");
    assert_refused(&reply, &message);
    assert!(
        cause(&tenant).contains(&format!("/webItems/1/{name}")),
        "{}",
        cause(&tenant)
    );
}

#[rstest]
#[case::nothing(&["NONE"])]
#[case::what_implies_no_read(&["ACT_AS_USER"])]
#[tokio::test]
async fn webhooks_need_read(#[case] scopes: &[&str]) {
    let tenant = Tenant::start();
    let app = my_app().scopes(scopes).on(&tenant).await;
    let body = json!({
        "webItems": [web_item("good")],
        "webhooks": [{ "key": "hook", "event": "page_created", "url": "/hook" }]
    });
    assert_refused(&refused(&app, body.to_string()).await, READ);
    assert!(
        cause(&tenant).contains("add READ to the scopes"),
        "{}",
        cause(&tenant)
    );
}

#[rstest]
#[case::array("[]", &schema("<li>: instance type (array) does not match any allowed primitive type (allowed: [&quot;object&quot;])</li>"))]
#[case::number("5", &schema("<li>: instance type (integer) does not match any allowed primitive type (allowed: [&quot;object&quot;])</li>"))]
#[case::text("\"a\"", &schema("<li>: instance type (string) does not match any allowed primitive type (allowed: [&quot;object&quot;])</li>"))]
#[case::null("null", &schema("<li>: instance type (null) does not match any allowed primitive type (allowed: [&quot;object&quot;])</li>"))]
#[case::empty("", &malformed("Unexpected end of input at line 1, column 1"))]
#[case::words("not JSON", &malformed("Unexpected character at line 1, column 2"))]
#[case::cut(r#"{"webItems":["#, &malformed("Unexpected end of input at line 1, column 13"))]
#[case::trailing_comma(r#"{"webItems":[],}"#, &malformed("Unexpected character at line 1, column 16"))]
#[case::form("webItems=a", &malformed("Unexpected character at line 1, column 1"))]
#[tokio::test]
async fn a_body_that_is_no_object(#[case] body: &str, #[case] message: &str) {
    let (tenant, app) = installed().await;
    let reply = refused(&app, body.to_owned()).await;
    assert_refused(&reply, message);
    let cause = cause(&tenant);
    let start = "refused by check: the body is a JSON object of module lists by type\n\
                 expected: {\"webItems\": [{\"key\": …}]}\ngot: ";
    assert!(cause.starts_with(start), "{cause}");
}

#[tokio::test]
async fn a_body_that_is_no_text() {
    let (tenant, app) = installed().await;
    let request = app
        .client()
        .post(DYNAMIC_MODULES)
        .body(&b"{\"\xff\":[]}"[..]);
    let reply = request.send().await.unwrap();
    assert_refused(&reply, "Invalid request body: it is not UTF-8.");
    assert!(
        cause(&tenant).contains("got: invalid UTF-8: "),
        "{}",
        cause(&tenant)
    );
}

/// Types come before keys, keys before the limit.
#[rstest]
#[case::type_first(json!({ "x": [], "webItems": [web_item("a"), web_item("a")] }), &unknown_module("x"))]
#[case::keys_before_limit(json!({ "webItems": [web_item("a"), web_item("static-1")] }), &duplicate("static-1"))]
#[tokio::test]
async fn the_first_cause_decides(#[case] body: Value, #[case] message: &str) {
    let (_tenant, app) = installed_with(Settings::default().dynamic_module_limit(1)).await;
    assert_refused(&refused(&app, body.to_string()).await, message);
}
