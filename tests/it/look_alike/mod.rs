//! Tenants at the hosts of real ones, met by a proxy and a certificate.

mod careless;
mod client;
mod elsewhere;
mod forge;
mod residents;
mod tls;

use http::Request;
use mockfluence::{DYNAMIC_MODULES, Exchange, InstalledApp, LookAlikeNetwork, Tenant, from_app};
use rstest::rstest;

use crate::app::{App, web_items};
use client::Client;

const KEYS: &str = "https://connect-install-keys.atlassian.com";

fn acme() -> Tenant {
    Tenant::builder().look_alike("acme.atlassian.net").start()
}

/// A registration as the app signs it.
fn registration(app: &InstalledApp) -> Request<String> {
    let token = app.client().post(DYNAMIC_MODULES).signed_token().unwrap();
    Request::post("/")
        .header("authorization", format!("JWT {token}"))
        .header("content-type", "application/json")
        .body(web_items(&["a"]).to_string())
        .unwrap()
}

#[rstest]
#[case::http1(false, http::Version::HTTP_11)]
#[case::http2(true, http::Version::HTTP_2)]
#[tokio::test]
async fn an_app_meets_the_tenant_at_its_real_name(
    #[case] two: bool,
    #[case] version: http::Version,
) {
    let tenant = acme();
    assert_eq!(tenant.base_url(), "https://acme.atlassian.net/wiki");
    let app = App::without_backend().on(&tenant).await;
    let client = Client::of(&tenant);
    let client = if two { client.http2() } else { client };
    let request = registration(&app);
    let url = format!("https://acme.atlassian.net{DYNAMIC_MODULES}");
    let got = client.send(&url, request).await.unwrap();
    assert_eq!((got.status, got.version), (200, version), "{}", got.body);
    assert_eq!(app.dynamic_module_keys(), ["a"]);
    let log = tenant.log().only(from_app());
    let by_proxy: Vec<bool> = log.exchanges().map(Exchange::is_by_proxy).collect();
    assert_eq!(by_proxy, [true]);
    assert_eq!(
        log.exchanges().next().unwrap().origin(),
        "https://acme.atlassian.net"
    );
    let text = log.to_string();
    assert!(
        text.starts_with("app -> tenant  POST /wiki/rest/") && text.contains("  by proxy\n"),
        "{text}"
    );
    let json = serde_json::to_value(&log).unwrap();
    assert_eq!(
        (&json[0]["origin"], &json[0]["byProxy"]),
        (&"{tenant}".into(), &true.into())
    );
}

#[tokio::test]
async fn the_log_is_that_of_a_tenant_at_a_port_but_for_the_proxy() {
    let mut logs = Vec::new();
    for look_alike in [true, false] {
        let tenant = match look_alike {
            true => acme(),
            false => Tenant::start(),
        };
        let app = App::without_backend().on(&tenant).await;
        app.client().get(DYNAMIC_MODULES).send().await.unwrap();
        logs.push(
            serde_json::to_string(&tenant.log())
                .unwrap()
                .replace(r#""byProxy":true,"#, ""),
        );
    }
    assert_eq!(logs[0], logs[1]);
}

#[tokio::test]
async fn the_hosts_beside_the_site_answer() {
    let tenant = acme();
    assert_eq!(tenant.keys_url(), KEYS);
    let client = Client::of(&tenant);
    let kid = "e2b94d17-50c8-4f6e-8a3d-94c7be6f0a15";
    for host in [
        "connect-install-keys.atlassian.com",
        "asap-distribution.us-west-2.prod.atl-asap.net",
        "connect-install-keys.atlassian-us-gov-mod.com",
    ] {
        let got = client.get(&format!("https://{host}/{kid}")).await;
        assert_eq!(got.status, 200);
        assert!(
            got.body.starts_with("-----BEGIN PUBLIC KEY-----"),
            "{}",
            got.body
        );
        let told = format!("! asked as https://{host}/{kid}");
        assert!(tenant.log().to_string().contains(&told), "{}", tenant.log());
    }
    assert_eq!(tenant.log().only(from_app().get("/keys/*")).len(), 3);
    let tokens = tenant.authorization_server();
    assert_eq!(
        tokens,
        "https://oauth-2-authorization-server.services.atlassian.com"
    );
    let form = Request::post("/").header("content-type", "application/x-www-form-urlencoded");
    let url = format!("{tokens}/oauth2/token");
    let got = client.send(&url, form.body("grant_type=x".into()).unwrap());
    let got = got.await.unwrap();
    assert_eq!(
        (got.status, got.body.contains("unsupported_grant_type")),
        (400, true)
    );
}

#[rstest]
#[case::another_site(
    "https://globex.atlassian.net/wiki/rest",
    "no tenant is at https://globex.atlassian.net: acme.atlassian.net live here"
)]
#[case::logins(
    "https://auth.atlassian.com/oauth/token",
    "OAuth 2.0 (3LO) with its logins is not modelled"
)]
#[case::gateway(
    "https://api.atlassian.com/ex/jira/1/rest",
    "serves /ex/confluence/<cloudId>/… and /graphql for apps on Forge"
)]
#[case::forge(
    "https://forge.cdn.prod.atlassian-dev.net/x",
    "serves /.well-known/jwks.json, the keys of invocation tokens, and not /x"
)]
#[case::other(
    "https://status.atlassian.com/",
    "it is Atlassian's, and no host that is modelled"
)]
#[case::tokens(
    "https://auth.atlassian.io/authorize",
    "serves /oauth2/token, and not /authorize"
)]
#[tokio::test]
async fn what_is_not_modelled_says_so(#[case] url: &str, #[case] why: &str) {
    let tenant = acme();
    let got = Client::of(&tenant).get(url).await;
    assert_eq!(
        (got.status, got.body.contains(why)),
        (501, true),
        "{}",
        got.body
    );
    let log = tenant.log().to_string();
    assert!(
        log.contains(&format!("! asked as {url}")) && log.contains(why),
        "{log}"
    );
    assert!(log.contains("To stub it: "), "{log}");
}

#[cfg(feature = "stubs")]
#[tokio::test]
async fn a_stub_answers_for_a_host_that_is_not_modelled() {
    use mockfluence::Stub;
    use mockfluence::wiremock::ResponseTemplate;
    use mockfluence::wiremock::matchers::path;
    let tenant = acme();
    let reply = ResponseTemplate::new(200).set_body_string("stubbed");
    tenant.stub(Stub::given(path("/ex/confluence/1/rest")).respond_with(reply));
    let got = Client::of(&tenant)
        .get("https://api.atlassian.com/ex/confluence/1/rest")
        .await;
    assert_eq!((got.status, got.body.as_str()), (200, "stubbed"));
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_at_once() {
    let network = LookAlikeNetwork::start();
    let at = |host: &str| Tenant::builder().look_alike(host);
    for (builder, why) in [
        (
            at("https://acme.atlassian.net"),
            "without scheme, port and path",
        ),
        (
            at("acme.atlassian.net:443"),
            "without scheme, port and path",
        ),
        (at("localhost"), "is no host name"),
        (
            at("acme.atlassian.net").public_url("http://x/wiki"),
            "leave out `.public_url`",
        ),
        (
            at("wiki.example.com").network(&network),
            "LookAlikeNetwork::builder().domain",
        ),
        (Tenant::builder().network(&network), "needs its host"),
    ] {
        let told = builder.try_start().unwrap_err().to_string();
        assert!(told.contains(why), "{told}");
    }
    for (builder, why) in [
        (LookAlikeNetwork::builder().domain("a b"), "is no host name"),
        (
            LookAlikeNetwork::builder().allow_host("a b"),
            "allowed host",
        ),
    ] {
        let told = builder.try_start().unwrap_err().to_string();
        assert!(told.contains(why), "{told}");
    }
}
