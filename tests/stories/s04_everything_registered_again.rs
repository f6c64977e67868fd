//! 4: the modules survived, and to register them again is a duplicate that keeps out the new one.

use mockfluence::{InstalledApp, Tenant};

use super::backend::{Backend, Habit};
use super::page;

async fn story(tenant: &Tenant, backend: &Backend) -> InstalledApp {
    // story
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    backend.post_notice("monday").await;
    app.uninstall().await;
    backend.want("tuesday");
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    // end
    app
}

#[tokio::test]
async fn the_careless_backend_never_gets_the_new_module_in() {
    let tenant = Tenant::start();
    let backend = Backend::careless(tenant.keys_url(), Habit::RegistersEverything).await;
    let app = story(&tenant, &backend).await;
    assert_eq!(app.dynamic_module_keys(), ["monday"]);
    page::holds(
        "04-everything-registered-again",
        include_str!("s04_everything_registered_again.rs"),
        &tenant.log(),
    );
}

#[tokio::test]
async fn the_careful_backend_registers_what_is_missing() {
    let tenant = Tenant::start();
    let backend = Backend::careful(tenant.keys_url()).await;
    let app = story(&tenant, &backend).await;
    assert_eq!(app.dynamic_module_keys(), ["monday", "tuesday"]);
}
