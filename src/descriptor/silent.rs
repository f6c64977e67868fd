//! What the host takes from a module without a word, though it does nothing or not what was meant.

use serde_json::Value;

use super::known_names;
use super::rules::Rules;
use super::schema::{ModuleKind, ModuleType};
use super::url::is_absolute;
use super::violation::Violation;

/// What one module says in vain.
pub(crate) fn judge(
    module: &Value,
    known: &ModuleType,
    place: &str,
    rules: &Rules,
) -> Vec<Violation> {
    let mut found = Vec::new();
    found.extend(absolute_url(module, known, place, rules));
    found.extend(foreign_location(module, place, rules));
    match known.kind {
        ModuleKind::Webhook => found.extend(unknown_event(module, place, rules)),
        ModuleKind::Item if known.body.leaves_out("url") => {
            found.extend(missing_url(module, place, rules));
        }
        _ => {}
    }
    found
}

fn absolute_url(
    module: &Value,
    known: &ModuleType,
    place: &str,
    rules: &Rules,
) -> Option<Violation> {
    let relative = matches!(
        known.kind,
        ModuleKind::Page | ModuleKind::Panel | ModuleKind::Remote | ModuleKind::Webhook
    );
    let url = module
        .get("url")?
        .as_str()
        .filter(|url| relative && is_absolute(url))?;
    let message = format!(
        "the url {} is absolute: the host puts the base URL before it",
        Value::from(url)
    );
    let doubtful = Violation::refused("warning.url.absolute", format!("{place}/url"), message);
    doubtful
        .advise("write it relative to baseUrl")
        .under(rules.absolute_module_urls)
}

fn foreign_location(module: &Value, place: &str, rules: &Rules) -> Option<Violation> {
    let location = module
        .get("location")?
        .as_str()
        .filter(|location| known_names::is_jira_location(location))?;
    let message = format!(
        "the location {} is Jira's: nothing is shown on Confluence",
        Value::from(location)
    );
    let doubtful = Violation::refused(
        "warning.location.foreign",
        format!("{place}/location"),
        message,
    );
    doubtful
        .advise("use a location of Confluence")
        .under(rules.foreign_locations)
}

fn unknown_event(module: &Value, place: &str, rules: &Rules) -> Option<Violation> {
    let event = module
        .get("event")?
        .as_str()
        .filter(|event| !known_names::is_event(event))?;
    let message = format!(
        "Confluence has no webhook event {}: it is never fired",
        Value::from(event)
    );
    let advice = match event
        .strip_suffix("_deleted")
        .map(|family| format!("{family}_removed"))
    {
        Some(removed) if known_names::is_event(&removed) => format!("did you mean {removed}?"),
        _ if event.starts_with("jira:") => "remove it: this is an event of Jira".to_owned(),
        _ => match known_names::meant_event(event) {
            Some(meant) => format!("did you mean {meant}?"),
            None => "correct its name, or remove it".to_owned(),
        },
    };
    let doubtful = Violation::refused(
        "warning.webhook.event.unknown",
        format!("{place}/event"),
        message,
    );
    doubtful.advise(advice).under(rules.unknown_events)
}

/// Documented as required unless a dialog module is the target; the schema does not say so.
fn missing_url(module: &Value, place: &str, rules: &Rules) -> Option<Violation> {
    let target = module["target"]["type"].as_str().unwrap_or_default();
    if module.get("url").is_some() || target.eq_ignore_ascii_case("dialogmodule") {
        return None;
    }
    let message = "the item has no url and its target is no dialog module: it leads nowhere";
    let doubtful = Violation::refused("warning.item.without.url", place, message);
    doubtful
        .advise("add url, or make the target a dialogmodule")
        .under(rules.missing_item_url)
}
