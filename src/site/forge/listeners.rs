//! Who hears of an event: the triggers of the apps on Forge, and why others do not.

use std::fmt;

use serde_json::Value;

use super::attempt::EventAttempt;
use super::event_name::forge_event;
use super::installation::ForgeInstallation;
use crate::manifest::{Trigger, event_scopes};
use crate::settings::EventEnvelope;
use crate::site::Site;
use crate::site::callback::Callback;
use crate::site::installation::Status;
use crate::site::webhook::Webhook;

/// A trigger that names an event and is not called for it, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unreached {
    trigger: String,
    event: String,
    why: String,
}

impl Unreached {
    pub(super) fn by_function(event: &str, trigger: &str, function: &str) -> Self {
        Self {
            trigger: trigger.to_owned(),
            event: event.to_owned(),
            why: by_function(function),
        }
    }
}

fn by_function(function: &str) -> String {
    format!("it calls the function `{function}`, which runs on Forge and nowhere else")
}

impl fmt::Display for Unreached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            trigger,
            event,
            why,
        } = self;
        write!(f, "`{event}` does not reach the trigger `{trigger}`: {why}")
    }
}

impl Site {
    /// The calls that an event leads to, of each app on Forge in turn, and the triggers that are left out.
    pub(crate) fn trigger_calls(
        &self,
        webhook: &Webhook,
        gateway: &str,
        now_millis: i64,
    ) -> (Vec<Callback>, Vec<Unreached>) {
        let (mut calls, mut unreached) = (Vec::new(), Vec::new());
        let Some(name) = forge_event(webhook.event()) else {
            return (calls, unreached);
        };
        let bodies = self.forge_bodies(webhook, &name, now_millis);
        let apps = self.forge.apps.values();
        for app in apps.filter(|app| app.status == Status::Enabled) {
            let by_itself = webhook.made_by.as_deref().is_some_and(|made| {
                made == app.manifest.app_id() || Some(made) == app.manifest.connect_key()
            });
            for trigger in app.triggers() {
                if !trigger.events().contains(&name.as_str()) {
                    continue;
                }
                let scopes = app.manifest.scopes();
                let missing = event_scopes(&name, &scopes);
                let why = if !missing.is_empty() {
                    Some(format!("the app has no scope {}", missing.join(", ")))
                } else if by_itself && trigger.ignores_self(&name) {
                    Some("the app has brought it about, and `ignoreSelf` is on".to_owned())
                } else if trigger.wants_licence() && !app.is_licensed() {
                    Some("the app has no active licence, and `appIsLicensed` is on".to_owned())
                } else {
                    trigger.function().map(by_function)
                };
                let called = bodies.iter().filter_map(|body| {
                    let mut body = body.clone();
                    let given = matches!(&body, Value::Object(fields) if fields.contains_key("selfGenerated"));
                    if let Some(fields) = body.as_object_mut().filter(|_| !given) {
                        fields.insert("selfGenerated".into(), by_itself.into());
                    }
                    self.trigger_call(app, trigger, &name, gateway, body)
                });
                match why {
                    Some(why) => unreached.push(Unreached {
                        trigger: trigger.key().to_owned(),
                        event: name.clone(),
                        why,
                    }),
                    None => calls.extend(called),
                }
            }
        }
        (calls, unreached)
    }

    /// The calls by which an app hears of its own life, and the triggers that are left out.
    pub(crate) fn life_calls(
        &self,
        app_id: &str,
        event: &str,
        gateway: &str,
    ) -> (Vec<Callback>, Vec<Unreached>) {
        let (mut calls, mut unreached) = (Vec::new(), Vec::new());
        let Some(app) = self.forge_app(app_id) else {
            return (calls, unreached);
        };
        let body = self.forge_life(app, event);
        for trigger in app.triggers().filter(|one| one.events().contains(&event)) {
            if let Some(function) = trigger.function() {
                unreached.push(Unreached::by_function(event, trigger.key(), function));
            }
            calls.extend(self.trigger_call(app, trigger, event, gateway, body.clone()));
        }
        (calls, unreached)
    }

    fn trigger_call(
        &self,
        app: &ForgeInstallation,
        trigger: Trigger<'_>,
        event: &str,
        gateway: &str,
        body: Value,
    ) -> Option<Callback> {
        let attempt = EventAttempt {
            app_id: app.manifest.app_id().to_owned(),
            place: app.place,
            event: event.to_owned(),
            trigger: trigger.key().to_owned(),
            body,
            retries: 0,
            reason: None,
            due_millis: None,
        };
        self.attempt_call(app, trigger, gateway, attempt, None)
    }

    /// The next attempt of an event, with why it is made; none if the app is not there any more as it was.
    pub(crate) fn retry_call(
        &self,
        attempt: EventAttempt,
        gateway: &str,
        reason: &str,
    ) -> Option<Callback> {
        let app = self.forge_app(&attempt.app_id)?;
        let there = app.status == Status::Enabled && app.place == attempt.place;
        let mut triggers = app.triggers().filter(|_| there);
        let trigger = triggers.find(|one| one.key() == attempt.trigger)?;
        self.attempt_call(app, trigger, gateway, attempt, Some(reason))
    }

    fn attempt_call(
        &self,
        app: &ForgeInstallation,
        trigger: Trigger<'_>,
        gateway: &str,
        attempt: EventAttempt,
        reason: Option<&str>,
    ) -> Option<Callback> {
        let endpoint = app.manifest.endpoint(trigger.endpoint()?)?;
        let mut body = attempt.body.clone();
        if let (Some(fields), Some(reason)) = (body.as_object_mut(), reason) {
            let context = serde_json::json!({
                "retryCount": attempt.retries, "retryReason": reason, "retryData": null,
            });
            fields.insert("retryContext".into(), context);
        }
        if self.settings().event_envelope == EventEnvelope::Payload {
            body = serde_json::json!({ "payload": body });
        }
        let module = self.event_module("trigger", trigger.key());
        let mut call = self.event_call(app, gateway, module, endpoint, &body)?;
        call.event = Some(Box::new(EventAttempt {
            reason: reason.map(str::to_owned),
            ..attempt
        }));
        Some(call)
    }

    /// Whether a trigger of an enabled app on Forge names this event.
    pub(in crate::site) fn triggers_on(&self, event: &str) -> bool {
        let Some(name) = forge_event(event) else {
            return false;
        };
        let apps = self.forge.apps.values();
        let mut apps = apps.filter(|app| app.status == Status::Enabled);
        apps.any(|app| {
            app.triggers()
                .any(|one| one.events().contains(&name.as_str()))
        })
    }
}
