//! One listener for many tenants: which of them a request is for.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::response::{IntoResponse, Response};
use http::Request;
use http::header::HOST;
use serde_json::json;

use super::reply::Reply;
use crate::context::Context;

/// What tells the tenants behind a [`SharedListener`](crate::SharedListener) apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ToldApart {
    /// The first segment of the path: `http://127.0.0.1:4000/acme/wiki`.
    ByPath,
    /// The first label of the host name: `http://acme.localhost:4000/wiki`.
    ByHostName,
}

/// The tenants behind one listener, by name.
pub(crate) struct Directory {
    pub(crate) by: ToldApart,
    tenants: Mutex<BTreeMap<String, Arc<Context>>>,
}

/// By number: one tenant's debug form does not show all its neighbours.
impl std::fmt::Debug for Directory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Directory")
            .field("by", &self.by)
            .field("tenants", &self.tenants().len())
            .finish()
    }
}

/// A tenant's place in a directory; dropped, the name is free again.
#[derive(Debug)]
pub(crate) struct Listed {
    directory: Arc<Directory>,
    name: String,
}

impl Drop for Listed {
    fn drop(&mut self) {
        let gone = self.directory.tenants().remove(&self.name);
        // After the lock: the last handle to a context may be this one.
        drop(gone);
    }
}

impl Directory {
    pub(crate) fn new(by: ToldApart) -> Self {
        Self {
            by,
            tenants: Mutex::default(),
        }
    }

    fn tenants(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Context>>> {
        self.tenants.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a tenant in, unless another has its name.
    pub(crate) fn list(self: &Arc<Self>, name: &str, context: Arc<Context>) -> Option<Listed> {
        let mut tenants = self.tenants();
        if tenants.contains_key(name) {
            return None;
        }
        tenants.insert(name.to_owned(), context);
        Some(Listed {
            directory: self.clone(),
            name: name.to_owned(),
        })
    }

    /// The tenant that a request is for, or the answer that there is none.
    pub(super) fn find<B>(&self, request: &Request<B>) -> Result<Arc<Context>, Box<Response>> {
        let name = match self.by {
            ToldApart::ByPath => request
                .uri()
                .path()
                .split('/')
                .nth(1)
                .unwrap_or_default()
                .to_owned(),
            ToldApart::ByHostName => host_name(request).to_ascii_lowercase(),
        };
        let tenants = self.tenants();
        tenants
            .get(&name)
            .cloned()
            .ok_or_else(|| Box::new(self.nobody(&name, &tenants)))
    }

    fn nobody(&self, name: &str, tenants: &BTreeMap<String, Arc<Context>>) -> Response {
        let place = match self.by {
            ToldApart::ByPath => "the path begins with",
            ToldApart::ByHostName => "the Host header begins with",
        };
        let some: Vec<&str> = tenants.keys().take(10).map(String::as_str).collect();
        let more = match tenants.len().saturating_sub(some.len()) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let message = format!(
            "mockfluence: {place} `{name}`, and no tenant of that name is behind this listener: \
             it has {}{more}. An app calls the `baseUrl` that its `installed` callback brought.",
            if some.is_empty() {
                "none".to_owned()
            } else {
                some.join(", ")
            },
        );
        tracing::debug!(target: "mockfluence", message, "not served");
        let body = json!({ "message": message, "statusCode": 501 });
        Reply::json(501, body.to_string()).into_response()
    }
}

fn host_name<B>(request: &Request<B>) -> &str {
    let host = request.headers().get(HOST);
    let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
    host.split(['.', ':']).next().unwrap_or_default()
}
