//! What holds for every resource of the table, each method of each path asked in turn.

use std::sync::Arc;

use http::HeaderValue;
use rstest::rstest;

use super::routes::ROUTES;
use super::test_tenant::{ask, operations, request, site, stocked, tenant_with};
use crate::settings::{GetWithBody, Settings};
use crate::site::Guard;

fn in_front(path: &str) -> String {
    path.replacen("/wiki/", "/wiki//", 1)
}

fn first_letter_encoded(path: &str) -> String {
    let at = path.rfind('/').unwrap() + 1;
    let first = path.as_bytes().get(at).copied().unwrap_or(b'/');
    match first.is_ascii_alphanumeric() {
        true => format!("{}%{first:02X}{}", &path[..at], &path[at + 1..]),
        false => path.to_owned(),
    }
}

#[rstest]
#[case::final_slash(|path: &str| format!("{path}/"))]
#[case::slashes_in_front(in_front)]
#[case::unreserved(first_letter_encoded)]
#[case::session(|path: &str| format!("{path};jsessionid=0A1B"))]
#[case::session_and_slash(|path: &str| format!("{path}/;jsessionid=0A1B"))]
#[case::parameter_within(|path: &str| path.replacen("/rest/", "/rest;v=1/", 1))]
#[case::encoded_dots(|path: &str| path.replacen("/wiki/", "/wiki/x/%2E%2e/", 1))]
#[tokio::test]
async fn spellings_of_one_path_are_served_alike(#[case] spell: fn(&str) -> String) {
    for (route, path) in operations() {
        let plain = {
            let context = site();
            ask(&context, request(&context, route, route.method, &path, "")).await
        };
        // What it does not know of GraphQL it says by 501.
        assert!(
            plain.0 != 405 && (plain.0 != 501 || path == "/graphql"),
            "{} {path}: {plain:?}",
            route.method
        );
        let path = path.trim_end_matches('/');
        let spelt = spell(path);
        let context = site();
        let answer = ask(&context, request(&context, route, route.method, &spelt, "")).await;
        assert_eq!(answer, plain, "{} {spelt}", route.method);
    }
}

#[rstest]
#[case::empty(|path: &str| path
    .replacen("/rest/", "/rest//", 1)
    .replacen("/api/v2/", "/api//v2/", 1)
    .replacen("/download/", "/download//", 1))]
#[case::dot(|path: &str| path.replacen("/wiki/", "/wiki/./", 1))]
#[case::dots(|path: &str| path.replacen("/wiki/", "/wiki/x/../", 1))]
#[case::two_final_slashes(|path: &str| format!("{path}//"))]
#[tokio::test]
async fn a_path_out_of_form_is_refused_to_apps_and_folded_for_others(
    #[case] spell: fn(&str) -> String,
) {
    for (route, path) in operations() {
        let path = path.trim_end_matches('/');
        let spelt = spell(path);
        let context = site();
        let answer = ask(&context, request(&context, route, route.method, &spelt, "")).await;
        if matches!(route.guard, Guard::Public | Guard::Administrator) {
            let context = site();
            let plain = ask(&context, request(&context, route, route.method, path, "")).await;
            assert_eq!(answer, plain, "{} {spelt}", route.method);
        } else {
            assert_eq!(answer.0, 400, "{} {spelt}", route.method);
            assert!(
                answer.1.contains("The request URI is improperly formed"),
                "{answer:?}"
            );
            let log = context.log.log().to_string();
            assert!(log.contains("in normal form"), "{log}");
        }
    }
}

#[rstest]
#[tokio::test]
async fn a_get_with_a_body_does_not_get_through_to_any_resource(
    #[values("GET", "HEAD")] method: &str,
    #[values("{}", "[]", "\"\"", "null", "a=1", " ")] body: &'static str,
) {
    let nowhere = ["/", "/wiki", "/wiki/rest/api/space", "/elsewhere"].map(str::to_owned);
    let paths = operations().map(|(_, path)| path).chain(nowhere);
    let route = ROUTES[0];
    for path in paths {
        let context = site();
        let (status, page) = ask(&context, request(&context, route, method, &path, body)).await;
        assert_eq!(status, 403, "{path}");
        assert!(
            page.contains("The request could not be satisfied"),
            "{page}"
        );
        let log = context.log.log().to_string();
        assert!(
            log.contains("Cloud's edge") && !log.contains("HS256"),
            "{log}"
        );
        // No body is as good as ever, and by the setting one with a body.
        let bare = ask(&context, request(&context, route, method, &path, "")).await;
        assert!(
            !bare.1.contains("could not be satisfied"),
            "{path}: {bare:?}"
        );
        let lax = Settings::default().get_with_body(GetWithBody::Served);
        let context = stocked(tenant_with(lax));
        let passed = ask(&context, request(&context, route, method, &path, body)).await;
        assert_eq!(passed.0, bare.0, "{path}: {passed:?}");
    }
}

#[rstest]
#[case("evil.example")]
#[case("evil.example:8080")]
#[case("127.0.0.1.evil.example")]
#[case("tenant.evil.example")]
#[tokio::test]
async fn nothing_is_served_by_a_name_that_is_none_of_the_tenants(#[case] name: &'static str) {
    let nowhere = ["/", "/wiki", "/wiki/rest/api/space", "/elsewhere"].map(str::to_owned);
    let paths = operations().chain(nowhere.map(|path| (ROUTES[0], path)));
    for (route, path) in paths {
        for own in [
            "tenant",
            "TENANT:80",
            "localhost:1",
            "127.0.0.1:8080",
            "a.localhost",
        ] {
            let context = site();
            let mut known = request(&context, route, route.method, &path, "");
            known
                .headers_mut()
                .insert("host", HeaderValue::from_static(own));
            let (_, text) = ask(&context, known).await;
            assert!(!text.contains("names the host"), "{own} {path}: {text}");
        }
        let context = site();
        let mut strange = request(&context, route, route.method, &path, "");
        strange
            .headers_mut()
            .insert("host", HeaderValue::from_static(name));
        let (status, text) = ask(&context, strange).await;
        assert_eq!(status, 403, "{path}: {text}");
        assert!(text.contains(".allowed_host("), "{text}");
        let log = context.log.log().to_string();
        assert!(
            log.contains("the Host header") && !log.contains("HS256"),
            "{log}"
        );
    }
}

#[tokio::test]
async fn upm_is_off_where_it_is_not_open_and_all_else_is_on() {
    for (route, path) in operations() {
        let mut context = site();
        Arc::get_mut(&mut context).unwrap().upm_is_open = false;
        let (status, text) = ask(&context, request(&context, route, route.method, &path, "")).await;
        let upm = path.starts_with("/wiki/rest/plugins/");
        assert_eq!(text.contains(".remote_upm(true)"), upm, "{path}: {text}");
        assert!(!upm || status == 403, "{path}: {text}");
    }
}
