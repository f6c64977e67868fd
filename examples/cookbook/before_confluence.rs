//! The test of the page `before_confluence` of the cookbook.

use mockfluence::{DescriptorSource, Tenant};
use serde_json::json;

#[tokio::test]
async fn before_confluence() {
    let tenant = Tenant::start();
    let descriptor = DescriptorSource::from(json!({
        "key": "app", "baseUrl": "http://app.invalid", "authentication": { "type": "jwt" },
        "scopes": ["READ"], "lifecycle": { "installed": "/installed" }
    }));
    let app = tenant.install(descriptor.without_backend()).await.unwrap();
    let current = "/rest/api/user/current";
    let with_body = app.client().get(current).json(&json!({}));
    assert_eq!(with_body.send().await.unwrap().status(), 403);
    // The site gets another address, and the app goes on with the former one.
    let stale = tenant.base_url();
    let renamed = format!("http://localhost:{}/wiki", tenant.port());
    let _ = tenant.rename_site(&renamed).await;
    let token = app.client().get(current).signed_token().unwrap();
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let request = http.build().unwrap().get(format!("{stale}{current}"));
    let reply = request.header("authorization", format!("JWT {token}"));
    let reply = reply.send().await.unwrap();
    assert_eq!(reply.status(), 301);
    assert_eq!(reply.headers()["location"], format!("{renamed}{current}"));
}
