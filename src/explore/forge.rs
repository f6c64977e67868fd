//! What happens to an app on Forge: the move, and Forge's events.

use super::event::Event;
use super::subject::{Answer, App};
use crate::callback::InstallError;
use crate::site::{Page, Webhook};
use crate::tenant::{ForgeApp, InstalledApp, Tenant};

/// So often the host tries an event again.
const RETRIES: usize = 4;

/// The app on Forge, if it is there.
pub(super) fn app(tenant: &Tenant) -> Option<ForgeApp> {
    tenant.forge_apps().into_iter().next()
}

/// Carries an event out that only an app with a manifest has.
pub(super) async fn act(
    tenant: &Tenant,
    connect: Option<InstalledApp>,
    subject: &dyn App,
    event: Event,
) -> Answer {
    match (event, connect, app(tenant)) {
        (Event::MoveToForge(manifest), Some(connect), None) => {
            let Some(manifest) = subject.manifest(manifest) else {
                return Answer::no("there is no such manifest");
            };
            // A manifest names its production, which is no place to explore.
            let manifest = match connect.descriptor() {
                Some(descriptor) => manifest.at(descriptor.base_url()),
                None => manifest,
            };
            answer(connect.move_to_forge(manifest).await)
        }
        (Event::ForgeUpgrade(manifest), _, Some(forge)) => {
            let Some(manifest) = subject.manifest(manifest) else {
                return Answer::no("there is no such manifest");
            };
            answer(forge.upgrade_to(manifest).await)
        }
        (event, _, forge) => {
            match (event, forge) {
                (Event::CreatePage, _) => fire(tenant, "page_created").await,
                (Event::EditPage, _) => fire(tenant, "page_updated").await,
                (Event::RotateInvocationKey, _) => tenant.rotate_invocation_key(),
                (Event::NewInstallationId, Some(forge)) => forge.change_installation_id(),
                _ => {}
            }
            Answer::DONE
        }
    }
}

fn answer<T>(put: Result<T, InstallError>) -> Answer {
    put.map_or_else(|error| Answer::no(error.sub_code()), |_| Answer::DONE)
}

async fn fire(tenant: &Tenant, event: &str) {
    let page = Page::new(10_000_001, "Runbook");
    drop(tenant.fire(Webhook::page(event, page)).await);
}

/// Has the host try once more what the app did not take; whether there was anything.
pub(super) async fn retry(tenant: &Tenant, attempt: usize) -> bool {
    let Some(forge) = app(tenant).filter(|_| attempt < RETRIES) else {
        return false;
    };
    forge.retry_events().await > 0
}
