//! The base URLs that a site had before a rename: what they answer, and what has the new one at once.

use mockfluence::settings::FormerAddress;
use mockfluence::{InstalledApp, Settings, SharedListener, Stub, Tenant};
use rstest::rstest;
use wiremock::matchers::path;

use crate::app::{App, installed};
use crate::raw::exchange;

const CURRENT: &str = "/wiki/rest/api/user/current";

/// A request to a base URL as the app signs it, its redirects not followed.
async fn ask(app: &InstalledApp, base_url: &str, method: &str, below: &str) -> reqwest::Response {
    let token = app.client().request(method, below).signed_token().unwrap();
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    http.build()
        .unwrap()
        .request(method.parse().unwrap(), format!("{base_url}{below}"))
        .header("authorization", format!("JWT {token}"))
        .send()
        .await
        .unwrap()
}

/// The former base URL and the present one.
async fn renamed(tenant: &Tenant) -> (String, String) {
    let former = tenant.base_url();
    let present = former.replace("127.0.0.1", "localhost");
    let _ = tenant.rename_site(&present).await;
    (former, present)
}

#[rstest]
#[case::modules("/rest/atlassian-connect/1/app/module/dynamic")]
#[case::query("/rest/api/user/current?expand=operations")]
#[case::stubbed("/api/v2/spaces")]
#[case::unknown("/rest/api/nothing/here")]
#[case::upm("/rest/plugins/1.0/")]
#[tokio::test]
async fn a_former_address_leads_to_the_present_one(
    #[case] below: &str,
    #[values(("GET", 301), ("HEAD", 301), ("POST", 308), ("PUT", 308), ("DELETE", 308))]
    (method, status): (&str, u16),
) {
    let (tenant, app) = installed(Settings::default()).await;
    tenant.stub(Stub::given(path("/wiki/api/v2/spaces")).expect(0));
    let (former, present) = renamed(&tenant).await;
    let reply = ask(&app, &former, method, below).await;
    assert_eq!(reply.status(), status);
    assert_eq!(reply.headers()["location"], format!("{present}{below}"));
    let log = tenant.log().to_string();
    assert!(
        log.contains("the app has a stale base URL: `{tenant}/wiki`"),
        "{log}"
    );
    assert!(log.contains("which is `{tenant#2}/wiki` now"), "{log}");
    // At the present one nothing of it is said.
    tenant.clear_stubs();
    assert_ne!(ask(&app, &present, method, below).await.status(), status);
}

#[rstest]
#[case::moved(FormerAddress::MovedPermanently, [301, 301])]
#[case::found(FormerAddress::Found, [302, 302])]
#[case::temporary(FormerAddress::TemporaryRedirect, [307, 307])]
#[case::permanent(FormerAddress::PermanentRedirect, [308, 308])]
#[case::unauthorized(FormerAddress::Unauthorized, [401, 401])]
#[case::gone(FormerAddress::Gone, [404, 404])]
#[case::served(FormerAddress::Served, [200, 204])]
#[tokio::test]
async fn what_a_former_address_answers_is_a_setting(
    #[case] rule: FormerAddress,
    #[case] statuses: [u16; 2],
) {
    let (tenant, app) = installed(Settings::default().former_address(rule)).await;
    let (former, _) = renamed(&tenant).await;
    for (method, status) in ["GET", "DELETE"].into_iter().zip(statuses) {
        let below = "/rest/atlassian-connect/1/app/module/dynamic";
        assert_eq!(ask(&app, &former, method, below).await.status(), status);
    }
    let stale = tenant.log().to_string().contains("stale base URL");
    assert_eq!(stale, rule != FormerAddress::Served);
}

#[tokio::test]
async fn keys_and_tokens_have_hosts_of_their_own_which_no_rename_moves() {
    let (tenant, _app) = installed(Settings::default()).await;
    let (former, _) = renamed(&tenant).await;
    let root = former.trim_end_matches("/wiki");
    let key = format!("{root}/keys/7c1f4c0e-6d2b-4a83-9b57-3f0a5d1e8c42");
    assert_eq!(reqwest::get(key).await.unwrap().status(), 200);
    let token = reqwest::Client::new().post(format!("{root}/oauth2/token"));
    assert_eq!(token.send().await.unwrap().status(), 400);
}

#[tokio::test]
async fn a_site_that_is_renamed_back_is_where_it_was() {
    let (tenant, app) = installed(Settings::default()).await;
    let (first, second) = renamed(&tenant).await;
    let _ = tenant.rename_site(&first).await;
    let below = "/rest/api/user/current";
    assert_eq!(ask(&app, &first, "GET", below).await.status(), 200);
    let stale = ask(&app, &second, "GET", below).await;
    assert_eq!(stale.headers()["location"], format!("{first}{below}"));
}

/// Behind a shared listener the name of a tenant is its address, and a rename gives it another.
#[rstest]
#[case::by_path(SharedListener::start(), "/acme/wiki", "/globex/wiki")]
#[case::by_host_name(SharedListener::by_host_name(), "//acme.", "//globex.")]
#[tokio::test]
async fn a_rename_behind_a_shared_listener(
    #[case] listener: SharedListener,
    #[case] part: &str,
    #[case] new: &str,
) {
    let tenant = Tenant::builder().name("acme").behind(&listener).start();
    let app = App::without_backend().on(&tenant).await;
    let former = tenant.base_url();
    let present = former.replace(part, new);
    let _ = tenant.rename_site(&present).await;
    assert_eq!(
        app.client().get(CURRENT).send().await.unwrap().status(),
        200
    );
    let host = |url: &str| url.split('/').nth(2).unwrap().to_owned();
    let token = app.client().get(CURRENT).signed_token().unwrap();
    for (url, status) in [(&present, 200), (&former, 301)] {
        let target = url.split_once(&host(url)).unwrap().1;
        let request = format!(
            "GET {target}/rest/api/user/current HTTP/1.1\r\nhost: {}\r\nconnection: close\r\nauthorization: JWT \
             {token}\r\n\r\n",
            host(url)
        );
        let answer = exchange(listener.port(), request.as_bytes(), false).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{url}: {answer}"
        );
        let location = format!("location: {present}/rest/api/user/current");
        assert_eq!(answer.contains(&location), status == 301, "{answer}");
    }
}

/// Links in events and replies are made of the base URL that the site has by then.
#[cfg(feature = "content")]
#[tokio::test]
async fn after_a_rename_links_have_the_new_base_url() {
    let tenant = Tenant::start();
    let hook = serde_json::json!({ "webhooks": [{ "event": "page_updated", "url": "/hook" }] });
    let app = App::without_backend().modules(hook).on(&tenant).await;
    let runbook = || mockfluence::Page::new(7, "Runbook");
    tenant.add_page(runbook());
    let (former, present) = renamed(&tenant).await;
    let page = app
        .client()
        .get("/rest/api/content/7")
        .send()
        .await
        .unwrap()
        .text();
    let _ = tenant
        .fire(mockfluence::Webhook::page("page_updated", runbook()))
        .await;
    let log = tenant.log().only(mockfluence::to_app().post("/hook"));
    let event = log.exchanges().next().unwrap().request_body().to_owned();
    assert!(page.contains(&present) && !page.contains(&former), "{page}");
    assert!(
        event.contains(&present) && !event.contains(&former),
        "{event}"
    );
}
