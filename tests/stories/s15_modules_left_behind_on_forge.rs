//! 15: Connect dynamic modules do not move to Forge; they stay beside the Forge modules.

use mockfluence::settings::Payload;
use mockfluence::{InstalledApp, Settings, Tenant};

use super::backend::{Backend, Habit};
use super::page;

async fn story(backend: impl AsyncFnOnce(String) -> Backend) -> (Tenant, InstalledApp) {
    // story
    let forge = Settings::default().payload(Payload::ConnectOnForge);
    let tenant = Tenant::builder().settings(forge).start();
    let backend = backend(tenant.keys_url()).await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    backend.post_notice("monday").await;
    app.upgrade().await.unwrap();
    backend.move_to_forge().await;
    // end
    (tenant, app)
}

#[tokio::test]
async fn the_careless_backends_users_see_every_module_twice() {
    let careless = async |keys| Backend::careless(keys, Habit::LeavesConnectModules).await;
    let (tenant, app) = story(careless).await;
    assert_eq!(app.dynamic_module_keys(), ["monday"]);
    page::holds(
        "15-modules-left-behind-on-forge",
        include_str!("s15_modules_left_behind_on_forge.rs"),
        &tenant.log(),
    );
}

#[tokio::test]
async fn the_careful_backend_deletes_them_by_the_connect_api() {
    let (_, app) = story(Backend::careful).await;
    assert!(app.dynamic_module_keys().is_empty());
}
