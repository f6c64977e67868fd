//! What Confluence has and the tenant does not serve is 501, whatever is in the store; what
//! Confluence refuses is 405.

use mockfluence::{Page, Settings, Tenant};
use rstest::rstest;

use crate::acting::Actor;

/// `<methods> <path>`, as the tenant reads it.
const TABLE: &str = include_str!("../../fixtures/confluence-rest.txt");
const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

fn rows() -> impl Iterator<Item = (Vec<&'static str>, &'static str)> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let (methods, path) = line.split_once(' ')?;
        Some((methods.split(',').collect(), path))
    })
}

async fn site(with_page: bool) -> (Tenant, Actor) {
    let (tenant, [app, _]) = Actor::both(Settings::default()).await;
    if with_page {
        tenant.add_page(Page::new(7, "Runbook"));
    }
    (tenant, app)
}

/// The answer is of a resource that the tenant serves: it knows nothing of the id `7` there, or of
/// an empty body.
fn is_served(status: u16) -> bool {
    matches!(status, 200 | 202 | 204 | 400 | 403 | 404 | 409)
}

#[rstest]
#[tokio::test]
async fn every_call_that_the_host_answers_is_served_or_501(#[values(false, true)] with_page: bool) {
    let (_tenant, app) = site(with_page).await;
    let mut served = 0;
    for (methods, path) in rows() {
        let path = path.strip_prefix("/wiki").unwrap().replace('*', "7");
        for method in methods {
            let (status, body) = app.send(method, &path, "").await;
            if status == 501 {
                let stub = body["message"].as_str().unwrap();
                assert!(stub.contains("To stub it"), "{method} {path}: {stub}");
                continue;
            }
            assert!(is_served(status), "{method} {path}: {status} {body}");
            served += 1;
        }
    }
    let expected = if cfg!(feature = "attachments") {
        147
    } else {
        125
    };
    assert_eq!(
        served, expected,
        "operations of Confluence's own that are served"
    );
}

#[rstest]
#[case("GET", "/rest/api/group")]
#[case("GET", "/rest/api/template/page?spaceKey=ENG")]
#[case("HEAD", "/rest/api/group")]
#[case("GET", "/rest/api/content/7/notification/created")]
#[case("GET", "/rest/api/content/scan")]
#[case("GET", "/rest/api/content/7/restriction/byOperation")]
#[case("POST", "/rest/api/content/7/property/k")]
#[case("GET", "/api/v2/tasks")]
#[case("POST", "/rest/api/content/7/restriction")]
#[case("PUT", "/api/v2/pages/7/title")]
#[tokio::test]
async fn a_real_call_gets_no_plausible_error(
    #[case] method: &str,
    #[case] path: &str,
    #[values(false, true)] with_page: bool,
) {
    let (tenant, app) = site(with_page).await;
    assert_eq!(app.send(method, path, "").await.0, 501);
    let log = tenant.log().to_string();
    assert!(log.contains("To stub it"), "{log}");
}

#[rstest]
#[tokio::test]
async fn only_what_the_host_refuses_is_405(#[values(false, true)] with_page: bool) {
    let (_tenant, app) = site(with_page).await;
    let mut refused = 0;
    for (methods, path) in rows() {
        let path = path.strip_prefix("/wiki").unwrap().replace('*', "7");
        for method in METHODS.iter().filter(|one| !methods.contains(one)) {
            let (status, body) = app.send(method, &path, "").await;
            assert!(
                [405, 501].contains(&status),
                "{method} {path}: {status} {body}"
            );
            refused += usize::from(status == 405);
        }
    }
    assert!(refused > 20, "{refused}");
}

#[cfg(feature = "stubs")]
#[tokio::test]
async fn a_stub_answers_for_what_is_not_served() {
    use wiremock::matchers::{method, path};
    let (tenant, app) = site(true).await;
    let stub = mockfluence::Stub::given(method("GET")).and(path("/wiki/rest/api/content/search"));
    tenant.stub(stub.respond_with(wiremock::ResponseTemplate::new(200).set_body_string("{}")));
    assert_eq!(
        app.send("GET", "/rest/api/content/search?cql=x", "")
            .await
            .0,
        200
    );
}
