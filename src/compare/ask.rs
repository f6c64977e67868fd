//! `Ask`: one request of a probe, as a value: what it sends, and by which token.

use super::look::{Look, PREFIX};
use super::signed::ProbeToken;

/// A request to the site.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    pub(super) method: &'static str,
    /// Path and query, `{app}` for the app's key; below the base URL, or below the origin.
    pub(super) path: String,
    pub(super) at_origin: bool,
    pub(super) token: ProbeToken,
    pub(super) headers: Vec<(&'static str, &'static str)>,
    pub(super) body: Option<String>,
    pub(super) look: Look,
}

/// The dynamic modules resource, below the base URL.
pub(super) const DYNAMIC: &str = "/rest/atlassian-connect/1/app/module/dynamic";
/// What belongs to the app.
pub(super) const ADDON: &str = "/rest/atlassian-connect/1/addons/{app}";

impl Ask {
    pub(super) fn new(method: &'static str, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            at_origin: false,
            token: ProbeToken::Good,
            headers: Vec::new(),
            body: None,
            look: Look::Words,
        }
    }

    pub(super) fn get(path: impl Into<String>) -> Self {
        Self::new("GET", path)
    }

    pub(super) fn by(mut self, token: ProbeToken) -> Self {
        self.token = token;
        self
    }

    pub(super) fn json(mut self, body: impl ToString) -> Self {
        self.headers.push(("content-type", "application/json"));
        self.body = Some(body.to_string());
        self
    }

    pub(super) fn look(mut self, look: Look) -> Self {
        self.look = look;
        self
    }

    pub(super) fn at_origin(mut self) -> Self {
        self.at_origin = true;
        self
    }

    /// What of a reply counts: whoever is let through to read is shown data.
    pub(super) fn look_at(&self, status: u16) -> Look {
        match (status, self.method, self.look) {
            (200..=299, "GET", Look::Words) => Look::Data,
            (_, _, look) => look,
        }
    }

    /// What it sends, on one line, without any value of a token.
    pub(super) fn line(&self) -> String {
        let place = if self.at_origin { "{origin}" } else { "" };
        let token = self.token.words();
        let body = match self.body.as_deref().map(str::len) {
            None => String::new(),
            Some(bytes) => format!(", {bytes} bytes"),
        };
        let path: String = self.path.chars().take(160).collect();
        format!("{} {place}{path}  {token}{body}", self.method)
    }

    /// The keys of modules that this may register.
    pub(super) fn registers(&self) -> Vec<String> {
        match (self.method, self.path == DYNAMIC, &self.body) {
            ("POST", true, Some(body)) => own_keys(body),
            _ => Vec::new(),
        }
    }

    /// The key of the property that this may write.
    pub(super) fn writes(&self) -> Option<String> {
        let key = self
            .path
            .strip_prefix(ADDON)?
            .strip_prefix("/properties/")?;
        (self.method == "PUT" && key.starts_with(PREFIX)).then(|| key.to_owned())
    }
}

/// The keys with our prefix in a text, whatever else it is.
fn own_keys(text: &str) -> Vec<String> {
    let ends = |c: char| !(c.is_ascii_alphanumeric() || c == '-');
    let mut keys: Vec<String> = text
        .split(PREFIX)
        .skip(1)
        .map(|rest| format!("{PREFIX}{}", rest.split(ends).next().unwrap_or_default()))
        .collect();
    keys.sort();
    keys.dedup();
    keys
}
