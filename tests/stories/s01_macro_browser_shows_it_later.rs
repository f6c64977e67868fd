//! 1: a new module is registered, and users do not see it yet.

use mockfluence::{DYNAMIC_MODULES, Settings, Tenant};

use super::backend::{Backend, Habit};
use super::page;

use std::time::Duration;

async fn story(backend: impl AsyncFnOnce(String) -> Backend) -> (Tenant, Option<String>) {
    // story
    let settings = Settings::default().module_effective_after(Duration::from_secs(60));
    let tenant = Tenant::builder().settings(settings).start();
    let backend = backend(tenant.keys_url()).await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    backend.post_notice("monday").await;
    assert_eq!(app.dynamic_module_keys(), ["monday"]);
    assert!(app.effective_module_keys().is_empty());
    tenant.clock().advance(Duration::from_secs(60));
    assert_eq!(app.effective_module_keys(), ["monday"]);
    // end
    let listed = app.client().get(DYNAMIC_MODULES).send().await.unwrap();
    assert!(listed.text().contains("monday"));
    (tenant, backend.announced("monday"))
}

#[tokio::test]
async fn the_careless_backend_announces_what_nobody_sees() {
    let careless = async |keys| Backend::careless(keys, Habit::AnnouncesAtOnce).await;
    let (tenant, announced) = story(careless).await;
    assert_eq!(announced.as_deref(), Some("ready in the macro browser"));
    page::holds(
        "01-macro-browser-shows-it-later",
        include_str!("s01_macro_browser_shows_it_later.rs"),
        &tenant.log(),
    );
}

#[tokio::test]
async fn the_careful_backend_says_that_it_takes_a_while() {
    let (_, announced) = story(Backend::careful).await;
    assert!(announced.unwrap().contains("after a while"));
}
