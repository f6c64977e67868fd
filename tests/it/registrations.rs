//! The dynamic modules resource in tables: what is kept, what is removed, each cause of a 400.

mod listing;
mod methods;
mod refused;
mod registering;
mod removing;
mod slips;

use mockfluence::{
    AppRequest, DYNAMIC_MODULES, InstalledApp, Note, Reply, Settings, Tenant, from_app,
};
use serde_json::{Value, json};

use crate::app::{App, web_item, web_items};

const KEY: &str = "my-app";

/// One static web item `static-1` and one static page `static-2`.
fn my_app() -> App {
    let modules =
        json!({ "webItems": [web_item("static-1")], "generalPages": [web_item("static-2")] });
    App::without_backend().key(KEY).modules(modules)
}

async fn installed() -> (Tenant, InstalledApp) {
    installed_with(Settings::default()).await
}

async fn installed_with(settings: Settings) -> (Tenant, InstalledApp) {
    my_app().started(settings).await
}

fn numbered(range: std::ops::Range<usize>) -> Value {
    let keys: Vec<String> = range.map(|number| format!("item-{number}")).collect();
    web_items(&keys.iter().map(String::as_str).collect::<Vec<_>>())
}

async fn list(app: &InstalledApp) -> String {
    let reply = app.client().get(DYNAMIC_MODULES).send().await.unwrap();
    assert_eq!(reply.status(), 200);
    assert_eq!(reply.header("content-type"), Some("application/json"));
    reply.text()
}

fn post(app: &InstalledApp, body: impl Into<String>) -> AppRequest {
    let request = app.client().post(DYNAMIC_MODULES);
    request
        .header("content-type", "application/json")
        .body(body.into())
}

/// Registers, and demands the empty 200.
#[track_caller]
fn register(app: &InstalledApp, body: impl Into<String>) -> impl Future<Output = ()> {
    let request = post(app, body);
    async move {
        let reply = request.send().await.unwrap();
        assert_eq!(
            (reply.status(), reply.text().as_str()),
            (200, ""),
            "{reply:?}"
        );
        assert_eq!(reply.header("content-type"), None);
        assert_eq!(reply.header("content-length"), Some("0"));
    }
}

async fn delete(app: &InstalledApp, query: &str) {
    let request = app.client().delete(&format!("{DYNAMIC_MODULES}{query}"));
    let reply = request.send().await.unwrap();
    assert_eq!(
        (reply.status(), reply.text().as_str()),
        (204, ""),
        "{reply:?}"
    );
    assert_eq!(reply.header("content-type"), None);
}

/// 400 with `{"message"}` and nothing else.
#[track_caller]
fn assert_refused(reply: &Reply, message: &str) {
    let body = json!({ "message": message }).to_string();
    assert_eq!((reply.status(), reply.text()), (400, body));
    assert_eq!(reply.header("content-type"), Some("application/json"));
}

fn duplicate(keys: &str) -> String {
    format!(
        "Installation failed. The app {KEY} has duplicate module keys: [{keys}]. Please contact \
         the app vendor."
    )
}

/// What the log says of the last call of the app.
fn last_notes(tenant: &Tenant) -> Vec<String> {
    let log = tenant.log().only(from_app());
    let last = log.exchanges().last().expect("a call of the app");
    last.notes().iter().flat_map(Note::lines).collect()
}
