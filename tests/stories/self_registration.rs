//! The backend installs itself through the app manager's REST when it starts, as ACE apps do.

use std::time::Duration;

use serde_json::{Value, json};

use super::backend::{Backend, Habit};

/// How often a backend that gives up asks for its task.
const PATIENCE: usize = 3;

impl Backend {
    /// Installs itself on the host; what came of it in the words of the backend's own log.
    pub(crate) async fn register_itself(&self, host: &str) -> Result<String, String> {
        let plugins = format!("{host}/rest/plugins/1.0");
        let settings: Value = self.fetch(&format!("{plugins}/settings")).await?;
        let listings = settings["settings"].as_array().into_iter().flatten();
        let off =
            |one: &Value| one["key"] == "connectDeveloperListingsEnabled" && one["value"] == false;
        if !self.inner.has(Habit::GivesUpOnManager) && listings.into_iter().any(off) {
            return Err("development mode is off on this host".into());
        }
        let task = self.ask_for_install(&plugins).await?;
        let origin = host.trim_end_matches("/wiki");
        let mut asked = 0;
        loop {
            asked += 1;
            let task = format!("{origin}{task}");
            let reply = self.get(&task).await?;
            if reply.status() == 303 {
                return Ok("registered".into());
            }
            let body: Value = reply.json().await.map_err(|error| error.to_string())?;
            if body["status"]["done"] == true {
                let why = body["status"]["errorMessage"].as_str();
                return Err(why.unwrap_or("no reason given").into());
            }
            if asked == PATIENCE && self.inner.has(Habit::GivesUpOnManager) {
                return Err("not registered; no compatible hosts detected".into());
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    async fn ask_for_install(&self, plugins: &str) -> Result<String, String> {
        let reply = self.get(&format!("{plugins}/")).await?;
        let token = reply.headers().get("upm-token").ok_or("no upm-token")?;
        let token = token.to_str().map_err(|error| error.to_string())?;
        let request = self
            .inner
            .http
            .post(format!("{plugins}/?token={token}"))
            .basic_auth("admin", Some("admin"))
            .json(&json!({ "pluginUri": self.descriptor_url() }));
        let reply = request.send().await.map_err(|error| error.to_string())?;
        let task: Value = reply.json().await.map_err(|error| error.to_string())?;
        let link = task["links"]["self"].as_str().ok_or("no link to a task")?;
        Ok(link.to_owned())
    }

    async fn fetch(&self, url: &str) -> Result<Value, String> {
        let reply = self.get(url).await?;
        reply.json().await.map_err(|error| error.to_string())
    }

    async fn get(&self, url: &str) -> Result<reqwest::Response, String> {
        let request = self.inner.http.get(url).basic_auth("admin", Some("admin"));
        request.send().await.map_err(|error| error.to_string())
    }
}
