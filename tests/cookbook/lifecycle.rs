//! Install, reinstall, upgrade, rotated secrets, flaky tenants.

use std::time::Duration;

use mockfluence::settings::SecretOnUpgrade;
use mockfluence::{DYNAMIC_MODULES, Fault, Settings, Status, Tamper, Tenant, from_app, to_app};

use crate::incident_board::{IncidentBoard, Version};
use crate::page::held;

const SOURCE: &str = include_str!("lifecycle.rs");

#[tokio::test]
async fn install_handler() {
    // install handler
    let tenant = Tenant::start();
    // The backend under test, told where the public keys are: `keys_url` stands for
    // https://connect-install-keys.atlassian.com.
    let backend = IncidentBoard::start(tenant.keys_url()).await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    assert_eq!(app.status(), Status::Enabled);
    // A forged install must be refused, and must not replace the secret of the good one.
    tenant.inject(
        Fault::token(Tamper::WrongKey)
            .on(to_app().post("/installed"))
            .times(1),
    );
    app.rotate_secret().await.unwrap_err();
    backend.open_incident("incident-1").await;
    assert_eq!(app.dynamic_module_keys(), ["incident-1"]);
    // end
    held(
        "install_handler",
        SOURCE,
        "install handler",
        Some(&tenant.log()),
    );
}

#[tokio::test]
async fn reinstall() {
    let tenant = Tenant::start();
    let backend = IncidentBoard::start(tenant.keys_url()).await;
    // reinstall
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    backend.open_incident("incident-1").await;
    let first = app.shared_secret();
    app.uninstall().await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    assert_ne!(
        app.shared_secret(),
        first,
        "a reinstall brings a new secret"
    );
    assert_eq!(
        app.dynamic_module_keys(),
        ["incident-1"],
        "and the old modules"
    );
    // The backend registers what it always does, and one key is taken.
    let posts = tenant
        .wait_for(2, from_app().post(DYNAMIC_MODULES))
        .await
        .unwrap();
    assert_eq!(posts.statuses(), [Some(200), Some(400)]);
    // end
    held("reinstall", SOURCE, "reinstall", Some(&tenant.log()));
}

#[tokio::test]
async fn conflicting_upgrade() {
    let tenant = Tenant::start();
    let backend = IncidentBoard::start(tenant.keys_url()).await;
    // conflicting upgrade
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    backend.open_incident("incident-42").await;
    backend.open_incident("incident-43").await;
    backend.release(Version::Conflicting);
    let upgrade = app.upgrade().await.unwrap();
    assert_eq!(upgrade.conflicts(), ["incident-42"]);
    assert_eq!(upgrade.removed_modules(), ["incident-42", "incident-43"]);
    // end
    tenant
        .wait_for(3, from_app().post(DYNAMIC_MODULES))
        .await
        .unwrap();
    held(
        "conflicting_upgrade",
        SOURCE,
        "conflicting upgrade",
        Some(&tenant.log()),
    );
}

#[tokio::test]
async fn rotated_secret() {
    // rotated secret
    let settings = Settings::default().secret_on_upgrade(SecretOnUpgrade::Rotated);
    let tenant = Tenant::builder().settings(settings).start();
    let backend = IncidentBoard::start(tenant.keys_url()).await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    app.rotate_secret().await.unwrap();
    backend.open_incident("incident-1").await;
    app.upgrade().await.unwrap();
    backend.open_incident("incident-2").await;
    assert_eq!(app.dynamic_module_keys(), ["incident-1", "incident-2"]);
    // end
    tenant
        .wait_for(3, from_app().post(DYNAMIC_MODULES))
        .await
        .unwrap();
    held(
        "rotated_secret",
        SOURCE,
        "rotated secret",
        Some(&tenant.log()),
    );
}

#[tokio::test]
async fn flaky_tenant() {
    let tenant = Tenant::start();
    let backend = IncidentBoard::start(tenant.keys_url()).await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    // flaky tenant
    let registration = || from_app().post(DYNAMIC_MODULES);
    tenant.inject(
        Fault::rate_limited(1, "confluence-burst-based")
            .on(registration())
            .times(1),
    );
    backend.open_incident("incident-1").await;
    assert!(
        app.dynamic_module_keys().is_empty(),
        "refused: the backend has to try again"
    );
    tenant.inject(Fault::lose_reply().on(registration()).times(1));
    backend.open_incident("incident-2").await;
    assert_eq!(
        app.dynamic_module_keys(),
        ["incident-2"],
        "done, though it looks as if it failed"
    );
    tenant.inject(
        Fault::delay(Duration::from_millis(20))
            .on(registration())
            .times(1),
    );
    backend.open_incident("incident-3").await;
    assert!(tenant.faults_left().is_empty(), "each of them applied");
    // end
    held("flaky_tenant", SOURCE, "flaky tenant", Some(&tenant.log()));
}
