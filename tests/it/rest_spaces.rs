//! Spaces in both APIs: found, made, changed, and deleted by a long task.

use std::time::Duration;

use mockfluence::{
    AttachedFile, ContentOperation, InstalledApp, Page, Settings, Space, Tenant, to_app,
};
use rstest::rstest;
use serde_json::{Value, json};

use crate::app::App;

async fn site(settings: Settings) -> (Tenant, InstalledApp) {
    let tenant = Tenant::builder().settings(settings).start();
    tenant.add_space(Space::new(20_000_002, "OPS", "Operations").with_description("What runs"));
    tenant.add_space(Space::new(10_000_003, "AL", "Alice").personal());
    tenant.add_page(Page::new(7, "Runbook"));
    let hooks = ["space_created", "space_updated", "space_removed"];
    let hooks: Vec<Value> = hooks
        .iter()
        .map(|event| json!({ "event": event, "url": format!("/{event}") }))
        .collect();
    let app = App::without_backend()
        .scopes(&["DELETE"])
        .modules(json!({ "webhooks": hooks }));
    let app = app.on(&tenant).await;
    (tenant, app)
}

async fn ask(app: &InstalledApp, method: &str, path: &str, body: Value) -> (u16, Value) {
    let mut request = app.client().request(method, path);
    if !body.is_null() {
        request = request.json(&body);
    }
    let reply = request.send().await.unwrap();
    (
        reply.status(),
        serde_json::from_str(&reply.text()).unwrap_or_default(),
    )
}

async fn get(app: &InstalledApp, path: &str) -> (u16, Value) {
    ask(app, "GET", path, Value::Null).await
}

fn keys(list: &Value) -> Vec<&str> {
    let results = list["results"].as_array().unwrap().iter();
    results.map(|one| one["key"].as_str().unwrap()).collect()
}

#[rstest]
#[case("/rest/api/space", &["AL", "ENG", "OPS"])]
#[case("/rest/api/space?spaceKey=OPS&spaceKey=ENG", &["ENG", "OPS"])]
#[case("/rest/api/space?spaceId=20000002", &["OPS"])]
#[case("/rest/api/space?type=personal", &["AL"])]
#[case("/rest/api/space?status=archived", &[])]
#[case("/rest/api/space?limit=1&start=1", &["ENG"])]
#[case("/api/v2/spaces", &["AL", "ENG", "OPS"])]
#[case("/api/v2/spaces?keys=OPS,AL", &["AL", "OPS"])]
#[case("/api/v2/spaces?ids=20000001", &["ENG"])]
#[case("/api/v2/spaces?type=global", &["ENG", "OPS"])]
#[case("/api/v2/spaces?sort=-key", &["OPS", "ENG", "AL"])]
#[case("/api/v2/spaces?sort=name", &["AL", "ENG", "OPS"])]
#[tokio::test]
async fn spaces_are_found(#[case] path: &str, #[case] expected: &[&str]) {
    let (tenant, app) = site(Settings::default()).await;
    let (status, list) = get(&app, path).await;
    assert_eq!((status, keys(&list)), (200, expected.to_vec()), "{list}");
    tenant.deny(&app.account_id(), ContentOperation::Read, 20_000_002);
    let (_, seen) = get(&app, path).await;
    assert!(!keys(&seen).contains(&"OPS"), "{seen}");
}

#[rstest]
#[tokio::test]
async fn a_list_goes_on_by_its_link(
    #[values("id", "-id", "key", "-key", "name", "-name")] sort: &str,
) {
    let (_tenant, app) = site(Settings::default()).await;
    let whole = format!("/api/v2/spaces?sort={sort}");
    let mut path = format!("{whole}&limit=1");
    let mut found = Vec::new();
    loop {
        let (_, list) = get(&app, &path).await;
        found.extend(keys(&list).iter().map(|key| (*key).to_owned()));
        match list["_links"]["next"].as_str() {
            Some(next) => path = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(found, keys(&get(&app, &whole).await.1));
}

#[tokio::test]
async fn both_apis_show_a_space() {
    let (tenant, app) = site(Settings::default()).await;
    let (status, v1) = get(
        &app,
        "/rest/api/space/OPS?expand=description.plain,operations,homepage",
    )
    .await;
    assert_eq!(status, 200);
    assert_eq!(
        (
            &v1["id"],
            &v1["name"],
            &v1["type"],
            &v1["status"],
            &v1["homepage"]
        ),
        (
            &json!(20_000_002),
            &json!("Operations"),
            &json!("global"),
            &json!("current"),
            &Value::Null
        )
    );
    assert_eq!(v1["description"]["plain"]["value"], "What runs");
    assert_eq!(
        v1["_expandable"]["settings"],
        "/rest/api/space/OPS/settings"
    );
    assert_eq!(v1["_links"]["webui"], "/spaces/OPS");
    let create = json!({ "operation": "create", "targetType": "page" });
    assert!(v1["operations"].as_array().unwrap().contains(&create));
    let (_, refused) = get(&app, "/rest/api/space/OPS?expand=theme").await;
    assert!(
        refused["message"]
            .as_str()
            .unwrap()
            .contains("does not serve `expand=theme`"),
        "{refused}"
    );
    let (status, v2) = get(&app, "/api/v2/spaces/20000002?description-format=plain").await;
    let expected = json!({
        "id": "20000002", "key": "OPS", "name": "Operations", "type": "global", "status": "current",
        "authorId": tenant.admin(), "createdAt": v2["createdAt"], "homepageId": null, "icon": null,
        "description": { "plain": { "value": "What runs", "representation": "plain" } },
        "_links": { "webui": "/spaces/OPS", "base": tenant.base_url() },
    });
    assert_eq!((status, &v2), (200, &expected));
    let (_, operations) = get(&app, "/api/v2/spaces/20000002/operations").await;
    assert_eq!(operations["operations"], v1["operations"]);
}

#[rstest]
#[case(
    "/rest/api/space/NO",
    "com.atlassian.confluence.api.service.exceptions.api.NotFoundException: No space with key : NO"
)]
#[case(
    "/rest/api/space/NO/content/page",
    "org.springframework.web.server.ResponseStatusException: 404 NOT_FOUND \"No space found with key : NO\""
)]
#[tokio::test]
async fn a_space_that_is_not_there_is_missing_in_the_words_of_the_list(
    #[case] path: &str,
    #[case] text: &str,
) {
    let (_tenant, app) = site(Settings::default()).await;
    let (status, answer) = get(&app, path).await;
    assert_eq!((status, &answer["message"]), (404, &json!(text)));
    assert_eq!(get(&app, "/api/v2/spaces/5").await.0, 404);
    assert_eq!(get(&app, "/api/v2/spaces/OPS").await.0, 400);
}

#[tokio::test]
async fn a_new_space_has_a_homepage() {
    let (tenant, app) = site(Settings::default()).await;
    let body =
        json!({ "key": "NEW", "name": "New things", "description": { "plain": { "value": "d" } } });
    let (status, made) = ask(&app, "POST", "/rest/api/space", body).await;
    assert_eq!((status, &made["key"]), (200, &json!("NEW")), "{made}");
    let (_, shown) = get(&app, "/rest/api/space/NEW?expand=homepage,history").await;
    assert_eq!(shown["homepage"]["title"], "New things Home");
    assert_eq!(
        shown["history"]["createdBy"]["accountId"],
        json!(app.account_id())
    );
    let (_, listed) = get(&app, "/rest/api/space/NEW/content/page?depth=root").await;
    assert_eq!(listed["results"][0]["id"], shown["homepage"]["id"]);
    let (_, both) = get(&app, "/rest/api/space/ENG/content").await;
    assert_eq!(
        (&both["page"]["size"], &both["blogpost"]["size"]),
        (&json!(1), &json!(0))
    );
    let home = shown["homepage"]["id"].clone();
    let page = json!({ "title": "Top", "spaceId": made["id"].to_string() });
    let (_, other) = ask(&app, "POST", "/api/v2/pages", page).await;
    let change = json!({ "name": "Newer", "homepage": { "id": other["id"] } });
    let (status, changed) = ask(&app, "PUT", "/rest/api/space/NEW", change).await;
    assert_eq!((status, &changed["name"]), (200, &json!("Newer")));
    let (_, now) = get(&app, &format!("/api/v2/spaces/{}", made["id"])).await;
    assert_eq!(now["homepageId"], other["id"]);
    assert_ne!(now["homepageId"], home);
    for event in ["/space_created", "/space_updated"] {
        tenant.wait_for(1, to_app().post(event)).await.unwrap();
    }
}

#[rstest]
#[case::key(json!({ "key": "a b", "name": "x" }), "Invalid space key: a b")]
#[case::no_key(json!({ "name": "x" }), "Invalid space key: ")]
#[case::taken(json!({ "key": "eng", "name": "x" }), "A space already exists with key eng")]
#[case::no_name(json!({ "key": "X" }), "Name is blank. Cannot create space with no name.")]
#[case::long_name(json!({ "key": "X", "name": "n".repeat(201) }), "Space name is too long")]
#[case::no_object(json!([1]), "could not be parsed")]
#[tokio::test]
async fn a_space_that_cannot_be_made_is_refused(#[case] body: Value, #[case] why: &str) {
    let (tenant, app) = site(Settings::default()).await;
    let (status, refused) = ask(&app, "POST", "/rest/api/space", body).await;
    assert_eq!(status, 400);
    assert!(
        refused["message"].as_str().unwrap().contains(why),
        "{refused}"
    );
    assert_eq!(tenant.spaces().len(), 3);
}

#[tokio::test]
async fn a_space_is_deleted_by_a_long_task_on_the_tenants_clock() {
    let settings = Settings::default().long_task_duration(Duration::from_secs(60));
    let (tenant, app) = site(settings).await;
    tenant.add_attachment(7, AttachedFile::new("a.txt", "1").with_id(8));
    let (status, begun) = ask(&app, "DELETE", "/rest/api/space/ENG", Value::Null).await;
    assert_eq!(status, 202);
    let link = begun["links"]["status"].as_str().unwrap();
    assert_eq!(
        link,
        format!("/rest/api/longtask/{}", begun["id"].as_str().unwrap())
    );
    tenant.clock().advance(Duration::from_secs(30));
    let (status, task) = get(&app, link).await;
    assert_eq!(
        (status, &task["finished"], &task["percentageComplete"]),
        (200, &json!(false), &json!(50))
    );
    assert_eq!(get(&app, "/rest/api/longtask").await.1["size"], 1);
    assert_eq!(get(&app, "/rest/api/content/7").await.0, 200);
    tenant.clock().advance(Duration::from_secs(30));
    let (_, task) = get(&app, link).await;
    assert_eq!(
        (&task["finished"], &task["successful"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(get(&app, "/rest/api/longtask").await.1["size"], 0);
    for path in [
        "/rest/api/space/ENG",
        "/rest/api/content/7",
        "/api/v2/attachments/att8",
        "/rest/api/longtask/1",
    ] {
        assert_eq!(get(&app, path).await.0, 404, "{path}");
    }
    tenant
        .wait_for(1, to_app().post("/space_removed"))
        .await
        .unwrap();
    assert_eq!(
        ask(&app, "DELETE", "/rest/api/space/ENG", Value::Null)
            .await
            .0,
        404
    );
}

#[tokio::test]
async fn a_task_takes_no_time_unless_a_setting_says_so() {
    let (tenant, app) = site(Settings::default()).await;
    let (status, begun) = ask(&app, "DELETE", "/rest/api/space/ENG", Value::Null).await;
    assert_eq!(status, 202);
    assert!(tenant.page(7).is_none());
    assert!(!tenant.spaces().iter().any(|space| space.key() == "ENG"));
    let (_, task) = get(&app, begun["links"]["status"].as_str().unwrap()).await;
    assert_eq!(task["percentageComplete"], 100);
    tenant
        .wait_for(1, to_app().post("/space_removed"))
        .await
        .unwrap();
}

#[tokio::test]
async fn what_a_test_denies_in_a_space_binds_all_that_is_in_it() {
    let (tenant, app) = site(Settings::default()).await;
    let (account, eng) = (app.account_id(), 20_000_001);
    let edit = || json!({ "title": "New", "type": "page", "space": { "key": "ENG" } });
    tenant.deny(&account, ContentOperation::Delete, eng);
    assert_eq!(
        ask(&app, "DELETE", "/rest/api/space/ENG", Value::Null)
            .await
            .0,
        404
    );
    tenant.deny(&account, ContentOperation::Update, eng);
    assert_eq!(
        ask(&app, "PUT", "/rest/api/space/ENG", json!({ "name": "x" }))
            .await
            .0,
        404
    );
    assert_eq!(ask(&app, "POST", "/rest/api/content", edit()).await.0, 403);
    let (_, operations) = get(&app, "/api/v2/spaces/20000001/operations").await;
    let read = json!({ "operation": "read", "targetType": "space" });
    assert_eq!(operations["operations"], json!([read]));
    assert_eq!(get(&app, "/rest/api/content/7").await.0, 200);
    tenant.deny(&account, ContentOperation::Read, eng);
    for path in [
        "/rest/api/space/ENG",
        "/rest/api/content/7",
        "/api/v2/pages/7",
        "/api/v2/spaces/20000001",
    ] {
        assert_eq!(get(&app, path).await.0, 404, "{path}");
    }
    assert_eq!(tenant.page(7).unwrap().version(), 1);
}

#[tokio::test]
async fn v2_makes_a_space_and_says_who_may_what_in_it() {
    let (tenant, app) = site(Settings::default()).await;
    let body = json!({ "key": "NEW", "name": "New things",
        "description": { "value": "d", "representation": "plain" } });
    let (status, made) = ask(
        &app,
        "POST",
        "/api/v2/spaces?description-format=plain",
        body,
    )
    .await;
    assert_eq!((status, &made["key"]), (201, &json!("NEW")), "{made}");
    assert_eq!(made["description"]["plain"]["value"], "d");
    assert_eq!(made["authorId"], json!(app.account_id()));
    assert!(made["homepageId"].is_string(), "{made}");
    tenant
        .wait_for(1, to_app().post("/space_created"))
        .await
        .unwrap();
    let own = format!("/api/v2/spaces/{}", made["id"].as_str().unwrap());
    let (status, all) = get(&app, &format!("{own}/permissions")).await;
    assert_eq!(status, 200);
    let read = json!({ "key": "read", "targetType": "space" });
    let first = &all["results"][0];
    assert_eq!(
        (&first["operation"], &first["principal"]["type"]),
        (&read, &json!("group"))
    );
    let (_, shown) = get(&app, &format!("{own}?include-permissions=true")).await;
    assert_eq!(shown["permissions"]["results"], all["results"]);
    let (_, part) = get(&app, &format!("{own}/permissions?limit=1")).await;
    let (_, next) = get(&app, part["_links"]["next"].as_str().unwrap()).await;
    assert_eq!(next["results"][0], all["results"][1]);
    for (body, status) in [
        (json!({ "key": "NEW", "name": "x" }), 400),
        (json!({ "key": "X", "name": " " }), 400),
        (json!({ "key": "X", "name": "x", "templateKey": "t" }), 501),
        (json!([1]), 400),
    ] {
        let (answered, said) = ask(&app, "POST", "/api/v2/spaces", body).await;
        assert_eq!(answered, status, "{said}");
    }
    assert_eq!(tenant.spaces().len(), 4);
}
