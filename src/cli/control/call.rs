//! What a control request asks, and how it is answered.

use std::collections::BTreeMap;

use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{HeaderMap, StatusCode};
use mockfluence::{InstallError, InstalledApp, Tenant};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::farm::Farm;

/// A request once its route is found.
pub(super) struct Call {
    pub(super) path: BTreeMap<String, String>,
    pub(super) query: BTreeMap<String, String>,
    pub(super) body: Bytes,
}

impl Call {
    /// The body as this type.
    pub(super) fn json<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        let body: &[u8] = if self.body.is_empty() {
            b"{}"
        } else {
            &self.body
        };
        serde_json::from_slice(body)
            .map_err(|error| Problem::new(400, format!("the body cannot be read: {error}")))
    }

    fn named(&self, what: &str) -> &str {
        self.path.get(what).map_or("", String::as_str)
    }

    pub(super) fn tenant(&self, farm: &Farm) -> Result<Tenant, Problem> {
        let name = self.named("tenant");
        farm.tenant(name).ok_or_else(|| {
            let there = farm.names().join(", ");
            Problem::new(
                404,
                format!("there is no tenant `{name}`; there are: {there}"),
            )
        })
    }

    pub(super) fn app(&self, farm: &Farm) -> Result<InstalledApp, Problem> {
        let (tenant, key) = (self.tenant(farm)?, self.named("app"));
        tenant.app(key).ok_or_else(|| {
            Problem::new(
                404,
                format!("no app `{key}` was ever installed on `{}`", tenant.name()),
            )
        })
    }

    /// A number in the path or the query.
    pub(super) fn number<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, Problem> {
        let Some(text) = self.query.get(name).or_else(|| self.path.get(name)) else {
            return Ok(None);
        };
        let number = text.parse();
        number
            .map(Some)
            .map_err(|_| Problem::new(400, format!("{name}={text}: not a number that fits")))
    }
}

/// A good answer.
#[derive(Debug)]
pub(super) struct Answer {
    status: u16,
    content_type: &'static str,
    body: String,
}

pub(super) type Outcome = Result<Answer, Problem>;

impl Answer {
    #[allow(clippy::unnecessary_wraps)]
    pub(super) fn json(status: u16, body: &Value) -> Outcome {
        Self::text(status, "application/json", body.to_string())
    }

    #[allow(clippy::unnecessary_wraps)]
    pub(super) fn text(status: u16, content_type: &'static str, body: String) -> Outcome {
        Ok(Self {
            status,
            content_type,
            body,
        })
    }

    pub(super) fn none() -> Outcome {
        Self::text(204, "", String::new())
    }
}

/// Why there is no good answer: `{"error": …}` and what else helps.
#[derive(Debug)]
pub(in crate::cli) struct Problem {
    pub(super) status: u16,
    pub(super) body: Value,
}

impl Problem {
    /// What is wrong, for a person at a terminal.
    pub(in crate::cli) fn words(&self) -> String {
        self.body["error"].as_str().unwrap_or_default().to_owned()
    }

    pub(super) fn new(status: u16, error: impl Into<String>) -> Self {
        Self {
            status,
            body: json!({ "error": error.into() }),
        }
    }
}

/// The host refused, or the app did: 422 with the host's code; a command that makes no sense: 409.
impl From<InstallError> for Problem {
    fn from(error: InstallError) -> Self {
        let misuse = error.sub_code() == "mockfluence.misuse";
        let mut problem = Self::new(if misuse { 409 } else { 422 }, error.message());
        problem.body["subCode"] = error.sub_code().into();
        problem.body["explanation"] = error.to_string().into();
        problem
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        respond(self.status, self.content_type, self.body)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        respond(self.status, "application/json", self.body.to_string())
    }
}

fn respond(status: u16, content_type: &'static str, body: String) -> Response {
    let mut headers = HeaderMap::new();
    if !content_type.is_empty() {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    if status == 401 {
        headers.insert("www-authenticate", HeaderValue::from_static("Bearer"));
    }
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, headers, body).into_response()
}
