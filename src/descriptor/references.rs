//! Keys that one module names and another should have.

use std::collections::HashSet;

use serde_json::Value;

use super::document::Descriptor;
use super::rules::Rules;
use super::told::Told;
use super::violation::Violation;

/// The references of the static modules that lead to no module of the app.
pub(crate) fn dangling(descriptor: &Descriptor, rules: &Rules, found: &mut Told) {
    let keys: HashSet<&str> = descriptor.modules().keys().into_iter().collect();
    for group in descriptor.modules().groups() {
        for (index, module) in group.modules.iter().enumerate() {
            for path in paths(&group.module_type, module.value()) {
                let named = module.value().pointer(path).and_then(Value::as_str);
                let Some(key) = named.filter(|key| !keys.contains(key)) else {
                    continue;
                };
                let place = format!("/modules/{}/{index}{path}", group.module_type);
                found.extend(nobody_has(key, place).under(rules.dangling_references));
            }
        }
    }
}

/// Where a module of this type names other modules of its app.
fn paths(module_type: &str, module: &Value) -> Vec<&'static str> {
    let says = |path: &str, word: &str| {
        module
            .pointer(path)
            .and_then(Value::as_str)
            .is_some_and(|found| found.eq_ignore_ascii_case(word))
    };
    let own = |path: &str| {
        module
            .pointer(path)
            .is_some_and(|component| component.get("addonKey").is_none())
    };
    match module_type {
        "keyboardShortcuts" => vec!["/target/key"],
        "customContent" => {
            let components = [
                (
                    "/uiSupport/contentViewComponent",
                    "/uiSupport/contentViewComponent/moduleKey",
                ),
                (
                    "/uiSupport/listViewComponent",
                    "/uiSupport/listViewComponent/moduleKey",
                ),
                (
                    "/uiSupport/editComponent",
                    "/uiSupport/editComponent/moduleKey",
                ),
            ];
            components
                .into_iter()
                .filter(|(component, _)| own(component))
                .map(|(_, key)| key)
                .collect()
        }
        "webItems" | "contentBylineItems" if says("/target/type", "dialogmodule") => {
            vec!["/target/options/key"]
        }
        "webItems" if says("/context", "page") => vec!["/url"],
        _ => Vec::new(),
    }
}

fn nobody_has(key: &str, place: String) -> Violation {
    let message = format!("no module of this app has the key {}", Value::from(key));
    Violation::refused("warning.reference.dangling", place, message)
        .advise("name the key of a module in this descriptor")
}
