//! The test of the page `debug_a_qsh` of the cookbook.

use mockfluence::jwt::CanonicalRequest;
use mockfluence::{DYNAMIC_MODULES, DescriptorSource, Tenant};
use serde_json::json;

#[tokio::test]
async fn debug_a_qsh() {
    let tenant = Tenant::start();
    let descriptor = DescriptorSource::from(json!({
        "key": "app", "baseUrl": "http://app.invalid", "authentication": { "type": "jwt" },
        "lifecycle": { "installed": "/installed" }
    }));
    let app = tenant.install(descriptor.without_backend()).await.unwrap();
    let request = app.client().get(&format!("{DYNAMIC_MODULES}?b=2&a=1"));
    // A hash of the whole path, where the context path `/wiki` does not count:
    let wrong = CanonicalRequest::from_app("GET", &format!("{DYNAMIC_MODULES}?b=2&a=1"), "");
    let refused = request.qsh(wrong.qsh()).send().await.unwrap();
    assert_eq!(refused.status(), 401);
    let right = CanonicalRequest::from_app("GET", &format!("{DYNAMIC_MODULES}?b=2&a=1"), "/wiki");
    assert_eq!(
        right.as_str(),
        "GET&/rest/atlassian-connect/1/app/module/dynamic&a=1&b=2"
    );
}
