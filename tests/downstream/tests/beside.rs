//! mockfluence works beside every choice of `jsonwebtoken`'s backend, and disturbs none.

use mockfluence::{DYNAMIC_MODULES, DescriptorSource, Tenant};
use serde_json::json;

/// A whole exchange: install with RS256 and HS256 callbacks, a verified call of the app.
async fn tenant_works() {
    let tenant = Tenant::start();
    let descriptor = DescriptorSource::from(json!({
        "key": "downstream", "baseUrl": "http://app.invalid",
        "authentication": { "type": "jwt" },
        "lifecycle": { "installed": "/installed", "enabled": "/enabled" }
    }));
    let app = tenant.install(descriptor.without_backend()).await.unwrap();
    let reply = app.client().get(DYNAMIC_MODULES).send().await.unwrap();
    assert_eq!(reply.status(), 200, "{}", tenant.log());
}

#[tokio::test]
async fn the_tenant_works_whatever_the_app_has_chosen() {
    tenant_works().await;
}

/// With one backend the app signs as if mockfluence were not there.
#[cfg(any(
    all(feature = "rust_crypto", not(feature = "aws_lc_rs")),
    all(feature = "aws_lc_rs", not(feature = "rust_crypto"))
))]
#[tokio::test]
async fn the_app_signs_beside_it() {
    tenant_works().await;
    assert_eq!(downstream::sign("secret").split('.').count(), 3);
}

/// With both, `jsonwebtoken` asks the app to install a provider; mockfluence has not taken the
/// one place there is.
#[cfg(all(feature = "rust_crypto", feature = "aws_lc_rs"))]
#[tokio::test]
async fn the_apps_provider_is_still_the_apps_to_install() {
    tenant_works().await;
    jsonwebtoken::crypto::aws_lc::DEFAULT_PROVIDER.install_default().unwrap();
    assert_eq!(downstream::sign("secret").split('.').count(), 3);
    tenant_works().await;
}
