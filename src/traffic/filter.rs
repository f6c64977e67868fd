//! One vocabulary to name exchanges: for the log, for waiting, for faults.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::condition::Condition;
use super::exchange::{Direction, Exchange};
use super::filter_values::{
    checked, method_in_json, method_misfit, path_in_json, path_misfit, pointer_misfit,
    pointers_in_json, status_in_json, status_misfit,
};

/// Names exchanges by direction, method, path, query, body, status and app.
///
/// ```
/// use mockfluence::{DYNAMIC_MODULES, from_app, to_app};
/// let registrations = from_app().post(DYNAMIC_MODULES);
/// let callbacks = to_app().path("/lifecycle/*");
/// let refusals = from_app().status(401);
/// let apollo = from_app().delete(DYNAMIC_MODULES).query("moduleKey", "apollo");
/// let first = from_app().post(DYNAMIC_MODULES).body_at("/webItems/0/key", "apollo");
/// let slow = from_app().when(|exchange| exchange.took().as_secs() > 1);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[must_use]
pub struct Filter {
    pub(super) direction: Direction,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "method_in_json"
    )]
    pub(super) method: Option<String>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "path_in_json"
    )]
    pub(super) path: Option<String>,
    /// Parameters by name, decoded.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) query: BTreeMap<String, String>,
    /// What the request's body contains.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) body_contains: Vec<String>,
    /// Values in the request's JSON body, by pointer.
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "pointers_in_json"
    )]
    pub(super) body_at: BTreeMap<String, Value>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "status_in_json"
    )]
    #[cfg_attr(feature = "cli", schemars(range(min = 100, max = 999)))]
    pub(super) status: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) app: Option<String>,
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "cli", schemars(skip))]
    pub(super) when: Option<Condition>,
}

/// Exchanges in which the app calls the tenant.
pub fn from_app() -> Filter {
    Filter::toward(Direction::FromApp)
}

/// Exchanges in which the tenant calls the app.
pub fn to_app() -> Filter {
    Filter::toward(Direction::ToApp)
}

impl Filter {
    fn toward(direction: Direction) -> Self {
        Self {
            direction,
            method: None,
            path: None,
            query: BTreeMap::new(),
            body_contains: Vec::new(),
            body_at: BTreeMap::new(),
            status: None,
            app: None,
            when: None,
        }
    }

    /// Only this path, any method. A final `*` stands for any rest; a query is not looked at. The
    /// `/wiki` of the tenant's own paths may be left out.
    ///
    /// # Panics
    /// For what no path can be: it begins with a slash or is a `*`, and has no query.
    #[track_caller]
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(checked(path.into(), path_misfit));
        self
    }

    /// Only this method, in any case.
    ///
    /// # Panics
    /// For what no method can be: it has a space, for instance.
    #[track_caller]
    pub fn method(mut self, method: impl Into<String>) -> Self {
        self.method = Some(checked(method.into().to_ascii_uppercase(), method_misfit));
        self
    }

    /// Only `GET` of this path.
    #[track_caller]
    pub fn get(self, path: impl Into<String>) -> Self {
        self.method("GET").path(path)
    }

    /// Only `POST` of this path.
    #[track_caller]
    pub fn post(self, path: impl Into<String>) -> Self {
        self.method("POST").path(path)
    }

    /// Only `PUT` of this path.
    #[track_caller]
    pub fn put(self, path: impl Into<String>) -> Self {
        self.method("PUT").path(path)
    }

    /// Only `DELETE` of this path.
    #[track_caller]
    pub fn delete(self, path: impl Into<String>) -> Self {
        self.method("DELETE").path(path)
    }

    /// Only replies of this status.
    ///
    /// # Panics
    /// For what no status can be: below 100 or above 999.
    #[track_caller]
    pub fn status(mut self, status: u16) -> Self {
        self.status = Some(checked(status, status_misfit));
        self
    }

    /// Only exchanges with the app of this key.
    pub fn app(mut self, key: impl Into<String>) -> Self {
        self.app = Some(key.into());
        self
    }

    /// Only requests with this parameter in the query, decoded.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.insert(name.into(), value.into());
        self
    }

    /// Only requests whose body contains this text.
    pub fn body_contains(mut self, text: impl Into<String>) -> Self {
        self.body_contains.push(text.into());
        self
    }

    /// Only requests whose JSON body has this value at this place, a JSON pointer (RFC 6901).
    ///
    /// # Panics
    /// If the pointer is neither empty nor begins with `/`.
    #[track_caller]
    pub fn body_at(mut self, pointer: impl Into<String>, value: impl Into<Value>) -> Self {
        let pointer = checked(pointer.into(), pointer_misfit);
        self.body_at.insert(pointer, value.into());
        self
    }

    /// Only exchanges of which this is true. Not for faults and holds, which are chosen before
    /// there is an exchange to look at, and cannot be serialized.
    pub fn when(mut self, is: impl Fn(&Exchange) -> bool + Send + Sync + 'static) -> Self {
        self.when = Some(Condition(Arc::new(is)));
        self
    }

    /// Whether it looks at a request, which a TLS handshake comes before.
    pub(crate) fn needs_request(&self) -> bool {
        let connect = self
            .method
            .as_deref()
            .is_none_or(|method| method == "CONNECT");
        let body = !self.body_contains.is_empty() || !self.body_at.is_empty();
        !connect || self.path.is_some() || !self.query.is_empty() || body
    }

    /// Whether it names callbacks of the tenant.
    pub(crate) fn is_to_app(&self) -> bool {
        self.direction == Direction::ToApp
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = match self.direction {
            Direction::FromApp => "app -> tenant",
            Direction::ToApp => "tenant -> app",
        };
        let method = self.method.as_deref().unwrap_or("any method");
        write!(
            f,
            "{way} {method} {}",
            self.path.as_deref().unwrap_or("any path")
        )?;
        for (name, value) in &self.query {
            write!(f, ", `{name}={value}` in the query")?;
        }
        for text in &self.body_contains {
            write!(f, ", {text:?} in the body")?;
        }
        for (pointer, value) in &self.body_at {
            write!(f, ", {value} at `{pointer}` in the body")?;
        }
        if let Some(status) = self.status {
            write!(f, ", answered {status}")?;
        }
        if let Some(app) = &self.app {
            write!(f, ", app `{app}`")?;
        }
        match self.when {
            Some(_) => f.write_str(", and the closure is true"),
            None => Ok(()),
        }
    }
}
