//! `/_edge/tenant_info`: the cloudId, for whoever asks.

use mockfluence::settings::TenantInfo;
use mockfluence::{Settings, Tenant};
use serde_json::{Value, json};

async fn asked(tenant: &Tenant) -> reqwest::Response {
    let origin = tenant.base_url().replace("/wiki", "");
    reqwest::get(format!("{origin}/_edge/tenant_info"))
        .await
        .unwrap()
}

#[tokio::test]
async fn the_cloud_id_is_told_to_anybody_and_stays() {
    let tenant = Tenant::named("acme");
    let reply = asked(&tenant).await;
    assert_eq!(reply.status(), 200);
    let body: Value = reply.json().await.unwrap();
    assert_eq!(body, json!({ "cloudId": tenant.cloud_id() }));
    assert_eq!(
        (tenant.cloud_id().len(), &tenant.cloud_id()[14..15]),
        (36, "4")
    );
    tenant.import_site().await;
    let again: Value = asked(&tenant).await.json().await.unwrap();
    assert_eq!(again, body);
    assert_eq!(Tenant::named("acme").cloud_id(), tenant.cloud_id());
    assert_ne!(Tenant::named("globex").cloud_id(), tenant.cloud_id());
}

#[tokio::test]
async fn a_site_that_is_gone_has_none() {
    let settings = Settings::default().tenant_info(TenantInfo::SiteGone);
    let tenant = Tenant::builder().settings(settings).start();
    assert_eq!(asked(&tenant).await.status(), 404);
    assert!(tenant.log().to_string().contains("the site is gone"));
}
