//! What can be opened from where: the modules that lead to another one.

use rstest::rstest;
use serde_json::{Value, json};

use crate::module_urls::table::{install, named};

/// Every way from one module of an app to another.
fn modules() -> Value {
    let item = |key: &str, more: Value| {
        let mut item = named(key, more);
        item["location"] = "x".into();
        item
    };
    json!({
        "generalPages": [named("board", json!({ "url": "/board?id={page.id}" }))],
        "dialogs": [{ "key": "ask", "url": "/ask" }],
        "webItems": [
            item("to-page", json!({ "context": "page", "url": "board" })),
            item("TO-PAGE", json!({ "context": "PAGE", "url": "board" })),
            item("to-dialog", json!({ "target": { "type": "dialogmodule", "options": { "key": "ask" } } })),
            item("in-dialog", json!({ "url": "/own", "target": { "type": "DIALOG" } })),
            item("inline", json!({ "url": "/own", "target": { "type": "inlinedialog" } })),
            item("live", json!({ "context": "page", "url": "/own?id={page.id}", "target": { "type": "dialog" } })),
            item("dead", json!({ "context": "page", "url": "nowhere" })),
            item("product", json!({ "context": "product", "url": "/spaces" })),
            item("round", json!({ "context": "page", "url": "round" })),
        ],
        "contentBylineItems": [
            named("byline", json!({ "target": { "type": "dialogmodule", "options": { "key": "ask" } } })),
            named("bare", json!({ "contentPropertyKey": "state" })),
        ],
        "keyboardShortcuts": [named("keys", json!({ "shortcut": "b", "target": { "key": "to-page" } }))],
        "customContent": [
            named("note", custom_content(json!({ "moduleKey": "board" }))),
            named("foreign", custom_content(json!({ "moduleKey": "board", "addonKey": "another" }))),
        ],
        "webSections": [item("section", json!({}))],
    })
}

fn custom_content(view: Value) -> Value {
    json!({
        "uiSupport": { "contentViewComponent": view, "icons": { "item": { "url": "/i.png" } } },
        "apiSupport": { "supportedContainerTypes": ["space"] },
    })
}

#[rstest]
#[case("board", "/board?id=5&xdm_e=", "board")]
#[case("to-page", "/board?id=5&xdm_e=", "board")]
#[case("TO-PAGE", "/board?id=5&xdm_e=", "board")]
#[case("keys", "/board?id=5&xdm_e=", "board")]
#[case("note", "/board?id=5&xdm_e=", "board")]
#[case("ask", "/ask?xdm_e=", "ask")]
#[case("to-dialog", "/ask?xdm_e=", "ask")]
#[case("byline", "/ask?xdm_e=", "ask")]
#[case("in-dialog", "/own?dialog=1&simpleDialog=1&xdm_e=", "in-dialog")]
#[case("inline", "/own?xdm_e=", "inline")]
#[case("live", "/own?id=5&dialog=1&simpleDialog=1&xdm_e=", "live")]
#[tokio::test]
async fn a_module_that_leads_to_another_opens_that_one(
    #[case] key: &str,
    #[case] begin: &str,
    #[case] channel: &str,
) {
    let (_, app, backend) = install(modules()).await;
    let url = app.open(key).variable("page.id", "5").url().unwrap();
    let whole = format!("{}{begin}", backend.base_url());
    assert!(url.starts_with(&whole), "{url}");
    let channel = format!("&xdm_c=channel-scripted-app__{channel}&");
    assert!(url.contains(&channel), "{url}");
}

#[rstest]
#[case("dead", "`nowhere` is the key of no module")]
#[case("product", "/wiki/spaces, a page of Confluence")]
#[case("round", "leads back to itself")]
#[case("bare", "has no `url`")]
#[case("section", "is one of webSections and has no `url`")]
#[case("foreign", "a module of the app `another`")]
#[tokio::test]
async fn what_leads_nowhere_says_why(#[case] key: &str, #[case] why: &str) {
    let (_, app, _) = install(modules()).await;
    let error = app.open(key).url().unwrap_err().to_string();
    assert!(error.contains(why), "{error}");
    let error = app.editor("board").url().unwrap_err().to_string();
    assert!(
        error.contains("is one of generalPages and has no editor"),
        "{error}"
    );
}
