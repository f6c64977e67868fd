//! 13: the app expects another audience than the base URL of its descriptor.

use mockfluence::{InstallError, InstalledApp, Tenant};

use super::backend::{Backend, Habit};
use super::page;

async fn story(tenant: &Tenant, backend: &Backend) -> Result<InstalledApp, InstallError> {
    // story
    let installed = tenant.install(backend.descriptor_url()).await;
    // end
    installed
}

#[tokio::test]
async fn the_careless_backend_refuses_its_own_install() {
    let tenant = Tenant::start();
    let backend = Backend::careless(tenant.keys_url(), Habit::TwoBaseUrls).await;
    let error = story(&tenant, &backend).await.unwrap_err();
    assert_eq!(
        error.sub_code(),
        "connect.install.error.remote.host.bad.response.401"
    );
    page::holds(
        "13-another-audience",
        include_str!("s13_another_audience.rs"),
        &tenant.log(),
    );
}

#[tokio::test]
async fn the_careful_backend_is_installed() {
    let tenant = Tenant::start();
    let backend = Backend::careful(tenant.keys_url()).await;
    assert!(story(&tenant, &backend).await.is_ok());
}
