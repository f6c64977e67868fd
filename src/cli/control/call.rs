//! What a control request asks, and how it is answered.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};
use http::{HeaderMap, Method, StatusCode};
use mockfluence::binary_support::random_secret;
use mockfluence::{ForgeApp, InstalledApp, Tenant};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::farm::Farm;
use super::gate::Gate;
use super::headers::{policy, with_nonce};
use crate::cli::contract::problem::Problem;
use crate::cli::contract::wording::plainly;

/// The place that a request names, once its route is found.
pub(super) struct Call {
    pub(super) farm: Arc<Farm>,
    pub(super) gate: Arc<Gate>,
    pub(super) path: BTreeMap<String, String>,
}

impl Call {
    fn named(&self, what: &str) -> &str {
        self.path.get(what).map_or("", String::as_str)
    }

    pub(super) fn tenant(&self) -> Result<Tenant, Problem> {
        let name = self.named("tenant");
        self.farm.tenant(name).ok_or_else(|| {
            let there = self.farm.names().join(", ");
            Problem::new(
                404,
                format!("there is no tenant `{name}`; there are: {there}"),
            )
        })
    }

    pub(super) fn app(&self) -> Result<InstalledApp, Problem> {
        let (tenant, key) = (self.tenant()?, self.named("app"));
        tenant.known_app(key).ok_or_else(|| {
            Problem::new(
                404,
                format!("no app `{key}` was ever installed on `{}`", tenant.name()),
            )
        })
    }

    pub(super) fn forge_app(&self) -> Result<ForgeApp, Problem> {
        let (tenant, id) = (self.tenant()?, self.named("app"));
        tenant.known_forge_app(id).ok_or_else(|| {
            let name = tenant.name();
            let why = format!("no app `{id}` on Forge was ever installed on `{name}`");
            Problem::new(404, why)
        })
    }

    /// The number in the path.
    pub(super) fn id<T: std::str::FromStr>(&self) -> Result<T, Problem> {
        let text = self.named("id");
        text.parse()
            .map_err(|_| Problem::new(400, format!("id={text}: not a number that fits")))
    }
}

/// What came with a request: a query, or a body.
pub(super) struct Content {
    pub(super) query: String,
    pub(super) body: Bytes,
}

impl Content {
    /// The query of a GET and of a DELETE, the body of all else.
    pub(super) fn read<T: DeserializeOwned>(&self, method: &Method) -> Result<T, Problem> {
        if matches!(*method, Method::GET | Method::DELETE) {
            return serde_urlencoded::from_str(&self.query)
                .map_err(|error| unreadable("query", error));
        }
        let body: &[u8] = if self.body.is_empty() {
            b"{}"
        } else {
            &self.body
        };
        serde_json::from_slice(body).map_err(|error| unreadable("body", error))
    }
}

fn unreadable(what: &str, error: impl Display) -> Problem {
    let why = plainly(error);
    Problem::new(400, format!("the {what} cannot be read: {why}"))
}

/// A good answer.
#[derive(Debug)]
pub(super) struct Answer {
    status: u16,
    content_type: &'static str,
    body: String,
    /// What a browser may do with it, where that is more than nothing.
    policy: Option<String>,
}

impl Answer {
    pub(super) fn text(content_type: &'static str, body: String) -> Self {
        Self {
            status: 200,
            content_type,
            body,
            policy: None,
        }
    }

    /// A page of our own, with its script.
    pub(super) fn page(html: &str) -> Result<Self, Problem> {
        let nonce = random_secret().map_err(|error| Problem::new(500, error.to_string()))?;
        let mut page = Self::text("text/html; charset=utf-8", with_nonce(html, &nonce));
        page.policy = Some(policy(&nonce));
        Ok(page)
    }

    pub(super) fn json(status: u16, body: &impl Serialize) -> Result<Self, Problem> {
        let unwritable =
            |error| Problem::new(500, format!("the answer cannot be written: {error}"));
        Ok(Self {
            status,
            content_type: "application/json",
            body: serde_json::to_string(body).map_err(unwritable)?,
            policy: None,
        })
    }
}

/// What a handler gives back: a reply of its contract, or one of another form.
pub(super) trait Answers {
    fn answer(self, status: u16) -> Result<Answer, Problem>;
}

impl<T: Serialize> Answers for T {
    fn answer(self, status: u16) -> Result<Answer, Problem> {
        match status {
            204 => Ok(Answer {
                status,
                content_type: "",
                body: String::new(),
                policy: None,
            }),
            _ => Answer::json(status, &self),
        }
    }
}

impl Answers for Answer {
    fn answer(self, _: u16) -> Result<Answer, Problem> {
        Ok(self)
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = respond(self.status, self.content_type, self.body);
        let policy = self.policy.and_then(|policy| policy.try_into().ok());
        if let Some(policy) = policy {
            response
                .headers_mut()
                .insert(CONTENT_SECURITY_POLICY, policy);
        }
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        respond(self.status, "application/json", self.json())
    }
}

fn respond(status: u16, content_type: &'static str, body: String) -> Response {
    let mut headers = HeaderMap::new();
    if !content_type.is_empty() {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    if status == 401 {
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, headers, body).into_response()
}
