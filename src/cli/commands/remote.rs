//! A running server, reached over its control API.

use std::time::Duration;

use http::{Method, Request};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::de::DeserializeOwned;

use super::failure::Failure;
use super::format::Format;
use super::http::send;
use super::places::At;
use crate::cli::contract::problem::Problem;
use crate::cli::contract::tenants::{Tenant, Tenants};
use crate::cli::contract::{Nothing, Operation};
use crate::cli::control::routes::ListTenants;
use crate::cli::token_file::token_of;

/// Longer than any wait on the server.
const LIMIT: Duration = Duration::from_secs(90);

/// A control API.
pub(in crate::cli) struct Remote {
    control: String,
    token: Option<String>,
    /// Whether a refusal is to be told as it came.
    in_json: bool,
}

impl Remote {
    pub(in crate::cli) fn of(at: &At<'_>) -> Result<Self, Failure> {
        let control = at.server.control().ok_or_else(|| {
            "which server? Give --control URL, or set MOCKFLUENCE_CONTROL_URL to the controlUrl \
             that `mockfluence serve` printed"
                .to_owned()
        })?;
        if control.contains('@') {
            let why = "--control, or MOCKFLUENCE_CONTROL_URL, has a name or a password in it: leave that out, and \
                       give the token by --control-token";
            return Err(why.to_owned().into());
        }
        Ok(Self {
            control: control.trim_end_matches('/').to_owned(),
            token: match at.server.token() {
                Some(token) => Some(token.to_owned()),
                None => token_of(control),
            },
            in_json: at.format == Format::Json,
        })
    }

    /// The tenant that is meant: by its name, or because it is the only one.
    pub(in crate::cli) fn tenant(&self, at: &At<'_>) -> Result<Tenant, Failure> {
        let Tenants { mut tenants } = self.ask::<ListTenants>(ListTenants::PATH, &Nothing {})?;
        let names: Vec<&str> = tenants.iter().map(|one| one.name.as_str()).collect();
        let place = match at.tenant {
            Some(name) => names.iter().position(|one| *one == name).ok_or_else(|| {
                let there = names.join(", ");
                format!("there is no tenant `{name}`; there are: {there}")
            })?,
            None if names.len() == 1 => 0,
            None => {
                let which = format!("which tenant? --tenant, one of: {}", names.join(", "));
                return Err(which.into());
            }
        };
        Ok(tenants.swap_remove(place))
    }

    /// The path of an operation, its places filled in.
    pub(in crate::cli) fn path<O: Operation>(&self, at: &At<'_>) -> Result<String, Failure> {
        let mut path = O::PATH.to_owned();
        if !path.contains("{tenant}") {
            return Ok(path);
        }
        let tenant = self.tenant(at)?;
        path = path.replace("{tenant}", &encoded(&tenant.name));
        if path.contains("{app}") {
            path = path.replace("{app}", &encoded(app(at, &tenant)?));
        }
        if let Some(id) = at.id {
            path = path.replace("{id}", &id.to_string());
        }
        Ok(path)
    }

    /// Asks for an operation at its path.
    pub(in crate::cli) fn ask<O: Operation>(
        &self,
        path: &str,
        request: &O::Request,
    ) -> Result<O::Reply, Failure> {
        let text = self.text::<O>(path, request)?;
        let text = if text.is_empty() { "{}" } else { &text };
        read(text).map_err(|error| {
            let version = env!("CARGO_PKG_VERSION");
            let control = &self.control;
            format!("the answer of {control} is not what version {version} knows: {error}").into()
        })
    }

    /// The same for what may not be there.
    pub(in crate::cli) fn ask_for<O: Operation>(
        &self,
        path: &str,
        request: &O::Request,
    ) -> Result<Option<O::Reply>, Failure> {
        match self.ask::<O>(path, request) {
            Err(Failure::Refused { problem, .. }) if problem.status == 404 => Ok(None),
            asked => asked.map(Some),
        }
    }

    /// The same with the answer as it came.
    pub(in crate::cli) fn text<O: Operation>(
        &self,
        path: &str,
        request: &O::Request,
    ) -> Result<String, Failure> {
        let unreadable = |error: &dyn std::fmt::Display| format!("the request is none: {error}");
        let mut url = format!("{}{path}", self.control);
        let mut body = String::new();
        if matches!(O::METHOD, Method::GET | Method::DELETE) {
            let query = serde_urlencoded::to_string(request);
            let query = query.map_err(|error| unreadable(&error))?;
            if !query.is_empty() {
                url.push_str(&format!("?{query}"));
            }
        } else {
            body = serde_json::to_string(request).map_err(|error| unreadable(&error))?;
        }
        let mut call = Request::builder().method(O::METHOD).uri(url);
        if !body.is_empty() {
            call = call.header("content-type", "application/json");
        }
        if let Some(token) = &self.token {
            call = call.header("authorization", format!("Bearer {token}"));
        }
        let call = call.body(body).map_err(|error| unreadable(&error))?;
        let (status, body) =
            send(call, LIMIT).map_err(|why| format!("no answer from {}: {why}", self.control))?;
        let text = String::from_utf8_lossy(&body).into_owned();
        match status {
            200..=299 => Ok(text),
            _ => Err(Failure::Refused {
                problem: Box::new(problem(status, &text)),
                in_json: self.in_json,
            }),
        }
    }
}

fn read<T: DeserializeOwned>(text: &str) -> serde_json::Result<T> {
    serde_json::from_str(text)
}

/// What a refusal says; its text as it is if that is no problem of the API.
fn problem(status: u16, text: &str) -> Problem {
    let read: serde_json::Result<Problem> = serde_json::from_str(text);
    let mut problem = read.unwrap_or_else(|_| Problem::new(status, text));
    problem.status = status;
    problem
}

/// The key of the app that is meant, or of the only one.
fn app<'a>(at: &At<'a>, tenant: &'a Tenant) -> Result<&'a str, Failure> {
    match (at.app, tenant.apps.as_slice()) {
        (Some(key), _) => Ok(key),
        (None, [one]) => Ok(one),
        (None, []) => Err("no app is installed; `mockfluence install URL`"
            .to_owned()
            .into()),
        (None, several) => Err(format!("which app? --app, one of: {}", several.join(", ")).into()),
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}
