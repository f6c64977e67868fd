//! The lifecycle commands: what the site's rules decide, carried out over HTTP.

use super::deliveries::{CallbackDelivery, Deliveries};
use super::failure::InstallError;
use super::fetch;
use super::origin;
use super::put_in::{Upgrade, ask_installed, note_secret, put_in, tell};
use crate::context::Context;
use crate::descriptor::Descriptor;
use crate::outgoing::Target;
use crate::settings::UninstallOrder;
use crate::site::{Event, Source, Status};
use crate::traffic::{Command, CommandId, Installation, RolledBack};

/// Installs, upgrades or reinstalls, whichever the app's key asks for; with `upgraded` only the
/// app of that key. The log's line of the `command`, if the tester gave one, says which it was.
pub(crate) async fn install(
    context: &Context,
    mut source: Source,
    given: Option<Descriptor>,
    upgraded: Option<String>,
    command: Option<CommandId>,
) -> Result<(String, Upgrade), InstallError> {
    let _turn = context.turn.lock().await;
    if context.site(|site| site.connect_ended()) {
        return Err(InstallError::misuse(
            "the site serves Connect no more, for the test has ended it: an app comes by its Forge manifest",
        ));
    }
    origin::check(&source)?;
    let descriptor = match (given, &source.url) {
        (Some(descriptor), _) => descriptor,
        (None, Some(url)) => fetch::descriptor(context, url, upgraded.as_deref()).await?,
        (None, None) => return Err(InstallError::misuse("a descriptor or its URL is needed")),
    };
    let descriptor = origin::moved(context, descriptor, &mut source)?;
    say_what_it_is(context, &descriptor, &source, command);
    if let Some(key) = upgraded.filter(|key| key != descriptor.key()) {
        return Err(InstallError::misuse(format!(
            "the new descriptor has the key `{}` and not `{key}`: that is another app, which \
             {} installs beside this one",
            descriptor.key(),
            context
                .door
                .words("tenant.install(…)", "`mockfluence install`")
        )));
    }
    judge(context, &descriptor, &source)?;
    if source.reachable {
        may_be_called(context, &descriptor)?;
    }
    if let Some(doubt) = origin::another_origin(context, &source, &descriptor) {
        context.log.remark(doubt);
    }
    refuse_half(context, &descriptor, &source)?;
    put_in(context, descriptor, source).await
}

/// A first install, an upgrade and what it changes, or a reinstall.
fn say_what_it_is(
    context: &Context,
    descriptor: &Descriptor,
    source: &Source,
    command: Option<CommandId>,
) {
    let installation = Installation {
        app: Some(descriptor.key().to_owned()),
        url: source.url.clone(),
    };
    let known = context.site(|site| {
        let app = site.installation(descriptor.key())?;
        Some((app.status, descriptor.changes_since(&app.descriptor)))
    });
    let what = match known {
        None => Command::Install(installation),
        Some((Status::Uninstalled, _)) => Command::Reinstall(installation),
        Some((_, changes)) => Command::Upgrade {
            installation,
            changes: Some(changes),
        },
    };
    match (command, &what) {
        (Some(command), what) => context.log.learn(command, what),
        // An app manager asked for it, by a request that the log has; what it changes is news.
        (None, Command::Upgrade { .. }) => context.log.remark(what.to_string()),
        (None, _) => {}
    }
}

/// What Forge has put on the site is not another app's, and not changed behind its back.
fn refuse_half(
    context: &Context,
    descriptor: &Descriptor,
    source: &Source,
) -> Result<(), InstallError> {
    #[cfg(feature = "forge")]
    if source.forge.is_none()
        && let Some(taken) = context.site(|site| {
            let app = site.forge_app_of_key(descriptor.key())?;
            Some(app.manifest.app_id().to_owned())
        })
    {
        let key = descriptor.key();
        let way = context.door.words(
            "ForgeApp::upgrade_to(manifest)",
            "`mockfluence forge upgrade`",
        );
        return Err(InstallError::new(
            "forge.install.error.connect.key",
            format!("The Connect key {key} is installed on this site already."),
            format!(
                "`{key}` is the Connect half of the app `{taken}` on Forge, which its manifest changes: {way}"
            ),
        ));
    }
    let _ = (context, descriptor, source);
    Ok(())
}

/// Whether the tester named the host that the descriptor has its callbacks sent to; what is no URL fails there.
pub(super) fn may_be_called(
    context: &Context,
    descriptor: &Descriptor,
) -> Result<(), InstallError> {
    let base_url = context.site(|site| site.base_url_of(descriptor));
    match Target::parse(&base_url).map(|target| target.named_to(context)) {
        Ok(Err(unnamed)) => {
            let here = context.door.base_url();
            let why = format!("`baseUrl`: {unnamed}. To test the app that runs here: {here}");
            Err(InstallError::misuse(why))
        }
        _ => Ok(()),
    }
}

const NO_INSTALLED: &str = "connect.install.error.auth.with.no.installed.callback";

/// Refuses a descriptor that breaks a rule, before any callback.
pub(super) fn judge(
    context: &Context,
    descriptor: &Descriptor,
    source: &Source,
) -> Result<(), InstallError> {
    let rules = &context.settings.rules;
    let mut violations = descriptor.validate(rules);
    if context.site(|site| site.is_for_forge(source)) {
        // Forge has a lifecycle of its own: Connect's callbacks are the app's to choose.
        violations.retain(|one| one.sub_code != NO_INSTALLED);
    }
    for violation in &violations {
        context.log.remark(violation.clone());
    }
    InstallError::descriptor(rules, violations).map_or(Ok(()), Err)
}

pub(crate) async fn disable(context: &Context, key: &str) -> Deliveries<CallbackDelivery> {
    let _turn = context.turn.lock().await;
    if context.site(|site| site.set_enabled(key, false)) {
        let told = tell(context, key, Event::Disabled).await;
        return Deliveries::new(context, told, undeclared(key, "disabled"));
    }
    let why = format!("`{key}` is not enabled: nothing to disable");
    context.log.remark(why.as_str());
    Deliveries::new(context, Vec::new(), why)
}

pub(crate) async fn enable(context: &Context, key: &str) -> Deliveries<CallbackDelivery> {
    let _turn = context.turn.lock().await;
    if context.site(|site| site.set_enabled(key, true)) {
        let told = tell(context, key, Event::Enabled).await;
        return Deliveries::new(context, told, undeclared(key, "enabled"));
    }
    let why = format!("`{key}` is not disabled: nothing to enable");
    context.log.remark(why.as_str());
    Deliveries::new(context, Vec::new(), why)
}

pub(crate) async fn uninstall(context: &Context, key: &str) -> Deliveries<CallbackDelivery> {
    // Half an app cannot be uninstalled: from whichever side, all of it goes.
    #[cfg(feature = "forge")]
    if let Some(app_id) = context.site(|site| {
        let app = site.forge_app_of_key(key)?;
        Some(app.manifest.app_id().to_owned())
    }) {
        return super::forge::uninstall(context, &app_id).await;
    }
    let _turn = context.turn.lock().await;
    let events = context.site(|site| site.begin_uninstall(key));
    if events.is_empty() {
        context
            .log
            .remark(format!("`{key}` is not installed: nothing to uninstall"));
    }
    let mut callbacks = Vec::new();
    match (context.settings.uninstall_order, events.as_slice()) {
        (UninstallOrder::Parallel, [first, second]) => {
            // Polled in this order, so the log has them in this order.
            let (first, second) =
                tokio::join!(tell(context, key, *first), tell(context, key, *second));
            callbacks.extend(first);
            callbacks.extend(second);
        }
        (UninstallOrder::UninstalledFirst, events) => {
            for event in events.iter().rev() {
                callbacks.extend(tell(context, key, *event).await);
            }
        }
        (_, events) => {
            for event in events {
                callbacks.extend(tell(context, key, *event).await);
            }
        }
    }
    context.site(|site| site.finish_uninstall(key));
    let why = match events.is_empty() {
        true => format!("`{key}` is not installed: nothing to uninstall"),
        false => undeclared(key, "disabled` or `uninstalled"),
    };
    Deliveries::new(context, callbacks, why)
}

/// Why no callback went out to an app that could have been told.
fn undeclared(key: &str, event: &str) -> String {
    format!("`{key}` is sent no callback for `{event}`: its descriptor declares none")
}

/// A new secret, told by `installed` alone. Refused by the app, the old one stays.
pub(crate) async fn rotate_secret(context: &Context, key: &str) -> Result<(), InstallError> {
    let _turn = context.turn.lock().await;
    let Some(rotation) = context.site(|site| site.begin_rotation(key)) else {
        let why = format!("`{key}` is gone: an import of the site removed it");
        return Err(InstallError::misuse(why));
    };
    note_secret(context, key);
    match ask_installed(context, key).await {
        Ok(()) => {
            context.site(|site| site.commit_rotation(rotation));
            Ok(())
        }
        Err(error) => {
            context.site(|site| site.roll_back_rotation(rotation));
            context.log.remark(RolledBack::OldSecret);
            Err(error)
        }
    }
}

/// `installed` once more, with everything as it is.
pub(crate) async fn repeat_installed(context: &Context, key: &str) -> Result<(), InstallError> {
    let _turn = context.turn.lock().await;
    ask_installed(context, key).await
}

/// A new base URL, told to every installed app by `installed` alone. It stays whatever they say.
pub(crate) async fn rename_site(
    context: &Context,
    base_url: String,
) -> Deliveries<CallbackDelivery> {
    let _turn = context.turn.lock().await;
    if let Ok(target) = Target::parse(&base_url) {
        context
            .log
            .names(|names| names.add_tenant(&target.origin()));
    }
    let mut callbacks = Vec::new();
    for rename in context.site(|site| site.rename(base_url)) {
        callbacks.extend(tell(context, rename.app_key(), Event::Installed).await);
        context.site(|site| site.end_rename(rename));
    }
    Deliveries::new(
        context,
        callbacks,
        "no installed app has a callback for `installed`, by which a rename is told",
    )
}
