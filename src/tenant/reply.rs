//! `Reply`: what came back over HTTP, whole.

use bytes::Bytes;
use http::HeaderMap;
use serde_json::{Value, json};

use crate::jwt::{Claims, read_claims};
use crate::secret::Secret;
use crate::site::LoadWarning;

/// What was answered: by the tenant to an [`AppRequest`](crate::AppRequest), or by the app to a
/// [`Load`](crate::Load).
#[derive(Clone)]
pub struct Reply {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// What the request was sent with.
    pub(super) token: Option<Secret>,
    pub(super) warnings: Vec<LoadWarning>,
}

impl Reply {
    /// The status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// One header's value.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as text: for a load a page, or the storage format of a static macro, as the app
    /// sent it.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// If it is none, with what it is.
    #[track_caller]
    #[must_use]
    pub fn json(&self) -> Value {
        match serde_json::from_slice(&self.body) {
            Ok(value) => value,
            Err(error) => {
                let (status, text) = (self.status, self.text());
                let start: String = text.chars().take(300).collect();
                panic!("the {status} reply is no JSON ({error}): `{start}`");
            }
        }
    }

    /// The claims of the token that the request carried; none if it carried no readable one.
    #[must_use]
    pub fn claims(&self) -> Option<Claims> {
        read_claims(self.token.as_ref()?.expose()).map(|(.., claims)| claims)
    }

    /// What a load went without, or brought in vain; it stands in the log, too. A request has
    /// none.
    #[must_use]
    pub fn warnings(&self) -> &[LoadWarning] {
        &self.warnings
    }

    /// What the host makes of the answer to a remote condition: shown on 200 and
    /// `{"shouldDisplay": true}`, hidden on all else.
    #[must_use]
    pub fn should_display(&self) -> bool {
        let said: Option<Value> = serde_json::from_slice(&self.body).ok();
        let said = said.as_ref().and_then(|said| said.get("shouldDisplay"));
        self.status == 200
            && said.is_some_and(|said| *said == json!(true) || *said == json!("true"))
    }
}

/// On one line, without the body: it may be a token's.
impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}
