//! 12: a site import: the same base URL, another clientKey, and no `uninstalled`.

use mockfluence::Tenant;

use super::backend::{Backend, Habit};
use super::page;

async fn story(
    tenant: &Tenant,
    backend: &Backend,
    name: impl Fn(&Tenant) -> String,
) -> Vec<String> {
    // story
    tenant.install(backend.descriptor_url()).await.unwrap();
    backend.note(&name(tenant), "confidential note of the old site");
    tenant.import_site().await;
    tenant.install(backend.descriptor_url()).await.unwrap();
    let notes = backend.stored(&name(tenant)).unwrap().notes;
    // end
    notes
}

#[tokio::test]
async fn the_careless_backend_shows_the_old_sites_notes() {
    let tenant = Tenant::start();
    let backend = Backend::careless(tenant.keys_url(), Habit::KnowsByBaseUrl).await;
    let notes = story(&tenant, &backend, Tenant::base_url).await;
    assert_eq!(notes, ["confidential note of the old site"]);
    page::holds(
        "12-known-by-base-url",
        include_str!("s12_known_by_base_url.rs"),
        &tenant.log(),
    );
}

#[tokio::test]
async fn the_careful_backend_starts_afresh() {
    let tenant = Tenant::start();
    let backend = Backend::careful(tenant.keys_url()).await;
    assert!(
        story(&tenant, &backend, Tenant::client_key)
            .await
            .is_empty()
    );
}
