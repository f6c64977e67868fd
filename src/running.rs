//! The tenants of this process, for what is one server for all sites: the authorization server.
//!
//! Nothing of a tenant is kept here, and a tenant that is gone is not found.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::context::{Context, are_one};

static RUNNING: Mutex<Vec<Weak<Context>>> = Mutex::new(Vec::new());

/// From now on the tenant is found.
pub(crate) fn join(context: &Arc<Context>) {
    let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
    // Seldom, so that many tenants do not cost the square of their number.
    if running.len() == running.capacity() {
        running.retain(|one| one.strong_count() > 0);
    }
    running.push(Arc::downgrade(context));
}

/// Another tenant whose site has this base URL and this app; the first of several.
pub(crate) fn with_app(
    own: &Arc<Context>,
    base_url: &str,
    client_id: &str,
) -> Option<Arc<Context>> {
    let others: Vec<Arc<Context>> = {
        let running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        let live = running.iter().filter_map(Weak::upgrade);
        let near =
            |one: &Arc<Context>| are_one(one.neighbourhood.as_ref(), own.neighbourhood.as_ref());
        live.filter(|one| !Arc::ptr_eq(one, own) && near(one))
            .collect()
    };
    let mut others = others.into_iter();
    others.find(|one| one.site(|site| site.base_url() == base_url && site.knows_client(client_id)))
}
