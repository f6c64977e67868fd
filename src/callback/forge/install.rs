//! Installs and upgrades an app on Forge, and its Connect half along with it.

use super::events::tell_life;
use crate::callback::failure::InstallError;
use crate::callback::lifecycle::{judge, may_be_called};
use crate::callback::put_in::{Upgrade, put_in};
use crate::context::Context;
use crate::descriptor::{Descriptor, Rules};
use crate::manifest::Manifest;
use crate::outgoing::Target;
use crate::settings::UninstalledOnMove;
use crate::site::{Event, PendingForge, Source, Status};

/// What an upgrade of an app on Forge was.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ForgeUpgrade {
    major: Vec<&'static str>,
    half: Option<Upgrade>,
}

impl ForgeUpgrade {
    /// Whether it is a major version, which an admin approves and the app is told of.
    #[must_use]
    pub fn is_major(&self) -> bool {
        !self.major.is_empty()
    }

    /// What makes it one, in words; nothing for a minor version.
    #[must_use]
    pub fn major_changes(&self) -> &[&'static str] {
        &self.major
    }

    /// What it did to the Connect half; none where there is none.
    #[must_use]
    pub fn connect(&self) -> Option<&Upgrade> {
        self.half.as_ref()
    }
}

/// By what an app comes to Forge.
#[derive(Debug)]
pub(crate) enum Coming {
    /// An install, or an upgrade of what is there.
    Installed,
    /// An upgrade of the app of this id.
    Upgraded(String),
    /// The move of the Connect app of this key.
    Moved(String),
}

/// Installs an app, upgrades the one that is there, or moves a Connect app.
pub(crate) async fn install(
    context: &Context,
    manifest: Manifest,
    coming: Coming,
) -> Result<(String, ForgeUpgrade), InstallError> {
    let _turn = context.turn.lock().await;
    let manifest = after_the_last(context, manifest);
    fits(context, &manifest, &coming)?;
    let moving = match coming {
        Coming::Moved(key) => Some(key),
        Coming::Installed | Coming::Upgraded(_) => None,
    };
    put(context, manifest, moving).await
}

/// The same for whoever has the turn; with the key of the Connect app that moves.
pub(super) async fn put(
    context: &Context,
    manifest: Manifest,
    moving: Option<String>,
) -> Result<(String, ForgeUpgrade), InstallError> {
    let half = judged(context, &manifest)?;
    if let Some(refusal) = context.site(|site| site.forge_refusal(&manifest, moving.as_deref())) {
        let (code, message) = (refusal.sub_code, refusal.message);
        return Err(InstallError::new(code, message, refusal.detail));
    }
    let pending = context.site(|site| site.begin_forge(manifest.clone(), moving.as_deref()));
    let half = match half {
        None => None,
        Some(descriptor) => match put_half_in(context, descriptor, &manifest, &pending).await {
            Ok(upgrade) => Some(upgrade),
            Err(error) => {
                context.site(|site| site.roll_back_forge(pending));
                return Err(error);
            }
        },
    };
    for key in context.site(|site| site.former_halves(&pending)) {
        let is_told = context.settings.uninstalled_on_move == UninstalledOnMove::Sent;
        if moving.as_ref() == Some(&key) && is_told {
            crate::callback::put_in::tell(context, &key, Event::Uninstalled).await;
        }
        context.log.remark(format!(
            "`{key}` has no Connect half any more: the manifest has no `connectModules` of that key, and it is told nothing"
        ));
    }
    let now = context.clock.now_millis();
    context.site(|site| site.commit_forge(&pending, now));
    tell(context, &pending).await;
    let app_id = pending.app_id.clone();
    let major = pending.major.clone();
    Ok((app_id, ForgeUpgrade { major, half }))
}

/// Whether the manifest is of the app that it is said to be of.
fn fits(context: &Context, manifest: &Manifest, coming: &Coming) -> Result<(), InstallError> {
    let way = context
        .door
        .words("tenant.install_forge(…)", "`mockfluence forge install`");
    match coming {
        Coming::Upgraded(id) if id != manifest.app_id() => Err(InstallError::misuse(format!(
            "the new manifest is of the app `{}` and not of `{id}`: that is another app, which {way} installs beside \
             this one",
            manifest.app_id()
        ))),
        Coming::Moved(key) if manifest.connect_key() != Some(key) => {
            let named = manifest.connect_key();
            let named = named.map_or("none".to_owned(), |key| format!("`{key}`"));
            Err(InstallError::misuse(format!(
                "the manifest's `app.connect.key` is {named} and not `{key}`: it is no move of that app, and {way} installs \
                 it beside this one"
            )))
        }
        _ => Ok(()),
    }
}

/// With the remotes that a test has put elsewhere for the version that is there.
fn after_the_last(context: &Context, manifest: Manifest) -> Manifest {
    let there = context.site(|site| {
        let app = site.forge_app(manifest.app_id())?;
        (app.status != Status::Uninstalled).then(|| app.manifest.clone())
    });
    match there {
        Some(earlier) => manifest.after(&earlier),
        None => manifest,
    }
}

/// Refuses a manifest, or a Connect half in it, that breaks a rule, before any call.
fn judged(context: &Context, manifest: &Manifest) -> Result<Option<Descriptor>, InstallError> {
    let violations = manifest.validate();
    for violation in &violations {
        context.log.remark(violation.clone());
    }
    if let Some(error) = InstallError::descriptor(&Rules::default(), violations) {
        return Err(error);
    }
    if manifest.reachable {
        let region = context.settings.region.as_deref();
        for url in manifest.remotes().filter_map(|one| one.base_url(region)) {
            named(context, url)?;
        }
    }
    let half = manifest.connect_half().transpose();
    half.map_err(|error| InstallError::new(error.sub_code(), error.message(), error.to_string()))
}

/// Whether the tester named the host of a remote.
fn named(context: &Context, url: &str) -> Result<(), InstallError> {
    let target = Target::parse(url)
        .map_err(|error| InstallError::misuse(format!("the base URL of a remote: {error}")))?;
    let named = target.named_to(context);
    named.map(drop).map_err(|unnamed| {
        let here = context.door.words(
            ".with_remote(key, url) on the Manifest",
            "--remote KEY=URL of `mockfluence forge install`",
        );
        InstallError::misuse(format!(
            "a remote of the manifest: {unnamed}. To test the app that runs here: {here}"
        ))
    })
}

async fn put_half_in(
    context: &Context,
    descriptor: Descriptor,
    manifest: &Manifest,
    pending: &PendingForge,
) -> Result<Upgrade, InstallError> {
    let source = Source {
        reachable: manifest.reachable,
        forge: Some(pending.on_forge()),
        ..Source::default()
    };
    judge(context, &descriptor, &source)?;
    if source.reachable {
        may_be_called(context, &descriptor)?;
    }
    let (_, upgrade) = put_in(context, descriptor, source).await?;
    Ok(upgrade)
}

/// The event of an install or of a major version; nothing of a minor one.
async fn tell(context: &Context, pending: &PendingForge) {
    if pending.is_minor() {
        return context.log.remark(
            "a minor version: no event, for nobody has to approve it, and the app is not told of it",
        );
    }
    let event = match pending.is_upgrade {
        false => "avi:forge:installed:app",
        true => {
            let why = pending.major.join(", ");
            context.log.remark(format!("a major version: {why}"));
            "avi:forge:upgraded:app"
        }
    };
    tell_life(context, &pending.app_id, event).await;
}
