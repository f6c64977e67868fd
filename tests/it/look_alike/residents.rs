//! Several tenants in one network.

use mockfluence::{LookAlikeNetwork, SharedListener, Tenant};

use super::client::Client;

#[tokio::test]
async fn many_tenants_live_in_one_network_beside_a_shared_listener() {
    let network = LookAlikeNetwork::builder()
        .domain("wiki.example.com")
        .start();
    let listener = SharedListener::start();
    let at = |name: &str, host: &str| {
        let builder = Tenant::builder()
            .name(name)
            .look_alike(host)
            .network(&network);
        builder.behind(&listener).start()
    };
    let tenants = [
        at("acme", "acme.atlassian.net"),
        at("globex", "Globex.jira-dev.com."),
        at("custom", "wiki.example.com"),
    ];
    let client = Client::in_network(&network);
    for tenant in &tenants {
        let root = tenant.base_url().trim_end_matches("/wiki").to_owned();
        let got = client.get(&format!("{root}/_edge/tenant_info")).await;
        assert!(got.body.contains(&tenant.cloud_id()), "{}", got.body);
        assert_eq!(tenant.log().len(), 1);
        // Without the network it is at the listener, too.
        let direct = format!(
            "http://127.0.0.1:{}/{}/_edge/tenant_info",
            listener.port(),
            tenant.name()
        );
        assert_eq!(reqwest::get(direct).await.unwrap().status(), 200);
    }
    let builder = Tenant::builder()
        .look_alike("acme.atlassian.net")
        .network(&network);
    let why = builder.try_start().unwrap_err().to_string();
    assert!(
        why.contains("a tenant at acme.atlassian.net in this network already"),
        "{why}"
    );
    drop(tenants);
    let again = Tenant::builder()
        .look_alike("acme.atlassian.net")
        .network(&network)
        .start();
    again.rename_site("https://other.atlassian.net/wiki").await;
    let got = client
        .get("https://acme.atlassian.net/wiki/rest/api/user")
        .await;
    assert_eq!(got.status, 301);
    assert_eq!(
        got.headers["location"],
        "https://other.atlassian.net/wiki/rest/api/user"
    );
    let got = client
        .get("https://other.atlassian.net/wiki/rest/api/user")
        .await;
    assert_eq!(got.status, 403, "{}", got.body);
}
