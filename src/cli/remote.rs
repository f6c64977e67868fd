//! A running server, reached over its control API.

use std::time::Duration;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::arguments::{Choice, Given, value};
use super::http::{Call, call};

pub(super) const CONTROL: Choice = value(
    "control",
    "URL",
    "the controlUrl that `serve` printed; else $MOCKFLUENCE_CONTROL_URL",
);
pub(super) const TOKEN: Choice = value(
    "control-token",
    "TOKEN",
    "the controlToken, if there is one; else $MOCKFLUENCE_CONTROL_TOKEN",
);
pub(super) const TENANT: Choice = value("tenant", "NAME", "the tenant; not needed if there is one");
pub(super) const APP: Choice = value("app", "KEY", "the app; not needed if there is one");

/// Longer than any wait on the server.
const LIMIT: Duration = Duration::from_secs(90);

/// What went wrong: the server said no, or there is no server.
#[derive(Debug)]
pub(super) enum Failure {
    Refused(Value),
    NotUnderstood(String),
}

impl Failure {
    pub(super) fn words(&self) -> String {
        match self {
            Failure::Refused(body) => body["error"].as_str().unwrap_or_default().to_owned(),
            Failure::NotUnderstood(why) => why.clone(),
        }
    }
}

impl From<String> for Failure {
    fn from(why: String) -> Self {
        Failure::NotUnderstood(why)
    }
}

/// A control API and the tenant that is meant.
pub(super) struct Remote {
    control: String,
    token: Option<String>,
    tenant: Option<String>,
}

impl Remote {
    pub(super) fn from(given: &Given) -> Result<Self, String> {
        let or_env = |name: &str, env: &str| {
            let given = given.get(name).map(str::to_owned);
            given.or_else(|| std::env::var(env).ok())
        };
        let control = or_env("control", "MOCKFLUENCE_CONTROL_URL").ok_or(
            "which server? Give --control URL, or set MOCKFLUENCE_CONTROL_URL to the controlUrl \
             that `mockfluence serve` printed",
        )?;
        Ok(Self {
            control: control.trim_end_matches('/').to_owned(),
            token: or_env("control-token", "MOCKFLUENCE_CONTROL_TOKEN"),
            tenant: given.get("tenant").map(str::to_owned),
        })
    }

    /// The tenant's own resource.
    pub(super) fn tenant(&self) -> Result<Value, Failure> {
        let body = self.get("/tenants")?;
        let tenants = body["tenants"].as_array().cloned().unwrap_or_default();
        let names: Vec<&str> = tenants
            .iter()
            .filter_map(|one| one["name"].as_str())
            .collect();
        let place = match &self.tenant {
            Some(name) => names.iter().position(|one| one == name),
            None if names.len() == 1 => Some(0),
            None => {
                let which = format!("which tenant? --tenant, one of: {}", names.join(", "));
                return Err(which.into());
            }
        };
        let there = names.join(", ");
        match place {
            Some(place) => Ok(tenants[place].clone()),
            None => Err(format!("there is no such tenant; there are: {there}").into()),
        }
    }

    /// The path of the tenant.
    pub(super) fn base(&self) -> Result<String, Failure> {
        let tenant = self.tenant()?;
        let name = tenant["name"].as_str().unwrap_or_default();
        Ok(format!("/tenants/{}", encoded(name)))
    }

    /// The path of an app, by its key or because it is the only one.
    pub(super) fn app(&self, key: Option<&str>) -> Result<String, Failure> {
        let base = self.base()?;
        if let Some(key) = key {
            return Ok(format!("{base}/apps/{}", encoded(key)));
        }
        let tenant = self.tenant()?;
        let apps: Vec<&str> = tenant["apps"]
            .as_array()
            .map(|apps| apps.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default();
        match apps.as_slice() {
            [one] => Ok(format!("{base}/apps/{}", encoded(one))),
            [] => Err("no app is installed; `mockfluence install URL`"
                .to_owned()
                .into()),
            several => Err(format!("which app? One of: {}", several.join(", ")).into()),
        }
    }

    pub(super) fn get(&self, path: &str) -> Result<Value, Failure> {
        self.ask("GET", path, None)
    }

    pub(super) fn post(&self, path: &str, body: &Value) -> Result<Value, Failure> {
        self.ask("POST", path, Some(body))
    }

    /// Status below 400: the body, a string where it is no JSON.
    pub(super) fn ask(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, Failure> {
        let mut headers = vec![("content-type", "application/json".to_owned())];
        if let Some(token) = &self.token {
            headers.push(("authorization", format!("Bearer {token}")));
        }
        let url = format!("{}{path}", self.control);
        let asked = Call {
            method,
            url: &url,
            headers,
            body: body.map(Value::to_string).unwrap_or_default(),
            limit: LIMIT,
        };
        let reply =
            call(&asked).map_err(|why| format!("no answer from {}: {why}", self.control))?;
        let text = String::from_utf8_lossy(&reply.body);
        let body = serde_json::from_str(&text).unwrap_or_else(|_| Value::String(text.into_owned()));
        match reply.status.is_success() {
            true => Ok(body),
            false => Err(Failure::Refused(body)),
        }
    }
}

pub(super) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}
