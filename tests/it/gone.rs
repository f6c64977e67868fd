//! Operations of v1 that are deprecated for v2, on a host where they are gone.

use mockfluence::settings::DeprecatedV1;
use mockfluence::{Page, Settings};
use rstest::rstest;
use serde_json::json;

use crate::acting::Actor;

#[rstest]
#[case("GET", "/rest/api/content", "")]
#[case("GET", "/rest/api/content/7", "")]
#[case("DELETE", "/rest/api/content/7", "")]
#[case("GET", "/rest/api/content/7/child/page", "")]
#[case("PUT", "/rest/api/content/7/property/k", r#"{"value":1}"#)]
#[case("GET", "/rest/api/content/7/version", "")]
#[tokio::test]
async fn what_is_deprecated_is_gone_by_a_setting(
    #[case] method: &str,
    #[case] path: &str,
    #[case] body: &str,
) {
    let settings = Settings::default().deprecated_v1(DeprecatedV1::Gone);
    let (tenant, [app, _]) = Actor::both(settings).await;
    tenant.add_page(Page::new(7, "Runbook"));
    let (status, said) = app.send(method, path, body).await;
    assert_eq!(status, 410, "{said}");
    let data = json!({ "authorized": true, "valid": true, "errors": [], "successful": false });
    assert_eq!(said["data"], data);
    let gone = "com.atlassian.confluence.api.service.exceptions.GoneException: This deprecated \
                endpoint has been removed.";
    assert_eq!(said["message"], gone);
    assert!(tenant.page(7).is_some());
    assert!(tenant.log().to_string().contains("1 March 2023"));
    for path in [
        "/api/v2/pages/7",
        "/rest/api/content/search?cql=id=7",
        "/rest/api/user/current",
    ] {
        assert_eq!(app.send("GET", path, "").await.0, 200, "{path}");
    }
    let (tenant, [app, _]) = Actor::both(Settings::default()).await;
    tenant.add_page(Page::new(7, "Runbook"));
    assert!(app.send(method, path, body).await.0 < 300);
}
