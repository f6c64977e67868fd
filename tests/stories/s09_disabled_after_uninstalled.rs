//! 9: `disabled` comes last, and unsigned.

use mockfluence::settings::UninstallOrder;
use mockfluence::{Fault, Settings, Tamper, Tenant, to_app};

use super::backend::{Backend, Habit};
use super::page;

async fn story(backend: impl AsyncFnOnce(String) -> Backend) -> (Tenant, Backend) {
    // story
    let settings = Settings::default().uninstall_order(UninstallOrder::UninstalledFirst);
    let tenant = Tenant::builder().settings(settings).start();
    let backend = backend(tenant.keys_url()).await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    tenant.inject(Fault::token(Tamper::Unsigned).on(to_app().post("/disabled")));
    app.uninstall().await;
    let ghost = backend.stored(&tenant.client_key());
    // end
    drop(ghost);
    (tenant, backend)
}

#[tokio::test]
async fn the_careless_backend_keeps_a_ghost() {
    let careless = async |keys| Backend::careless(keys, Habit::TrustsDisabled).await;
    let (tenant, backend) = story(careless).await;
    let ghost = backend.stored(&tenant.client_key()).expect("a ghost");
    assert_eq!(ghost.shared_secret, "");
    page::holds(
        "09-disabled-after-uninstalled",
        include_str!("s09_disabled_after_uninstalled.rs"),
        &tenant.log(),
    );
}

#[tokio::test]
async fn the_careful_backend_refuses_it() {
    let (tenant, backend) = story(Backend::careful).await;
    assert!(backend.stored(&tenant.client_key()).is_none());
    let last = tenant.log().only(mockfluence::to_app().post("/disabled"));
    assert_eq!(last.statuses(), [Some(401)]);
}
