//! What is said to be likely where an app refuses an install: one cause for each of its answers.

use mockfluence::Tenant;

use crate::scripted_app::ScriptedApp;

/// Its first `installed` it takes from anybody; from then on it wants the secret that it has.
#[tokio::test]
async fn the_apps_framework_is_older_than_signed_installs() {
    let backend = ScriptedApp::start().await;
    let app = Tenant::start()
        .install(backend.descriptor_url())
        .await
        .unwrap();
    backend.reply(
        "/installed",
        401,
        "Could not find authentication data on request",
    );
    let rotated = app.rotate_secret().await.unwrap_err().to_string();
    assert!(rotated.contains("older than signed installs"), "{rotated}");
    let again = app.upgrade().await.unwrap_err().to_string();
    assert!(again.contains("older than signed installs"), "{again}");
    let again = app.repeat_installed().await.unwrap_err().to_string();
    assert!(again.contains("older than signed installs"), "{again}");
}

/// What atlassian-connect-express says where its key host does not answer.
#[tokio::test]
async fn the_app_could_not_get_the_key_and_answers_404() {
    let backend = ScriptedApp::start().await;
    backend.reply("/installed", 404, "Could not get public key with keyId x");
    let error = Tenant::start()
        .install(backend.descriptor_url())
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("did not ask the tenant for the install key"),
        "{error}"
    );
    backend.reply("/installed", 404, "Not found");
    let error = Tenant::start()
        .install(backend.descriptor_url())
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("has no route /installed"), "{error}");
}

/// It asks the tenant, and for a key that is not there.
#[tokio::test]
async fn the_app_asks_for_a_key_that_is_not_there() {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    let keys = tenant.keys_url();
    backend.call_from("/installed", move |_| {
        let url = format!("{keys}/not-there");
        async move { drop(reqwest::get(url).await.unwrap()) }
    });
    backend.reply("/installed", 404, "Could not get public key");
    let error = tenant
        .install(backend.descriptor_url())
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("asked for an install key that the tenant does not have"),
        "{error}"
    );
}
