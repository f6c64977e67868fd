//! Who gets to the control API at all, before anybody looks at the path: no page of a browser but its own.
//!
//! "It came over loopback" says nothing: any page that is open in a browser on this machine can send requests
//! here, and by a name of its own that it makes lead here (DNS rebinding) it can read the answers. So a request
//! has to name a host that is known, come from no other origin, bring JSON as JSON, and have the token.

use axum::extract::Request;
use http::header::{CONTENT_TYPE, HOST, HeaderValue, ORIGIN};
use http::{HeaderMap, Method};
use hyper::body::Body;
use mockfluence::binary_support::HostNames;

use super::keys::Keys;
use crate::cli::contract::problem::Problem;

/// What asks for no token: the page, which holds nothing secret, and what a one-time link is changed at.
const OPEN: &[(Method, &str)] = &[(Method::GET, "/"), (Method::POST, "/live-session")];

/// Whether an operation asks for no token.
pub(super) fn is_open(method: &Method, path: &str) -> bool {
    OPEN.iter().any(|(open, at)| open == method && *at == path)
}

/// What stands before the control API.
pub(in crate::cli) struct Gate {
    pub(in crate::cli) names: HostNames,
    /// None where it is open to whoever gets so far.
    pub(in crate::cli) keys: Option<Keys>,
    /// The API's own URL, as `serve` told it.
    pub(in crate::cli) control_url: String,
}

impl Gate {
    /// The URL of the page, with the code of a new link where one is needed.
    pub(in crate::cli) fn page_url(&self) -> Result<String, Problem> {
        let url = &self.control_url;
        match self.keys.as_ref().map(Keys::new_link) {
            None => Ok(format!("{url}/")),
            Some(Ok(code)) => Ok(format!("{url}/#link={code}")),
            Some(Err(error)) => Err(Problem::new(500, error.to_string())),
        }
    }

    /// Why a request gets no further.
    pub(super) fn stop(&self, request: &Request) -> Option<Problem> {
        let refusal = self
            .foreign_host(request)
            .or_else(|| foreign_page(request))
            .or_else(|| not_json(request))
            .map(|why| Problem::new(403, why))
            .or_else(|| self.without_token(request))?;
        tracing::warn!(
            target: "mockfluence",
            method = %request.method(),
            path = request.uri().path(),
            why = refusal.error,
            "a control request is refused"
        );
        Some(refusal)
    }

    fn foreign_host(&self, request: &Request) -> Option<String> {
        let mut named = request.headers().get_all(HOST).iter();
        let target = request.uri().authority().map(|one| one.as_str());
        let known = |value: &HeaderValue| value.to_str().is_ok_and(|value| self.names.have(value));
        let all_known = request.headers().contains_key(HOST) && named.all(known);
        if all_known && target.is_none_or(|target| self.names.have(target)) {
            return None;
        }
        let host = shown(request.headers().get(HOST));
        Some(format!(
            "the Host header is {host}: the control API answers to localhost, to loopback addresses \
             and to the one it is bound to, as a web page can make any other name lead here (DNS \
             rebinding). If the name is yours: `mockfluence serve --allowed-host NAME`"
        ))
    }

    fn without_token(&self, request: &Request) -> Option<Problem> {
        let keys = self.keys.as_ref()?;
        if is_open(request.method(), request.uri().path()) {
            return None;
        }
        let header = request.headers().get("authorization");
        let brought = header.and_then(|value| value.to_str().ok());
        let brought = brought.and_then(|value| value.strip_prefix("Bearer "));
        if brought.is_some_and(|brought| keys.open_for(brought)) {
            return None;
        }
        let why = "the control API needs `Authorization: Bearer <controlToken>`; the token is in \
                   the line that `serve` printed, or is the one that it was given. Commands of the \
                   same user find it by the control URL, or take --control-token or \
                   MOCKFLUENCE_CONTROL_TOKEN; for the page, `mockfluence live` prints a link";
        Some(Problem::new(401, why))
    }
}

/// The value of a header in words.
fn shown(value: Option<&HeaderValue>) -> String {
    match value {
        None => "missing".to_owned(),
        Some(value) => format!("`{}`", value.to_str().unwrap_or("…").escape_debug()),
    }
}

/// What a browser says of where a request comes from, which no script can change.
fn foreign_page(request: &Request) -> Option<String> {
    let headers = request.headers();
    let site = headers.get("sec-fetch-site");
    let site = site.filter(|site| *site != "same-origin" && *site != "none");
    if let Some(site) = site {
        let site = shown(Some(site));
        return Some(format!(
            "Sec-Fetch-Site is {site}: no page but the control API's own may ask it. Open the \
             page's address itself, or ask from a program"
        ));
    }
    let mut origins = headers.get_all(ORIGIN).iter();
    let foreign = origins.find(|origin| !is_own(origin, headers))?;
    let origin = shown(Some(foreign));
    Some(format!(
        "the Origin is {origin}: no page but the control API's own may ask it. Ask from a program, \
         which sends no Origin"
    ))
}

/// The host itself is known by now.
fn is_own(origin: &HeaderValue, headers: &HeaderMap) -> bool {
    let text = |value: &HeaderValue| value.to_str().ok().map(str::to_ascii_lowercase);
    let (Some(origin), Some(host)) = (text(origin), headers.get(HOST).and_then(text)) else {
        return false;
    };
    let authority = origin.strip_prefix("http://");
    authority.or_else(|| origin.strip_prefix("https://")) == Some(host.as_str())
}

/// A form and a `fetch` without leave can send other types than JSON only.
fn not_json(request: &Request) -> Option<String> {
    let empty = request.body().is_end_stream();
    let content_type = request.headers().get(CONTENT_TYPE);
    if empty && content_type.is_none() {
        return None;
    }
    let text = content_type.and_then(|value| value.to_str().ok());
    let essence = text.and_then(|text| text.split(';').next());
    if essence.is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json")) {
        return None;
    }
    let got = shown(content_type);
    Some(format!(
        "the Content-Type is {got}: a body is JSON here, and says so: `Content-Type: application/json`"
    ))
}
