//! What can be looked up: the points where hosts differ, the hosts that are known, what an app has to refuse.

use mockfluence::Settings;

use super::call::Call;
use crate::cli::contract::Nothing;
use crate::cli::contract::forgeries::Forgeries;
use crate::cli::contract::problem::Problem;
use crate::cli::contract::settings::{AllSettings, Hosts};

pub(super) async fn list(_: Call, _: Nothing) -> Result<AllSettings, Problem> {
    Ok(AllSettings::known())
}

pub(super) async fn hosts(_: Call, _: Nothing) -> Result<Hosts, Problem> {
    Ok(Hosts::known())
}

pub(super) async fn forgeries(_: Call, _: Nothing) -> Result<Forgeries, Problem> {
    Ok(Forgeries::known())
}

pub(super) async fn show(call: Call, _: Nothing) -> Result<Settings, Problem> {
    let tenant = call.tenant()?;
    let settings = call.farm.settings(&tenant.name());
    // None if the tenant was stopped just now.
    settings.ok_or_else(|| Problem::new(404, "the tenant is gone"))
}
