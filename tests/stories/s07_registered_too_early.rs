//! 7: 401 for a registration from inside of `installed`.

use mockfluence::{DYNAMIC_MODULES, InstalledApp, Tenant, from_app};

use super::backend::{Backend, Habit};
use super::page;

async fn story(tenant: &Tenant, backend: &Backend) -> InstalledApp {
    // story
    backend.want("monday");
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    let posts = tenant.log().only(from_app().post(DYNAMIC_MODULES));
    // end
    assert_eq!(posts.len(), 1);
    app
}

#[tokio::test]
async fn the_careless_backend_is_refused() {
    let tenant = Tenant::start();
    let backend = Backend::careless(tenant.keys_url(), Habit::RegistersInInstalled).await;
    let app = story(&tenant, &backend).await;
    assert!(app.dynamic_module_keys().is_empty());
    let posts = tenant.log().only(from_app().post(DYNAMIC_MODULES));
    assert_eq!(posts.statuses(), [Some(401)]);
    page::holds(
        "07-registered-too-early",
        include_str!("s07_registered_too_early.rs"),
        &tenant.log(),
    );
}

#[tokio::test]
async fn the_careful_backend_waits_for_enabled() {
    let tenant = Tenant::start();
    let backend = Backend::careful(tenant.keys_url()).await;
    let app = story(&tenant, &backend).await;
    assert_eq!(app.dynamic_module_keys(), ["monday"]);
}
