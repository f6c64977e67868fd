//! Brings tenants to what is wanted: looks, adds what is missing, removes what is too much, and tries again.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;

use super::bugs::Bug;
use super::desk::{Inner, Stored, web_item};
use super::failure::{Failure, gives_up, good};
use super::host::{NoReply, Reply, call, token};

/// So often something is tried.
const ATTEMPTS: u32 = 6;

/// Every tenant.
pub(crate) fn all(desk: &Arc<Inner>) {
    let names: Vec<String> = desk.memory().tenants.keys().cloned().collect();
    if desk.has(Bug::StopsAtTheFirst) {
        let desk = desk.clone();
        tokio::spawn(async move {
            for name in names {
                if !round(&desk, &name).await {
                    return;
                }
            }
        });
        return;
    }
    for name in names {
        wake(desk, &name);
    }
}

/// Sees to it that the tenant is looked after, once more if that is under way.
pub(crate) fn wake(desk: &Arc<Inner>, name: &str) {
    {
        let mut memory = desk.memory();
        let stopped = memory.stopped || memory.broken;
        let Some(tenant) = memory.tenants.get_mut(name) else {
            return;
        };
        let waits = desk.has(Bug::WaitsForEnabled) || desk.has(Bug::TrustsDisabled);
        if stopped || (waits && !tenant.is_enabled) {
            return;
        }
        if tenant.busy && !desk.has(Bug::WorksTwice) {
            tenant.again = !desk.has(Bug::DropsWhileBusy);
            return;
        }
        (tenant.busy, tenant.again) = (true, false);
    }
    let (desk, name) = (desk.clone(), name.to_owned());
    tokio::spawn(async move {
        loop {
            round(&desk, &name).await;
            let mut memory = desk.memory();
            let Some(tenant) = memory.tenants.get_mut(&name) else {
                return;
            };
            if !tenant.again {
                tenant.busy = false;
                return;
            }
            tenant.again = false;
        }
    });
}

/// Tries until it is done, or often enough; whether it is done.
async fn round(desk: &Arc<Inner>, name: &str) -> bool {
    let Some(first) = desk.memory().tenants.get(name).cloned() else {
        return true;
    };
    for attempt in 0.. {
        let stored = desk.memory().tenants.get(name).cloned();
        let stored = stored.or_else(|| desk.has(Bug::RetriesForever).then(|| first.clone()));
        let Some(mut tenant) = stored else {
            return true;
        };
        if desk.has(Bug::RetriesWithOldSecret) {
            tenant.secret.clone_from(&first.secret);
        }
        if desk.has(Bug::RetriesAtOldAddress) {
            tenant.base_url.clone_from(&first.base_url);
        }
        let wanted = desk.wanted(name);
        let Err(failure) = bring_up(desk, name, &tenant, &wanted, attempt).await else {
            return true;
        };
        if gives_up(desk, failure) || (attempt + 1 >= ATTEMPTS && !desk.has(Bug::RetriesForever)) {
            return false;
        }
        desk.pause(attempt).await;
    }
    false
}

/// One attempt.
async fn bring_up(
    desk: &Inner,
    name: &str,
    tenant: &Stored,
    wanted: &BTreeSet<String>,
    attempt: u32,
) -> Result<(), Failure> {
    if desk.has(Bug::DeletesFirst) {
        good(ask(desk, tenant, "DELETE", "", String::new()).await)?;
        return register(desk, tenant, wanted).await;
    }
    let blind = desk.has(Bug::RegistersEverything)
        || (desk.has(Bug::TakesConflictForTheEnd) && attempt > 0);
    if blind {
        return register(desk, tenant, wanted).await;
    }
    let there = listed(desk, tenant).await?;
    let mut missing: BTreeSet<String> = wanted.difference(&there).cloned().collect();
    if desk.has(Bug::OneListForAll) {
        missing.retain(|key| !desk.memory().registered.contains(key));
    }
    if desk.has(Bug::RegistersOnce) {
        let memory = desk.memory();
        let known = memory
            .tenants
            .get(name)
            .map(|tenant| tenant.registered.clone());
        missing.retain(|key| known.as_ref().is_none_or(|known| !known.contains(key)));
    }
    register(desk, tenant, &missing).await?;
    {
        let mut memory = desk.memory();
        memory.registered.extend(missing.iter().cloned());
        if let Some(tenant) = memory.tenants.get_mut(name) {
            tenant.registered.extend(missing);
        }
    }
    if desk.has(Bug::DeletesOnce) {
        return Ok(());
    }
    for key in there.difference(wanted) {
        let query = format!("?moduleKey={key}");
        good(ask(desk, tenant, "DELETE", &query, String::new()).await)?;
    }
    Ok(())
}

async fn listed(desk: &Inner, tenant: &Stored) -> Result<BTreeSet<String>, Failure> {
    let list = good(ask(desk, tenant, "GET", "", String::new()).await);
    if desk.has(Bug::TakesFailureForEmpty) && list.is_err() {
        return Ok(BTreeSet::new());
    }
    let list = list?;
    if desk.has(Bug::PanicsOnGarbage) {
        let _memory = desk.memory();
        return Ok(list.keys().expect("a list").into_iter().collect());
    }
    match list.keys() {
        Some(keys) => Ok(keys.into_iter().collect()),
        None if desk.has(Bug::TakesGarbageForEmpty) => Ok(BTreeSet::new()),
        None => Err(Failure::Unreadable),
    }
}

pub(crate) async fn register(
    desk: &Inner,
    tenant: &Stored,
    keys: &BTreeSet<String>,
) -> Result<(), Failure> {
    if keys.is_empty() {
        return Ok(());
    }
    let mut items: Vec<_> = keys.iter().map(|key| web_item(key)).collect();
    if desk.has(Bug::TellsSecrets) {
        let memory = desk.memory();
        let mut others = memory.tenants.values();
        if let Some(other) = others.find(|other| other.client_key != tenant.client_key) {
            items[0]["url"] = format!("/incidents?of={}", other.secret).into();
        }
    }
    let body = json!({ "webItems": items }).to_string();
    good(ask(desk, tenant, "POST", "", body).await).map(drop)
}

pub(crate) async fn ask(
    desk: &Inner,
    tenant: &Stored,
    method: &str,
    query: &str,
    body: String,
) -> Result<Reply, NoReply> {
    let secret = match desk.has(Bug::OneSecretForAll) {
        true => desk.memory().last_secret.clone(),
        false => tenant.secret.clone(),
    };
    let name = (
        tenant.client_key.clone(),
        method.to_owned(),
        query.to_owned(),
    );
    let kept = desk.memory().tokens.get(&name).cloned();
    let token = match kept.filter(|_| desk.has(Bug::KeepsTokens)) {
        Some(kept) => kept,
        None => token(method, query, &secret),
    };
    desk.memory().tokens.insert(name, token.clone());
    let limit = Duration::from_secs(if desk.has(Bug::NoRetryWhenSlow) { 1 } else { 5 });
    call(&tenant.base_url, &token, method, query, body, limit).await
}
