//! Apps on a tenant: install, and everything an admin does to them.

use std::collections::BTreeMap;

use mockfluence::binary_support::{allow_target, naming_no_host};
use mockfluence::{CallbackDelivery, DescriptorSource, InstalledApp, Status, Tenant};
use serde_json::Value;

use super::call::Call;
use crate::cli::contract::Nothing;
use crate::cli::contract::apps::{
    App, Apps, Callback, CallbackReport, LicenceChange, Source, Token, TokenFor, Upgraded,
};
use crate::cli::contract::problem::Problem;

pub(super) async fn list(call: Call, _: Nothing) -> Result<Apps, Problem> {
    let apps = call.tenant()?.apps().iter().map(describe).collect();
    Ok(Apps { apps })
}

pub(super) async fn show(call: Call, _: Nothing) -> Result<App, Problem> {
    Ok(describe(&call.app()?))
}

fn describe(app: &InstalledApp) -> App {
    let descriptor = app.descriptor();
    let descriptor = descriptor.as_ref();
    let named = |key: String| Some((app.dynamic_module_name(&key)?, key));
    let names = app.dynamic_module_keys().into_iter().filter_map(named);
    App {
        key: app.key().to_owned(),
        name: descriptor.and_then(|one| one.name().map(str::to_owned)),
        version: descriptor.map(|one| one.version().to_owned()),
        base_url: descriptor.map(|one| one.base_url().to_owned()),
        status: app.status(),
        shared_secret: app.shared_secret(),
        licence: app.licence(),
        account_id: app.account_id(),
        static_modules: descriptor.and_then(|one| one.value().get("modules").cloned()),
        dynamic_modules: app.dynamic_modules(),
        dynamic_module_names: names
            .map(|(name, key)| (key, name))
            .collect::<BTreeMap<_, _>>(),
        effective_module_keys: app.effective_module_keys(),
    }
}

/// None where no descriptor is given in any way.
fn source(given: Source) -> Result<Option<DescriptorSource>, Problem> {
    let source = match (
        given.descriptor_url,
        given.descriptor,
        given.descriptor_text,
    ) {
        (None, None, None) => return Ok(None),
        (Some(url), None, None) => DescriptorSource::from(url),
        (None, Some(value), None) => DescriptorSource::from(Value::Object(value)),
        (None, None, Some(text)) => DescriptorSource::text(text),
        _ => {
            let why = "one of descriptorUrl, descriptor and descriptorText, not several";
            return Err(Problem::new(400, why));
        }
    };
    let source = naming_no_host(source);
    Ok(Some(match given.without_backend {
        true => source.without_backend(),
        false => source,
    }))
}

fn name_targets(tenant: &Tenant, hosts: &[String]) -> Result<(), Problem> {
    for host in hosts {
        let allowed = allow_target(tenant, host);
        allowed.map_err(|why| Problem::new(400, format!("allowedTargets: {why}")))?;
    }
    Ok(())
}

pub(super) async fn install(call: Call, given: Source) -> Result<App, Problem> {
    let tenant = call.tenant()?;
    let needed = "descriptorUrl, descriptor or descriptorText is needed";
    name_targets(&tenant, &given.allowed_targets)?;
    let source = source(given)?.ok_or_else(|| Problem::new(400, needed))?;
    Ok(describe(&tenant.install(source).await?))
}

/// With a descriptor to that one, without to what its URL gives now.
pub(super) async fn upgrade(call: Call, given: Source) -> Result<Upgraded, Problem> {
    let app = call.app()?;
    name_targets(&call.tenant()?, &given.allowed_targets)?;
    let upgrade = match source(given)? {
        Some(source) => app.upgrade_to(source).await?,
        None => app.upgrade().await?,
    };
    Ok(Upgraded {
        app: describe(&app),
        removed_modules: upgrade.removed_modules().to_vec(),
        conflicts: upgrade.conflicts().to_vec(),
    })
}

pub(super) async fn disable(call: Call, _: Nothing) -> Result<CallbackReport, Problem> {
    let app = call.app()?;
    let sent = app.disable().await;
    Ok(callback_report(&app, sent))
}

pub(super) async fn enable(call: Call, _: Nothing) -> Result<CallbackReport, Problem> {
    let app = call.app()?;
    let sent = app.enable().await;
    Ok(callback_report(&app, sent))
}

pub(super) async fn uninstall(call: Call, _: Nothing) -> Result<CallbackReport, Problem> {
    let app = call.app()?;
    let sent = app.clone().uninstall().await;
    Ok(callback_report(&app, sent))
}

fn callback_report(app: &InstalledApp, sent: Vec<CallbackDelivery>) -> CallbackReport {
    CallbackReport {
        status: app.status(),
        callbacks: callbacks(sent),
    }
}

pub(super) fn callbacks(sent: Vec<CallbackDelivery>) -> Vec<Callback> {
    let one = |sent: CallbackDelivery| Callback {
        path: sent.path,
        status: sent.status,
    };
    sent.into_iter().map(one).collect()
}

pub(super) async fn rotate_secret(call: Call, _: Nothing) -> Result<App, Problem> {
    let app = call.app()?;
    app.rotate_secret().await?;
    Ok(describe(&app))
}

pub(super) async fn repeat_installed(call: Call, _: Nothing) -> Result<App, Problem> {
    let app = call.app()?;
    app.repeat_installed().await?;
    Ok(describe(&app))
}

pub(super) async fn set_licence(call: Call, change: LicenceChange) -> Result<App, Problem> {
    let app = call.app()?;
    app.set_licence(change.licence);
    Ok(describe(&app))
}

pub(super) async fn token(call: Call, wanted: TokenFor) -> Result<Token, Problem> {
    let app = call.app()?;
    if !wanted.path.starts_with('/') {
        return Err(Problem::new(400, "`path` begins with a slash"));
    }
    if app.status() == Status::Uninstalled {
        let why = "the app is uninstalled, so no token of it is good";
        return Err(Problem::new(409, why));
    }
    let mut request = app.client().request(&wanted.method, &wanted.path);
    if let Some(secret) = wanted.secret {
        request = request.signed_with(secret);
    }
    if let Some(qsh) = wanted.qsh {
        request = request.qsh(qsh);
    }
    let no_secret = "the app has no sharedSecret (authentication none)";
    let token = request.signed_token();
    let token = token.ok_or_else(|| Problem::new(409, no_secret))?;
    Ok(Token {
        authorization: format!("JWT {token}"),
        token,
    })
}
