//! A tenant in the place of a real site, compared: what differs is found, nothing is left behind, nothing leaks.

mod ended;

use std::time::Duration;

use mockfluence::compare::{CompareError, Comparison, RealSite};
use mockfluence::descriptor::Descriptor;
use mockfluence::settings::{LimitAboveMaximum, ModuleKeyList, NoCredential, TokenRefusal};
use mockfluence::{DYNAMIC_MODULES, DescriptorSource, InstalledApp, Settings, Tenant, from_app};
use serde_json::json;

fn descriptor() -> Descriptor {
    Descriptor::from_value(json!({
        "key": "my-app", "name": "My app", "baseUrl": "https://app.example", "scopes": ["READ"],
        "authentication": { "type": "jwt" }, "lifecycle": { "installed": "/installed" },
        "modules": {},
    }))
    .unwrap()
}

struct Played {
    tenant: Tenant,
    app: InstalledApp,
}

impl Played {
    async fn by(settings: Settings) -> Self {
        let tenant = Tenant::builder().name("real").settings(settings).start();
        let source = DescriptorSource::from(descriptor()).without_backend();
        let app = tenant.install(source).await.unwrap();
        Self { tenant, app }
    }

    fn site(&self) -> RealSite {
        let secret = self.app.shared_secret().unwrap();
        let site = RealSite::new(&self.tenant.base_url(), "my-app", secret).unwrap();
        site.descriptor(descriptor())
            .pause(Duration::from_millis(1))
    }

    fn writing(&self) -> Comparison {
        Comparison::new(self.site()).writing(true).limits(true)
    }

    /// Nothing is there any more that a comparison made.
    async fn assert_tidy(&self) {
        assert_eq!(self.app.dynamic_modules(), json!({}));
        let properties = "/rest/atlassian-connect/1/addons/my-app/properties";
        let listed = self.app.client().get(properties).send().await.unwrap();
        assert_eq!(listed.json(), json!({ "keys": [] }));
    }
}

#[tokio::test]
async fn a_site_that_is_as_the_tenant_does_not_differ() {
    let played = Played::by(Settings::default()).await;
    let comparison = played.writing();
    let planned = comparison.plan();
    assert!(
        planned.writing > 20 && planned.not_played.is_empty(),
        "{planned}"
    );
    let report = comparison.run().await.unwrap();
    assert_eq!(report.differences, [], "{report}");
    assert_eq!(
        (report.stopped.as_deref(), report.left_behind.is_empty()),
        (None, true)
    );
    assert!(report.played() > 70, "{report}");
    played.assert_tidy().await;
}

#[tokio::test]
async fn it_only_reads_unless_it_may_write() {
    let played = Played::by(Settings::default()).await;
    let report = Comparison::new(played.site()).run().await.unwrap();
    assert!(
        report.played() > 40 && report.not_played.len() > 15,
        "{report}"
    );
    for exchange in played.tenant.log().only(from_app()).exchanges() {
        assert!(
            matches!(exchange.method(), "GET" | "HEAD" | "PATCH"),
            "{}",
            exchange.method()
        );
    }
}

#[tokio::test]
async fn what_differs_has_its_row_and_the_setting_that_agrees_and_makes_a_tenant_of_it() {
    let settings = Settings::default()
        .no_credential(NoCredential::Unauthorized)
        .token_refusal(TokenRefusal::Silent)
        .module_key_list(ModuleKeyList::RepeatedOnly)
        .limit_above_maximum(LimitAboveMaximum::Capped)
        .dynamic_module_limit(10);
    let played = Played::by(settings.clone()).await;
    let report = played.writing().run().await.unwrap();
    for one in &report.differences {
        assert!(one.agrees.is_some(), "{one}");
    }
    let text = report.evidence("2026-11-26").to_text();
    assert_eq!(Settings::from_evidence(&text).unwrap(), settings);
    let again = played.writing().settings(settings).run().await.unwrap();
    assert_eq!(again.differences, [], "{again}");
    played.assert_tidy().await;
}

#[tokio::test]
async fn a_wrong_secret_is_said_before_anything_is_compared() {
    let played = Played::by(Settings::default()).await;
    let url = played.tenant.base_url();
    let site = RealSite::new(&url, "my-app", "another-secret-of-some-length").unwrap();
    let error = Comparison::new(site).run().await.unwrap_err();
    assert!(matches!(error, CompareError::NotAdmitted { .. }), "{error}");
    let short = RealSite::new(&url, "my-app", "short-xyzzy")
        .unwrap_err()
        .to_string();
    assert!(
        short.contains("at least 12 characters: a shorter text cannot be kept out"),
        "{short}"
    );
    assert!(!short.contains("xyzzy"), "{short}");
}

#[tokio::test]
async fn the_apps_own_modules_stay_and_no_limit_is_met_beside_them() {
    let played = Played::by(Settings::default()).await;
    let own = json!({ "webItems": [{
        "key": "own", "name": { "value": "Own" }, "url": "/own", "location": "system.content.action",
    }] });
    let posted = played
        .app
        .client()
        .post(DYNAMIC_MODULES)
        .json(&own)
        .send()
        .await
        .unwrap();
    assert_eq!(posted.status(), 200);
    let report = played.writing().run().await.unwrap();
    assert_eq!(report.differences, [], "{report}");
    assert_eq!(report.not_played.len(), 2, "{report}");
    assert_eq!(played.app.dynamic_module_keys(), ["own"]);
}

#[cfg(feature = "look-alike")]
#[tokio::test]
async fn a_site_is_compared_over_tls_by_its_name_through_a_proxy() {
    let tenant = Tenant::builder().look_alike("acme.atlassian.net").start();
    let source = DescriptorSource::from(descriptor()).without_backend();
    let app = tenant.install(source).await.unwrap();
    let network = tenant.look_alike_network().unwrap();
    let site = RealSite::new(
        "https://acme.atlassian.net/wiki",
        "my-app",
        app.shared_secret().unwrap(),
    );
    let site = site.unwrap().descriptor(descriptor()).pause(Duration::ZERO);
    let site = site.proxy(&network.proxy_url()).unwrap();
    let site = site.trust_certificates(&network.ca_pem()).unwrap();
    let report = Comparison::new(site).run().await.unwrap();
    assert_eq!(report.differences, [], "{report}");
    assert!(report.played() > 40, "{report}");
}
