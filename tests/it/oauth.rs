//! Acting as a user: the token endpoint's checks, and what its tokens open.

mod one_server;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jsonwebtoken::{EncodingKey, Header, encode};
use mockfluence::settings::{FormerAddress, UserTokens};
use mockfluence::{InstalledApp, Settings, Tenant, User, from_app};
use rstest::rstest;
use serde_json::{Value, json};

use crate::app::App;

const GRANT: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const ALICE: &str = "712020:alice";

async fn installed() -> (Tenant, InstalledApp) {
    let tenant = Tenant::start();
    tenant.add_user(User::new(ALICE).name("Alice"));
    tenant.add_user(User::new("712020:gone").inactive());
    let app = App::without_backend()
        .scopes(&["READ", "ACT_AS_USER"])
        .on(&tenant)
        .await;
    (tenant, app)
}

/// The client id as the app learns it: from `installed`.
fn client_id(tenant: &Tenant) -> String {
    let log = tenant.log();
    let mut exchanges = log.exchanges();
    let installed = exchanges.find(|one| one.path() == "/installed").unwrap();
    let body = installed.request_json().unwrap();
    body["oauthClientId"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

fn now() -> i64 {
    i64::try_from(
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap()
            .as_secs(),
    )
    .unwrap()
}

fn claims(tenant: &Tenant) -> Value {
    json!({
        "iss": format!("urn:atlassian:connect:clientid:{}", client_id(tenant)),
        "sub": format!("urn:atlassian:connect:useraccountid:{ALICE}"),
        "tnt": tenant.base_url(), "aud": tenant.authorization_server(),
        "iat": now(), "exp": now() + 60,
    })
}

fn assertion(claims: &Value, secret: &str) -> String {
    encode(
        &Header::default(),
        claims,
        &EncodingKey::from_secret(secret.as_bytes()),
    )
    .unwrap()
}

async fn ask(tenant: &Tenant, form: &[(&str, &str)]) -> (u16, Value) {
    let parts = form.iter().map(|(name, value)| {
        let value =
            percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC);
        format!("{name}={value}")
    });
    let reply = reqwest::Client::new()
        .post(format!("{}/oauth2/token", tenant.authorization_server()))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(parts.collect::<Vec<_>>().join("&"))
        .send()
        .await
        .unwrap();
    (reply.status().as_u16(), reply.json().await.unwrap())
}

async fn token(tenant: &Tenant, app: &InstalledApp, scope: Option<&str>) -> String {
    let assertion = assertion(&claims(tenant), &app.shared_secret().unwrap());
    let mut form = vec![("grant_type", GRANT), ("assertion", &assertion)];
    form.extend(scope.map(|scope| ("scope", scope)));
    let (status, body) = ask(tenant, &form).await;
    assert_eq!(status, 200, "{body}");
    assert_eq!(body["expires_in"], 900);
    assert_eq!(body["token_type"], "Bearer");
    body["access_token"].as_str().unwrap().to_owned()
}

async fn get(tenant: &Tenant, path: &str, token: &str) -> (u16, Value) {
    let url = format!("{}{path}", tenant.base_url());
    let request = reqwest::Client::new().get(url).bearer_auth(token);
    let reply = request.send().await.unwrap();
    let status = reply.status().as_u16();
    (status, reply.json().await.unwrap_or_default())
}

#[tokio::test]
async fn an_assertion_gives_a_token_that_stands_for_the_user() {
    let (tenant, app) = installed().await;
    let token = token(&tenant, &app, None).await;
    let (status, user) = get(&tenant, "/rest/api/user/current", &token).await;
    assert_eq!((status, &user["accountId"]), (200, &json!(ALICE)));
    let log = tenant.log().to_string();
    assert!(log.contains("Bearer, as 712020:alice"), "{log}");
    assert!(log.contains("`app` may act as 712020:alice"), "{log}");
    assert!(
        !log.contains(&token) && log.contains("accessToken#1"),
        "{log}"
    );
}

#[tokio::test]
async fn a_token_ends_after_900_seconds_or_with_its_app() {
    let (tenant, app) = installed().await;
    let first = token(&tenant, &app, None).await;
    tenant.clock().advance(Duration::from_secs(899));
    assert_eq!(get(&tenant, "/rest/api/user/current", &first).await.0, 200);
    tenant.clock().advance(Duration::from_secs(2));
    assert_eq!(get(&tenant, "/rest/api/user/current", &first).await.0, 403);
    assert!(
        tenant
            .log()
            .to_string()
            .contains("an access token: it expired")
    );
    tenant.clock().reset();
    let second = token(&tenant, &app, None).await;
    assert_ne!(first, second);
    app.uninstall().await;
    assert_eq!(get(&tenant, "/rest/api/user/current", &second).await.0, 403);
}

#[rstest]
#[case::by_default(UserTokens::EndWithInstallation, [403, 403, 403])]
#[case::by_the_setting(UserTokens::UntilTheyExpire, [200, 200, 403])]
#[tokio::test]
async fn a_token_ends_with_the_installation_it_was_given_to(
    #[case] setting: UserTokens,
    #[case] expected: [u16; 3],
) {
    let settings = Settings::default().user_tokens(setting);
    let tenant = Tenant::builder().settings(settings).start();
    tenant.add_user(User::new(ALICE));
    let source = || {
        let app = App::without_backend();
        app.scopes(&["READ", "ACT_AS_USER"]).source()
    };
    let app = tenant.install(source()).await.unwrap();
    let before = token(&tenant, &app, None).await;
    let status = async || get(&tenant, "/rest/api/user/current", &before).await.0;
    // What leaves the installation as it is leaves the token alone.
    app.upgrade_to(source()).await.unwrap();
    app.rotate_secret().await.unwrap();
    app.repeat_installed().await.unwrap();
    assert_eq!(status().await, 200);
    app.disable().await;
    let disabled = status().await;
    app.enable().await;
    assert_eq!(status().await, 200);
    app.clone().uninstall().await;
    assert_eq!(status().await, 403);
    tenant.install(source()).await.unwrap();
    let reinstalled = status().await;
    let after = token(&tenant, &app, None).await;
    assert_eq!(get(&tenant, "/rest/api/user/current", &after).await.0, 200);
    tenant.import_site().await;
    let imported = status().await;
    assert_eq!([disabled, reinstalled, imported], expected);
}

#[tokio::test]
async fn a_client_id_ends_with_a_site_import() {
    let (tenant, app) = installed().await;
    let before = claims(&tenant);
    let id = app.oauth_client_id();
    tenant.import_site().await;
    let app = App::without_backend()
        .scopes(&["READ", "ACT_AS_USER"])
        .on(&tenant)
        .await;
    let assertion = assertion(&before, &app.shared_secret().unwrap());
    let (status, body) = ask(&tenant, &[("grant_type", GRANT), ("assertion", &assertion)]).await;
    assert_eq!(
        (status, &body["error"]),
        (400, &json!("unauthorized_client"))
    );
    assert!(
        tenant
            .log()
            .to_string()
            .contains("before the site was imported")
    );
    assert_ne!(app.oauth_client_id(), id);
}

#[cfg(feature = "stubs")]
#[tokio::test]
async fn a_token_holds_no_more_scopes_than_were_asked_for() {
    let (tenant, app) = installed().await;
    app.upgrade_to(
        App::without_backend()
            .scopes(&["WRITE", "ACT_AS_USER"])
            .source(),
    )
    .await
    .unwrap();
    let read = token(&tenant, &app, Some("READ")).await;
    let write = token(&tenant, &app, Some("READ+WRITE")).await;
    let put = |token: String| {
        let url = format!("{}/rest/api/content/1/state", tenant.base_url());
        reqwest::Client::new().put(url).bearer_auth(token).send()
    };
    // 501 is beyond the scope check: nobody has stubbed it.
    let stub = wiremock::Mock::given(wiremock::matchers::any())
        .respond_with(wiremock::ResponseTemplate::new(202));
    tenant.mount(stub);
    assert_eq!(put(read).await.unwrap().status(), 403);
    assert!(
        tenant
            .log()
            .to_string()
            .contains("ask the token endpoint for the scope WRITE")
    );
    assert_eq!(put(write).await.unwrap().status(), 202);
}

#[rstest]
#[case("grant_type", json!(null), "invalid_request", "grant_type is missing")]
#[case("grant_type", json!("password"), "unsupported_grant_type", "grant_type is not supported")]
#[case("assertion", json!(null), "invalid_request", "assertion is missing")]
#[case("assertion", json!("a.b.c"), "invalid_grant", "the assertion is a JWT")]
#[case("secret", json!("another"), "invalid_grant", "signature")]
#[case("iss", json!("app"), "invalid_grant", "urn:atlassian:connect:clientid:")]
#[case("iss", json!("urn:atlassian:connect:clientid:x"), "unauthorized_client", "no installed app has the client id x")]
#[case("sub", json!("712020:alice"), "invalid_grant", "urn:atlassian:connect:useraccountid:")]
#[case("sub", json!("urn:atlassian:connect:useraccountid:nobody"), "invalid_grant", "tenant.add_user")]
#[case("sub", json!("urn:atlassian:connect:useraccountid:712020:gone"), "invalid_grant", "the user is active")]
#[case("tnt", json!("https://other.atlassian.net/wiki"), "invalid_grant", "tnt is the base URL")]
#[case("tnt", json!(null), "invalid_grant", "tnt is the base URL")]
#[case("aud", json!("https://example.com"), "invalid_grant", "aud is the authorization server")]
#[case("exp", json!(-120), "invalid_grant", "expired")]
#[case("exp", json!(121), "invalid_grant", "at most 120 s ahead")]
#[case("scope", json!("DELETE"), "invalid_scope", "the app holds the scopes")]
#[tokio::test]
async fn each_check_of_an_assertion_has_its_refusal(
    #[case] what: &str,
    #[case] value: Value,
    #[case] error: &str,
    #[case] said: &str,
) {
    let (tenant, app) = installed().await;
    let mut claims = claims(&tenant);
    let mut secret = app.shared_secret().unwrap();
    let mut form: Vec<(&str, String)> = vec![("grant_type", GRANT.into())];
    let text = value.as_str().unwrap_or_default().to_owned();
    match what {
        "exp" => claims["exp"] = (now() + value.as_i64().unwrap()).into(),
        "iss" | "sub" | "tnt" | "aud" => claims[what] = value.clone(),
        "secret" => secret = text.clone(),
        "grant_type" => form.clear(),
        _ => {}
    }
    if what == "grant_type" && !text.is_empty() {
        form.push(("grant_type", text.clone()));
    }
    match what {
        "assertion" => form.push(("assertion", text.clone())),
        _ => form.push(("assertion", assertion(&claims, &secret))),
    }
    if what == "scope" {
        form.push(("scope", text));
    }
    let form: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let (status, body) = ask(&tenant, &form).await;
    assert_eq!((status, &body["error"]), (400, &json!(error)), "{body}");
    let log = tenant.log().to_string();
    assert!(log.contains(said), "{log}");
    assert!(log.contains("refused by check:"), "{log}");
}

#[tokio::test]
async fn the_real_authorization_servers_are_taken_for_the_tenants_own() {
    let (tenant, app) = installed().await;
    for server in [
        "https://oauth-2-authorization-server.services.atlassian.com",
        "https://auth.atlassian.io/",
    ] {
        let mut claims = claims(&tenant);
        claims["aud"] = json!([server]);
        let assertion = assertion(&claims, &app.shared_secret().unwrap());
        let (status, _) = ask(&tenant, &[("grant_type", GRANT), ("assertion", &assertion)]).await;
        assert_eq!(status, 200, "{server}");
    }
}

#[tokio::test]
async fn without_act_as_user_there_is_no_client_id_and_no_grant() {
    let tenant = Tenant::start();
    tenant.add_user(User::new(ALICE));
    let app = App::without_backend().scopes(&["READ"]).on(&tenant).await;
    assert_eq!(client_id(&tenant), "");
    app.upgrade_to(
        App::without_backend()
            .scopes(&["READ", "ACT_AS_USER"])
            .source(),
    )
    .await
    .unwrap();
    let log = tenant.log();
    let again = log
        .exchanges()
        .filter(|one| one.path() == "/installed")
        .last()
        .unwrap();
    let body: Value = serde_json::from_str(again.request_body()).unwrap();
    let mut claims = claims(&tenant);
    claims["iss"] = format!(
        "urn:atlassian:connect:clientid:{}",
        body["oauthClientId"].as_str().unwrap()
    )
    .into();
    let assertion = assertion(&claims, &app.shared_secret().unwrap());
    let form = [("grant_type", GRANT), ("assertion", assertion.as_str())];
    assert_eq!(ask(&tenant, &form).await.0, 200);
    app.upgrade_to(App::without_backend().scopes(&["READ"]).source())
        .await
        .unwrap();
    let (status, refused) = ask(&tenant, &form).await;
    assert_eq!(status, 400);
    assert_eq!(
        refused,
        json!({
            "error": "unauthorized_client",
            "error_description":
                "The authenticated client is not authorized to use this authorization grant type",
        })
    );
}

#[tokio::test]
async fn a_body_that_is_no_form_and_a_foreign_bearer_are_refused() {
    let (tenant, _) = installed().await;
    let url = format!("{}/oauth2/token", tenant.authorization_server());
    let reply = reqwest::Client::new()
        .post(url)
        .json(&json!({}))
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 400);
    assert_eq!(
        get(&tenant, "/rest/api/user/current", "foreign").await.0,
        403
    );
    assert_eq!(tenant.log().only(from_app().status(403)).len(), 1);
}

/// `tnt` as the app knew it before a rename: refused with the cause, unless the former address is served.
#[rstest]
#[case::refused(FormerAddress::Redirects, 400)]
#[case::gone(FormerAddress::Gone, 400)]
#[case::served(FormerAddress::Served, 200)]
#[tokio::test]
async fn an_assertion_for_a_former_address(#[case] rule: FormerAddress, #[case] status: u16) {
    let settings = Settings::default().former_address(rule);
    let tenant = Tenant::builder().settings(settings).start();
    tenant.add_user(User::new(ALICE).name("Alice"));
    let app = App::without_backend().scopes(&["READ", "ACT_AS_USER"]);
    let app = app.on(&tenant).await;
    let stale = assertion(&claims(&tenant), &app.shared_secret().unwrap());
    let present = tenant.base_url().replace("127.0.0.1", "localhost");
    let _ = tenant.rename_site(present).await;
    let form = |assertion: &str| {
        [
            ("grant_type", GRANT.to_owned()),
            ("assertion", assertion.to_owned()),
        ]
    };
    let sent = form(&stale);
    let sent = sent.each_ref().map(|(name, value)| (*name, value.as_str()));
    assert_eq!(ask(&tenant, &sent).await.0, status);
    let named = tenant.log().to_string().contains("stale base URL");
    assert_eq!(named, status == 400);
    let fresh = assertion(&claims(&tenant), &app.shared_secret().unwrap());
    let sent = form(&fresh);
    let sent = sent.each_ref().map(|(name, value)| (*name, value.as_str()));
    assert_eq!(ask(&tenant, &sent).await.0, 200);
}
