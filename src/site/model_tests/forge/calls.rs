//! What an app on Forge asks by its tokens, and what it is told: of the site and of the model.

use http::{HeaderMap, HeaderValue};
use serde_json::json;

use super::ModuleCall;
use super::model::ForgeApp;
use super::pair::{Both, Delivered, Taken};
use crate::jwt::InvocationKeys;
use crate::secret::Secret;
use crate::site::{EventAttempt, Page, Rejection, Webhook};

const GATEWAY: &str = "http://tenant/ex/confluence/cloud";
const USER: &str = "557058:ada";

impl Both {
    pub(super) fn take_token(&mut self, id: &'static str, as_user: bool) {
        let Some(app) = self.model.there(id) else {
            return;
        };
        let installation = app.installation;
        let key = InvocationKeys::default().of_access_tokens();
        let account = as_user.then_some(USER);
        let now = self.now * 3_600_000;
        let token = self.pair.site.forge_token(id, account, now, &key);
        let same = |one: &&Taken| {
            (one.id, one.installation, one.as_user) == (id, installation, as_user)
                && self.now - one.at < 2
        };
        match self.tokens.iter().find(same) {
            Some(known) => assert_eq!(token, known.token),
            None => {
                assert!(self.tokens.iter().all(|known| known.token != token));
                self.tokens.push(Taken {
                    token,
                    id,
                    installation,
                    as_user,
                    at: self.now,
                });
            }
        }
    }

    /// Whose token it is, if it is good for what the app alone may ask.
    pub(super) fn opens(&self, taken: &Taken) -> Option<&ForgeApp> {
        let app = self.model.there(taken.id)?;
        let good =
            app.installation == taken.installation && !taken.as_user && self.now - taken.at < 4;
        good.then_some(app)
    }

    pub(super) fn module(&mut self, token: usize, call: ModuleCall) {
        let Some(taken) = self.tokens.get(token) else {
            return;
        };
        let (id, headers, now) = (taken.id, bearer(&taken.token), self.now * 3_600_000);
        let opens = self.opens(taken).is_some();
        let app = self.model.apps.get_mut(id).unwrap();
        let site = &mut self.pair.site;
        let place = |key: usize| app.modules.iter().position(|(known, _)| *known == key);
        let name = |key: usize| self.keys.get(key).map_or("none", String::as_str);
        match call {
            ModuleCall::Make(is_trigger) => {
                let made = site.create_forge_module(&headers, &body(is_trigger), now);
                assert_eq!(status(&made), if opens { 200 } else { 401 });
                if let Ok(module) = made {
                    let key = module["key"].as_str().unwrap().to_owned();
                    assert!(!self.keys.contains(&key), "a key for two");
                    app.modules.push((self.keys.len(), is_trigger));
                    self.keys.push(key);
                }
            }
            ModuleCall::Change(key, is_trigger) => {
                let at = place(key).filter(|_| opens);
                let done = site.replace_forge_module(&headers, name(key), &body(is_trigger), now);
                assert_eq!(status(&done), expected(opens, at.is_some()));
                if let Some(at) = at {
                    app.modules[at].1 = is_trigger;
                }
            }
            ModuleCall::Delete(key) => {
                let at = place(key).filter(|_| opens);
                let done = site.remove_forge_module(&headers, name(key), now);
                assert_eq!(status(&done), expected(opens, at.is_some()));
                if let Some(at) = at {
                    app.modules.remove(at);
                }
            }
            ModuleCall::Read(key) => {
                let shown = app.shown().any(|(known, _)| known == key);
                let read = site.forge_module(&headers, name(key), now);
                assert_eq!(status(&read), expected(opens, shown));
            }
        }
    }

    /// The triggers of an app that are there, by key.
    fn triggers(&self, app: &ForgeApp) -> Vec<String> {
        let own = app.shown().filter(|(_, is_trigger)| *is_trigger);
        let own = own.map(|(key, _)| self.keys[key].clone());
        std::iter::once("static".to_owned()).chain(own).collect()
    }

    pub(super) fn fire(&mut self) {
        let webhook = Webhook::page("page_updated", Page::new(10_000_001, "Runbook"));
        let (calls, _) = self.pair.site.trigger_calls(&webhook, GATEWAY, 0);
        let attempts = calls.into_iter().map(|call| *call.event.unwrap());
        let attempts: Vec<EventAttempt> = attempts.collect();
        let mut hearing = Vec::new();
        for (id, app) in self.model.apps.iter().filter(|(_, app)| app.hears()) {
            let triggers = self.triggers(app).into_iter();
            hearing.extend(triggers.map(|trigger| (*id, app.installation, trigger)));
        }
        assert_eq!(attempts.len(), hearing.len());
        for (attempt, (id, installation, trigger)) in attempts.into_iter().zip(hearing) {
            assert_eq!((attempt.app_id.as_str(), &attempt.trigger), (id, &trigger));
            self.deliveries.push(Delivered {
                attempt,
                id,
                installation,
            });
        }
    }

    pub(super) fn retry(&mut self, number: usize) {
        let Some(delivered) = self.deliveries.get(number) else {
            return;
        };
        let app = self.model.there(delivered.id);
        let same = app.filter(|app| app.installation == delivered.installation);
        let there = same.is_some_and(|app| self.triggers(app).contains(&delivered.attempt.trigger));
        let call = self
            .pair
            .site
            .retry_call(delivered.attempt.clone(), GATEWAY, "TIMEOUT_ERROR");
        assert_eq!(call.is_some(), there);
    }
}

pub(super) fn bearer(token: &Secret) -> HeaderMap {
    let value = format!("Bearer {}", token.expose());
    let value = HeaderValue::from_str(&value).unwrap();
    HeaderMap::from_iter([(http::header::AUTHORIZATION, value)])
}

fn body(is_trigger: bool) -> Vec<u8> {
    let module = match is_trigger {
        true => json!({ "type": "trigger", "data": {
            "endpoint": "hears", "events": ["avi:confluence:updated:page"]
        } }),
        false => json!({ "type": "confluence:contentBylineItem", "data": { "title": "Incident" } }),
    };
    module.to_string().into_bytes()
}

fn status<T>(answer: &Result<T, Rejection>) -> u16 {
    answer
        .as_ref()
        .map_or_else(|refused| refused.status, |_| 200)
}

fn expected(opens: bool, is_there: bool) -> u16 {
    match (opens, is_there) {
        (false, _) => 401,
        (true, false) => 404,
        (true, true) => 200,
    }
}
