//! 5: delete all, register all: if the second half fails, the tenant has nothing.

use mockfluence::{DYNAMIC_MODULES, Fault, InstalledApp, Tenant, from_app};

use super::backend::{Backend, Habit};
use super::page;

async fn story(tenant: &Tenant, backend: &Backend) -> InstalledApp {
    // story
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    backend.post_notice("monday").await;
    let second_post = from_app().post(DYNAMIC_MODULES);
    tenant.inject(Fault::status(500).on(second_post).times(1));
    backend.post_notice("tuesday").await;
    // end
    app
}

#[tokio::test]
async fn the_careless_backend_loses_what_worked() {
    let tenant = Tenant::start();
    let backend = Backend::careless(tenant.keys_url(), Habit::DeletesFirst).await;
    let app = story(&tenant, &backend).await;
    assert!(app.dynamic_module_keys().is_empty());
    page::holds(
        "05-deleted-and-not-registered-again",
        include_str!("s05_deleted_and_not_registered_again.rs"),
        &tenant.log(),
    );
}

#[tokio::test]
async fn the_careful_backend_keeps_what_worked() {
    let tenant = Tenant::start();
    let backend = Backend::careful(tenant.keys_url()).await;
    let app = story(&tenant, &backend).await;
    assert_eq!(app.dynamic_module_keys(), ["monday"]);
}
