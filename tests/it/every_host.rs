//! `on_every_host!` has a test for each host, and no host is left out.

use mockfluence::Tenant;
use mockfluence::fixtures::{Host, tenant};

mockfluence::on_every_host! {
    #[tokio::test]
    async fn an_async_test_has_its_fixtures(host: Host, tenant: Tenant) {
        assert_eq!(host.tenant().name(), tenant.name());
    }
}

mockfluence::on_every_host! {
    fn a_plain_test_has_its_host(host: Host) {
        assert!(Host::ALL.contains(&host));
    }
}

#[test]
fn the_macro_names_every_host() {
    let source = include_str!("../../src/fixtures.rs");
    for host in Host::ALL {
        let case = format!("($crate::settings::Host::{host:?})]");
        assert_eq!(source.matches(&case).count(), 1, "{host:?}");
    }
    let cases = source.matches("($crate::settings::Host::").count();
    assert_eq!(cases, Host::ALL.len());
}
