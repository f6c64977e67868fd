//! What is no JSON, sent to every resource in every place: no answer has the words of our reader.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::HeaderValue;

use super::test_tenant::{ask, operations, request, site};
use crate::site::Guard;

/// What our JSON reader says, of which no host knows.
const READERS_WORDS: [&str; 16] = [
    "EOF while",
    "expected value",
    "expected ident",
    "expected `",
    "trailing comma",
    "trailing characters",
    "key must be",
    "invalid type",
    "invalid value",
    "invalid number",
    "invalid escape",
    "missing field",
    "unknown field",
    "control character",
    "recursion limit",
    "lone leading surrogate",
];

fn assert_no_readers_words(answer: &str, what: &str) {
    for words in READERS_WORDS {
        assert!(!answer.contains(words), "{what}: {answer}");
    }
    let place = answer
        .split(" line ")
        .skip(1)
        .any(|rest| rest.contains(" column ") && !rest.contains(", column"));
    assert!(!place, "{what}: {answer}");
}

const BROKEN: [&str; 20] = [
    "",
    "{",
    "[",
    "{\"a\"",
    "{\"a\":}",
    "{\"a\":1,}",
    "{} x",
    "nul",
    "tru",
    "01",
    "1e",
    "\"",
    "\"\\x\"",
    "\"\\ud800\"",
    "{1:2}",
    "'a'",
    "[1,]",
    "5",
    "{\"enabled\":\"yes\",\"version\":{\"number\":\"x\"},\"subject\":5}",
    "{\"subject\":{\"type\":1},\"body\":[],\"operation\":{}}",
];

#[tokio::test]
async fn no_answer_to_a_broken_body_has_the_words_of_our_reader() {
    for (route, path) in operations() {
        if route.method == "GET" {
            continue;
        }
        for body in BROKEN {
            let context = site();
            let token = context.site(|site| site.upm_token());
            let target = match route.guard {
                Guard::Administrator => format!("{path}?token={token}"),
                _ => path.clone(),
            };
            let mut request = request(&context, route, route.method, &target, body);
            let form = HeaderValue::from_static("application/x-www-form-urlencoded");
            if route.elsewhere.is_some() {
                request.headers_mut().insert("content-type", form);
            }
            let (_, answer) = ask(&context, request).await;
            assert_no_readers_words(&answer, &format!("{} {path} {body}", route.method));
        }
    }
}

#[tokio::test]
async fn no_answer_to_a_broken_token_has_the_words_of_our_reader() {
    let part = |json: &str| URL_SAFE_NO_PAD.encode(json);
    let header = part(r#"{"alg":"HS256"}"#);
    let typed = [
        r#"{"exp":"x"}"#,
        r#"{"iss":5}"#,
        r#"{"iss":"a","iss":"a"}"#,
        r#"{"iat":{}}"#,
    ];
    for broken in BROKEN.into_iter().chain(typed) {
        let claims = format!("{header}.{}.AA", part(broken));
        let head = format!("{}.{}.AA", part(broken), part("{}"));
        for (route, path) in operations() {
            for token in [&claims, &head] {
                let context = site();
                let mut request = request(&context, route, route.method, &path, "");
                let value = HeaderValue::from_str(&format!("JWT {token}")).unwrap();
                request.headers_mut().insert("authorization", value);
                let (_, answer) = ask(&context, request).await;
                assert_no_readers_words(&answer, &format!("{} {path} {broken}", route.method));
            }
        }
    }
}
