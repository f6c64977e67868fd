//! Calls to the tenant: with an end to every wait and every retry.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::pages::unavailable;
use super::tokens::sign;
use super::{App, Site};

const MODULES: &str = "/rest/atlassian-connect/1/app/module/dynamic";
const RUNBOOK: &str = "/rest/api/content/10000001";
const PROPERTY: &str = "/rest/api/content/10000001/property/board";

/// Status, seconds of `Retry-After`, body. Nothing where no whole reply came.
type Reply = Option<(u16, Option<u64>, String)>;

impl App {
    async fn call(&self, site: &Site, method: &str, path: &str, body: Option<Value>) -> Reply {
        let url = format!("{}{path}", site.base_url);
        let method_ = method.parse().ok()?;
        let token = sign(method, path, &site.secret);
        let mut request = self
            .http
            .request(method_, url)
            .header("authorization", format!("JWT {token}"));
        if let Some(body) = body {
            request = request.json(&body);
        }
        let reply = request.send().await.ok()?;
        let wait = reply.headers().get("retry-after");
        let wait = wait.and_then(|value| value.to_str().ok()?.parse().ok());
        Some((reply.status().as_u16(), wait, reply.text().await.ok()?))
    }

    /// The same, once more for what passes.
    async fn asked(&self, site: &Site, method: &str, path: &str, body: Option<Value>) -> Reply {
        let mut left = 2;
        loop {
            let reply = self.call(site, method, path, body.clone()).await;
            let pause = match &reply {
                Some((429, wait, _)) if !self.has("comes-back-too-early") => wait.unwrap_or(1),
                Some((429 | 500..=599, ..)) | None => 0,
                Some(_) => return reply,
            };
            if left == 0 || pause > 5 {
                return reply;
            }
            if !self.has("retries-for-ever") {
                left -= 1;
            }
            tokio::time::sleep(Duration::from_millis(pause * 1000 + 20)).await;
        }
    }

    /// Registers the module of the app, unless it is there.
    pub(super) async fn register(&self, site: &Site) {
        let done = self.registered(&site.client_key);
        let kept = self.has("registers-once") || self.has("one-try-only");
        if done > 0 && kept || self.has("first-site-only") && !self.is_first(&site.client_key) {
            return;
        }
        if self.has("one-try-only") {
            self.call(site, "POST", MODULES, Some(self.dynamic(done)))
                .await;
            return;
        }
        if !self.has("registers-what-is-there") {
            let there = self.asked(site, "GET", MODULES, None).await;
            let Some((200, _, there)) = there else {
                return;
            };
            if there.contains("\"incident-1\"") {
                return;
            }
        }
        loop {
            let reply = self
                .asked(site, "POST", MODULES, Some(self.dynamic(done)))
                .await;
            let refused = !matches!(reply, Some((200, ..)));
            if !(refused && self.has("registers-for-ever")) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// How often modules were registered on this site, with this time.
    fn registered(&self, client_key: &str) -> usize {
        let mut memory = self.memory();
        let times = memory.registered.entry(client_key.to_owned()).or_default();
        *times += 1;
        *times - 1
    }

    fn is_first(&self, client_key: &str) -> bool {
        let mut memory = self.memory();
        let first = memory.first.get_or_insert_with(|| client_key.to_owned());
        first == client_key
    }

    /// The title of the runbook.
    pub(super) async fn runbook(&self, site: &Site) -> Result<String, StatusCode> {
        let reply = match self.has("asks-for-ever") {
            true => loop {
                let reply = self.call(site, "GET", RUNBOOK, None).await;
                if matches!(reply, Some((200, ..))) {
                    break reply;
                }
            },
            // An app that does not ask again sees every answer as it is.
            false if self.bug.starts_with("dies-of") || self.has("never-answers-a-page") => {
                self.call(site, "GET", RUNBOOK, None).await
            }
            false => self.asked(site, "GET", RUNBOOK, None).await,
        };
        let text = match reply {
            Some((200, _, text)) => text,
            Some((status, ..)) if self.bug == format!("dies-of-{status}") => died(),
            Some((503, ..)) if self.has("never-answers-a-page") => {
                std::future::pending::<String>().await
            }
            None if self.has("dies-of-no-reply") => died(),
            _ => return Err(unavailable(site)),
        };
        let json: Result<Value, _> = serde_json::from_str(&text);
        match json {
            Ok(json) => Ok(json["title"].as_str().unwrap_or_default().to_owned()),
            Err(_) if self.has("dies-of-nonsense") => died(),
            Err(_) => Err(unavailable(site)),
        }
    }

    /// Writes down that an event came.
    pub(super) async fn note_event(&self, site: &Site) -> StatusCode {
        let version = match self.asked(site, "GET", PROPERTY, None).await {
            Some((200, _, text)) => {
                let there: Value = serde_json::from_str(&text).unwrap_or_default();
                there["version"]["number"].as_u64().map(|number| number + 1)
            }
            Some((404, ..)) => Some(1),
            _ => None,
        };
        let Some(version) = version else {
            return self.told(unavailable(site));
        };
        let body =
            json!({ "key": "board", "value": { "seen": true }, "version": { "number": version } });
        match self.asked(site, "PUT", PROPERTY, Some(body)).await {
            Some((200 | 201, ..)) => StatusCode::NO_CONTENT,
            _ => self.told(unavailable(site)),
        }
    }

    fn told(&self, failed: StatusCode) -> StatusCode {
        match self.has("reports-success-of-what-failed") {
            true => StatusCode::NO_CONTENT,
            false => failed,
        }
    }
}

/// Ends the task that serves the request, as an exception does that nobody catches. Without the words that
/// a panic has, as it is meant.
fn died() -> ! {
    std::panic::resume_unwind(Box::new(()))
}
