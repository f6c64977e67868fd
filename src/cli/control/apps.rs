//! Apps on a tenant: install, and everything an admin does to them.

use std::collections::BTreeMap;

use mockfluence::binary_support::{allow_target, naming_no_host, read_from, told_file};
use mockfluence::descriptor::Violation;
use mockfluence::{CallbackDelivery, Deliveries, DescriptorSource, InstalledApp, Status, Tenant};
use serde_json::Value;

use super::call::Call;
use super::forgeries::Since;
use crate::cli::contract::Nothing;
use crate::cli::contract::apps::{
    App, Apps, Callback, CallbackReport, Doubt, LicenceChange, Source, Token, TokenFor, Upgraded,
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
        descriptor_file: app.source().as_ref().and_then(told_file).map(str::to_owned),
        status: app.status(),
        shared_secret: app.shared_secret(),
        licence: app.licence(),
        oauth_client_id: app.oauth_client_id(),
        account_id: app.account_id(),
        static_modules: descriptor.and_then(|one| one.value().get("modules").cloned()),
        dynamic_modules: app.dynamic_modules(),
        dynamic_module_names: names
            .map(|(name, key)| (key, name))
            .collect::<BTreeMap<_, _>>(),
        effective_module_keys: app.effective_module_keys(),
        disabled_reason: app.disabled_reason().map(|reason| reason.to_string()),
        warnings: app.warnings().into_iter().map(doubt).collect(),
        accepted_forgeries: Vec::new(),
    }
}

/// The app after a command to it.
fn after(app: &InstalledApp, since: &Since) -> App {
    App {
        accepted_forgeries: since.accepted(Some(app.key())),
        ..describe(app)
    }
}

pub(super) fn doubt(violation: Violation) -> Doubt {
    let advice = Some(violation.advice).filter(|advice| !advice.is_empty());
    Doubt {
        text: [violation.message]
            .into_iter()
            .chain(advice)
            .collect::<Vec<_>>()
            .join("; "),
        sub_code: violation.sub_code,
        pointer: violation.pointer,
    }
}

/// None where no descriptor is given in any way.
fn named(given: &mut Source) -> Result<Option<DescriptorSource>, Problem> {
    let ways = (
        given.descriptor_url.take(),
        given.descriptor.take(),
        given.descriptor_text.take(),
        given.descriptor_file.take(),
    );
    Ok(Some(match ways {
        (None, None, None, None) => return Ok(None),
        (Some(url), None, None, None) => DescriptorSource::from(url),
        (None, Some(value), None, None) => DescriptorSource::from(Value::Object(value)),
        (None, None, Some(text), None) => DescriptorSource::text(text),
        (None, None, Some(text), Some(file)) => read_from(DescriptorSource::text(text), file),
        (_, _, None, Some(_)) => {
            let why = "`descriptorFile` names the file that `descriptorText` was read from: the text is needed, too";
            return Err(Problem::new(400, why));
        }
        _ => {
            let why = "one of descriptorUrl, descriptor and descriptorText, not several";
            return Err(Problem::new(400, why));
        }
    }))
}

pub(super) fn name_targets(tenant: &Tenant, hosts: &[String]) -> Result<(), Problem> {
    for host in hosts {
        let allowed = allow_target(tenant, host);
        allowed.map_err(|why| Problem::new(400, format!("allowedTargets: {why}")))?;
    }
    Ok(())
}

/// The descriptor as it is to be used.
fn used(source: DescriptorSource, given: Source) -> DescriptorSource {
    let source = naming_no_host(source);
    let source = match given.base_url {
        Some(base_url) => source.with_base_url(base_url),
        None => source,
    };
    match given.without_backend {
        true => source.without_backend(),
        false => source,
    }
}

pub(super) async fn install(call: Call, mut given: Source) -> Result<App, Problem> {
    let tenant = call.tenant()?;
    let needed = "descriptorUrl, descriptor or descriptorText is needed";
    name_targets(&tenant, &given.allowed_targets)?;
    let source = named(&mut given)?.ok_or_else(|| Problem::new(400, needed))?;
    let since = Since::now(&tenant);
    let app = tenant.install(used(source, given)).await?;
    Ok(after(&app, &since))
}

/// With a descriptor to that one, without to the one where it came from.
pub(super) async fn upgrade(call: Call, mut given: Source) -> Result<Upgraded, Problem> {
    let app = call.app()?;
    name_targets(&call.tenant()?, &given.allowed_targets)?;
    let source = named(&mut given)?.or_else(|| app.source());
    let since = Since::now(&call.tenant()?);
    let upgrade = match source {
        Some(source) => app.upgrade_to(used(source, given)).await?,
        None => app.upgrade().await?,
    };
    Ok(Upgraded {
        app: after(&app, &since),
        removed_modules: upgrade.removed_modules().to_vec(),
        conflicts: upgrade.conflicts().to_vec(),
    })
}

pub(super) async fn disable(call: Call, _: Nothing) -> Result<CallbackReport, Problem> {
    let app = call.app()?;
    let since = Since::now(&call.tenant()?);
    let sent = app.disable().await;
    Ok(callback_report(&app, sent, &since))
}

pub(super) async fn enable(call: Call, _: Nothing) -> Result<CallbackReport, Problem> {
    let app = call.app()?;
    let since = Since::now(&call.tenant()?);
    let sent = app.enable().await;
    Ok(callback_report(&app, sent, &since))
}

pub(super) async fn uninstall(call: Call, _: Nothing) -> Result<CallbackReport, Problem> {
    let app = call.app()?;
    let since = Since::now(&call.tenant()?);
    let sent = app.clone().uninstall().await;
    Ok(callback_report(&app, sent, &since))
}

fn callback_report(
    app: &InstalledApp,
    sent: Deliveries<CallbackDelivery>,
    since: &Since,
) -> CallbackReport {
    CallbackReport {
        status: app.status(),
        callbacks: callbacks(sent),
        accepted_forgeries: since.accepted(Some(app.key())),
    }
}

pub(super) fn callbacks(sent: Deliveries<CallbackDelivery>) -> Vec<Callback> {
    let one = |sent: &CallbackDelivery| Callback {
        path: sent.path.clone(),
        status: sent.status,
    };
    sent.as_slice().iter().map(one).collect()
}

pub(super) async fn rotate_secret(call: Call, _: Nothing) -> Result<App, Problem> {
    let app = call.app()?;
    let since = Since::now(&call.tenant()?);
    app.rotate_secret().await?;
    Ok(after(&app, &since))
}

pub(super) async fn repeat_installed(call: Call, _: Nothing) -> Result<App, Problem> {
    let app = call.app()?;
    let since = Since::now(&call.tenant()?);
    app.repeat_installed().await?;
    Ok(after(&app, &since))
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
