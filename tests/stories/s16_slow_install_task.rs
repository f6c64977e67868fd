//! 16: the app manager is slow, or development mode is off.

use mockfluence::settings::Limits;
use mockfluence::{Settings, Tenant, from_app, to_app};

use super::backend::{Backend, Habit};
use super::page;

use std::time::Duration;

const TASK: &str = "/wiki/rest/plugins/1.0/pending/*";

async fn story(backend: impl AsyncFnOnce(String) -> Backend) -> (Tenant, Result<String, String>) {
    // story
    let settings =
        Settings::default().limits(Limits::default().task_poll_wait(Duration::from_millis(100)));
    let tenant = Tenant::builder().settings(settings).start();
    let backend = backend(tenant.keys_url()).await;
    let slow = tenant.hold(to_app().post("/installed"));
    let host = tenant.base_url();
    let registration = tokio::spawn(async move { backend.register_itself(&host).await });
    tenant.wait_for(3, from_app().get(TASK)).await.unwrap();
    slow.release();
    let said = registration.await.unwrap();
    // end
    tenant.wait_for(1, to_app().post("/enabled")).await.unwrap();
    (tenant, said)
}

#[tokio::test]
async fn the_careless_backend_says_not_registered_and_is() {
    let careless = async |keys| Backend::careless(keys, Habit::GivesUpOnManager).await;
    let (tenant, said) = story(careless).await;
    assert_eq!(
        said.unwrap_err(),
        "not registered; no compatible hosts detected"
    );
    assert!(tenant.app(super::backend::APP_KEY).is_some());
    page::holds(
        "16-slow-install-task",
        include_str!("s16_slow_install_task.rs"),
        // How often it polls before the rest happens is chance.
        &tenant.log().without(from_app().get(TASK)),
    );
}

#[tokio::test]
async fn the_careful_backend_waits_for_the_task_to_end() {
    let (_, said) = story(Backend::careful).await;
    assert_eq!(said.as_deref(), Ok("registered"));
}

#[tokio::test]
async fn a_host_without_development_mode_is_named() {
    let settings = Settings::default().developer_mode(false);
    let tenant = Tenant::builder().settings(settings).start();
    let backend = Backend::careful(tenant.keys_url()).await;
    let said = backend.register_itself(&tenant.base_url()).await;
    assert_eq!(said.unwrap_err(), "development mode is off on this host");
    let careless = Backend::careless(tenant.keys_url(), Habit::GivesUpOnManager).await;
    let said = careless.register_itself(&tenant.base_url()).await;
    assert!(said.unwrap_err().contains("development mode is off"));
}
