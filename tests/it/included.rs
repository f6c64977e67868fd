//! What v2 includes of what hangs on content, labels of the site, properties of comments, and where
//! a comment is.

use mockfluence::{Comment, InstalledApp, Page, Settings, Tenant};
use rstest::rstest;
use serde_json::{Value, json};

use crate::app::App;

async fn site() -> (Tenant, InstalledApp) {
    let app = App::without_backend().scopes(&["DELETE"]);
    let (tenant, app) = app.started(Settings::default()).await;
    tenant.add_page(
        Page::new(7, "Runbook")
            .with_label("ops")
            .with_label("my:own"),
    );
    tenant.add_blog_post(Page::new(8, "News").with_label("zeta"));
    tenant.add_comment(Comment::new(9, tenant.page(7).unwrap()));
    for id in [7, 8, 9] {
        tenant.add_property(id, "k", json!(id));
    }
    (tenant, app)
}

async fn ask(app: &InstalledApp, method: &str, path: &str, body: Value) -> (u16, Value) {
    let mut request = app.client().request(method, path);
    if !body.is_null() {
        request = request.json(&body);
    }
    let reply = request.send().await.unwrap();
    let body = serde_json::from_str(&reply.text()).unwrap_or_default();
    (reply.status(), body)
}

async fn get(app: &InstalledApp, path: &str) -> (u16, Value) {
    ask(app, "GET", path, Value::Null).await
}

#[rstest]
#[case("/api/v2/pages/7", "labels", "/wiki/api/v2/pages/7/labels", "/results/0/name", json!("own"))]
#[case("/api/v2/pages/7", "properties", "/wiki/api/v2/pages/7/properties", "/results/0/value", json!(7))]
#[case("/api/v2/pages/7", "versions", "/wiki/api/v2/pages/7/versions", "/results/0/number", json!(1))]
#[case("/api/v2/pages/7", "operations", "/wiki/api/v2/pages/7/operations", "/results/0/operation", json!("read"))]
#[case("/api/v2/blogposts/8", "labels", "/wiki/api/v2/blogposts/8/labels", "/results/0/name", json!("zeta"))]
#[case("/api/v2/blogposts/8", "properties", "/wiki/api/v2/blogposts/8/properties", "/results/0/value", json!(8))]
#[case("/api/v2/footer-comments/9", "properties", "/wiki/api/v2/comments/9/properties", "/results/0/value", json!(9))]
#[case("/api/v2/footer-comments/9", "versions", "/wiki/api/v2/footer-comments/9/versions", "/results/0/number", json!(1))]
#[case("/api/v2/footer-comments/9", "operations", "/wiki/api/v2/footer-comments/9/operations", "/results/0/operation", json!("read"))]
#[tokio::test]
async fn what_is_included_is_what_its_own_path_lists(
    #[case] path: &str,
    #[case] name: &str,
    #[case] link: &str,
    #[case] place: &str,
    #[case] expected: Value,
) {
    let (_tenant, app) = site().await;
    assert_eq!(get(&app, path).await.1.get(name), None);
    let (status, shown) = get(&app, &format!("{path}?include-{name}=true")).await;
    assert_eq!(status, 200, "{shown}");
    let included = &shown[name];
    assert_eq!(included.pointer(place), Some(&expected), "{included}");
    assert_eq!(included["_links"]["self"], link);
    assert_eq!(included["meta"]["hasMore"], false);
    let (_, listed) = get(&app, link.strip_prefix("/wiki").unwrap()).await;
    let own = listed.get("results").unwrap_or(&listed["operations"]);
    let of = &included["results"];
    // A version says what it is of in its own list alone.
    assert!(own == of || name == "versions" && own[0]["number"] == of[0]["number"]);
}

#[tokio::test]
async fn what_is_included_ends_at_fifty_and_says_where_it_goes_on() {
    let (tenant, app) = site().await;
    for number in 0..60 {
        tenant.add_property(7, format!("key-{number:02}"), json!(number));
    }
    let (_, shown) = get(&app, "/api/v2/pages/7?include-properties=true").await;
    let included = &shown["properties"];
    assert_eq!(included["results"].as_array().unwrap().len(), 50);
    assert_eq!(included["meta"]["hasMore"], true);
    let cursor = included["meta"]["cursor"].as_str().unwrap();
    let query = url_encoded(cursor);
    let path = format!("/api/v2/pages/7/properties?limit=250&cursor={query}");
    let (status, rest) = get(&app, &path).await;
    assert_eq!(
        (status, rest["results"].as_array().unwrap().len()),
        (200, 11),
        "{rest}"
    );
}

fn url_encoded(text: &str) -> String {
    text.replace('+', "%2B")
        .replace('/', "%2F")
        .replace('=', "%3D")
}

#[rstest]
#[case("include-likes")]
#[case("include-favorited-by-current-user-status")]
#[case("include-webresources")]
#[case("include-collaborators")]
#[case("include-direct-children")]
#[tokio::test]
async fn what_the_tenant_has_nothing_for_is_501(#[case] name: &str) {
    let (_tenant, app) = site().await;
    let (status, said) = get(&app, &format!("/api/v2/pages/7?{name}=true")).await;
    assert_eq!(status, 501, "{said}");
    assert_eq!(
        get(&app, &format!("/api/v2/pages/7?{name}=false")).await.0,
        200
    );
    let (_, shown) = get(&app, "/api/v2/pages/7?include-version=false").await;
    assert_eq!(shown.get("version"), None);
}

#[tokio::test]
async fn a_comment_has_properties_of_its_own() {
    let (tenant, app) = site().await;
    let own = "/api/v2/comments/9/properties";
    let (_, list) = get(&app, own).await;
    let id = list["results"][0]["id"].as_str().unwrap().to_owned();
    let one = format!("{own}/{id}");
    let change = json!({ "key": "k", "value": 2, "version": { "number": 2 } });
    let (status, changed) = ask(&app, "PUT", &one, change).await;
    assert_eq!((status, &changed["value"]), (200, &json!(2)), "{changed}");
    assert_eq!(get(&app, &one).await.1["version"]["number"], 2);
    assert_eq!(ask(&app, "DELETE", &one, Value::Null).await.0, 204);
    assert_eq!(get(&app, &one).await.0, 404);
    let new = json!({ "key": "new", "value": 1 });
    assert_eq!(ask(&app, "POST", own, new).await.0, 200);
    assert_eq!(
        get(&app, "/api/v2/comments/7/properties").await.0,
        404,
        "that is a page"
    );
    tenant.deny(&app.account_id(), mockfluence::ContentOperation::Read, 7);
    assert_eq!(get(&app, own).await.0, 404);
}

#[rstest]
#[case("/api/v2/labels", &["my:own", "ops", "zeta"])]
#[case("/api/v2/labels?sort=-name", &["zeta", "ops", "my:own"])]
#[case("/api/v2/labels?prefix=my", &["my:own"])]
#[case("/api/v2/spaces/20000001/content/labels", &["my:own", "ops", "zeta"])]
#[case("/api/v2/spaces/20000001/content/labels?prefix=global", &["ops", "zeta"])]
#[case("/api/v2/pages/7/labels?sort=-name", &["ops", "my:own"])]
#[tokio::test]
async fn labels_of_a_site_are_listed(#[case] path: &str, #[case] expected: &[&str]) {
    let (tenant, app) = site().await;
    let mark = if path.contains('?') { '&' } else { '?' };
    let mut next = Some(format!("{path}{mark}limit=1"));
    let mut found = Vec::new();
    while let Some(path) = next.take() {
        let (status, part) = get(&app, &path).await;
        assert_eq!(status, 200, "{part}");
        for label in part["results"].as_array().unwrap() {
            let name = label["name"].as_str().unwrap();
            found.push(match label["prefix"].as_str().unwrap() {
                "global" => name.to_owned(),
                prefix => format!("{prefix}:{name}"),
            });
        }
        next = part["_links"]["next"].as_str().map(str::to_owned);
    }
    assert_eq!(found, expected);
    tenant.deny(&app.account_id(), mockfluence::ContentOperation::Read, 8);
    if path == "/api/v2/labels" {
        let (_, list) = get(&app, path).await;
        assert!(!list.to_string().contains("zeta"), "{list}");
    }
}

#[tokio::test]
async fn labels_are_sorted_by_what_they_have() {
    let (_tenant, app) = site().await;
    for path in ["/api/v2/labels", "/api/v2/pages/7/labels"] {
        let (status, said) = get(&app, &format!("{path}?sort=title")).await;
        assert_eq!(status, 400, "{path}: {said}");
    }
}

const INLINE: &str = "/api/v2/inline-comments";

#[tokio::test]
async fn v1_says_where_a_comment_is_and_whether_it_is_settled() {
    let (_tenant, app) = site().await;
    let body = json!({ "pageId": "7", "body": { "representation": "storage", "value": "x" },
        "inlineCommentProperties": { "textSelection": "word" } });
    let (_, made) = ask(&app, "POST", INLINE, body).await;
    let id = made["id"].as_str().unwrap();
    let expand = "expand=extensions.inlineProperties,extensions.resolution";
    let list = async |query: &str| {
        let path = format!("/rest/api/content/7/child/comment?{query}&{expand}");
        let (_, list) = get(&app, &path).await;
        list["results"].as_array().unwrap().clone()
    };
    let inline = list("location=inline").await;
    assert_eq!((inline.len(), &inline[0]["id"]), (1, &json!(id)));
    let extensions = &inline[0]["extensions"];
    assert_eq!(extensions["location"], "inline");
    assert_eq!(extensions["inlineProperties"]["originalSelection"], "word");
    assert_eq!(extensions["resolution"]["status"], "open");
    assert_eq!(
        extensions["resolution"]["lastModifier"]["type"],
        "anonymous"
    );
    assert_eq!(list("location=footer").await[0]["id"], "9");
    assert_eq!(list("location=footer&location=inline").await.len(), 2);
    assert_eq!(list("depth=all").await.len(), 2);
    let settle = json!({ "version": { "number": 2 }, "resolved": true,
        "body": { "representation": "storage", "value": "x" } });
    assert_eq!(
        ask(&app, "PUT", &format!("{INLINE}/{id}"), settle).await.0,
        200
    );
    assert_eq!(list("location=inline").await.len(), 0);
    let settled = list("location=resolved").await;
    assert_eq!(settled[0]["extensions"]["resolution"]["status"], "resolved");
    let (_, plain) = get(&app, "/rest/api/content/9").await;
    let expected = json!({ "location": "footer", "_expandable": { "resolution": "" } });
    assert_eq!(plain["extensions"], expected);
}

#[tokio::test]
async fn a_search_without_a_query_is_refused_in_the_hosts_words() {
    let (_tenant, app) = site().await;
    for path in ["/rest/api/search", "/rest/api/content/search?cql=&limit=-1"] {
        let (status, said) = get(&app, path).await;
        let expected = json!({
            "statusCode": 400,
            "data": { "authorized": true, "valid": true, "errors": [], "successful": true },
            "message": "com.atlassian.confluence.api.service.exceptions.api.BadRequestException: \
                        cql query parameter is required",
        });
        assert_eq!((status, said), (400, expected));
    }
    let (status, said) = get(&app, "/rest/api/search?cql=%20").await;
    assert_eq!(status, 400);
    assert!(
        said["message"]
            .as_str()
            .unwrap()
            .contains("Could not parse cql"),
        "{said}"
    );
}
