//! What a careless desk does on every tenant by hand, once.

use std::collections::BTreeSet;

use super::desk::{Inner, Stored};
use super::sync::{ask, register};

/// One registration on every tenant, by hand; whether all took it.
pub(crate) async fn register_everywhere(desk: &Inner, key: &str) -> bool {
    let tenants: Vec<Stored> = desk.memory().tenants.values().cloned().collect();
    let keys = BTreeSet::from([key.to_owned()]);
    let mut all = true;
    for tenant in tenants {
        all &= register(desk, &tenant, &keys).await.is_ok();
    }
    all
}

/// One removal from every tenant, by hand.
pub(crate) async fn delete_everywhere(desk: &Inner, key: &str) {
    let tenants: Vec<Stored> = desk.memory().tenants.values().cloned().collect();
    let query = format!("?moduleKey={key}");
    for tenant in tenants {
        let _ = ask(desk, &tenant, "DELETE", &query, String::new()).await;
    }
}
