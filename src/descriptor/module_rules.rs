//! The rules for module types and keys that no schema can express.

use std::collections::HashSet;

use serde_json::Value;

use super::document::Descriptor;
use super::known_names;
use super::module::{Form, Group, Modules};
use super::rules::{DynamicTypes, Rules, Tolerance};
use super::schema::{self, MODULE_TYPES, ModuleType};
use super::violation::{self, Violation, duplicate_keys_message};

impl DynamicTypes {
    /// May modules of this type be registered dynamically?
    ///
    /// ```
    /// use mockfluence::descriptor::DynamicTypes;
    ///
    /// assert!(DynamicTypes::Arrays.allows("webPanels"));
    /// assert!(!DynamicTypes::Strict.allows("webPanels"));
    /// assert!(!DynamicTypes::Arrays.allows("configurePage"));
    /// ```
    #[must_use]
    pub fn allows(&self, module_type: &str) -> bool {
        let known = schema::find(module_type);
        match self {
            DynamicTypes::Arrays => known.is_some_and(ModuleType::is_list),
            DynamicTypes::Strict => known.is_some_and(|known| known.surely_dynamic),
            DynamicTypes::Only(types) => types.iter().any(|allowed| allowed == module_type),
        }
    }
}

/// A type Confluence does not have.
pub(crate) fn unknown_type(name: &str, place: String, rules: &Rules) -> Option<Violation> {
    let (tolerance, advice) = if known_names::FORMER_TYPES.contains(&name) {
        (
            rules.former_modules,
            "remove it: Confluence gave this module type up".to_owned(),
        )
    } else if let Some(product) = known_names::product_of(name) {
        (
            rules.unknown_modules,
            format!("remove it: this is a module type of {product}, not of Confluence"),
        )
    } else if let Some(known) = similar_type(name) {
        (rules.unknown_modules, format!("did you mean {known}?"))
    } else {
        (
            rules.unknown_modules,
            "remove it: Confluence has no such module type".to_owned(),
        )
    };
    unknown_module(name, place)
        .seen()
        .advise(advice)
        .under(tolerance)
}

/// A type that a descriptor may have but a dynamic registration may not.
pub(crate) fn not_dynamic(group: &Group, rules: &Rules) -> Option<Violation> {
    let name = &group.module_type;
    if rules.dynamic_types.allows(name) || !MODULE_TYPES.iter().any(|known| known.name == name) {
        return None;
    }
    let refused = unknown_module(name, violation::pointer("", name));
    refused
        .advise("declare it in the descriptor: it cannot be registered dynamically")
        .under(Tolerance::Refused)
}

/// The head of this text was seen live, the last sentence in the host's source.
fn unknown_module(name: &str, place: String) -> Violation {
    let message = format!(
        "Installation failed. The app defined an unknown module({name}). Please contact Atlassian support."
    );
    Violation::refused("connect.install.error.unknown.module", place, message)
}

fn similar_type(name: &str) -> Option<&'static str> {
    let bare = |name: &str| name.to_ascii_lowercase().trim_end_matches('s').to_owned();
    let wanted = bare(name);
    MODULE_TYPES
        .iter()
        .map(|known| known.name)
        .find(|known| bare(known) == wanted)
}

/// An object where an array belongs, or the other way round.
pub(crate) fn wrong_form(group: &Group, known: &ModuleType, place: &str) -> Option<Violation> {
    match (known.form, group.form) {
        (Form::List, Form::Single) => {
            let message = violation::wrong_type(group.modules.first()?.value(), &["array"]);
            Some(Violation::schema(place, message).advise("write it as an array of objects"))
        }
        (Form::Single, Form::List) => {
            let message = violation::wrong_type(&Value::Array(Vec::new()), &["object"]);
            Some(Violation::schema(place, message).advise("write it as one object, not an array"))
        }
        _ => None,
    }
}

/// One scope for every event: the host asks for READ whatever the event is called.
pub(crate) fn webhooks_need_read(
    group: &Group,
    app: &Descriptor,
    place: &str,
) -> Option<Violation> {
    if group.module_type != "webhooks" || group.modules.is_empty() || app.has_scope("READ") {
        return None;
    }
    let message = "The app defines features that require the READ scope, but does not request the READ scope in its descriptor.";
    let refused = Violation::refused("connect.install.error.missing.scope", place, message);
    Some(
        refused
            .seen()
            .advise("add READ to the scopes of the descriptor"),
    )
}

/// All types share one key space, because a module's address in the product names the key but not the type.
pub(crate) fn duplicate_keys(modules: &Modules, app_key: &str, above: &str) -> Option<Violation> {
    let mut seen = HashSet::new();
    let mut named = HashSet::new();
    let mut twice = Vec::new();
    let mut first_place = None;
    for group in modules.groups() {
        for (index, module) in group.modules.iter().enumerate() {
            let Some(key) = module.key().filter(|key| !seen.insert(*key)) else {
                continue;
            };
            let place = violation::pointer(above, &group.module_type);
            first_place.get_or_insert_with(|| {
                if group.form == Form::List {
                    format!("{place}/{index}/key")
                } else {
                    format!("{place}/key")
                }
            });
            if named.insert(key) {
                twice.push(key.to_owned());
            }
        }
    }
    let message = duplicate_keys_message(app_key, &twice);
    let refused = Violation::refused(
        "connect.install.error.duplicate.module.keys",
        first_place?,
        message,
    );
    Some(
        refused
            .seen()
            .advise("give every module a key of its own, over all types"),
    )
}
