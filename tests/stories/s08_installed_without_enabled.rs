//! 8: `installed` comes many times, and not always with an `enabled` behind it.

use mockfluence::Tenant;

use super::backend::{Backend, Habit};
use super::page;

async fn story(tenant: &Tenant, backend: &Backend) -> bool {
    // story
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    app.rotate_secret().await.unwrap();
    tenant
        .rename_site(tenant.base_url().replace("127.0.0.1", "localhost"))
        .await;
    app.repeat_installed().await.unwrap();
    let still_active = backend.stored(&tenant.client_key()).unwrap().active;
    // end
    still_active
}

#[tokio::test]
async fn the_careless_backend_waits_for_an_enabled_that_never_comes() {
    let tenant = Tenant::start();
    let backend = Backend::careless(tenant.keys_url(), Habit::WaitsForEnabled).await;
    assert!(!story(&tenant, &backend).await);
    page::holds(
        "08-installed-without-enabled",
        include_str!("s08_installed_without_enabled.rs"),
        &tenant.log(),
    );
}

#[tokio::test]
async fn the_careful_backend_takes_the_news_and_goes_on() {
    let tenant = Tenant::start();
    let backend = Backend::careful(tenant.keys_url()).await;
    assert!(story(&tenant, &backend).await);
    let stored = backend.stored(&tenant.client_key()).unwrap();
    assert_eq!(stored.base_url, tenant.base_url());
}
