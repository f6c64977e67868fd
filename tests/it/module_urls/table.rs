//! Every URL of every module type, and how the host opens it.

use mockfluence::{InstalledApp, Load, Tenant};
use serde_json::{Value, json};

use crate::scripted_app::ScriptedApp;

/// How the host opens a URL.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Way {
    /// The token in the query, behind the parameters.
    Frame,
    /// The same, and told that it is a dialog.
    Dialog,
    /// The token in the header, the parameters in the query.
    Fetch,
    /// The token in the header, the parameters in the body.
    Form,
    /// The token in the header, JSON as body, and no parameters.
    Json,
    /// Neither token nor parameters.
    Plain,
}

/// A module type, one of its URLs, how it is asked for, and how the host opens it.
pub(crate) struct Row {
    pub(crate) kind: &'static str,
    /// Where the URL stands in the module.
    pub(crate) pointer: &'static str,
    pub(crate) opened: fn(&InstalledApp) -> Load,
    pub(crate) way: Way,
}

const fn row(
    kind: &'static str,
    pointer: &'static str,
    opened: fn(&InstalledApp) -> Load,
    way: Way,
) -> Row {
    Row {
        kind,
        pointer,
        opened,
        way,
    }
}

pub(crate) const ROWS: [Row; 24] = [
    row("generalPages", "/url", |app| app.open("m"), Way::Frame),
    row("adminPages", "/url", |app| app.open("m"), Way::Frame),
    row("configurePage", "/url", |app| app.open("m"), Way::Frame),
    row("postInstallPage", "/url", |app| app.open("m"), Way::Frame),
    row("spaceToolsTabs", "/url", |app| app.open("m"), Way::Frame),
    row("webItems", "/url", |app| app.open("m"), Way::Frame),
    row("webPanels", "/url", |app| app.open("m"), Way::Frame),
    row(
        "contentBylineItems",
        "/url",
        |app| app.open("m"),
        Way::Frame,
    ),
    row("dialogs", "/url", |app| app.open("m"), Way::Frame),
    row(
        "confluenceThemes",
        "/routes/spaceview/url",
        |app| app.open("m"),
        Way::Frame,
    ),
    row(
        "publishConditions",
        "/dialog/url",
        |app| app.open("m"),
        Way::Frame,
    ),
    row(
        "dynamicContentMacros",
        "/url",
        |app| app.open("m"),
        Way::Frame,
    ),
    row(
        "dynamicContentMacros",
        "/editor/url",
        |app| app.editor("m"),
        Way::Dialog,
    ),
    row(
        "dynamicContentMacros",
        "/propertyPanel/url",
        |app| app.property_panel("m"),
        Way::Dialog,
    ),
    row(
        "dynamicContentMacros",
        "/renderModes/pdf/url",
        |app| app.render("m", "pdf"),
        Way::Fetch,
    ),
    row(
        "dynamicContentMacros",
        "/renderModes/default/url",
        |app| app.render("m", "word"),
        Way::Fetch,
    ),
    row(
        "dynamicContentMacros",
        "/imagePlaceholder/url",
        |app| app.image_placeholder("m"),
        Way::Plain,
    ),
    row(
        "staticContentMacros",
        "/url",
        |app| app.open("m"),
        Way::Fetch,
    ),
    row(
        "staticContentMacros",
        "/editor/url",
        |app| app.editor("m"),
        Way::Dialog,
    ),
    row(
        "staticContentMacros",
        "/propertyPanel/url",
        |app| app.property_panel("m"),
        Way::Dialog,
    ),
    row(
        "staticContentMacros",
        "/imagePlaceholder/url",
        |app| app.image_placeholder("m"),
        Way::Plain,
    ),
    row(
        "blueprints",
        "/template/url",
        |app| app.open("m"),
        Way::Plain,
    ),
    row(
        "blueprints",
        "/template/blueprintContext/url",
        |app| app.blueprint_context("m"),
        Way::Json,
    ),
    // Not a module type, but a URL that modules name.
    row(
        "",
        "/conditions/0/condition",
        |app| app.condition("/p?own=1#top"),
        Way::Fetch,
    ),
];

/// Those that have no URL of their own: they lead to another module, or to nothing.
pub(crate) const WITHOUT_URL: [&str; 5] = [
    "keyboardShortcuts",
    "customContent",
    "webSections",
    "confluenceContentProperties",
    // Has one, but nobody opens it: see the test of webhooks.
    "webhooks",
];

/// A module with what the schema requires, and `url` at its place.
pub(crate) fn module(kind: &str, pointer: &str, url: &str) -> Value {
    let name = json!({ "value": "M" });
    let mut module = json!({ "key": "m", "name": name, "url": "/other" });
    match kind {
        "webItems" | "webPanels" => module["location"] = "x".into(),
        "publishConditions" => module["errorMessage"] = name,
        "blueprints" => module["template"] = json!({ "url": "/other" }),
        _ => {}
    }
    put(&mut module, pointer, url.into());
    module
}

pub(crate) fn put(value: &mut Value, pointer: &str, new: Value) {
    let mut place = value;
    for name in pointer.split('/').skip(1) {
        place = match name.parse::<usize>() {
            Ok(_) => return,
            Err(_) => &mut place[name],
        };
    }
    *place = new;
}

pub(crate) fn in_form(kind: &str, module: Value) -> Value {
    match kind {
        "configurePage" | "postInstallPage" => json!({ kind: module }),
        "" => json!({}),
        _ => json!({ kind: [module] }),
    }
}

pub(crate) async fn install(modules: Value) -> (Tenant, InstalledApp, ScriptedApp) {
    let tenant = Tenant::start();
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["modules"] = modules;
    backend.serve_descriptor(descriptor);
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    (tenant, app, backend)
}

pub(crate) fn schema() -> Value {
    serde_json::from_str(&mockfluence::descriptor::json_schema()).unwrap()
}

/// A module of this key, with more properties.
pub(crate) fn named(key: &str, more: Value) -> Value {
    let mut module = json!({ "key": key, "name": { "value": "M" } });
    for (name, value) in more.as_object().unwrap() {
        module[name] = value.clone();
    }
    module
}
