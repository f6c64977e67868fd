//! Properties that the schema does not know: how severe that is, and what is said.

use crate::descriptor::rules::Rules;
use crate::descriptor::violation::{self, SCHEMA, Severity, Violation};

/// What the settings make of a property; none where nothing is to be said of it.
pub(super) fn severity(place: &str, name: &str, rules: &Rules) -> Option<Severity> {
    let top = place.is_empty();
    if top && name == "$schema" {
        return None;
    }
    Severity::of(match top {
        true => rules.unknown_top_level,
        false => rules.unknown_properties,
    })
}

pub(super) fn property(place: &str, name: &str, severity: Severity) -> Violation {
    let listed = serde_json::json!([name]);
    let message =
        format!("object instance has properties which are not allowed by the schema: {listed}");
    let advice = match name {
        "contexts" | "oauthConsumer" if place.is_empty() => {
            "remove it: this belongs to a descriptor for Bitbucket, not for Confluence"
        }
        _ => "remove it or correct its spelling: the host ignores it",
    };
    let told = Violation::refused(SCHEMA, violation::pointer(place, name), message).advise(advice);
    Violation { severity, ..told }
}
