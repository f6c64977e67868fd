//! Who hears of an event: the webhook modules of enabled apps.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::Site;
use super::base_url::with_parameters;
use super::callback::Callback;
use super::installation::{Installation, Status};
use super::webhook::Webhook;
use crate::settings::WebhookQuery;

impl Site {
    /// The requests that an event leads to: to each webhook module for it, static ones first, of
    /// each enabled app.
    pub(crate) fn webhook_calls(&self, webhook: &Webhook, now_millis: i64) -> Vec<Callback> {
        let body = webhook.body(self, now_millis).to_string();
        let enabled = self
            .apps
            .values()
            .filter(|app| app.status == Status::Enabled && !self.connect_ended);
        let calls = enabled.flat_map(|app| {
            webhooks_for(app, webhook.event()).map(|(url, bodiless)| {
                let path = with_parameters(url, &self.webhook_query(app, webhook));
                let body = if bodiless { "" } else { &body };
                Callback {
                    payload: body.to_owned(),
                    ..self.request(app, "POST", path)
                }
            })
        });
        calls.collect()
    }

    fn webhook_query(&self, app: &Installation, webhook: &Webhook) -> String {
        match self.settings().webhook_query {
            WebhookQuery::User => {
                let user = webhook.actor().map_or_else(|| self.admin(), str::to_owned);
                let user = utf8_percent_encode(&user, NON_ALPHANUMERIC);
                format!("user_id={user}&user_key={user}")
            }
            _ => format!("lic={}", app.licence.in_urls()),
        }
    }
}

/// The URLs of an app's webhook modules for an event, and whether each wants no body.
fn webhooks_for<'a>(app: &'a Installation, event: &str) -> impl Iterator<Item = (&'a str, bool)> {
    webhooks(app).filter_map(move |value| {
        let url = value["url"].as_str()?;
        let listens = value["event"].as_str() == Some(event);
        listens.then_some((url, value["excludeBody"] == true))
    })
}

/// Whether an app has a webhook for an event.
pub(super) fn listens(app: &Installation, event: &str) -> bool {
    webhooks_for(app, event).next().is_some()
}

/// The URLs of all of them.
pub(super) fn webhook_urls(app: &Installation) -> impl Iterator<Item = &str> {
    webhooks(app).filter_map(|value| value["url"].as_str())
}

fn webhooks(app: &Installation) -> impl Iterator<Item = &Value> {
    let statics = app.descriptor.modules().iter();
    let modules = statics.chain(app.dynamic.modules().iter());
    let webhooks = modules.filter(|(kind, _)| *kind == "webhooks");
    webhooks.map(|(_, module)| module.value())
}
