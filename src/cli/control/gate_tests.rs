//! Every route of the table against everything that a web page, or a stranger, could send to it.

use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue, Method};
use mockfluence::Settings;
use mockfluence::binary_support::HostNames;

use super::gate::is_open;
use super::routes::ROUTES;
use super::{Defaults, Farm, Gate, Keys, NetworkPlan, router};
use crate::cli::commands::reach::Reach;
use crate::cli::contract::tenants::NewTenant;

const TOKEN: &str = "the token";

/// A control API with one tenant; the URL of the API.
async fn served(keys: Option<Keys>) -> (Arc<Farm>, String) {
    let address = [127, 0, 0, 1].into();
    let farm = Arc::new(Farm::new(
        Defaults {
            address,
            seed: Some(0),
            secret_seed: 0,
            reach: Reach::default(),
            settings: Settings::default(),
            listener: None,
        },
        NetworkPlan::default(),
    ));
    farm.start(&NewTenant::named("acme")).unwrap();
    let listener = tokio::net::TcpListener::bind((address, 0)).await.unwrap();
    let control_url = format!("http://{}", listener.local_addr().unwrap());
    let mut names = HostNames::bound_to(address);
    names.allow("control.test").unwrap();
    let gate = Arc::new(Gate {
        names,
        keys,
        control_url: control_url.clone(),
    });
    let router = router(&farm, &gate);
    tokio::spawn(async move { axum::serve(listener, router).await });
    (farm, control_url)
}

/// Each operation with its places filled in, a path that is none, and a method that is none.
fn operations() -> Vec<(Method, String)> {
    let filled = |path: &str| {
        let path = path.replace("{tenant}", "acme").replace("{app}", "my-app");
        path.replace("{id}", "1")
    };
    let routes = ROUTES.iter();
    let mut all: Vec<_> = routes
        .map(|route| (route.method.clone(), filled(route.path)))
        .collect();
    assert!(all.len() > 40);
    all.push((Method::POST, "/no/such/route".to_owned()));
    all.push((Method::PATCH, "/tenants".to_owned()));
    all.push((Method::OPTIONS, "/tenants".to_owned()));
    all
}

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    let pairs = pairs.iter().map(|(name, value)| {
        let value = HeaderValue::from_str(value).unwrap();
        (HeaderName::from_static(name), value)
    });
    pairs.collect()
}

async fn ask(url: &str, method: &Method, path: &str, with: HeaderMap, body: &str) -> (u16, String) {
    let request = reqwest::Client::new().request(method.clone(), format!("{url}{path}"));
    let reply = request.headers(with).body(body.to_owned()).send().await;
    let reply = reply.unwrap();
    (reply.status().as_u16(), reply.text().await.unwrap())
}

#[tokio::test]
async fn no_route_answers_a_foreign_page_with_or_without_the_token() {
    let (farm, url) = served(Some(Keys::new(TOKEN).unwrap())).await;
    let bearer = format!("Bearer {TOKEN}");
    let json = "application/json";
    let foreign: &[(&[(&'static str, &str)], &str)] = &[
        (&[("host", "evil.example")], "Host"),
        (&[("host", "127.0.0.1.evil.example:80")], "Host"),
        (&[("host", "192.168.0.7")], "Host"),
        (&[("host", "")], "Host"),
        (&[("origin", "http://evil.example")], "Origin"),
        (&[("origin", "http://127.0.0.1:1")], "Origin"),
        (&[("origin", "null")], "Origin"),
        (
            &[("host", "a.localhost"), ("origin", "http://b.localhost")],
            "Origin",
        ),
        (&[("sec-fetch-site", "cross-site")], "Sec-Fetch-Site"),
        (&[("sec-fetch-site", "same-site")], "Sec-Fetch-Site"),
        (&[("sec-fetch-site", "")], "Sec-Fetch-Site"),
        (&[("content-type", "text/plain")], "Content-Type"),
        (
            &[("content-type", "text/plain;application/json")],
            "Content-Type",
        ),
        (
            &[("content-type", "application/x-www-form-urlencoded")],
            "Content-Type",
        ),
        (
            &[("content-type", "multipart/form-data; boundary=x")],
            "Content-Type",
        ),
        (&[("content-type", "")], "Content-Type"),
    ];
    for (method, path) in operations() {
        for (with, named) in foreign {
            let mut all = headers(&[("authorization", &bearer), ("content-type", json)]);
            all.extend(headers(with));
            let (status, text) = ask(&url, &method, &path, all, r#"{"name":"evil"}"#).await;
            assert_eq!(status, 403, "{method} {path} {with:?}: {text}");
            let named = method == Method::HEAD || text.contains(named);
            assert!(named, "{method} {path} {with:?}: {text}");
        }
    }
    assert_eq!(farm.names(), ["acme"]);
}

#[tokio::test]
async fn no_route_but_the_pages_own_two_answers_without_the_token() {
    let (farm, url) = served(Some(Keys::new(TOKEN).unwrap())).await;
    for (method, path) in operations() {
        for brought in [
            None,
            Some("the token"),
            Some("Bearer the toke"),
            Some("Bearer the token2"),
            Some("Bearer "),
            Some("Basic dGhlIHRva2Vu"),
        ] {
            let mut with = headers(&[("content-type", "application/json")]);
            with.extend(brought.map(|value| {
                let value = HeaderValue::from_static(value);
                (HeaderName::from_static("authorization"), value)
            }));
            let (status, _) = ask(&url, &method, &path, with, r#"{"name":"evil"}"#).await;
            let refused = status == 401;
            assert_eq!(
                refused,
                !is_open(&method, &path),
                "{method} {path} {brought:?}"
            );
        }
    }
    assert_eq!(farm.names(), ["acme"]);
}

#[tokio::test]
async fn who_may_gets_through_by_each_name_and_the_pages_own_origin() {
    let (_, url) = served(Some(Keys::new(TOKEN).unwrap())).await;
    let bearer = format!("Bearer {TOKEN}");
    let own: &[&[(&'static str, &str)]] = &[
        &[],
        &[("host", "localhost:1")],
        &[("host", "a.localhost")],
        &[("host", "[::1]:80")],
        &[("host", "control.test:9")],
        &[("origin", &url), ("sec-fetch-site", "same-origin")],
        &[("sec-fetch-site", "none")],
        &[("content-type", "Application/JSON; charset=utf-8")],
    ];
    for with in own {
        let mut all = headers(&[("authorization", &bearer)]);
        all.extend(headers(with));
        let (status, text) = ask(&url, &Method::GET, "/tenants", all, "").await;
        assert_eq!(status, 200, "{with:?}: {text}");
    }
}

#[tokio::test]
async fn without_a_token_a_page_is_refused_all_the_same() {
    let (farm, url) = served(None).await;
    let none = HeaderMap::new();
    assert_eq!(ask(&url, &Method::GET, "/tenants", none, "").await.0, 200);
    for foreign in [
        ("origin", "http://evil.example"),
        ("host", "evil.example"),
        ("content-type", "text/plain"),
    ] {
        let with = headers(&[foreign]);
        let (status, _) = ask(&url, &Method::POST, "/tenants", with, r#"{"name":"evil"}"#).await;
        assert_eq!(status, 403, "{foreign:?}");
    }
    assert_eq!(farm.names(), ["acme"]);
}

#[tokio::test]
async fn every_answer_forbids_a_browser_what_it_need_not() {
    let (_, url) = served(None).await;
    let html = (Method::GET, "/tenants/acme/log?format=html".to_owned());
    let mut nonces = Vec::new();
    for (method, path) in [html].into_iter().chain(operations()) {
        let request = reqwest::Client::new().request(method.clone(), format!("{url}{path}"));
        let body = request
            .header("content-type", "application/json")
            .body("{}");
        let reply = body.send().await.unwrap();
        let value = |name: &str| reply.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(value("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(value("cache-control"), "no-store", "{path}");
        assert_eq!(value("referrer-policy"), "no-referrer", "{path}");
        let policy = value("content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        let kind = reply.headers().get("content-type").cloned();
        let is_page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        let nonce = policy.split_once("script-src 'nonce-");
        assert_eq!(nonce.is_some(), is_page, "{path}: {policy}");
        if let Some((_, rest)) = nonce {
            let nonce = rest.split_once('\'').unwrap().0.to_owned();
            let page = reply.text().await.unwrap();
            assert_eq!(
                page.matches(&format!("nonce=\"{nonce}\"")).count(),
                2,
                "{path}"
            );
            assert!(!nonces.contains(&nonce), "another for each answer");
            nonces.push(nonce);
        }
    }
    assert_eq!(nonces.len(), 2, "the live page and the log");
}
