//! Where the token stands, and what is there in its place.

use mockfluence::Settings;
use mockfluence::settings::{NoCredential, TokenPlace};
use rstest::rstest;

use super::*;

const CHECK: &str = "a usable credential";
const EXPECTED: &str = "`Authorization: JWT <token>`";

#[tokio::test]
async fn a_good_token_is_served() {
    let (tenant, app) = installed(Settings::default()).await;
    let reply = get(&app).send().await.unwrap();
    assert_eq!((reply.status(), reply.text()), (200, "{}".to_owned()));
    assert_eq!(reply.header("content-type"), Some("application/json"));
    assert_eq!(last_notes(&tenant), Vec::<String>::new());
}

#[tokio::test]
async fn without_a_token_the_call_is_forbidden() {
    let (tenant, app) = installed(Settings::default()).await;
    let reply = get(&app).unsigned().send().await.unwrap();
    let body = r#"{"message":"Current user not permitted to use Confluence","statusCode":403}"#;
    assert_eq!((reply.status(), reply.text()), (403, body.to_owned()));
    assert_message(&reply, 403, NOBODY);
    assert_cause(&tenant, CHECK, EXPECTED, "no Authorization header", None);
}

#[tokio::test]
async fn without_a_token_the_call_is_unauthorized_by_setting() {
    let settings = Settings::default().no_credential(NoCredential::Unauthorized);
    let (tenant, app) = installed(settings).await;
    let reply = get(&app).unsigned().send().await.unwrap();
    let text = "Client must be authenticated to access this resource.";
    assert_eq!((reply.status(), reply.text()), (401, text.to_owned()));
    assert_eq!(reply.header("content-type"), Some("text/html"));
    assert_cause(&tenant, CHECK, EXPECTED, "no Authorization header", None);
}

#[rstest]
#[case::user("Basic dXNlcjpwYXNz")]
#[case::any_case("bASIC dXNlcjo=")]
#[tokio::test]
async fn a_user_is_told_it_is_no_app(#[case] header: &str) {
    let (tenant, app) = installed(Settings::default()).await;
    let request = get(&app).unsigned().header("authorization", header);
    let reply = request.send().await.unwrap();
    let body = r#"{"message":"The request is not from a Connect app."}"#;
    assert_eq!((reply.status(), reply.text()), (401, body.to_owned()));
    assert_eq!(reply.header("content-type"), Some("application/json"));
    assert_cause(
        &tenant,
        "the caller is a Connect app",
        EXPECTED,
        "Basic authentication",
        None,
    );
}

#[rstest]
#[case::bearer(
    "Bearer {}",
    "`Authorization: Bearer …`; a Connect token goes as `Authorization: JWT <token>`"
)]
#[case::no_scheme("{}", "an Authorization header without the scheme `JWT `")]
#[case::only_the_scheme("JWT", "an Authorization header without the scheme `JWT `")]
#[case::no_space("JWT{}", "an Authorization header without the scheme `JWT `")]
#[case::other("Token {}", "`Authorization: Token …`, which is not `JWT <token>`")]
#[case::token_first("{} x", "`Authorization: {token} …`, which is not `JWT <token>`")]
#[case::no_base64("Basic {}", "`Authorization: Basic …`, which is not `JWT <token>`")]
#[case::empty("", "an empty Authorization header")]
#[tokio::test]
async fn another_scheme_is_no_credential(#[case] header: &str, #[case] got: &str) {
    let (tenant, app) = installed(Settings::default()).await;
    let header = header.replace("{}", &good_token(&app));
    let request = get(&app).unsigned().header("authorization", header);
    assert_message(&request.send().await.unwrap(), 403, NOBODY);
    assert_cause(&tenant, CHECK, EXPECTED, got, None);
}

#[rstest]
#[case::upper("JWT {}", 200)]
#[case::lower("jwt {}", 200)]
#[case::mixed("Jwt {}", 200)]
#[case::spaces_around("  JWT {}  ", 200)]
#[case::two_spaces("JWT  {}", 400)]
#[tokio::test]
async fn the_scheme_is_read_in_any_case(#[case] header: &str, #[case] status: u16) {
    let (tenant, app) = installed(Settings::default()).await;
    let header = header.replace("{}", &good_token(&app));
    let request = get(&app).unsigned().header("authorization", header);
    assert_eq!(request.send().await.unwrap().status(), status);
    assert_nothing_leaks(&tenant);
}

/// The host walks all Authorization headers and takes the first that is a token.
#[tokio::test]
async fn a_second_authorization_header_counts() {
    let (tenant, app) = installed(Settings::default()).await;
    let request = get(&app).unsigned().header("authorization", "Bearer x");
    let request = request.header("authorization", format!("JWT {}", good_token(&app)));
    assert_eq!(request.send().await.unwrap().status(), 200);
    assert_nothing_leaks(&tenant);
}

fn in_query(app: &InstalledApp, token: &str) -> AppRequest {
    let path = format!("{DYNAMIC_MODULES}?jwt={token}");
    app.client().get(&path)
}

#[tokio::test]
async fn a_token_in_the_query_is_not_looked_at() {
    let (tenant, app) = installed(Settings::default()).await;
    let request = in_query(&app, &good_token(&app)).unsigned();
    assert_message(&request.send().await.unwrap(), 403, NOBODY);
    let got = "no Authorization header; a `jwt` parameter came, which Cloud has not looked at \
               since February 2022 (setting `token_place`)";
    assert_cause(&tenant, CHECK, EXPECTED, got, None);
    let log = tenant.log().to_string();
    assert!(log.contains("?jwt={token}"), "{log}");
}

#[rstest]
#[case::alone(true, true, false, 200)]
#[case::outranks_the_header(true, false, true, 400)]
#[case::header_of_no_use(true, true, true, 200)]
#[case::empty_is_none(false, false, true, 200)]
#[tokio::test]
async fn a_token_in_the_query_counts_by_setting(
    #[case] in_the_query: bool,
    #[case] good: bool,
    #[case] signed: bool,
    #[case] status: u16,
) {
    let settings = Settings::default().token_place(TokenPlace::HeaderOrQuery);
    let (tenant, app) = installed(settings).await;
    let token = match (in_the_query, good) {
        (false, _) => String::new(),
        (true, true) => good_token(&app),
        (true, false) => "garbage".to_owned(),
    };
    let mut request = in_query(&app, &token);
    if good {
        request = request.token("garbage");
    }
    if !signed {
        request = request.unsigned();
    }
    assert_eq!(request.send().await.unwrap().status(), status);
    assert_nothing_leaks(&tenant);
}

#[tokio::test]
async fn an_escaped_token_parameter_does_not_reach_the_log() {
    let (tenant, app) = installed(Settings::default()).await;
    let path = format!("{DYNAMIC_MODULES}?%6Awt={}", good_token(&app));
    let reply = app.client().get(&path).send().await.unwrap();
    assert_eq!(reply.status(), 200, "{}", reply.text());
    assert_nothing_leaks(&tenant);
}
