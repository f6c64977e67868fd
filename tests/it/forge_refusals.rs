//! Apps on Forge that cannot be installed, and why.

use mockfluence::manifest::ForgeEnvironment;
use mockfluence::{Status, Tenant, to_app};
use serde_json::json;

use crate::forge_backend::{APP, both, manifest, with_half};
use crate::scripted_app::ScriptedApp;

#[tokio::test]
async fn one_key_is_once_on_a_site_whichever_way_it_comes() {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    let mut descriptor = backend.descriptor();
    descriptor["key"] = "moved-app".into();
    backend.serve_descriptor(descriptor);
    let connect = tenant.install(backend.descriptor_url()).await.unwrap();
    let refused = tenant
        .install_forge(manifest(&backend, &with_half(both())))
        .await
        .unwrap_err();
    assert!(refused.message().contains("moved-app"), "{refused}");
    connect.uninstall().await;
    let app = tenant
        .install_forge(manifest(&backend, &with_half(both())))
        .await
        .unwrap();
    let refused = tenant.install(backend.descriptor_url()).await.unwrap_err();
    assert!(
        refused.to_string().contains("ForgeApp::upgrade_to"),
        "{refused}"
    );
    let staging = manifest(&backend, &with_half(both())).in_environment(ForgeEnvironment::Staging);
    let refused = tenant.install_forge(staging).await.unwrap_err();
    assert!(refused.to_string().contains("PRODUCTION"), "{refused}");
    let other = with_half(both())
        .into_iter()
        .chain([("/app/id", json!("ari:cloud:ecosystem::app/another"))]);
    let other: Vec<_> = other.collect();
    let refused = tenant
        .install_forge(manifest(&backend, &other))
        .await
        .unwrap_err();
    assert!(refused.to_string().contains(APP), "{refused}");
    assert_eq!(app.status(), Status::Enabled);
}

#[tokio::test]
async fn a_manifest_that_breaks_a_rule_or_leads_elsewhere_is_refused_before_any_call() {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    let broken = manifest(&backend, &[("/modules/endpoint", json!([]))]);
    let refused = tenant.install_forge(broken).await.unwrap_err();
    assert_eq!(
        refused.message(),
        "trigger references undefined endpoint module with key 'life'"
    );
    assert_eq!(refused.sub_code(), "valid-module-required");
    let unknown = manifest(&backend, &[]).with_remote("backent", "http://localhost:1");
    let refused = tenant.install_forge(unknown).await.unwrap_err();
    assert!(refused.message().contains("it has `backend`"), "{refused}");
    assert_eq!(backend.calls(), [""; 0]);
    let nobody = manifest(&backend, &[]).without_backend();
    let app = tenant.install_forge(nobody).await.unwrap();
    assert_eq!(
        tenant.log().only(to_app()).len(),
        1,
        "recorded, and not sent"
    );
    assert_eq!((backend.calls().len(), app.status()), (0, Status::Enabled));
}
