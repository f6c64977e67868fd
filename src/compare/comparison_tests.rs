//! Whatever ends a comparison, what it made is removed.

use serde_json::json;
use tokio::sync::watch;

use super::ask::{Ask, DYNAMIC};
use super::comparison::tidied;
use super::host::RealSite;
use super::play::Play;
use crate::descriptor::Descriptor;
use crate::tenant::{DescriptorSource, Tenant};

#[tokio::test]
async fn a_panic_of_our_own_leaves_nothing_behind() {
    let tenant = Tenant::start();
    let descriptor = super::app::descriptor("https://app.invalid").to_string();
    let descriptor = DescriptorSource::from(Descriptor::parse(&descriptor).unwrap());
    let app = tenant.install(descriptor.without_backend()).await.unwrap();
    let secret = app.shared_secret().unwrap();
    let site = RealSite::new(&tenant.base_url(), app.key(), secret).unwrap();
    let (tell, told) = watch::channel(false);
    let mut play = Play::at(&site, told);
    let module = json!({ "webItems": [{
        "key": "mockfluence-probe-x", "name": { "value": "X" }, "url": "/x", "location": "system.content.action",
    }] });
    let playing = async |play: &mut Play<'_>| {
        let registered = play.ask(&Ask::new("POST", DYNAMIC).json(&module)).await;
        assert_eq!(registered.unwrap().facts["status"], "200");
        assert_eq!(app.dynamic_module_keys(), ["mockfluence-probe-x"]);
        panic!("in the midst at {}", tenant.base_url());
    };
    let ended = tidied(&mut play, playing, std::future::pending(), &tell).await;
    let why = ended.unwrap().unwrap();
    assert!(
        why.starts_with("mockfluence itself failed: in the midst at {site};"),
        "{why}"
    );
    assert_eq!(app.dynamic_modules(), json!({}));
    assert!(play.left_behind().is_empty());
}
