//! Requests as somebody gives them: a method, a path, headers in pairs.

use std::collections::BTreeMap;

use http::{HeaderName, HeaderValue, Method};

use crate::cli::contract::problem::Problem;

/// The headers of a request that a page is to make, if it can be made at all; `sender` sets what frames a message.
pub(super) fn asked(
    method: &str,
    path: &str,
    headers: &BTreeMap<String, String>,
    sender: &str,
) -> Result<Vec<(HeaderName, HeaderValue)>, Problem> {
    let bad = |why: String| Problem::new(400, why);
    if !path.starts_with('/') {
        return Err(bad("`path` begins with a slash".into()));
    }
    if Method::from_bytes(method.as_bytes()).is_err() {
        return Err(bad(format!("`{method}` is no method")));
    }
    if let Some(name) = headers.keys().find(|name| frames(name)) {
        return Err(bad(format!("the header `{name}` is set by the {sender}")));
    }
    good_headers(headers)
}

/// Who looks at a page, as it was given: an account, nobody, or whoever it is without a word.
pub(super) fn viewer(user: Option<String>, anonymous: bool) -> Result<Option<Viewer>, Problem> {
    match (user, anonymous) {
        (Some(_), true) => {
            let why = "either `user` or `anonymous`, not both";
            Err(Problem::new(400, why))
        }
        (Some(user), false) => Ok(Some(Viewer::User(user))),
        (None, true) => Ok(Some(Viewer::Nobody)),
        (None, false) => Ok(None),
    }
}

/// The refusal of a body that is given in two forms.
pub(super) fn two_bodies() -> Problem {
    Problem::new(400, "either `json` or `text`, not both")
}

/// Somebody who looks at a page.
pub(super) enum Viewer {
    User(String),
    Nobody,
}

pub(super) fn good_headers(
    headers: &BTreeMap<String, String>,
) -> Result<Vec<(HeaderName, HeaderValue)>, Problem> {
    let bad = |why: String| Problem::new(400, why);
    let one = |(name, value): (&String, &String)| {
        let name: HeaderName = name
            .parse()
            .map_err(|_| bad(format!("`{name}` is no header name")))?;
        let value = value
            .parse()
            .map_err(|_| bad(format!("`{value}` is no header value")))?;
        Ok((name, value))
    };
    headers.iter().map(one).collect()
}

/// Whether a header says where a message ends.
pub(super) fn frames(name: &str) -> bool {
    let framing = ["content-length", "transfer-encoding", "connection"];
    framing.iter().any(|known| known.eq_ignore_ascii_case(name))
}
