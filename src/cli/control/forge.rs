//! Apps on Forge: install, and everything an admin does to them.

use mockfluence::binary_support::manifest_naming_no_host;
use mockfluence::manifest::Manifest;
use mockfluence::{CallbackDelivery, Deliveries, ForgeApp};
use serde_json::Value;

use super::apps::{doubt, name_targets};
use super::call::Call;
use crate::cli::contract::Nothing;
use crate::cli::contract::apps::{Callback, LicenceChange};
use crate::cli::contract::forge::{
    self, EventRetry, ForgeApps, ForgeCalls, ForgeUpgraded, NewManifest, RunSchedule,
};
use crate::cli::contract::problem::Problem;

pub(super) async fn list(call: Call, _: Nothing) -> Result<ForgeApps, Problem> {
    let forge_apps = call.tenant()?.forge_apps().iter().map(describe).collect();
    Ok(ForgeApps { forge_apps })
}

pub(super) async fn show(call: Call, _: Nothing) -> Result<forge::ForgeApp, Problem> {
    Ok(describe(&call.forge_app()?))
}

fn describe(app: &ForgeApp) -> forge::ForgeApp {
    let manifest = app.manifest();
    let warnings = manifest.validate().into_iter();
    let retries = app.event_retries().into_iter();
    forge::ForgeApp {
        id: app.id().to_owned(),
        status: app.status(),
        version: app.version(),
        environment: app.environment(),
        installation_id: app.installation_id(),
        account_id: app.account_id(),
        licence: app.licence(),
        connect_key: app.connect().map(|half| half.key().to_owned()),
        warnings: warnings.map(doubt).collect(),
        dynamic_module_keys: app.dynamic_module_keys(),
        schedules: manifest
            .scheduled_triggers()
            .map(|one| one.key().to_owned())
            .collect(),
        event_retries: retries
            .map(|one| EventRetry {
                trigger: one.trigger,
                event: one.event,
                retry: one.retry,
                reason: one.reason.to_owned(),
            })
            .collect(),
    }
}

/// The manifest as it is to be used.
fn used(given: NewManifest) -> Result<Manifest, Problem> {
    let read = match (given.manifest, given.manifest_text) {
        (Some(value), None) => Manifest::from_json(Value::Object(value)),
        (None, Some(text)) => Manifest::from_yaml(&text),
        (None, None) => return Err(Problem::new(400, "manifest or manifestText is needed")),
        _ => {
            let why = "one of manifest and manifestText, not both";
            return Err(Problem::new(400, why));
        }
    };
    let manifest = read.map_err(|error| Problem::new(422, error.to_string()))?;
    let manifest = manifest_naming_no_host(manifest).in_environment(given.environment);
    let variables = given.variables.into_iter();
    let manifest = variables.fold(manifest, |manifest, (name, value)| {
        manifest.with_variable(name, value)
    });
    let remotes = given.remotes.into_iter();
    let manifest = remotes.fold(manifest, |manifest, (key, url)| {
        manifest.with_remote(key, url)
    });
    Ok(match given.without_backend {
        true => manifest.without_backend(),
        false => manifest,
    })
}

pub(super) async fn install(call: Call, given: NewManifest) -> Result<forge::ForgeApp, Problem> {
    let tenant = call.tenant()?;
    name_targets(&tenant, &given.allowed_targets)?;
    let app = tenant.install_forge(used(given)?).await?;
    Ok(describe(&app))
}

pub(super) async fn upgrade(call: Call, given: NewManifest) -> Result<ForgeUpgraded, Problem> {
    let app = call.forge_app()?;
    name_targets(&call.tenant()?, &given.allowed_targets)?;
    let upgrade = app.upgrade_to(used(given)?).await?;
    let changes = upgrade.major_changes().iter();
    Ok(ForgeUpgraded {
        app: describe(&app),
        major_changes: changes.map(|&change| change.to_owned()).collect(),
    })
}

pub(super) async fn uninstall(call: Call, _: Nothing) -> Result<ForgeCalls, Problem> {
    let app = call.forge_app()?;
    let told = app.clone().uninstall().await;
    Ok(report(&app, told))
}

pub(super) async fn run_schedule(call: Call, given: RunSchedule) -> Result<ForgeCalls, Problem> {
    let app = call.forge_app()?;
    let told = app.run_schedule(&given.schedule).await;
    Ok(report(&app, told))
}

fn report(app: &ForgeApp, told: Deliveries<CallbackDelivery>) -> ForgeCalls {
    let callbacks = told.as_slice().iter().map(|one| Callback {
        path: one.path.clone(),
        status: one.status,
    });
    ForgeCalls {
        status: app.status(),
        callbacks: callbacks.collect(),
        nothing: told.why_nothing().map(str::to_owned),
    }
}

pub(super) async fn set_licence(
    call: Call,
    given: LicenceChange,
) -> Result<forge::ForgeApp, Problem> {
    let app = call.forge_app()?;
    app.set_licence(given.licence);
    Ok(describe(&app))
}

pub(super) async fn change_installation_id(
    call: Call,
    _: Nothing,
) -> Result<forge::ForgeApp, Problem> {
    let app = call.forge_app()?;
    app.change_installation_id();
    Ok(describe(&app))
}

pub(super) async fn move_to_forge(
    call: Call,
    given: NewManifest,
) -> Result<forge::ForgeApp, Problem> {
    let app = call.app()?;
    name_targets(&call.tenant()?, &given.allowed_targets)?;
    let moved = app.move_to_forge(used(given)?).await?;
    Ok(describe(&moved))
}

pub(super) async fn end_connect(call: Call, _: Nothing) -> Result<Nothing, Problem> {
    call.tenant()?.end_connect();
    Ok(Nothing {})
}

pub(super) async fn retry_events(call: Call, _: Nothing) -> Result<forge::ForgeApp, Problem> {
    let app = call.forge_app()?;
    app.retry_events().await;
    Ok(describe(&app))
}
