//! Whom a listener serves: one tenant, or many of which a request names one.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use http::Request;

use super::connection::{Assign, NoTenant};
use crate::context::Context;
#[cfg(feature = "look-alike")]
use crate::server::sent_to::ByProxy;
use crate::server::sent_to::{SentTo, host};
use crate::settings::Limits;
use crate::site::Address;

/// Whom a listener serves.
#[derive(Clone, Debug)]
pub(crate) enum Served {
    One(Arc<Context>),
    Many(Arc<Directory>),
}

/// The same without keeping anybody alive.
#[derive(Debug)]
pub(super) enum WeakServed {
    One(Weak<Context>),
    Many(Weak<Directory>),
}

impl WeakServed {
    pub(super) fn upgrade(&self) -> Option<Served> {
        match self {
            WeakServed::One(context) => context.upgrade().map(Served::One),
            WeakServed::Many(directory) => directory.upgrade().map(Served::Many),
        }
    }
}

impl Served {
    pub(super) fn downgrade(&self) -> WeakServed {
        match self {
            Served::One(context) => WeakServed::One(Arc::downgrade(context)),
            Served::Many(directory) => WeakServed::Many(Arc::downgrade(directory)),
        }
    }

    /// The limits of a connection of which nobody knows yet what it will ask.
    pub(super) fn limits(&self) -> Limits {
        match self {
            Served::One(context) => context.settings.limits,
            Served::Many(_) => Limits::default(),
        }
    }
}

impl Assign for Served {
    /// A line about a connection that brought no request.
    fn remark(&self, text: &str) {
        match self {
            Served::One(context) => context.log.remark(text),
            // Nobody knows which tenant it was for.
            Served::Many(_) => tracing::debug!(target: "mockfluence", text, "remarked"),
        }
    }

    fn assign<B>(&self, request: &mut Request<B>) -> Result<Arc<Context>, NoTenant> {
        let context = match self {
            Served::One(context) => context.clone(),
            Served::Many(directory) => directory.find(request)?,
        };
        let standing = match context.mount.as_str() {
            "" => context.public_prefix(),
            mount => mount,
        };
        let prefix = prefix(&context, standing, request.uri().path());
        let address = Address::asked(host(request), &prefix);
        strip(request, &prefix);
        request.extensions_mut().insert(SentTo(address));
        Ok(context)
    }
}

/// What a path has before `/wiki`: what stands there, or what did before a rename.
fn prefix(context: &Context, standing: &str, path: &str) -> String {
    match leads(standing, path) {
        true => standing.to_owned(),
        // As nearly always, there is none.
        false if leads("/wiki", path) => String::new(),
        false => context.site(|site| site.addresses().prefix_of(path)),
    }
}

/// Tells a request that came by a proxy to which address of the tenant it was sent.
#[cfg(feature = "look-alike")]
pub(crate) fn sent_by_proxy<B>(context: &Context, request: &mut Request<B>, by: ByProxy) {
    let prefix = match by.asked {
        None => prefix(context, context.public_prefix(), request.uri().path()),
        Some(_) => String::new(),
    };
    strip(request, &prefix);
    let address = Address::asked(&by.host, &prefix);
    request.extensions_mut().insert(SentTo(address));
    request.extensions_mut().insert(by);
}

/// What tells the tenants behind a [`SharedListener`](crate::SharedListener) apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TenantRouting {
    /// The first segment of the path: `http://127.0.0.1:4000/acme/wiki`.
    ByPath,
    /// The first label of the host name: `http://acme.localhost:4000/wiki`.
    ByHostName,
}

/// The tenants behind one listener, by name.
pub(crate) struct Directory {
    pub(crate) by: TenantRouting,
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
    pub(crate) fn new(by: TenantRouting) -> Self {
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
    pub(super) fn find<B>(&self, request: &Request<B>) -> Result<Arc<Context>, NoTenant> {
        let name = match self.by {
            TenantRouting::ByPath => request
                .uri()
                .path()
                .split('/')
                .nth(1)
                .unwrap_or_default()
                .to_owned(),
            TenantRouting::ByHostName => host_name(request).to_ascii_lowercase(),
        };
        let tenants = self.tenants();
        if let Some(tenant) = tenants.get(&name) {
            return Ok(tenant.clone());
        }
        let none = self.nobody(&name, &tenants);
        let all: Vec<Arc<Context>> = tenants.values().cloned().collect();
        drop(tenants);
        // A site that was renamed is found by its new address, too.
        let (host, path) = (host(request), request.uri().path());
        let renamed =
            |tenant: &Arc<Context>| tenant.site(|site| site.addresses().are_asked(host, path));
        all.into_iter().find(renamed).ok_or(none)
    }

    fn nobody(&self, name: &str, tenants: &BTreeMap<String, Arc<Context>>) -> NoTenant {
        let place = match self.by {
            TenantRouting::ByPath => "the path begins with",
            TenantRouting::ByHostName => "the Host header begins with",
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
        NoTenant(message)
    }
}

fn host_name<B>(request: &Request<B>) -> &str {
    let host = host(request);
    host.split(['.', ':']).next().unwrap_or_default()
}

/// Whether a path begins with this prefix, and has more.
fn leads(prefix: &str, path: &str) -> bool {
    !prefix.is_empty()
        && path
            .strip_prefix(prefix)
            .is_some_and(|rest| rest.starts_with('/'))
}

/// A proxy may pass the public path on or strip it; the routes know it without.
fn strip<B>(request: &mut http::Request<B>, prefix: &str) {
    if prefix.is_empty() {
        return;
    }
    let target = request
        .uri()
        .path_and_query()
        .map_or("/", |target| target.as_str());
    let rest = target
        .strip_prefix(prefix)
        .filter(|rest| rest.starts_with('/'));
    if let Some(rest) = rest.and_then(|rest| rest.parse().ok()) {
        *request.uri_mut() = rest;
    }
}
