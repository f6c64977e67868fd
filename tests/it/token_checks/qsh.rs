//! A wrong qsh: the log shows both canonical requests and the likely mistake.

use mockfluence::Settings;
use rstest::rstest;

use super::*;

/// The same path as `DYNAMIC_MODULES`, as it is hashed.
const PATH: &str = "/rest/atlassian-connect/1/app/module/dynamic";

/// What was sent, what the app hashed, what counts, the likely mistake.
#[rstest]
#[case::context_path(
    "GET",
    "",
    "GET&/wiki{}&",
    "GET&{}&",
    "signed with the context path `/wiki`, which does not count: hash the path below the tenant's base URL"
)]
#[case::null(
    "DELETE",
    "?flag",
    "DELETE&{}&flag=null",
    "DELETE&{}&flag=",
    "a parameter without a value was hashed as `null` (atlassian-connect-express does this); it counts as empty"
)]
#[case::method(
    "GET",
    "",
    "POST&{}&",
    "GET&{}&",
    "another method was hashed than was sent"
)]
#[case::query(
    "DELETE",
    "?moduleKey=a",
    "DELETE&{}&",
    "DELETE&{}&moduleKey=a",
    "the query was left out of the hash"
)]
#[case::plus(
    "DELETE",
    "?moduleKey=a+b",
    "DELETE&{}&moduleKey=a+b",
    "DELETE&{}&moduleKey=a%20b",
    "a space was hashed as `+`; it counts as `%20`"
)]
#[tokio::test]
async fn a_known_mistake_is_named(
    #[case] method: &str,
    #[case] query: &str,
    #[case] hashed: &str,
    #[case] right: &str,
    #[case] likely: &str,
) {
    let (tenant, app) = installed(Settings::default()).await;
    let [hashed, right] = [hashed, right].map(|text| text.replace("{}", PATH));
    let (wrong_qsh, right_qsh) = (sha256(&hashed), sha256(&right));
    let request = app
        .client()
        .request(method, &format!("{DYNAMIC_MODULES}{query}"));
    let reply = request.qsh(wrong_qsh.as_str()).send().await.unwrap();
    assert_message(&reply, 401, &mismatch(&right_qsh, &wrong_qsh));
    let expected = format!("{right_qsh} of {right}");
    let got = format!("{wrong_qsh} of {hashed}");
    let check = "qsh is the hash of this request";
    assert_cause(&tenant, check, &expected, &got, Some(likely));
}

#[rstest]
#[case::unknown("0000", "0000 of an unknown request", None)]
#[case::empty("", " of an unknown request", None)]
#[case::context(
    "context-qsh",
    "context-qsh of no request: the literal `context-qsh`",
    Some(
        "`context-qsh` marks a token for the app's own pages; a call of the host needs the hash of the request"
    )
)]
#[tokio::test]
async fn what_is_no_hash_of_a_request(
    #[case] qsh: &str,
    #[case] got: &str,
    #[case] likely: Option<&str>,
) {
    let (tenant, app) = installed(Settings::default()).await;
    let right = format!("GET&{PATH}&");
    let reply = get(&app).qsh(qsh).send().await.unwrap();
    assert_message(&reply, 401, &mismatch(&sha256(&right), qsh));
    let expected = format!("{} of {right}", sha256(&right));
    assert_cause(
        &tenant,
        "qsh is the hash of this request",
        &expected,
        got,
        likely,
    );
}

/// What stands in the query is hashed as it was sent, in any order and spelling.
#[rstest]
#[case::order("?b=2&a=1", "a=1&b=2")]
#[case::repeated("?moduleKey=b&moduleKey=a", "moduleKey=a,b")]
#[case::comma("?moduleKey=b,a", "moduleKey=b%2Ca")]
#[case::flag("?flag", "flag=")]
#[case::final_slash("?", "")]
#[tokio::test]
async fn the_query_counts(#[case] query: &str, #[case] canonical: &str) {
    let (_tenant, app) = installed(Settings::default()).await;
    let qsh = sha256(&format!("DELETE&{PATH}&{canonical}"));
    let request = app.client().delete(&format!("{DYNAMIC_MODULES}{query}"));
    assert_eq!(request.qsh(qsh).send().await.unwrap().status(), 204);
}

fn mismatch(expected: &str, got: &str) -> String {
    format!("Expecting claim 'qsh' to have value '{expected}' but instead it has the value '{got}'")
}

fn sha256(text: &str) -> String {
    let hash = ring::digest::digest(&ring::digest::SHA256, text.as_bytes());
    hash.as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
