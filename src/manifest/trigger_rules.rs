//! What is wrong with triggers, schedules and `preUninstall`.

use serde_json::Value;

use super::document::Manifest;
use super::linter::{DOCUMENT, MODULE, refused};
use super::module::Trigger;
use super::product_event::{event_scopes, known_event};
use crate::descriptor::{Told, Violation};

/// The linter's name for its rule about scopes.
const SCOPES: &str = "permission-scope-required";

/// How many schedules an app may have.
const MOST_SCHEDULES: usize = 5;

pub(super) fn judge(manifest: &Manifest, found: &mut Told) {
    for kind in ["trigger", "scheduledTrigger", "preUninstall"] {
        for (index, module) in manifest.modules(kind).enumerate() {
            let place = format!("/modules/{kind}/{index}");
            called(manifest, kind, module, &place, found);
        }
    }
    for (index, trigger) in manifest.triggers().enumerate() {
        events(
            manifest,
            trigger,
            &format!("/modules/trigger/{index}"),
            found,
        );
    }
    for (index, schedule) in manifest.scheduled_triggers().enumerate() {
        let place = format!("/modules/scheduledTrigger/{index}");
        if index == MOST_SCHEDULES {
            let message = format!("an app can declare up to {MOST_SCHEDULES} scheduled triggers");
            found.push(refused(MODULE, place.as_str(), message));
        }
        let intervals = ["fiveMinute", "hour", "day", "week"];
        if schedule
            .interval()
            .is_none_or(|interval| !intervals.contains(&interval))
        {
            let message = "scheduledTrigger.interval should be equal to one of the allowed values: fiveMinute, hour, day, week";
            found.push(refused(DOCUMENT, format!("{place}/interval"), message));
        }
    }
}

/// What is called must be there; what events are delivered to needs a path, and gets no user's token.
fn called(manifest: &Manifest, kind: &str, module: &Value, place: &str, found: &mut Told) {
    let key = module["key"].as_str();
    if key.is_none_or(str::is_empty) {
        let message = format!("{kind} should have required property 'key'");
        found.push(refused(DOCUMENT, place, message));
    }
    let key = key.unwrap_or_default();
    let Some(endpoint) = module["endpoint"].as_str() else {
        if module["function"].is_null() {
            let message = format!("{kind} '{key}' should have 'function' or 'endpoint'");
            found.push(refused(DOCUMENT, place, message));
        }
        return;
    };
    let at_endpoint = format!("{place}/endpoint");
    let Some(known) = manifest.endpoint(endpoint) else {
        let message = format!("{kind} references undefined endpoint module with key '{endpoint}'");
        found.push(refused(MODULE, at_endpoint, message).seen());
        return;
    };
    // The linter judges triggers alone; what is called without a user and without a front end needs the same.
    let judged = |violation: Violation| match kind {
        "trigger" => violation.seen(),
        _ => violation,
    };
    let what = format!("Trigger module: '{key}' using remote endpoint: '{endpoint}'");
    if known.has_user_token() && kind == "trigger" {
        let message = format!("{what} only supports appSystemToken. Update appUserToken to false.");
        found.push(judged(refused(MODULE, at_endpoint.as_str(), message)));
    }
    if known.path().is_none() {
        let message = format!("{what} requires 'route' parameter.");
        found.push(judged(refused(MODULE, at_endpoint, message)));
    }
}

/// What Forge takes, or its linter refuses, and no backend hears of: a warning, for the tenant can show what comes of it.
fn events(manifest: &Manifest, trigger: Trigger<'_>, place: &str, found: &mut Told) {
    if trigger.events().is_empty() {
        let message = "trigger should have required property 'events'";
        found.push(refused(DOCUMENT, place, message));
    }
    let scopes = manifest.scopes();
    for event in trigger.events() {
        let at_events = format!("{place}/events");
        if let Err(meant) = known_event(event) {
            let why = match event {
                "avi:forge:uninstalled:app" => {
                    "Forge sends no event for an uninstall: declare `preUninstall`, or `uninstalled` of a Connect half"
                        .to_owned()
                }
                _ => format!("no such event is documented{meant}"),
            };
            let warning = Violation::warning(
                "warning.event.unknown",
                at_events.as_str(),
                format!("`{event}`: {why}"),
            );
            found.push(warning);
        }
        for scope in event_scopes(event, &scopes) {
            let message = format!("Trigger event: '{event}' requires '{scope}' scope");
            let warning = Violation::warning(SCOPES, at_events.as_str(), message).seen();
            found.push(warning.advise("`forge lint` refuses it; here the event is not delivered"));
        }
        if trigger.0["filter"]["expression"].is_string() {
            let message = "the tenant does not evaluate `expression`: every event is delivered";
            found.push(Violation::warning(
                "warning.event.expression",
                format!("{place}/filter"),
                message,
            ));
        }
        if trigger.ignores_self(event) && !event.starts_with("avi:jira:") {
            let message = "Trigger filtering with ignoreSelf works only with Jira events";
            let warning = Violation::warning(MODULE, format!("{place}/filter"), message).seen();
            found.push(warning.advise(
                "the linter still says so; the documentation of August 2026 has it for events of Confluence, and so has the tenant",
            ));
        }
    }
}
