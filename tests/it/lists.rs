//! Lists of content in both REST APIs: what is in them, in which order, a part at a time.

use mockfluence::settings::LimitAboveMaximum;
use mockfluence::{ContentOperation, Page, Settings, Space, Tenant};
use rstest::rstest;
use serde_json::{Value, json};

use crate::acting::Actor;

/// A tree of pages 1 to 5 in `ENG`, a page of one's title in `OPS`, and a blog post.
async fn site(settings: Settings) -> (Tenant, Actor) {
    let (tenant, [app, _]) = Actor::both(settings).await;
    tenant.add_page(Page::new(1, "Home"));
    for (id, title, parent) in [(4, "D", 1), (2, "B", 1), (3, "C", 2), (5, "E", 3)] {
        tenant.add_page(Page::new(id, title).with_parent(parent).with_body("<p/>"));
    }
    let ops = Space::new(20_000_002, "OPS", "Operations");
    tenant.add_page(Page::new(6, "b").with_space(ops));
    tenant.add_blog_post(Page::new(7, "B"));
    (tenant, app)
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
#[case("/rest/api/content", &["1", "2", "3", "4", "5", "6"])]
#[case("/rest/api/content?type=blogpost", &["7"])]
#[case("/rest/api/content?type=blogpost&postingDay=1999-01-01", &[])]
#[case("/rest/api/content?spaceKey=OPS", &["6"])]
#[case("/rest/api/content?title=B", &["2", "6"])]
#[case("/rest/api/content?title=b&spaceKey=ENG", &["2"])]
#[case("/rest/api/content?title=none", &[])]
#[case("/rest/api/content?start=2&limit=2", &["3", "4"])]
#[case("/rest/api/content?status=trashed", &[])]
#[case("/rest/api/content/1/child/page", &["4", "2"])]
#[case("/rest/api/content/1/child/comment", &[])]
#[case("/rest/api/content/1/descendant/page", &["4", "2", "3", "5"])]
#[case("/rest/api/content/1/descendant/page?depth=root", &["4", "2"])]
#[case("/rest/api/content/1/descendant/page?depth=2", &["4", "2", "3"])]
#[case("/api/v2/pages", &["1", "2", "3", "4", "5", "6"])]
#[case("/api/v2/pages?title=B", &["2", "6"])]
#[case("/api/v2/pages?id=3,1,99", &["1", "3"])]
#[case("/api/v2/pages?space-id=20000002", &["6"])]
#[case("/api/v2/pages?sort=-id&limit=2", &["6", "5"])]
#[case("/api/v2/pages?sort=title&limit=3", &["2", "3", "4"])]
#[case("/api/v2/blogposts", &["7"])]
#[case("/api/v2/spaces/20000001/pages", &["1", "2", "3", "4", "5"])]
#[case("/api/v2/spaces/20000001/pages?depth=root", &["1"])]
#[case("/api/v2/pages/1/children", &["4", "2"])]
#[case("/api/v2/pages/1/children?sort=id", &["2", "4"])]
#[tokio::test]
async fn a_list_has_what_is_asked_for_in_the_hosts_order(
    #[case] path: &str,
    #[case] expected: &[&str],
) {
    let (_tenant, app) = site(Settings::default()).await;
    let (status, body) = app.send("GET", path, "").await;
    assert_eq!(status, 200, "{body}");
    assert_eq!(ids(&body), expected, "{body}");
}

#[rstest]
#[case("/rest/api/content", "3")]
#[case("/rest/api/content/2/child/page", "3")]
#[case("/rest/api/content/1/descendant/page", "3")]
#[case("/api/v2/pages", "3")]
#[case("/api/v2/pages?sort=title", "3")]
#[case("/api/v2/pages/2/children", "3")]
#[tokio::test]
async fn what_may_not_be_read_is_in_no_list(#[case] path: &str, #[case] id: &str) {
    let (tenant, app) = site(Settings::default()).await;
    assert!(ids(&app.send("GET", path, "").await.1).contains(&id));
    tenant.deny(&app.account, ContentOperation::Read, id.parse().unwrap());
    assert!(!ids(&app.send("GET", path, "").await.1).contains(&id));
}

#[rstest]
#[case("/rest/api/content", "limit=2")]
#[case("/rest/api/content/1/descendant/page", "limit=3")]
#[case("/api/v2/pages", "limit=4")]
#[case("/api/v2/pages?space-id=20000001,20000002", "limit=1")]
#[case("/api/v2/pages?sort=-title", "limit=1")]
#[case("/api/v2/pages?sort=-created-date", "limit=2")]
#[case("/api/v2/pages/1/children", "limit=1")]
#[tokio::test]
async fn the_links_lead_through_the_whole_list(#[case] path: &str, #[case] limit: &str) {
    let (tenant, app) = site(Settings::default()).await;
    let (_, whole) = app.send("GET", path, "").await;
    let mark = if path.contains('?') { '&' } else { '?' };
    let mut next = Some(format!("{path}{mark}{limit}"));
    let mut seen = Vec::new();
    while let Some(path) = next {
        let (status, part) = app.send("GET", &path, "").await;
        assert_eq!(status, 200, "{path}: {part}");
        assert_eq!(part["_links"]["base"], tenant.base_url());
        seen.extend(ids(&part).into_iter().map(str::to_owned));
        let link = part["_links"]["next"].as_str();
        // Links of v1 are below the base URL, those of v2 below the root of the site.
        next = link.map(|link| link.strip_prefix("/wiki").unwrap_or(link).to_owned());
        assert!(seen.len() < 20, "{path}");
    }
    assert_eq!(seen, ids(&whole));
}

#[tokio::test]
async fn the_links_of_v1_are_below_the_base_url_and_those_of_v2_below_the_root() {
    let (tenant, app) = site(Settings::default()).await;
    let (_, v1) = app
        .send("GET", "/rest/api/content?spaceKey=ENG&limit=2", "")
        .await;
    let links = json!({
        "base": tenant.base_url(), "context": "/wiki",
        "self": format!("{}/rest/api/content?spaceKey=ENG&limit=2", tenant.base_url()),
        "next": "/rest/api/content?next=true&spaceKey=ENG&limit=2&start=2",
    });
    assert_eq!(v1["_links"], links);
    assert_eq!(
        (&v1["size"], &v1["start"], &v1["limit"]),
        (&json!(2), &json!(0), &json!(2))
    );
    let url = "/api/v2/pages?limit=2&title=B";
    let (_, v2) = app.send("GET", "/api/v2/pages?limit=1&title=B", "").await;
    let next = v2["_links"]["next"].as_str().unwrap();
    assert!(
        next.starts_with("/wiki/api/v2/pages?title=B&cursor="),
        "{next}"
    );
    assert!(next.ends_with("&limit=1"), "{next}");
    assert_eq!(app.send("GET", url, "").await.1["_links"].get("next"), None);
    let log = tenant.log();
    let links = log.exchanges().flat_map(|one| one.reply_headers());
    let mut links = links.filter(|(name, _)| *name == "link");
    let link = links.next().unwrap().1.to_owned();
    assert_eq!(
        link,
        format!(
            "<{next}>; rel=\"next\", <{}>; rel=\"base\"",
            tenant.base_url()
        )
    );
}

#[rstest]
#[case(
    "/rest/api/content?start=-1&limit=-1",
    400,
    "start cannot be less than zero"
)]
#[case("/rest/api/content?limit=-1", 400, "limit cannot be less than zero")]
#[case(
    "/rest/api/content?limit=x",
    400,
    "MethodArgumentTypeMismatchException"
)]
#[case(
    "/rest/api/content?start=100001",
    400,
    "Start of this size is no longer supported"
)]
#[case(
    "/rest/api/content?limit=%20abc%20&limit=2",
    400,
    "java.lang.String[]' to required type 'int'; nested exception is \
     java.lang.NumberFormatException: For input string: \\\"abc,2\\\""
)]
#[case(
    "/rest/api/content/1/label?limit=0",
    400,
    "java.lang.IllegalArgumentException: null"
)]
#[case("/rest/api/content?spaceKey=NONE", 404, "No space with key : NONE")]
#[case(
    "/rest/api/content/99/child/page",
    404,
    "No content found with id : 99"
)]
#[case(
    "/rest/api/content/7/child/page",
    400,
    "Cannot find page children of a blogpost"
)]
#[case("/rest/api/content/1/descendant/page?depth=0", 400, "depth")]
#[case("/rest/api/content?type=whiteboard", 501, "To stub it")]
#[case("/rest/api/content/1/child/whiteboard", 501, "To stub it")]
#[case("/rest/api/content?orderby=title", 501, "To stub it")]
#[case("/rest/api/content?trigger=viewed", 501, "To stub it")]
#[case("/rest/api/content/1/child/page?parentVersion=1", 501, "To stub it")]
#[case("/rest/api/content/1?expand=body.editor", 501, "To stub it")]
#[case("/rest/api/content/1?expand=restrictions", 501, "To stub it")]
#[case("/rest/api/content/1?expand=a.b.c.d.e.f.g.h.i", 400, "sub-expansions")]
#[case("/api/v2/pages?limit=0", 400, "INVALID_REQUEST_PARAMETER")]
#[case("/api/v2/pages?limit=251", 400, "INVALID_REQUEST_PARAMETER")]
#[case("/api/v2/pages?limit=x", 400, "Expected type is int")]
#[case("/api/v2/pages?sort=child-position", 400, "'sort'")]
#[case("/api/v2/pages?cursor=x", 400, "cursor")]
#[case("/api/v2/pages?id=x", 400, "Expected type is Long")]
#[case("/api/v2/pages?body-format=atlas_doc_format", 501, "To stub it")]
#[case(
    "/api/v2/pages?body-format=view",
    400,
    "is one of [STORAGE, ATLAS_DOC_FORMAT]."
)]
#[case(
    "/api/v2/pages/1/versions?body-format=view",
    400,
    "Expected type is PrimaryBodyRepresentation\""
)]
#[case(
    "/api/v2/pages/1?body-format=wiki",
    400,
    "VIEW, EXPORT_VIEW, ANONYMOUS_EXPORT_VIEW, STYLED_VIEW, EDITOR]."
)]
#[case("/api/v2/pages/1?body-format=editor", 501, "To stub it")]
#[case("/api/v2/spaces/1/pages", 404, "NOT_FOUND")]
#[case("/api/v2/spaces/x/pages", 400, "Expected type is Long")]
#[case("/api/v2/pages/7/children", 404, "NOT_FOUND")]
#[tokio::test]
async fn what_cannot_be_listed_is_refused_in_the_words_of_its_api(
    #[case] path: &str,
    #[case] status: u16,
    #[case] says: &str,
) {
    let (tenant, app) = site(Settings::default()).await;
    let (answered, body) = app.send("GET", path, "").await;
    assert_eq!(answered, status, "{body}");
    assert!(body.to_string().contains(says), "{body}");
    let log = tenant.log().to_string();
    assert!(
        log.contains("\n    ! "),
        "the cause stands in the log: {log}"
    );
}

#[tokio::test]
async fn a_limit_above_the_maximum_is_capped_in_v1_and_by_a_setting_in_v2() {
    let settings = Settings::default().limit_above_maximum(LimitAboveMaximum::Capped);
    let (_tenant, app) = site(settings).await;
    let (_, v1) = app.send("GET", "/rest/api/content?limit=5000", "").await;
    assert_eq!(v1["limit"], 1000);
    let (_, empty) = app.send("GET", "/rest/api/content?limit=0", "").await;
    assert_eq!((ids(&empty), empty["_links"].get("next")), (vec![], None));
    assert_eq!(app.send("GET", "/api/v2/pages?limit=5000", "").await.0, 200);
}
