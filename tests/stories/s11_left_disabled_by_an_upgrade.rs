//! 11: a release with a bad translation path leaves the app disabled; the next one does not help.

use mockfluence::{Status, Tenant};

use super::backend::{Backend, Habit};
use super::page;

async fn story(tenant: &Tenant, backend: &Backend) -> Status {
    // story
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    backend.release_broken(true);
    app.upgrade().await.unwrap();
    backend.release_broken(false);
    app.upgrade().await.unwrap();
    // end
    app.status()
}

#[tokio::test]
async fn the_careless_backends_app_stays_disabled() {
    let tenant = Tenant::start();
    let backend = Backend::careless(tenant.keys_url(), Habit::BreaksTranslations).await;
    assert_eq!(story(&tenant, &backend).await, Status::Disabled);
    page::holds(
        "11-left-disabled-by-an-upgrade",
        include_str!("s11_left_disabled_by_an_upgrade.rs"),
        &tenant.log(),
    );
    let app = tenant.app(super::backend::APP_KEY).unwrap();
    let enabled = app.enable().await;
    assert_eq!(enabled.len(), 1);
    assert_eq!(
        (&*enabled[0].path, enabled[0].status),
        ("/enabled", Some(204))
    );
}

#[tokio::test]
async fn the_careful_backends_app_stays_enabled() {
    let tenant = Tenant::start();
    let backend = Backend::careful(tenant.keys_url()).await;
    assert_eq!(story(&tenant, &backend).await, Status::Enabled);
}
