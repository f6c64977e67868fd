//! 3: an update makes one dynamic module static, and all of them are gone.

use mockfluence::{InstalledApp, Tenant};

use super::backend::{Backend, Habit};
use super::page;

async fn story(tenant: &Tenant, backend: &Backend) -> InstalledApp {
    // story
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    backend.post_notice("monday").await;
    backend.post_notice("tuesday").await;
    backend.release_static("monday");
    let upgrade = app.upgrade().await.unwrap();
    assert_eq!(upgrade.removed_modules(), ["monday", "tuesday"]);
    // end
    app
}

#[tokio::test]
async fn the_careless_backend_never_notices() {
    let tenant = Tenant::start();
    let backend = Backend::careless(tenant.keys_url(), Habit::RegistersOnce).await;
    let app = story(&tenant, &backend).await;
    assert!(app.dynamic_module_keys().is_empty());
    page::holds(
        "03-modules-vanish-after-an-update",
        include_str!("s03_modules_vanish_after_an_update.rs"),
        &tenant.log(),
    );
}

#[tokio::test]
async fn the_careful_backend_looks_after_each_enabled() {
    let tenant = Tenant::start();
    let backend = Backend::careful(tenant.keys_url()).await;
    let app = story(&tenant, &backend).await;
    assert_eq!(app.dynamic_module_keys(), ["tuesday"]);
}
