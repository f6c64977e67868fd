//! The certificates, and what goes wrong with them on purpose.

use mockfluence::{Fault, LookAlikeNetwork, Tenant, from_app, to_app};
use rstest::rstest;

use super::acme;
use super::client::{Client, DEADLINE};

const URL: &str = "https://acme.atlassian.net/_edge/tenant_info";

#[tokio::test]
async fn the_name_in_tls_is_enough_where_a_client_knows_no_proxy() {
    let tenant = acme();
    let got = Client::of(&tenant).send_direct(URL).await.unwrap();
    assert_eq!(got.status, 200);
    assert!(
        tenant
            .log()
            .exchanges()
            .all(mockfluence::Exchange::is_by_proxy)
    );
}

#[tokio::test]
async fn the_certificates_of_another_run_are_refused() {
    let (tenant, other) = (acme(), LookAlikeNetwork::start());
    let client = Client::of(&tenant).trusting(&other);
    let error = client
        .send(URL, http::Request::new(String::new()))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("certificate"), "{error}");
    // The client is done before the proxy has read why.
    let told = async {
        while tenant.log().is_empty() {
            tokio::task::yield_now().await;
        }
        tenant.log().to_string()
    };
    let log = tokio::time::timeout(DEADLINE, told).await.unwrap();
    assert!(
        log.starts_with("* TLS for acme.atlassian.net failed: "),
        "{log}"
    );
    assert!(
        log.contains("does not trust the certificate authority"),
        "{log}"
    );
}

#[rstest]
#[case::expired(
    Fault::tls_expired_certificate(),
    "certificate expired",
    "certificate expired"
)]
#[case::other_name(
    Fault::tls_wrong_name(),
    "certificate of another host",
    "not valid for name"
)]
#[case::refused(Fault::tls_refuse(), "TLS handshake refused", "AccessDenied")]
#[case::reset(
    Fault::tls_reset(),
    "connection reset in the TLS handshake",
    "reset by peer"
)]
#[tokio::test]
async fn tls_goes_wrong_as_often_as_wanted(
    #[case] fault: Fault,
    #[case] words: &str,
    #[case] seen: &str,
) {
    let tenant = acme();
    tenant.inject(fault.times(1));
    let client = Client::of(&tenant);
    let error = client
        .send(URL, http::Request::new(String::new()))
        .await
        .unwrap_err();
    assert!(error.to_string().contains(seen), "{error}");
    let log = tenant
        .wait_for(1, from_app().method("CONNECT"))
        .await
        .unwrap();
    let text = log.to_string();
    assert!(
        text.starts_with("app -> tenant  CONNECT acme.atlassian.net:443  no reply: "),
        "{text}"
    );
    assert!(text.contains(&format!("! fault: {words}")), "{text}");
    assert_eq!(client.get(URL).await.status, 200);
    assert!(tenant.faults_left().is_empty());
}

#[tokio::test]
async fn an_app_that_does_not_look_at_certificates_is_told_of() {
    let tenant = acme();
    tenant.inject(Fault::tls_wrong_name().on(from_app()).times(1));
    let got = Client::of(&tenant).careless().get(URL).await;
    assert_eq!(got.status, 200);
    let log = tenant.log().to_string();
    assert!(
        log.contains("! the app went on: it does not look at the certificates"),
        "{log}"
    );
}

#[rstest]
#[case::reset(Fault::reset())]
#[case::close(Fault::close())]
#[case::half(Fault::close_mid_body())]
#[case::lost(Fault::lose_reply())]
#[tokio::test]
async fn faults_below_http_work_through_it(#[case] fault: Fault, #[values(false, true)] two: bool) {
    let tenant = acme();
    tenant.inject(fault.on(from_app()).times(1));
    let client = Client::of(&tenant);
    let client = if two { client.http2() } else { client };
    client
        .send(URL, http::Request::new(String::new()))
        .await
        .unwrap_err();
    assert_eq!(client.get(URL).await.status, 200);
    let log = tenant.log().to_string();
    assert!(log.contains("! fault: "), "{log}");
}

#[tokio::test]
async fn a_fault_of_tls_is_refused_where_there_is_none() {
    let error = Tenant::start().try_inject(Fault::tls_reset()).unwrap_err();
    assert!(error.to_string().contains(".look_alike("), "{error}");
    let error = acme()
        .try_inject(Fault::tls_reset().on(to_app()))
        .unwrap_err();
    assert!(error.to_string().contains("does not apply to"), "{error}");
    let misuse = std::panic::catch_unwind(|| Fault::tls_reset().on(from_app().get("/x")));
    let why = *misuse.unwrap_err().downcast::<String>().unwrap();
    assert!(why.contains("comes before there is a request"), "{why}");
}

#[tokio::test]
async fn the_key_is_in_nothing_that_can_be_printed() {
    let tenant = acme();
    let network = tenant.look_alike_network().unwrap();
    Client::of(&tenant).get(URL).await;
    let log = tenant.log();
    let shown = [
        format!(
            "{tenant:?} {network:?} {:?}",
            Tenant::builder().network(&network)
        ),
        serde_json::to_string(&log).unwrap(),
        log.to_string(),
        network.ca_pem(),
    ];
    for text in shown {
        assert!(!text.contains("PRIVATE"), "{text}");
    }
}
