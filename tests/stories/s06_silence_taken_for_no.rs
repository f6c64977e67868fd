//! 6: the host registered the module, and its answer was lost.

use mockfluence::{DYNAMIC_MODULES, Fault, InstalledApp, Tenant, from_app};

use super::backend::{Backend, Habit};
use super::page;

async fn story(tenant: &Tenant, backend: &Backend) -> InstalledApp {
    // story
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    let registration = from_app().post(DYNAMIC_MODULES);
    tenant.inject(Fault::lose_reply().on(registration).times(1));
    backend.post_notice("monday").await;
    assert_eq!(app.dynamic_module_keys(), ["monday"]);
    // end
    app
}

#[tokio::test]
async fn the_careless_backend_believes_it_failed() {
    let tenant = Tenant::start();
    let backend = Backend::careless(tenant.keys_url(), Habit::TakesSilenceForNo).await;
    story(&tenant, &backend).await;
    assert_eq!(backend.believes_failed(), ["monday"]);
    page::holds(
        "06-silence-taken-for-no",
        include_str!("s06_silence_taken_for_no.rs"),
        &tenant.log(),
    );
}

#[tokio::test]
async fn the_careful_backend_asks_what_is_there() {
    let tenant = Tenant::start();
    let backend = Backend::careful(tenant.keys_url()).await;
    story(&tenant, &backend).await;
    assert!(backend.believes_failed().is_empty());
}
