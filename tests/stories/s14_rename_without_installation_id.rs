//! 14: an app on Forge gets an `installed` without `installationId` after a rename.

use mockfluence::settings::Payload;
use mockfluence::{Settings, Tenant};

use super::backend::{Backend, Habit};
use super::page;

async fn story(backend: impl AsyncFnOnce(String) -> Backend) -> (Tenant, Option<String>) {
    // story
    let forge = Settings::default().payload(Payload::ConnectOnForge);
    let tenant = Tenant::builder()
        .settings(forge.installation_id_on_rename(false))
        .start();
    let backend = backend(tenant.keys_url()).await;
    tenant.install(backend.descriptor_url()).await.unwrap();
    tenant
        .rename_site(tenant.base_url().replace("127.0.0.1", "localhost"))
        .await;
    let mapping = backend
        .stored(&tenant.client_key())
        .unwrap()
        .installation_id;
    // end
    (tenant, mapping)
}

#[tokio::test]
async fn the_careless_backend_forgets_which_installation_it_is() {
    let careless = async |keys| Backend::careless(keys, Habit::ForgetsInstallation).await;
    let (tenant, mapping) = story(careless).await;
    assert_eq!(mapping, None);
    page::holds(
        "14-rename-without-installation-id",
        include_str!("s14_rename_without_installation_id.rs"),
        &tenant.log(),
    );
}

#[tokio::test]
async fn the_careful_backend_keeps_what_it_knows() {
    let (_, mapping) = story(Backend::careful).await;
    assert!(
        mapping
            .unwrap()
            .starts_with("ari:cloud:ecosystem::installation/")
    );
}
