//! Properties of the app, written and removed.

use serde_json::json;

use crate::compare::ask::{ADDON, Ask};
use crate::compare::probe::{Probe, Takes};
use crate::compare::signed::ProbeToken;

pub(super) fn all() -> Vec<Probe> {
    let at = |key: &str| format!("{ADDON}/properties/mockfluence-probe-{key}");
    let put = |key: &str, value: String| Ask::new("PUT", at(key)).json(value);
    let life = put("life", json!({ "n": 1 }).to_string());
    let large = put("large", format!("\"{}\"", "x".repeat(33_000)));
    let written = [
        Probe::new(
            "property.life",
            &["property.operations", "property.value"],
            life.clone(),
        )
        .then(put("life", "[1, 2.50, null]".into()))
        .then(Ask::get(at("life")))
        .then(Ask::new("DELETE", at("life")))
        .then(Ask::new("DELETE", at("life"))),
        Probe::new("property.large", &["property.large", "request.size"], large)
            .then(Ask::new("DELETE", at("large"))),
        Probe::new(
            "property.no-json",
            &["property.order"],
            put("no-json", "{".into()),
        ),
        Probe::new(
            "property.nobody-writes",
            &["property.caller"],
            life.by(ProbeToken::None),
        ),
    ];
    written.map(|probe| probe.takes(Takes::Writing)).into()
}
