//! Tenants: start, look at, rename, import, stop; and their clock.

use std::time::{Duration, SystemTime};

use mockfluence::Tenant;
use mockfluence::binary_support::{base_url_misfit, check_clock};

use super::apps::callbacks;
use super::call::Call;
use super::forgeries::Since;
use crate::cli::contract::Nothing;
use crate::cli::contract::network::Network;
use crate::cli::contract::problem::Problem;
use crate::cli::contract::tenants::{
    self as contract, Clock, ClockChange, Health, Imported, LeftOver, Millis, NewTenant, Rename,
    Renamed, Tenants,
};

pub(super) async fn health(_: Call, _: Nothing) -> Result<Health, Problem> {
    Ok(Health {
        status: "up".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        pid: std::process::id(),
    })
}

pub(super) async fn list(call: Call, _: Nothing) -> Result<Tenants, Problem> {
    let tenants = call.farm.tenants().iter().map(describe).collect();
    Ok(Tenants { tenants })
}

/// What an app needs to meet tenants at their real names.
pub(super) async fn network(call: Call, _: Nothing) -> Result<Network, Problem> {
    call.farm.network().ok_or_else(|| {
        let why = "no tenant looks like a real one: start one with `lookAlike` (`mockfluence serve \
                   --look-alike acme.atlassian.net`)";
        Problem::new(404, why)
    })
}

pub(super) async fn start(call: Call, wanted: NewTenant) -> Result<contract::Tenant, Problem> {
    Ok(describe(&call.farm.start(&wanted)?))
}

pub(super) async fn show(call: Call, _: Nothing) -> Result<contract::Tenant, Problem> {
    Ok(describe(&call.tenant()?))
}

/// Its port closes, its apps hear nothing.
pub(super) async fn stop(call: Call, _: Nothing) -> Result<Nothing, Problem> {
    let tenant = call.tenant()?;
    call.farm.stop(&tenant.name());
    Ok(Nothing {})
}

fn describe(tenant: &Tenant) -> contract::Tenant {
    let apps = tenant.apps();
    contract::Tenant {
        name: tenant.name(),
        base_url: tenant.base_url(),
        keys_url: tenant.keys_url(),
        jwks_url: tenant.jwks_url(),
        gateway_url: tenant.gateway_url(),
        client_key: tenant.client_key(),
        cloud_id: tenant.cloud_id(),
        port: tenant.port(),
        apps: apps.iter().map(|app| app.key().to_owned()).collect(),
        authorization_server: tenant.authorization_server(),
        admin: tenant.admin(),
    }
}

pub(super) async fn rename_site(call: Call, rename: Rename) -> Result<Renamed, Problem> {
    let tenant = call.tenant()?;
    if let Some(why) = base_url_misfit(&rename.base_url) {
        return Err(Problem::new(400, why));
    }
    let since = Since::now(&tenant);
    let sent = tenant.rename_site(rename.base_url).await;
    Ok(Renamed {
        callbacks: callbacks(sent),
        accepted_forgeries: since.accepted(None),
    })
}

pub(super) async fn import_site(call: Call, _: Nothing) -> Result<Imported, Problem> {
    let tenant = call.tenant()?;
    let removed_apps = tenant.import_site().await;
    Ok(recovered(&tenant, removed_apps))
}

pub(super) async fn recreate_site(call: Call, _: Nothing) -> Result<Imported, Problem> {
    let tenant = call.tenant()?;
    let removed_apps = tenant.recreate_site().await;
    Ok(recovered(&tenant, removed_apps))
}

fn recovered(tenant: &mockfluence::Tenant, removed_apps: Vec<String>) -> Imported {
    Imported {
        removed_apps,
        client_key: tenant.client_key(),
    }
}

pub(super) async fn rotate_install_key(call: Call, _: Nothing) -> Result<Nothing, Problem> {
    call.tenant()?.rotate_install_key();
    Ok(Nothing {})
}

pub(super) async fn rotate_invocation_key(call: Call, _: Nothing) -> Result<Nothing, Problem> {
    call.tenant()?.rotate_invocation_key();
    Ok(Nothing {})
}

pub(super) async fn clock(call: Call, _: Nothing) -> Result<Clock, Problem> {
    let clock = call.tenant()?.clock();
    Ok(Clock {
        offset_millis: clock.offset_millis(),
    })
}

pub(super) async fn set_clock(call: Call, change: ClockChange) -> Result<Clock, Problem> {
    let clock = call.tenant()?.clock();
    let ahead = match change {
        ClockChange::AdvanceMillis(by) => clock.offset_millis().saturating_add(by.into()),
        ClockChange::OffsetMillis(to) => to.into(),
        ClockChange::TimeMillis(time) => i64::from(time).saturating_sub(now_millis()),
    };
    let ahead = Millis::try_from(ahead).map_err(|why| Problem::new(400, why.to_string()))?;
    let ahead = i64::from(ahead);
    check_clock(ahead).map_err(|why| Problem::new(400, why.to_string()))?;
    clock.reset();
    let by = Duration::from_millis(ahead.unsigned_abs());
    if ahead < 0 {
        clock.rewind(by);
    } else {
        clock.advance(by);
    }
    Ok(Clock {
        offset_millis: clock.offset_millis(),
    })
}

fn now_millis() -> i64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    now.map_or(0, |now| i64::try_from(now.as_millis()).unwrap_or(i64::MAX))
}

pub(super) async fn left_over(call: Call, _: Nothing) -> Result<LeftOver, Problem> {
    let left = call.tenant()?.nothing_left_over();
    let lines = left.err().map(|left| left.lines().to_vec());
    Ok(LeftOver {
        left_over: lines.unwrap_or_default(),
    })
}
