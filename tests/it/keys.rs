//! The keys of callbacks: the install keys of all tenants, and the secrets of the older protocol.

use mockfluence::settings::Signing;
use mockfluence::{Settings, Tenant};
use rstest::rstest;

use crate::install::verifies;
use crate::scripted_app::ScriptedApp;

/// Whatever leads to an `installed` after the first: the app knows a secret by then.
#[rstest]
#[tokio::test]
async fn a_later_legacy_installed_is_signed_with_the_secret_that_the_app_has(
    #[values("repeat", "rotate", "rename", "upgrade", "disable", "reinstall")] first: &str,
    #[values("repeat", "rotate", "rename", "upgrade")] second: &str,
) {
    let legacy = Settings::default().signing(Signing::Legacy);
    let tenant = Tenant::builder().settings(legacy).start();
    let backend = ScriptedApp::start().await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    for (place, event) in [first, second].into_iter().enumerate() {
        let known = app.shared_secret().unwrap();
        match event {
            "repeat" => app.repeat_installed().await.unwrap(),
            "rotate" => app.rotate_secret().await.unwrap(),
            "rename" => {
                let host = ["localhost", "127.0.0.1"][place];
                let url = format!("http://{host}:{}/wiki", tenant.port());
                tenant.rename_site(url).await;
            }
            "upgrade" => drop(app.upgrade().await.unwrap()),
            "disable" => {
                app.disable().await;
                app.repeat_installed().await.unwrap();
            }
            _ => {
                app.clone().uninstall().await;
                tenant.install(backend.descriptor_url()).await.unwrap();
            }
        }
        let installed = backend.last("/installed");
        let token = installed.header("authorization").unwrap_or_default();
        assert!(
            verifies(token.trim_start_matches("JWT "), &known),
            "{event}"
        );
    }
}

#[tokio::test]
async fn every_tenant_serves_the_keys_of_all() {
    let [acme, globex] = ["acme", "globex"].map(Tenant::named);
    let backend = ScriptedApp::start().await;
    let mut kids = Vec::new();
    for _ in 0..2 {
        globex.install(backend.descriptor_url()).await.unwrap();
        let installed = backend.last("/installed");
        kids.push(installed.token_header()["kid"].as_str().unwrap().to_owned());
        globex.rotate_install_key();
    }
    assert_ne!(kids[0], kids[1]);
    for kid in kids {
        let at = async |tenant: &Tenant| {
            let url = format!("{}/{kid}", tenant.keys_url());
            reqwest::get(url).await.unwrap().text().await.unwrap()
        };
        let (here, there) = (at(&acme).await, at(&globex).await);
        assert!(here.starts_with("-----BEGIN PUBLIC KEY-----"), "{here}");
        assert_eq!(here, there);
    }
    // What one tenant rotates leaves the others' signatures alone.
    acme.install(backend.descriptor_url()).await.unwrap();
    let kid = &backend.last("/installed").token_header()["kid"];
    let known = format!("{}/{}", acme.keys_url(), kid.as_str().unwrap());
    assert_eq!(reqwest::get(known).await.unwrap().status(), 200);
}
