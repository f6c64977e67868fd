//! A little CQL: what is known is answered, what is not is a 501 that names the clause.

use std::time::Duration;

use mockfluence::{Comment, ContentOperation, Page, Settings, Space, Tenant};
use proptest::prelude::*;
use rstest::rstest;
use serde_json::{Value, json};

use crate::acting::Actor;

/// Pages 1 to 4, a post 5 and a comment 6; 4 is in `OPS` and was made two days after the others.
async fn site() -> (Tenant, Actor) {
    let (tenant, [app, _]) = Actor::both(Settings::default()).await;
    let page = |id: u64, title: &str| Page::new(id, title).with_creator("712020:a");
    tenant.add_page(page(1, "Home").with_body("<p>Welcome to the <b>runbook</b></p>"));
    tenant.add_page(page(2, "Deploy runbook").with_parent(1).with_label("ops"));
    tenant.add_page(
        page(3, "Roll back")
            .with_parent(2)
            .with_creator("712020:alice"),
    );
    tenant.add_blog_post(page(5, "News"));
    tenant.add_comment(Comment::new(6, tenant.page(1).unwrap()).body("<p>thanks</p>"));
    tenant.clock().advance(Duration::from_secs(2 * 86_400));
    let ops = Space::new(20_000_002, "OPS", "Operations");
    tenant.add_page(
        page(4, "Alerts")
            .with_space(ops)
            .with_label("ops")
            .with_label("my:star"),
    );
    (tenant, app)
}

async fn search(app: &Actor, cql: &str, path: &str, more: &str) -> (u16, Value) {
    let cql: String = form_urlencoded(cql);
    app.send("GET", &format!("{path}?cql={cql}{more}"), "")
        .await
}

fn form_urlencoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn ids(body: &Value) -> Vec<&str> {
    let results = body["results"].as_array();
    let results = results.unwrap_or_else(|| panic!("a list, not {body}"));
    results
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect()
}

#[rstest]
#[case("type = page", &["1", "2", "3", "4"])]
#[case("type in (blogpost, comment)", &["5", "6"])]
#[case("type=page AND space = ops", &["4"])]
#[case("space.key != \"OPS\" and type = page", &["1", "2", "3"])]
#[case("title = 'roll back'", &["3"])]
#[case("title ~ runbook", &["2"])]
#[case("title ~ \"runb*\" and type = page", &["2"])]
#[case("text ~ \"runbook\"", &["1", "2"])]
#[case("text !~ runbook and type = page", &["3", "4"])]
#[case("label = ops", &["2", "4"])]
#[case("label in (\"my:star\", none)", &["4"])]
#[case("ancestor = 1 and type = page", &["2", "3"])]
#[case("parent = 1 and type = page", &["2"])]
#[case("id in (2, 3, 99)", &["2", "3"])]
#[case("id != 0 and type = page", &["1", "2", "3", "4"])]
#[case("creator = \"712020:alice\"", &["3"])]
#[case("creator = currentUser()", &[])]
#[case("not (type = page or type = comment)", &["5"])]
#[case("type = page and not label = ops", &["1", "3"])]
#[case("lastmodified >= now(\"-1d\")", &["4"])]
#[case("created < now(\"-1d\") and type = page", &["1", "2", "3"])]
#[case("lastModified > \"2000/01/01 10:00\" and type = blogpost", &["5"])]
#[case("created = 2000-01-01", &[])]
#[case("type = page order by title", &["4", "2", "1", "3"])]
#[case("type = page ORDER BY created desc, id DESC", &["4", "3", "2", "1"])]
#[case("type = page or type = blogpost and space = OPS", &["1", "2", "3", "4"])]
#[tokio::test]
async fn a_query_finds_what_it_says(#[case] cql: &str, #[case] expected: &[&str]) {
    let (_tenant, app) = site().await;
    let (status, body) = search(&app, cql, "/rest/api/content/search", "").await;
    assert_eq!(status, 200, "{body}");
    assert_eq!(ids(&body), expected);
    let (_, all) = search(&app, cql, "/rest/api/search", "&limit=1").await;
    assert_eq!(
        (&all["totalSize"], &all["cqlQuery"]),
        (&json!(expected.len()), &json!(cql))
    );
}

#[rstest]
#[case("macro = toc", "macro = \\\"toc\\\"")]
#[case(
    "type = page and favourite = currentUser()",
    "favourite = currentUser()"
)]
#[case("type = whiteboard", "type = \\\"whiteboard\\\"")]
#[case("title > x", "title > \\\"x\\\"")]
#[case("text ~ \"a OR b\"", "a OR b")]
#[case("text ~ \"a~\"", "a~")]
#[case("created > startOfDay()", "startOfDay()")]
#[case("created > yesterday", "yesterday")]
#[case("type = page order by favourite", "order by favourite")]
#[tokio::test]
async fn an_unknown_clause_is_named_and_never_an_empty_result(
    #[case] cql: &str,
    #[case] clause: &str,
    #[values("/rest/api/content/search", "/rest/api/search")] path: &str,
) {
    let (tenant, app) = site().await;
    let (status, body) = search(&app, cql, path, "").await;
    assert_eq!(status, 501, "{body}");
    let said = body.to_string();
    assert!(
        said.contains(clause) && said.contains("To stub it"),
        "{said}"
    );
    assert!(
        tenant
            .log()
            .to_string()
            .contains("the clause is one that the tenant knows")
    );
}

#[rstest]
#[case("type =")]
#[case("type = page and")]
#[case("(type = page")]
#[case("type page")]
#[case("title = \"x")]
#[case("type = page type = page")]
#[case("id = x")]
#[case("type in page")]
#[case("= page")]
#[case("type = page order title")]
#[tokio::test]
async fn what_is_no_query_is_a_400(#[case] cql: &str) {
    let (_tenant, app) = site().await;
    let (status, body) = search(&app, cql, "/rest/api/content/search", "").await;
    assert_eq!(status, 400, "{body}");
    assert!(
        body["message"]
            .as_str()
            .unwrap()
            .contains("Could not parse cql"),
        "{body}"
    );
}

#[tokio::test]
async fn a_search_needs_a_query_and_has_no_cqlcontext() {
    let (_tenant, app) = site().await;
    let (status, body) = app.send("GET", "/rest/api/search", "").await;
    assert_eq!(status, 400);
    assert!(
        body.to_string().contains("cql query parameter is required"),
        "{body}"
    );
    let (status, _) = search(
        &app,
        "type = page",
        "/rest/api/search",
        "&cqlcontext=%7B%7D",
    )
    .await;
    assert_eq!(status, 501);
}

#[tokio::test]
async fn cursors_lead_through_a_search_and_what_may_not_be_read_is_not_in_it() {
    let (tenant, app) = site().await;
    let mut path = format!(
        "/rest/api/content/search?limit=2&cql={}",
        form_urlencoded("id != 0")
    );
    let mut seen = Vec::new();
    loop {
        let (status, part) = app.send("GET", &path, "").await;
        assert_eq!(status, 200, "{part}");
        seen.extend(ids(&part).into_iter().map(str::to_owned));
        match part["_links"]["next"].as_str() {
            Some(next) => next.clone_into(&mut path),
            None => break,
        }
    }
    assert_eq!(seen, ["1", "2", "3", "4", "5", "6"]);
    tenant.deny(&app.account, ContentOperation::Read, 1);
    let (_, left) = search(&app, "id != 0", "/rest/api/content/search", "").await;
    assert_eq!(ids(&left), ["2", "3", "4", "5"], "nor the comment on it");
}

#[tokio::test]
async fn a_result_says_where_it_is() {
    let (_tenant, app) = site().await;
    let (_, body) = search(
        &app,
        "id = 4",
        "/rest/api/search",
        "&expand=content.version",
    )
    .await;
    let one = &body["results"][0];
    assert_eq!(one["url"], "/spaces/OPS/pages/4/Alerts");
    assert_eq!(one["resultGlobalContainer"]["displayUrl"], "/spaces/OPS");
    assert_eq!(
        (&one["excerpt"], &one["content"]["version"]["number"]),
        (&json!(""), &json!(1))
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_text_is_more_than_a_status(cql in "[a-z =~!<>(),\"'\\\\*0-9]{0,60}") {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (_tenant, app) = site().await;
            let (status, body) = search(&app, &cql, "/rest/api/content/search", "").await;
            assert!([200, 400, 501].contains(&status), "{cql}: {body}");
        });
    }
}
