//! 10: the app stores the new secret and then fails; the host keeps the old one.

use mockfluence::Tenant;

use super::backend::{Backend, Habit};
use super::page;

async fn story(tenant: &Tenant, backend: &Backend) -> Option<u16> {
    // story
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    backend.database_down(true);
    app.rotate_secret().await.unwrap_err();
    backend.database_down(false);
    let disabled = app.disable().await;
    // end
    disabled[0].status
}

#[tokio::test]
async fn the_careless_backend_knows_a_secret_that_nobody_uses() {
    let tenant = Tenant::start();
    let backend = Backend::careless(tenant.keys_url(), Habit::StoresThenFails).await;
    assert_eq!(story(&tenant, &backend).await, Some(401));
    page::holds(
        "10-secret-stored-and-installed-failed",
        include_str!("s10_secret_stored_and_installed_failed.rs"),
        &tenant.log(),
    );
}

#[tokio::test]
async fn the_careful_backend_stores_nothing_when_it_fails() {
    let tenant = Tenant::start();
    let backend = Backend::careful(tenant.keys_url()).await;
    assert_eq!(story(&tenant, &backend).await, Some(204));
}
