//! The test of the page `identifiers` of the cookbook.

use mockfluence::settings::Payload;
use mockfluence::{Settings, Tenant};

#[tokio::test]
async fn two_tenants_of_one_name_are_one_site_before_and_after_its_move() {
    let before = Tenant::named("acme");
    let forge = Settings::default().payload(Payload::ConnectOnForge);
    let after = Tenant::builder().name("acme").settings(forge).start();
    assert_eq!(before.client_key(), after.client_key());
}
