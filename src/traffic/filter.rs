//! One vocabulary to name exchanges: for the log, for waiting, for faults.

use serde::{Deserialize, Serialize};

use super::exchange::{Direction, Exchange};
use super::filter_values::{
    checked, method_in_json, method_misfit, path_in_json, path_misfit, status_in_json,
    status_misfit,
};

/// Names exchanges by direction, method, path, status and app.
///
/// ```
/// use mockfluence::{DYNAMIC_MODULES, from_app, to_app};
/// let registrations = from_app().post(DYNAMIC_MODULES);
/// let callbacks = to_app().path("/lifecycle/*");
/// let refusals = from_app().status(401);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[must_use]
pub struct Filter {
    direction: Direction,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "method_in_json"
    )]
    method: Option<String>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "path_in_json"
    )]
    path: Option<String>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "status_in_json"
    )]
    #[cfg_attr(feature = "cli", schemars(range(min = 100, max = 999)))]
    status: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    app: Option<String>,
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
            status: None,
            app: None,
        }
    }

    /// Only this path, any method. A final `*` stands for any rest; a query is not looked at.
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

    /// Whether the exchange is one of those named.
    #[must_use]
    pub fn matches(&self, exchange: &Exchange) -> bool {
        self.is_about(exchange.direction(), exchange.method(), exchange.path())
            && self
                .status
                .is_none_or(|status| exchange.status() == Some(status))
            && self
                .app
                .as_deref()
                .is_none_or(|app| exchange.app() == Some(app))
    }

    /// What keeps an exchange of the same direction from being one of those named; none if it goes
    /// the other way.
    pub(crate) fn differences(&self, exchange: &Exchange) -> Option<Vec<String>> {
        if self.direction != exchange.direction() {
            return None;
        }
        let mut differences = Vec::new();
        let mut differs = |wanted: Option<&str>, is: bool| {
            differences.extend(wanted.filter(|_| !is).map(str::to_owned));
        };
        let method = self.method.as_deref();
        differs(
            method,
            method.is_none_or(|wanted| wanted.eq_ignore_ascii_case(exchange.method())),
        );
        let path = self.path.as_deref();
        differs(
            path,
            path.is_none_or(|wanted| path_fits(wanted, exchange.path())),
        );
        let status = self.status.map(|status| status.to_string());
        differs(
            status.as_deref(),
            self.status
                .is_none_or(|status| exchange.status() == Some(status)),
        );
        let app = self.app.as_deref();
        differs(app, app.is_none_or(|app| exchange.app() == Some(app)));
        Some(differences)
    }

    /// Whether it names callbacks of the tenant.
    pub(crate) fn is_to_app(&self) -> bool {
        self.direction == Direction::ToApp
    }

    /// Why it cannot choose exchanges before their reply, if it cannot: what it names is not known
    /// by then.
    pub(crate) fn too_early(&self) -> Option<&'static str> {
        if self.status.is_some() {
            return Some(
                "it is chosen before the reply is there, so its filter cannot name a status",
            );
        }
        let unknown = self.app.is_some() && self.direction == Direction::FromApp;
        unknown.then_some(
            "it is chosen before the token is read, so the filter of a call cannot name the app",
        )
    }

    /// Whether it names this app, or none.
    pub(crate) fn is_for(&self, app: &str) -> bool {
        self.app.as_deref().is_none_or(|wanted| wanted == app)
    }

    /// Whether direction, method and path fit: all that is known before the reply.
    pub(crate) fn is_about(&self, direction: Direction, method: &str, path: &str) -> bool {
        self.direction == direction
            && self
                .method
                .as_deref()
                .is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
            && self
                .path
                .as_deref()
                .is_none_or(|wanted| path_fits(wanted, path))
    }
}

fn path_fits(wanted: &str, path: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some(start) => path.starts_with(start),
        None => path == wanted,
    }
}

impl std::fmt::Display for Filter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
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
        if let Some(status) = self.status {
            write!(f, ", answered {status}")?;
        }
        match &self.app {
            Some(app) => write!(f, ", app `{app}`"),
            None => Ok(()),
        }
    }
}
