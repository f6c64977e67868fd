//! What the variables of a module's URL are filled with, and what is said of those that are not.

mod body;
mod warnings;

use mockfluence::{InstalledApp, Macro, Page, Space, Tenant};
use serde_json::{Value, json};

use crate::module_urls::table::{install, named};

const OF_CONTENT: [&str; 10] = [
    "page.id",
    "page.version",
    "page.type",
    "page.title",
    "content.id",
    "content.version",
    "content.type",
    "content.plugin",
    "space.id",
    "space.key",
];
const OF_A_MACRO: [&str; 5] = [
    "macro.id",
    "macro.hash",
    "macro.body",
    "macro.truncated",
    "output.type",
];

fn asking(names: &[&str]) -> String {
    let parts = names.iter().map(|name| format!("{name}={{{name}}}"));
    parts.collect::<Vec<_>>().join("&")
}

/// The value of a parameter of a URL, still encoded.
fn value<'a>(url: &'a str, name: &str) -> &'a str {
    let (_, query) = url.split_once('?').unwrap();
    let mut parts = query.split('&').filter_map(|part| part.split_once('='));
    parts.find(|(own, _)| *own == name).unwrap().1
}

fn with_macros() -> Value {
    let all = [&OF_CONTENT[..], &OF_A_MACRO, &["size", "unit"]].concat();
    let parameters: Vec<Value> = ["size", "unit"]
        .iter()
        .map(|name| json!({ "identifier": name, "name": { "value": name }, "type": "string" }))
        .collect();
    let macro_of = |key: &str, url: String| {
        named(
            key,
            json!({ "url": url, "bodyType": "plain-text", "parameters": parameters,
            "aliases": [format!("old-{key}")],
            "editor": { "url": "/editor?size={size}&page={page.id}&body={macro.body}" },
            "imagePlaceholder": { "url": "/image" } }),
        )
    };
    let url = |path: &str| format!("{path}?{}", asking(&all));
    let mut chart = macro_of("chart", url("/chart"));
    chart["renderModes"] =
        json!({ "pdf": { "url": url("/pdf") }, "default": { "url": url("/plain") } });
    json!({
        "generalPages": [named("page", json!({ "url": format!("/page?{}", asking(&OF_CONTENT)) }))],
        "dynamicContentMacros": [chart],
        "staticContentMacros": [macro_of("table", url("/table"))],
    })
}

fn runbook() -> Page {
    let space = Space::new(20_000_009, "OPS", "Operations");
    Page::new(10_000_007, "Run book")
        .with_space(space)
        .with_version(3)
}

#[tokio::test]
async fn variables_come_from_the_sites_own_content() {
    let (_tenant, app) = with_a_macro().await;
    let whole = [
        ("page.id", "10000007"),
        ("page.version", "3"),
        ("page.type", "page"),
        ("page.title", "Run%20book"),
        ("content.id", "10000007"),
        ("content.version", "3"),
        ("content.type", "page"),
        ("content.plugin", ""),
        ("space.id", "20000009"),
        ("space.key", "OPS"),
        ("macro.id", "m-1"),
        ("macro.hash", "m-1"),
        ("macro.body", "b%20c"),
        ("macro.truncated", "false"),
        ("output.type", "display"),
        ("size", "7"),
        ("unit", ""),
    ];
    // The macro is on one page, so that page is meant.
    let load = app.open("chart");
    let url = load.url().unwrap();
    for (name, expected) in whole {
        assert_eq!(value(&url, name), expected, "{name}");
    }
    assert_eq!(load.warnings().unwrap(), []);
}

/// A site with two pages, the second with a macro.
async fn with_a_macro() -> (Tenant, InstalledApp) {
    let (tenant, app, _) = install(with_macros()).await;
    tenant.add_page(Page::new(10_000_001, "First"));
    tenant.add_page(runbook());
    let one = Macro::new("m-1", "chart")
        .body("b c")
        .parameter("size", "7");
    tenant.add_macro(10_000_007, one);
    (tenant, app)
}

#[tokio::test]
async fn the_parts_of_a_macro_have_what_the_host_gives_them() {
    let (_tenant, app) = with_a_macro().await;
    let mode = app.render("chart", "pdf").url().unwrap();
    assert_eq!(
        (value(&mode, "output.type"), value(&mode, "macro.id")),
        ("pdf", "m-1")
    );
    let editor = app.editor("chart").url().unwrap();
    assert_eq!(
        (value(&editor, "size"), value(&editor, "page")),
        ("7", "10000007")
    );
    assert_eq!(
        value(&editor, "body"),
        "",
        "an editor is given the macro's parameters alone"
    );
    assert!(
        app.image_placeholder("chart")
            .url()
            .unwrap()
            .ends_with("/image?size=7")
    );
}

#[tokio::test]
async fn the_page_that_is_looked_at_is_the_one_asked_for_or_the_first() {
    let (_tenant, app) = with_a_macro().await;
    // A page that is not asked for by name is the first, one that is, is it.
    for (given, id) in [
        (None, "10000001"),
        (Some(("space.key", "OPS")), "10000007"),
        (Some(("space.id", "20000009")), "10000007"),
        (Some(("page.id", "10000007")), "10000007"),
        (Some(("content.id", "10000007")), "10000007"),
    ] {
        let mut load = app.open("page");
        if let Some((name, value)) = given {
            load = load.variable(name, value);
        }
        let url = load.url().unwrap();
        assert_eq!(
            (value(&url, "page.id"), value(&url, "content.id")),
            (id, id)
        );
        assert_eq!(load.warnings().unwrap(), [], "{given:?}");
    }
}

#[tokio::test]
async fn what_a_test_gives_goes_before_what_the_site_has() {
    let (tenant, app, _) = install(with_macros()).await;
    tenant.add_page(runbook());
    tenant.add_macro(10_000_007, Macro::new("m-1", "old-chart").body("b"));
    let all = [&OF_CONTENT[..], &OF_A_MACRO, &["size", "unit"]].concat();
    let mut load = app.open("chart");
    for name in &all {
        let given = if *name == "page.id" {
            "10000007"
        } else {
            "given"
        };
        load = load.variable(*name, given);
    }
    let url = load.url().unwrap();
    for name in &all {
        let given = if *name == "page.id" {
            "10000007"
        } else {
            "given"
        };
        assert_eq!(value(&url, name), given);
    }
    assert_eq!(load.warnings().unwrap(), []);
}
