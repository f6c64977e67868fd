//! Tokens from the app: order of checks, statuses, texts, causes.

use mockfluence::{
    AppRequest, DYNAMIC_MODULES, DescriptorSource, DuringInstalled, InstalledApp, NoCredential,
    Settings, Tenant, TokenPlace, TokenRefusal, WhileDisabled, from_app,
};
use rstest::rstest;
use serde_json::{Value, json};

use crate::bad_requests::still_serves;
use crate::scripted_app::ScriptedApp;

const NO_ACCESS: &str = "Your presented credentials do not provide access to this resource.";

pub(crate) fn no_backend(key: &str) -> DescriptorSource {
    DescriptorSource::from(json!({
        "key": key, "baseUrl": format!("http://{key}.invalid"),
        "authentication": { "type": "jwt" }, "scopes": ["READ"],
        "lifecycle": { "installed": "/installed" }
    }))
    .without_backend()
}

async fn installed(settings: Settings) -> (Tenant, InstalledApp) {
    let tenant = Tenant::builder().settings(settings).start();
    let app = tenant.install(no_backend("app")).await.unwrap();
    (tenant, app)
}

fn refusal(message: &str, status: u16) -> Value {
    json!({ "message": message, "statusCode": status })
}

#[rstest]
#[case::other_secret(|request: AppRequest| request.signed_with("other"), 401, NO_ACCESS)]
#[case::iss_is_client_key(|request: AppRequest| request.claims(|claims| claims.iss = Some("unknown".into())), 401, NO_ACCESS)]
#[case::no_iss(|request: AppRequest| request.claims(|claims| claims.iss = None), 401, NO_ACCESS)]
#[case::empty_subject(|request: AppRequest| request.claims(|claims| claims.sub = Some(String::new())), 400, "Add-on 'app' disallowed to impersonate user ''")]
#[case::no_exp(|request: AppRequest| request.claims(|claims| claims.exp = None), 401, "'exp' and 'iat' are required claims. Atlassian JWT does not allow JWTs with unlimited lifetimes.")]
#[tokio::test]
async fn a_bad_token_is_refused_in_the_host_sources_words(
    #[case] spoil: fn(AppRequest) -> AppRequest,
    #[case] status: u16,
    #[case] message: &str,
) {
    let (tenant, app) = installed(Settings::default()).await;
    let reply = spoil(app.client().get(DYNAMIC_MODULES))
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), status);
    assert_eq!(reply.json(), refusal(message, status));
    assert_eq!(reply.header("content-type"), Some("application/json"));
    assert_eq!(reply.header("www-authenticate"), None);
    let log = tenant.log().to_string();
    assert!(log.contains("! refused by check: "), "{log}");
    // A refused token does not spoil the next call.
    still_serves(&app).await;
}

#[rstest]
#[case::garbage("garbage", 400)]
#[case::three_parts("a.b.c", 400)]
#[case::unsigned("eyJhbGciOiJub25lIn0.eyJpc3MiOiJhcHAifQ.", 400)]
#[case::hs512("eyJhbGciOiJIUzUxMiJ9.eyJpc3MiOiJhcHAifQ.AAAA", 401)]
#[tokio::test]
async fn garbage_is_refused_and_never_echoed(#[case] token: &str, #[case] status: u16) {
    let (tenant, app) = installed(Settings::default()).await;
    let reply = app
        .client()
        .get(DYNAMIC_MODULES)
        .token(token)
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), status, "{}", reply.text());
    assert!(!reply.text().contains("eyJ"));
    assert!(!tenant.log().to_string().contains("eyJ"));
}

#[rstest]
#[case::with_context_path(
    "GET&/wiki/rest/atlassian-connect/1/app/module/dynamic&flag=",
    "context path `/wiki`"
)]
#[case::null(
    "GET&/rest/atlassian-connect/1/app/module/dynamic&flag=null",
    "hashed as `null`"
)]
#[case::method(
    "POST&/rest/atlassian-connect/1/app/module/dynamic&flag=",
    "another method"
)]
#[case::no_query(
    "GET&/rest/atlassian-connect/1/app/module/dynamic&",
    "query was left out"
)]
#[tokio::test]
async fn a_wrong_qsh_is_explained_by_both_canonical_requests(
    #[case] hashed: &str,
    #[case] why: &str,
) {
    let (tenant, app) = installed(Settings::default()).await;
    let hash = ring::digest::digest(&ring::digest::SHA256, hashed.as_bytes());
    let hex: String = hash
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let path = format!("{DYNAMIC_MODULES}?flag");
    let reply = app.client().get(&path).qsh(hex).send().await.unwrap();
    assert_eq!(reply.status(), 401);
    let right = "GET&/rest/atlassian-connect/1/app/module/dynamic&flag=";
    let log = tenant.log().to_string();
    for part in [why, &format!("of {right}\n"), &format!("of {hashed}\n")] {
        assert!(log.contains(part), "{part} in {log}");
    }
}

#[tokio::test]
async fn context_qsh_is_no_hash_of_a_request() {
    let (tenant, app) = installed(Settings::default()).await;
    let reply = app
        .client()
        .get(DYNAMIC_MODULES)
        .qsh("context-qsh")
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 401);
    assert!(
        tenant
            .log()
            .to_string()
            .contains("`context-qsh` marks a token for the app's own pages")
    );
}

#[rstest]
#[case::measured(NoCredential::Forbidden, 403, "application/json")]
#[case::jira(NoCredential::Unauthorized, 401, "text/html")]
#[tokio::test]
async fn a_call_without_a_credential_is_anonymous(
    #[case] form: NoCredential,
    #[case] status: u16,
    #[case] content_type: &str,
) {
    let (_tenant, app) = installed(Settings::default().no_credential(form)).await;
    let reply = app
        .client()
        .get(DYNAMIC_MODULES)
        .unsigned()
        .send()
        .await
        .unwrap();
    assert_eq!(
        (reply.status(), reply.header("content-type")),
        (status, Some(content_type))
    );
    if status == 403 {
        assert_eq!(
            reply.json(),
            refusal("Current user not permitted to use Confluence", 403)
        );
    } else {
        assert_eq!(
            reply.text(),
            "Client must be authenticated to access this resource."
        );
    }
}

#[rstest]
#[case::bearer("Bearer a.b.c", 403, "Authorization: JWT <token>")]
#[case::no_scheme("a.b.c", 403, "without the scheme")]
#[case::basic("Basic dXNlcjpwYXNz", 401, "Basic authentication")]
#[case::bad_basic("Basic ???", 403, "`Authorization: Basic …`")]
#[tokio::test]
async fn other_schemes_are_told_apart(
    #[case] header: &str,
    #[case] status: u16,
    #[case] cause: &str,
) {
    let (tenant, app) = installed(Settings::default()).await;
    let request = app
        .client()
        .get(DYNAMIC_MODULES)
        .unsigned()
        .header("authorization", header);
    let reply = request.send().await.unwrap();
    assert_eq!(reply.status(), status);
    let log = tenant.log().to_string();
    assert!(log.contains(cause), "{log}");
}

#[tokio::test]
async fn basic_authentication_is_not_an_app() {
    let (_tenant, app) = installed(Settings::default()).await;
    let request = app.client().get(DYNAMIC_MODULES).unsigned();
    let reply = request
        .header("authorization", "Basic dXNlcjpwYXNz")
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 401);
    assert_eq!(
        reply.text(),
        r#"{"message":"The request is not from a Connect app."}"#
    );
}

#[rstest]
#[case::by_default(TokenPlace::Header, 403)]
#[case::by_setting(TokenPlace::HeaderOrQuery, 200)]
#[tokio::test]
async fn the_jwt_parameter_counts_only_by_setting(#[case] place: TokenPlace, #[case] status: u16) {
    let (tenant, app) = installed(Settings::default().token_place(place)).await;
    let token = token_of(&tenant, &app).await;
    let path = format!("{DYNAMIC_MODULES}?jwt={token}");
    let reply = app.client().get(&path).unsigned().send().await.unwrap();
    assert_eq!(reply.status(), status);
    assert!(!tenant.log().to_string().contains(&token));
}

/// A good token of the app for GET of the dynamic modules resource.
async fn token_of(tenant: &Tenant, app: &InstalledApp) -> String {
    let claims = json!({
        "iss": app.key(), "iat": jsonwebtoken::get_current_timestamp(),
        "exp": jsonwebtoken::get_current_timestamp() + 60,
        "qsh": mockfluence::jwt::CanonicalRequest::from_app("GET", DYNAMIC_MODULES, "/wiki").qsh(),
        "aud": tenant.client_key(),
    });
    let secret = app.shared_secret().unwrap();
    let key = jsonwebtoken::EncodingKey::from_secret(secret.as_bytes());
    jsonwebtoken::encode(&jsonwebtoken::Header::default(), &claims, &key).unwrap()
}

#[tokio::test]
async fn the_scheme_is_taken_in_any_case() {
    let (tenant, app) = installed(Settings::default()).await;
    let token = token_of(&tenant, &app).await;
    let request = app.client().get(DYNAMIC_MODULES).unsigned();
    let reply = request
        .header("authorization", format!("jwt {token}"))
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 200);
}

#[tokio::test]
async fn an_uninstalled_app_is_unknown() {
    let (tenant, app) = installed(Settings::default()).await;
    let client = app.client();
    app.uninstall().await;
    let reply = client.get(DYNAMIC_MODULES).send().await.unwrap();
    assert_eq!(reply.json(), refusal(NO_ACCESS, 401));
    assert!(
        tenant
            .log()
            .to_string()
            .contains("the app `app` is uninstalled")
    );
}

#[rstest]
#[case::anonymous(WhileDisabled::Anonymous, 403)]
#[case::served(WhileDisabled::Served, 200)]
#[tokio::test]
async fn a_disabled_apps_call_runs_as_nobody(#[case] rule: WhileDisabled, #[case] status: u16) {
    let (_tenant, app) = installed(Settings::default().while_disabled(rule)).await;
    app.disable().await;
    assert_eq!(
        app.client()
            .get(DYNAMIC_MODULES)
            .send()
            .await
            .unwrap()
            .status(),
        status
    );
    app.enable().await;
    still_serves(&app).await;
}

#[tokio::test]
async fn another_tenants_secret_is_refused() {
    let [acme, globex] = ["acme", "globex"].map(Tenant::named);
    let at_acme = acme.install(no_backend("app")).await.unwrap();
    let at_globex = globex.install(no_backend("app")).await.unwrap();
    let swapped = at_acme
        .client()
        .get(DYNAMIC_MODULES)
        .signed_with(at_globex.shared_secret().unwrap());
    assert_eq!(swapped.send().await.unwrap().status(), 401);
    let log = acme.log().to_string();
    assert!(
        log.contains("likely: the app signs with an older secret, or one of another tenant"),
        "{log}"
    );
}

#[tokio::test]
async fn the_client_key_as_issuer_is_named_as_the_mistake() {
    let (tenant, app) = installed(Settings::default()).await;
    let client_key = tenant.client_key();
    let request = app
        .client()
        .get(DYNAMIC_MODULES)
        .claims(|claims| claims.iss = Some(client_key));
    assert_eq!(request.send().await.unwrap().status(), 401);
    assert!(
        tenant
            .log()
            .to_string()
            .contains("iss is the tenant's clientKey")
    );
}

#[tokio::test]
async fn a_silent_tenant_says_unauthorized_and_the_log_the_cause() {
    let silent = Settings::default().token_refusal(TokenRefusal::Silent);
    let (tenant, app) = installed(silent).await;
    let reply = app
        .client()
        .get(DYNAMIC_MODULES)
        .qsh("x")
        .send()
        .await
        .unwrap();
    assert_eq!(reply.json(), refusal("Unauthorized", 401));
    assert!(
        tenant
            .log()
            .to_string()
            .contains("qsh is the hash of this request")
    );
}

/// An app that calls the tenant from inside a callback and answers with what it was answered.
async fn calling_app(tenant: &Tenant, path: &'static str) -> ScriptedApp {
    let app = ScriptedApp::start().await;
    let url = format!(
        "{}/rest/atlassian-connect/1/app/module/dynamic",
        tenant.base_url()
    );
    app.call_from(path, move |received| {
        let url = url.clone();
        async move {
            let body = received.json();
            let secret = body["sharedSecret"].as_str().unwrap_or_default().to_owned();
            let now = jsonwebtoken::get_current_timestamp();
            let target = "/rest/atlassian-connect/1/app/module/dynamic";
            let claims = json!({
                "iss": body["key"], "iat": now, "exp": now + 60,
                "qsh": mockfluence::jwt::CanonicalRequest::from_app("GET", target, "").qsh(),
            });
            let key = jsonwebtoken::EncodingKey::from_secret(secret.as_bytes());
            let token = jsonwebtoken::encode(&Default::default(), &claims, &key).unwrap();
            let request = reqwest::Client::new()
                .get(url)
                .header("authorization", format!("JWT {token}"));
            request.send().await.unwrap();
        }
    });
    app
}

#[rstest]
#[case::refused(DuringInstalled::Refused, 401)]
#[case::accepted(DuringInstalled::Accepted, 200)]
#[tokio::test]
async fn a_call_from_inside_installed(#[case] rule: DuringInstalled, #[case] status: u16) {
    let tenant = Tenant::builder()
        .settings(Settings::default().during_installed(rule))
        .start();
    let app = calling_app(&tenant, "/installed").await;
    tenant.install(app.descriptor_url()).await.unwrap();
    let calls = tenant.log().only(from_app().get(DYNAMIC_MODULES));
    assert_eq!(calls.statuses(), [status]);
    assert!(
        calls.exchanges().all(|call| call.parent.is_some()),
        "nested in `installed`"
    );
}
