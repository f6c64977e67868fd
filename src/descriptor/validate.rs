//! The rules, in the order the host applies them.

use std::collections::HashSet;

use serde_json::Value;

use super::document::{Authentication, Descriptor};
use super::module::{Form, Group, Modules};
use super::module_types::{self, ModuleType};
use super::rules::Rules;
use super::violation::{self, Violation, duplicate_keys_message};

/// Everything that is wrong with a descriptor.
pub(crate) fn descriptor(descriptor: &Descriptor, rules: &Rules) -> Vec<Violation> {
    let mut found = root(descriptor);
    found.extend(base_url(descriptor, rules));
    found.extend(installed_callback(descriptor));
    for group in descriptor.modules().groups() {
        found.extend(unknown_type(group, "/modules").or_else(|| wrong_form(group, "/modules")));
    }
    found.extend(webhooks_need_read(
        descriptor.modules(),
        descriptor,
        "/modules",
    ));
    found.extend(duplicate_keys(
        descriptor.modules(),
        descriptor.key(),
        "/modules",
    ));
    found
}

/// Everything that is wrong with the body of a dynamic registration by this app: unknown types and types that cannot be
/// registered dynamically, the schema of each module, scopes, and keys used twice in the body itself.
///
/// Keys that are taken already, and the limit of 100, are for the registry to judge.
///
/// ```
/// use mockfluence::descriptor::{Descriptor, Modules, Rules, validate_dynamic};
///
/// let app = Descriptor::parse(r#"{"key": "my-app", "scopes": []}"#).unwrap();
/// let posted = Modules::parse(r#"{"webhooks": [{"event": "page_created", "url": "/hook"}]}"#).unwrap();
/// let found = validate_dynamic(&posted, &app, &Rules::default());
/// assert_eq!(found[0].sub_code, "connect.install.error.missing.scope");
/// ```
pub fn validate_dynamic(modules: &Modules, app: &Descriptor, rules: &Rules) -> Vec<Violation> {
    let mut found = Vec::new();
    for group in modules.groups() {
        let refused = unknown_type(group, "");
        found.extend(
            refused
                .or_else(|| not_dynamic(group, rules))
                .or_else(|| wrong_form(group, "")),
        );
    }
    found.extend(webhooks_need_read(modules, app, ""));
    found.extend(duplicate_keys(modules, app.key(), ""));
    found
}

fn root(descriptor: &Descriptor) -> Vec<Violation> {
    let value = descriptor.value();
    let needed = ["key", "baseUrl", "authentication"];
    let missing: Vec<&str> = needed
        .into_iter()
        .filter(|name| value.get(name).is_none())
        .collect();
    let mut found = Vec::new();
    if !missing.is_empty() {
        let advice = format!("add {}", missing.join(", "));
        found.push(Violation::schema("", violation::missing(&missing)).advise(advice));
    }
    for (name, allowed) in [
        ("key", "string"),
        ("baseUrl", "string"),
        ("authentication", "object"),
        ("modules", "object"),
    ] {
        if let Some(member) = value
            .get(name)
            .filter(|member| violation::type_name(member) != allowed)
        {
            let message = violation::wrong_type(member, &[allowed]);
            found.push(
                Violation::schema(format!("/{name}"), message)
                    .advise(format!("make it a JSON {allowed}")),
            );
        }
    }
    found
}

fn base_url(descriptor: &Descriptor, rules: &Rules) -> Option<Violation> {
    let written = descriptor.value().get("baseUrl").and_then(Value::as_str)?;
    let scheme = written
        .split_once(':')
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    let (sub_code, message) = match scheme.as_deref() {
        Some("https") => return None,
        Some("http") if rules.http_base_url => return None,
        Some(scheme) if is_scheme(scheme) => (
            "connect.install.error.base_url.no_tls",
            "Installation failed. The app requested authentication but did not specify a secure base URL \
             (beginning with https://) in its descriptor.",
        ),
        _ => (
            "connect.install.error.base_url.no_scheme",
            "Installation failed. The app defines a base URL that does not include a HTTP scheme (e.g. https).",
        ),
    };
    Some(Violation::refused(sub_code, "/baseUrl", message).advise("start baseUrl with https://"))
}

fn is_scheme(text: &str) -> bool {
    let rest = |letter: char| letter.is_ascii_alphanumeric() || "+-.".contains(letter);
    text.starts_with(|first: char| first.is_ascii_alphabetic()) && text.chars().all(rest)
}

fn installed_callback(descriptor: &Descriptor) -> Option<Violation> {
    let told = descriptor
        .lifecycle("installed")
        .is_some_and(|path| !path.is_empty());
    if descriptor.authentication() == Authentication::None || told {
        return None;
    }
    let message = "Installation failed. The app descriptor requested JWT authentication (or did not specify an \
                   \"authentication\" property, and defaulted to JWT) but did not specify an \"installed\" lifecycle \
                   callback to receive the authentication credentials. Please contact the app vendor or try again later.";
    let sub_code = "connect.install.error.auth.with.no.installed.callback";
    let advice = "add lifecycle.installed, or set authentication.type to none";
    Some(Violation::refused(sub_code, "/lifecycle", message).advise(advice))
}

fn unknown_type(group: &Group, above: &str) -> Option<Violation> {
    if module_types::find(&group.module_type).is_some() {
        return None;
    }
    Some(
        unknown_module(group, above)
            .seen()
            .advise("remove it: Confluence has no such module type"),
    )
}

fn not_dynamic(group: &Group, rules: &Rules) -> Option<Violation> {
    if rules.dynamic_types.allows(&group.module_type) {
        return None;
    }
    Some(
        unknown_module(group, "")
            .advise("declare it in the descriptor: it cannot be registered dynamically"),
    )
}

fn unknown_module(group: &Group, above: &str) -> Violation {
    let name = &group.module_type;
    let message = format!(
        "Installation failed. The app defined an unknown module({name}). Please contact Atlassian support."
    );
    Violation::refused(
        "connect.install.error.unknown.module",
        pointer(above, name),
        message,
    )
}

fn wrong_form(group: &Group, above: &str) -> Option<Violation> {
    let known: &ModuleType = module_types::find(&group.module_type)?;
    let place = pointer(above, &group.module_type);
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

fn webhooks_need_read(modules: &Modules, app: &Descriptor, above: &str) -> Option<Violation> {
    let some = modules
        .iter()
        .any(|(module_type, _)| module_type == "webhooks");
    if !some || app.has_scope("READ") {
        return None;
    }
    let message = "The app defines features that require the READ scope, but does not request the READ scope in its descriptor.";
    let refused = Violation::refused(
        "connect.install.error.missing.scope",
        pointer(above, "webhooks"),
        message,
    );
    Some(refused.seen().advise("add READ to scopes"))
}

fn duplicate_keys(modules: &Modules, app_key: &str, above: &str) -> Option<Violation> {
    let mut seen = HashSet::new();
    let mut named = HashSet::new();
    let again = modules.keys().into_iter().filter(|key| !seen.insert(*key));
    let twice: Vec<String> = again
        .filter(|key| named.insert(*key))
        .map(str::to_owned)
        .collect();
    if twice.is_empty() {
        return None;
    }
    let message = duplicate_keys_message(app_key, &twice);
    let refused = Violation::refused(
        "connect.install.error.duplicate.module.keys",
        above,
        message,
    );
    Some(
        refused
            .seen()
            .advise("give every module a key of its own, over all types"),
    )
}

fn pointer(above: &str, name: &str) -> String {
    format!("{above}/{}", name.replace('~', "~0").replace('/', "~1"))
}
