//! Puts an app on the site: `installed` and what its answer leads to, for both ways by which an app comes.

use super::deliver::deliver;
use super::delivered::Delivery;
use super::deliveries::CallbackDelivery;
use super::failure::InstallError;
use super::fetch;
use crate::context::Context;
use crate::descriptor::Descriptor;
use crate::settings::{BrokenTranslation, InstalledSuccess};
use crate::site::{Begun, Committed, Event, PendingInstall, Source, Translations};
use crate::traffic::{Remark, RolledBack};

/// What an accepted upgrade did.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Upgrade {
    removed: Vec<String>,
    conflicts: Vec<String>,
}

impl Upgrade {
    /// The keys of the dynamic modules that the upgrade removed: all of them if one met a static
    /// key of the new version, else none. The host tells the app nothing of it.
    #[must_use]
    pub fn removed_modules(&self) -> &[String] {
        &self.removed
    }

    /// The keys that were dynamic and are static in the new version.
    #[must_use]
    pub fn conflicts(&self) -> &[String] {
        &self.conflicts
    }
}

/// Stores a descriptor that has been judged, asks the app by `installed`, and does what its answer says.
pub(super) async fn put_in(
    context: &Context,
    descriptor: Descriptor,
    source: Source,
) -> Result<(String, Upgrade), InstallError> {
    if let Some(found) = context.site(|site| site.neighbour_of(&descriptor)) {
        let error = InstallError::new(found.sub_code, found.message, found.detail);
        return Err(error);
    }
    let key = descriptor.key().to_owned();
    let silent = context.site(|site| site.is_silent_update(&descriptor, &source));
    let by_manifest = source.is_by_manifest();
    let install = context.site(|site| site.begin_install(descriptor, source));
    note_secret(context, &key);
    if silent {
        context.log.remark(match by_manifest {
            true => SILENT.to_owned(),
            false => format!("{SILENT} (setting `payload`)"),
        });
    } else if let Err(error) = ask_installed(context, &key).await {
        undo(context, &key, install).await;
        return Err(error);
    }
    let committed = commit(context, &key, install).await;
    note_commit(context, &committed);
    if committed.enabled {
        tell(context, &key, Event::Enabled).await;
    }
    Ok((
        key,
        Upgrade {
            removed: committed.removed,
            conflicts: committed.conflicts,
        },
    ))
}

/// The app took it: what that leads to, and whether a translation leaves it disabled.
async fn commit(context: &Context, key: &str, install: PendingInstall) -> Committed {
    let (translations, why) = match translate(context, key).await {
        Ok(translations) => (Some(translations), None),
        Err(why) => (None, Some(why)),
    };
    let committed = context.site(|site| {
        let committed = site.commit(install, translations);
        if let Some(why) = why {
            site.left_disabled(key, why);
        }
        committed
    });
    committed.expect("an import of the site waits for this command's turn")
}

/// What the log says where the host says nothing.
const SILENT: &str = "no callback: an app on Forge is not told of an update that nobody has to \
                      approve";

pub(super) fn note_secret(context: &Context, key: &str) {
    let secret = context.site(|site| site.installation(key).and_then(|app| app.secret.clone()));
    if let Some(secret) = secret {
        context
            .log
            .secrets(|known| known.add_secret(secret.expose()));
    }
}

/// POSTs `installed`, the one callback that can say no.
pub(super) async fn ask_installed(context: &Context, key: &str) -> Result<(), InstallError> {
    let Some(callback) = context.site(|site| site.callback(key, Event::Installed)) else {
        return Ok(());
    };
    match deliver(context, &callback).await.outcome {
        Delivery::NotSent | Delivery::Postponed => Ok(()),
        Delivery::Answered(reply) if is_success(context, reply.status) => Ok(()),
        Delivery::Answered(reply) => {
            let error = InstallError::bad_response(reply.status);
            Err(error.advised(callback.join_advice()))
        }
        Delivery::Failed(error) => {
            let error = InstallError::not_answered(&callback.url(), &error);
            Err(error.advised(callback.join_advice()))
        }
    }
}

fn is_success(context: &Context, status: u16) -> bool {
    match context.settings.installed_success {
        InstalledSuccess::Documented => matches!(status, 200 | 204),
        _ => matches!(status, 200 | 201 | 204),
    }
}

async fn undo(context: &Context, key: &str, install: PendingInstall) {
    let begun = install.begun();
    let enabled_again = context.site(|site| site.roll_back(install));
    context.log.remark(match begun {
        Begun::First => RolledBack::Nothing,
        Begun::Upgrade => RolledBack::OldVersion,
        Begun::Reinstall => RolledBack::Uninstalled,
    });
    if enabled_again {
        tell(context, key, Event::Enabled).await;
    }
}

/// The app's translations, or why they leave it disabled.
async fn translate(context: &Context, key: &str) -> Result<Translations, String> {
    let installed = context.site(|site| {
        let app = site.installation(key).filter(|app| app.source.reachable)?;
        let base_url = site.base_url_of(&app.descriptor);
        Some((app.descriptor.clone(), base_url))
    });
    let Some((descriptor, base_url)) = installed else {
        return Ok(Translations::new());
    };
    let fetched = fetch::translations(context, &base_url, &descriptor).await;
    fetched.or_else(|why| {
        context
            .log
            .remark(format!("a translation file cannot be read: {why}"));
        match context.settings.broken_translation {
            BrokenTranslation::Ignored => Ok(Translations::new()),
            _ => {
                context
                    .log
                    .remark("the app is left disabled (setting `broken_translation`)");
                Err(why)
            }
        }
    })
}

fn note_commit(context: &Context, committed: &Committed) {
    if committed.removed.is_empty() {
        return;
    }
    context.log.remark(Remark::ModulesRemoved {
        keys: committed.removed.clone(),
        conflicts: committed.conflicts.clone(),
    });
}

/// Sends a callback whose answer changes nothing.
pub(super) async fn tell(context: &Context, key: &str, event: Event) -> Vec<CallbackDelivery> {
    match context.site(|site| site.callback(key, event)) {
        None => Vec::new(),
        Some(callback) => {
            let status = match deliver(context, &callback).await.outcome {
                Delivery::Answered(reply) => Some(reply.status),
                Delivery::Failed(_) | Delivery::NotSent | Delivery::Postponed => None,
            };
            vec![CallbackDelivery {
                app: callback.app_key,
                path: callback.path,
                status,
            }]
        }
    }
}
