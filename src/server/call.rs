//! An inbound request on its way through the server: made once, handed down, never wrapped again.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method};

use super::reply::HostReply;
use super::spelling::Spelling;
use crate::boxed::Boxed;
use crate::context::Context;
use crate::site::{Caller, Principal, Rejection, SignedRequest, Site};

/// What a resource does with a call, in the hold of the site in which its caller was judged.
pub(super) type Rule = fn(&Call, &mut Site) -> Result<HostReply, Rejection>;

/// The same for what has to wait; it takes the site when it needs it.
pub(super) type Task = fn(Call) -> Running;

pub(super) type Running = Boxed<Result<HostReply, Rejection>>;

/// A request that is being served.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) context: Arc<Context>,
    /// The exchange in the log.
    pub(super) exchange: u32,
    pub(super) method: Method,
    /// Path and query as they came, below the tenant's own prefix.
    pub(super) target: String,
    /// The path as it is looked up, and whether an app may write it so.
    pub(super) spelling: Spelling,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// What stands in the places that the route's path names, decoded.
    pub(super) places: Vec<(String, String)>,
    /// When it is carried out: one time for all that it does.
    pub(super) now_millis: i64,
    /// Whether it came by the gateway of Forge.
    pub(super) at_gateway: bool,
    /// Who calls, once the guard of the route has said so.
    pub(super) principal: Principal,
}

impl Call {
    /// The path as it is looked up: spellings that the host takes for one are one.
    pub(super) fn path(&self) -> &str {
        &self.spelling.path
    }

    /// The path as it was sent.
    pub(super) fn sent_path(&self) -> &str {
        let path = self.target.split_once('?').map(|(path, _)| path);
        path.unwrap_or(&self.target)
    }

    /// What stands in this place of the path.
    ///
    /// # Panics
    /// If the route's path has no such place.
    #[track_caller]
    pub(super) fn place(&self, name: &str) -> &str {
        let place = self.given_place(name);
        place.expect("the route's path names the place")
    }

    /// The same, where the paths of a route may have no such place.
    pub(super) fn given_place(&self, name: &str) -> Option<&str> {
        let mut places = self.places.iter();
        let (_, value) = places.find(|(known, _)| known == name)?;
        Some(value)
    }

    /// The fields of the query, decoded, in order.
    pub(super) fn query(&self) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
        let query = self.target.split_once('?').map_or("", |(_, query)| query);
        form_urlencoded::parse(query.as_bytes())
    }

    /// The first value of this field of the query.
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        let mut named = self.query().filter(|(known, _)| known == name);
        named.next().map(|(_, value)| value.into_owned())
    }

    /// Whether `expand` of v1 names this.
    pub(super) fn expands(&self, name: &str) -> bool {
        let expand = self.parameter("expand").unwrap_or_default();
        expand.split(',').any(|one| one.trim() == name)
    }

    /// A urlencoded body as text.
    pub(super) fn form(&self) -> Option<&str> {
        let content_type = self.headers.get(CONTENT_TYPE)?.to_str().ok()?;
        let urlencoded = content_type
            .to_ascii_lowercase()
            .starts_with("application/x-www-form-urlencoded");
        std::str::from_utf8(&self.body).ok().filter(|_| urlencoded)
    }

    /// What the guard judges; `scope` is what the operation needs.
    pub(super) fn signed(&self, scope: Option<&'static str>) -> SignedRequest<'_> {
        SignedRequest {
            method: self.method.as_str(),
            target: &self.target,
            headers: &self.headers,
            form: self.form(),
            scope,
            improper: self.spelling.improper.as_deref(),
            at_gateway: self.at_gateway,
        }
    }

    /// The app that calls.
    ///
    /// # Panics
    /// If the route's guard lets in others than apps.
    #[track_caller]
    pub(super) fn app(&self) -> &Caller {
        match &self.principal {
            Principal::App(caller) => caller,
            other => panic!("the guard of {} lets {other:?} in", self.path()),
        }
    }

    /// The key of the app that calls; none for a user.
    pub(super) fn app_key(&self) -> Option<&str> {
        match &self.principal {
            Principal::App(caller) => Some(&caller.app_key),
            Principal::User | Principal::Anyone => None,
        }
    }

    /// The account behind the call: the user an app acts for, the app's own, or the
    /// administrator's.
    pub(super) fn account(&self, site: &Site) -> String {
        match &self.principal {
            Principal::User | Principal::Anyone => site.admin(),
            Principal::App(caller) => match &caller.acting {
                Some(acting) => acting.account.clone(),
                None => site.app_user(&caller.app_key),
            },
        }
    }
}
