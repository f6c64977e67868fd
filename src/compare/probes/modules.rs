//! Dynamic modules, registered and removed.
//!
//! The modules are web items that nobody sees: two conditions of theirs exclude each other.

use serde_json::{Value, json};

use crate::compare::ask::{Ask, DYNAMIC};
use crate::compare::look::Look;
use crate::compare::probe::{Probe, Takes};

fn item(name: &str) -> Value {
    json!({
        "key": format!("mockfluence-probe-{name}"),
        "name": { "value": "A probe, gone in a moment" },
        "url": "/mockfluence-probe",
        "location": "system.content.action",
        "conditions": [
            { "condition": "user_is_logged_in" },
            { "condition": "user_is_logged_in", "invert": true },
        ],
    })
}

fn post(modules: &Value) -> Ask {
    Ask::new("POST", DYNAMIC).json(modules)
}

fn items(names: &[&str]) -> Value {
    json!({ "webItems": names.iter().map(|name| item(name)).collect::<Vec<_>>() })
}

fn delete(query: &str) -> Ask {
    Ask::new("DELETE", format!("{DYNAMIC}?{query}"))
}

fn own() -> Ask {
    Ask::get(DYNAMIC).look(Look::OwnModules)
}

fn one(name: &str) -> String {
    format!("moduleKey=mockfluence-probe-{name}")
}

pub(super) fn all() -> Vec<Probe> {
    let mut probes = registered();
    probes.extend(refused());
    let probes = probes.into_iter().map(|probe| probe.takes(Takes::Writing));
    probes.chain(limits()).collect()
}

fn registered() -> Vec<Probe> {
    let mut odd = item("odd");
    odd["mockfluenceUnknown"] = json!({ "kept": [1, null] });
    let mut named = item("named");
    named["name"] = json!({ "value": "A probe", "i18n": "mockfluence.probe.no.such.key" });
    let ab = || post(&items(&["a", "b"]));
    vec![
        Probe::new("dynamic.life", &["dynamic.post", "dynamic.delete"], post(&items(&["life"])))
            .then(own())
            .then(delete(&one("life")))
            .then(own())
            .then(delete(&one("life"))),
        Probe::new("dynamic.exact", &["dynamic.get-exact", "rule.properties"], post(&json!({ "webItems": [odd] })))
            .then(own())
            .then(delete(&one("odd"))),
        Probe::new("dynamic.i18n", &["i18n"], post(&json!({ "webItems": [named] })))
            .then(own())
            .then(delete(&one("named"))),
        Probe::new("dynamic.duplicate", &["dynamic.duplicates"], post(&items(&["twice"])))
            .then(post(&items(&["twice"])))
            .then(delete(&one("twice"))),
        Probe::new("dynamic.delete-comma", &["dynamic.delete-comma"], ab())
            .then(delete("moduleKey=mockfluence-probe-a,mockfluence-probe-b"))
            .then(own()),
        Probe::new("dynamic.delete-repeated", &["dynamic.delete"], ab())
            .then(delete("moduleKey=mockfluence-probe-a&moduleKey=mockfluence-probe-b"))
            .then(own()),
        Probe::new("dynamic.atomic", &["dynamic.atomic", "schema.text"], post(&json!({ "webItems": [item("good"), { "key": "mockfluence-probe-bad" }] })))
            .then(own()),
        Probe::new("dynamic.page-type", &["dynamic.types", "rule.dynamic-types"], post(&json!({ "generalPages": [{
            "key": "mockfluence-probe-page", "name": { "value": "A probe" }, "url": "/mockfluence-probe", "location": "none",
        }] })))
        .then(delete(&one("page"))),
    ]
}

fn refused() -> Vec<Probe> {
    let bare = json!({ "webItems": [{ "key": "mockfluence-probe-bare" }] });
    let nonsense = json!({ "nonsense": [{ "key": "mockfluence-probe-nonsense" }] });
    let wrapped = json!({ "modules": [item("wrapped")] });
    vec![
        Probe::new(
            "dynamic.duplicate-in-request",
            &["dynamic.duplicates"],
            post(&items(&["same", "same"])),
        ),
        Probe::new(
            "dynamic.unknown-type",
            &["dynamic.unknown-type", "rule.unknown-modules"],
            post(&nonsense),
        ),
        Probe::new(
            "dynamic.schema",
            &["dynamic.schema", "schema.text"],
            post(&bare),
        ),
        Probe::new(
            "dynamic.no-json",
            &["dynamic.malformed"],
            Ask::new("POST", DYNAMIC).json("{\"webItems\":"),
        ),
        Probe::new(
            "dynamic.list",
            &["dynamic.list"],
            post(&json!([item("listed")])),
        ),
        Probe::new(
            "dynamic.wrapped",
            &["dynamic.wrapped", "rule.unknown-modules"],
            post(&wrapped),
        ),
    ]
}

/// Eleven are below today's limit and above that of 2019; with a hundred and one none is registered.
fn limits() -> Vec<Probe> {
    let many = |count: usize| {
        let items: Vec<Value> = (1..=count).map(|n| item(&format!("limit-{n}"))).collect();
        json!({ "webItems": items })
    };
    let keys: Vec<String> = (1..=11).map(|n| one(&format!("limit-{n}"))).collect();
    let eleven = Probe::new(
        "dynamic.eleven",
        &["dynamic.limit", "request.size"],
        post(&many(11)),
    )
    .then(delete(&keys.join("&")));
    let limit = Probe::new(
        "dynamic.limit",
        &["dynamic.limit", "request.size"],
        post(&many(101)),
    )
    .then(own());
    [eleven, limit]
        .map(|probe| probe.takes(Takes::Limit))
        .into()
}
