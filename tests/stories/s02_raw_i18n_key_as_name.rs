//! 2: users see the i18n key instead of the name.

use mockfluence::settings::UnresolvedName;
use mockfluence::{Settings, Tenant};

use super::backend::{Backend, Habit};
use super::page;

async fn story(backend: impl AsyncFnOnce(String) -> Backend) -> (Tenant, Option<String>) {
    // story
    let settings = Settings::default().unresolved_name(UnresolvedName::I18nKey);
    let tenant = Tenant::builder().settings(settings).start();
    let backend = backend(tenant.keys_url()).await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    backend.post_notice("monday").await;
    let name = app.dynamic_module_name("monday");
    // end
    (tenant, name)
}

#[tokio::test]
async fn the_careless_backends_users_read_a_key() {
    let careless = async |keys| Backend::careless(keys, Habit::NamesWithoutTranslation).await;
    let (tenant, name) = story(careless).await;
    assert_eq!(name.as_deref(), Some("notices.monday.name"));
    page::holds(
        "02-raw-i18n-key-as-name",
        include_str!("s02_raw_i18n_key_as_name.rs"),
        &tenant.log(),
    );
}

#[tokio::test]
async fn the_careful_backends_users_read_a_name() {
    let (_, name) = story(Backend::careful).await;
    assert_eq!(name.as_deref(), Some("Notice monday"));
}
