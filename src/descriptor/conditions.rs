//! Conditions by name: which a page may have, which nobody knows, and which lack a parameter.

use serde_json::Value;

use super::known_names;
use super::rules::Rules;
use super::schema::{ModuleKind, ModuleType};
use super::violation::Violation;

/// What is wrong with the conditions of one module, however deep they are nested.
pub(crate) fn judge(
    module: &Value,
    known: &ModuleType,
    place: &str,
    rules: &Rules,
) -> Vec<Violation> {
    let mut found = Vec::new();
    if matches!(
        known.kind,
        ModuleKind::Page | ModuleKind::Item | ModuleKind::Panel
    ) {
        walk(module, place, &mut |condition, place| {
            found.extend(judge_one(condition, known.kind, place, rules));
        });
    }
    found
}

/// The host reads composites from `and`, `or` and `conditions`, and ignores `type`.
fn walk(composite: &Value, place: &str, judge: &mut impl FnMut(&Value, &str)) {
    for name in ["conditions", "and", "or"] {
        let inner = composite.get(name).and_then(Value::as_array);
        for (index, condition) in inner.into_iter().flatten().enumerate() {
            let place = format!("{place}/{name}/{index}");
            judge(condition, &place);
            walk(condition, &place, judge);
        }
    }
}

fn judge_one(condition: &Value, kind: ModuleKind, place: &str, rules: &Rules) -> Option<Violation> {
    let name = condition.get("condition")?.as_str()?;
    let place = format!("{place}/condition");
    if name.starts_with("http") || name.starts_with('/') {
        let message = format!(
            "the condition {} names a URL, which existed in 2016",
            Value::from(name)
        );
        let doubtful = Violation::refused("warning.condition.remote", place, message);
        return doubtful
            .advise("use a predefined condition or a stored property")
            .under(rules.remote_conditions);
    }
    if kind == ModuleKind::Page
        && !known_names::is_page_condition(name)
        && !is_app_property(condition, name)
    {
        let message = format!(
            "Installation failed. The app includes a Page module with an unsupported condition ({name})."
        );
        let refused = Violation::refused(
            "connect.install.error.page.with.invalid.condition",
            place,
            message,
        );
        let advice = "a page can only have conditions on the user, the licence, a feature flag or a stored property";
        return refused.advise(advice).under(rules.page_conditions);
    }
    if !known_names::is_condition(name) {
        let message = format!(
            "the condition {} is unknown: the host drops it",
            Value::from(name)
        );
        let doubtful = Violation::refused("warning.condition.unknown", place, message);
        return doubtful
            .advise("correct its name, or remove it")
            .under(rules.unknown_conditions);
    }
    without_feature_key(condition, name, place, rules)
}

/// The older spelling of `addon_property_equal_to`.
fn is_app_property(condition: &Value, name: &str) -> bool {
    name == "entity_property_equal_to" && condition["params"]["entity"] == "addon"
}

fn without_feature_key(
    condition: &Value,
    name: &str,
    place: String,
    rules: &Rules,
) -> Option<Violation> {
    if name != "feature_flag" || condition["params"].get("featureKey").is_some() {
        return None;
    }
    let params = condition
        .get("params")
        .map_or("{}".to_owned(), Value::to_string);
    let message = format!(
        "Installation failed. The app includes a web fragment condition ({name}) with invalid parameters ({params})."
    );
    let refused = Violation::refused(
        "connect.install.error.invalid.condition.parameters",
        place,
        message,
    );
    refused
        .advise("add params.featureKey")
        .under(rules.condition_parameters)
}
