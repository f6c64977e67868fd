//! Files on pages in both APIs: found, changed, trashed, purged, and what listens to it.

use std::collections::BTreeMap;

use mockfluence::{AttachedFile, ContentOperation, InstalledApp, Page, Settings, Tenant};
use proptest::prelude::*;
use rstest::rstest;
use serde_json::{Value, json};

use crate::app::App;
use crate::uploads::{send, site};

const FILES: &str = "/rest/api/content/7/child/attachment";

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

fn titles(list: &Value) -> Vec<&str> {
    let results = list["results"].as_array().unwrap().iter();
    results.map(|one| one["title"].as_str().unwrap()).collect()
}

async fn stocked() -> (Tenant, InstalledApp) {
    let (tenant, app) = site(Settings::default()).await;
    tenant.add_blog_post(Page::new(9, "News"));
    tenant.add_attachment(
        7,
        AttachedFile::new("b.txt", "bb")
            .with_id(21)
            .with_comment("second"),
    );
    tenant.add_attachment(7, AttachedFile::new("a.png", "a").with_id(22));
    tenant.add_attachment(9, AttachedFile::new("c.txt", "").with_id(23));
    (tenant, app)
}

#[rstest]
#[case("/rest/api/content/7/child/attachment", &["b.txt", "a.png"])]
#[case("/rest/api/content/7/child/attachment?filename=a.png", &["a.png"])]
#[case("/rest/api/content/7/child/attachment?mediaType=text%2Fplain", &["b.txt"])]
#[case("/rest/api/content/7/child/attachment?filename=c.txt", &[])]
#[case("/rest/api/content/7/child/attachment?limit=1&start=1", &["a.png"])]
#[case("/rest/api/content/9/child/attachment", &["c.txt"])]
#[case("/api/v2/attachments", &["b.txt", "a.png", "c.txt"])]
#[case("/api/v2/attachments?filename=c.txt", &["c.txt"])]
#[case("/api/v2/attachments?mediaType=image%2Fpng", &["a.png"])]
#[case("/api/v2/attachments?status=trashed", &[])]
#[case("/api/v2/pages/7/attachments", &["b.txt", "a.png"])]
#[case("/api/v2/pages/7/attachments?filename=b.txt", &["b.txt"])]
#[case("/api/v2/blogposts/9/attachments", &["c.txt"])]
#[tokio::test]
async fn files_are_found(#[case] path: &str, #[case] expected: &[&str]) {
    let (_tenant, app) = stocked().await;
    let (status, list) = get(&app, path).await;
    assert_eq!((status, titles(&list)), (200, expected.to_vec()), "{list}");
}

#[rstest]
#[case("/rest/api/content/8/child/attachment")]
#[case("/rest/api/content/21/child/attachment")]
#[case("/rest/api/content/9/child/attachment/att21/download")]
#[case("/rest/api/content/7/child/attachment/att24/download")]
#[case("/rest/api/content/7/child/attachment/x/download")]
#[case("/api/v2/pages/9/attachments")]
#[case("/api/v2/blogposts/7/attachments")]
#[case("/api/v2/attachments/7")]
#[case("/api/v2/attachments/att24")]
#[case("/api/v2/attachments/att21?version=2")]
#[case("/download/attachments/7/c.txt")]
#[tokio::test]
async fn what_is_not_there_is_missing(#[case] path: &str) {
    let (_tenant, app) = stocked().await;
    let (status, answer) = get(&app, path).await;
    assert_eq!(status, 404, "{answer}");
}

#[tokio::test]
async fn a_list_of_v2_goes_on_by_its_link() {
    let (_tenant, app) = stocked().await;
    let mut path = "/api/v2/attachments?limit=1&sort=-created-date".to_owned();
    let mut found = Vec::new();
    loop {
        let (_, list) = get(&app, &path).await;
        found.extend(titles(&list).iter().map(|title| (*title).to_owned()));
        match list["_links"]["next"].as_str() {
            Some(next) => path = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(found.len(), 3, "{found:?}");
}

#[tokio::test]
async fn v2_shows_an_attachment_with_its_links() {
    let (tenant, app) = stocked().await;
    let (status, shown) = get(&app, "/api/v2/attachments/att21").await;
    let created = shown["createdAt"].as_str().unwrap();
    let download = shown["downloadLink"].as_str().unwrap();
    assert!(download.starts_with("/download/attachments/7/b.txt?version=1&modificationDate="));
    let webui = "/pages/viewpageattachments.action?pageId=7";
    let admin = tenant.admin();
    let expected = json!({
        "id": "att21", "status": "current", "title": "b.txt", "createdAt": created, "pageId": "7",
        "mediaType": "text/plain", "mediaTypeDescription": "Text File", "comment": "second",
        "fileId": shown["fileId"], "fileSize": 2, "webuiLink": webui, "downloadLink": download,
        "version": { "number": 1, "message": "second", "minorEdit": false, "authorId": admin,
            "createdAt": created },
        "_links": { "webui": webui, "download": download, "base": tenant.base_url() },
    });
    assert_eq!((status, &shown), (200, &expected));
    let (_, by_number) = get(&app, "/api/v2/attachments/21?include-operations=true").await;
    assert_eq!(
        by_number["operations"]["results"].as_array().unwrap().len(),
        3
    );
    let link = app.client().get(download).send().await.unwrap();
    let there = reqwest::get(link.header("location").unwrap())
        .await
        .unwrap();
    assert_eq!(there.headers()["content-type"], "text/plain");
    assert_eq!(there.text().await.unwrap(), "bb");
    let (_, on_post) = get(&app, "/api/v2/attachments/att23").await;
    assert_eq!(
        (&on_post["blogPostId"], on_post.get("pageId")),
        (&json!("9"), None)
    );
    tenant.add_attachment(7, AttachedFile::new("b.txt", "three"));
    let (_, past) = get(&app, "/api/v2/attachments/att21?version=1").await;
    assert_eq!(
        (&past["version"]["number"], &past["fileSize"]),
        (&json!(1), &json!(2))
    );
    let (_, versions) = get(&app, "/api/v2/attachments/att21/versions").await;
    let numbers = versions["results"].as_array().unwrap().iter();
    let numbers: Vec<u64> = numbers.map(|one| one["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, [2, 1]);
}

#[rstest]
#[case::name(json!({ "title": "renamed.txt" }), 200)]
#[case::kind_and_comment(json!({ "metadata": { "mediaType": "text/csv", "comment": "now" } }), 200)]
#[case::moved(json!({ "container": { "id": "9", "type": "blogpost" } }), 200)]
#[case::taken(json!({ "title": "a.png" }), 400)]
#[case::other_id(json!({ "id": "att22" }), 400)]
#[case::no_version(json!({ "version": null }), 400)]
#[case::next_version(json!({ "version": { "number": 2 } }), 409)]
#[case::into_a_file(json!({ "container": { "id": "22", "type": "attachment" } }), 403)]
#[tokio::test]
async fn properties_are_updated_under_the_present_version(
    #[case] change: Value,
    #[case] expected: u16,
) {
    let (tenant, app) = stocked().await;
    let mut body = json!({ "id": "att21", "type": "attachment", "version": { "number": 1 } });
    for (name, value) in change.as_object().unwrap() {
        body[name] = value.clone();
    }
    let (status, shown) = ask(&app, "PUT", &format!("{FILES}/att21"), body).await;
    assert_eq!(status, expected, "{shown}");
    let all = [tenant.attachments(7), tenant.attachments(9)].concat();
    let now = all.iter().find(|file| file.id() == Some(21)).unwrap();
    assert_eq!((now.version(), now.data()), (1, b"bb".as_slice()));
    let untouched =
        (now.name(), now.media_type(), now.comment()) == ("b.txt", "text/plain", "second");
    let moved = tenant.attachments(9).len() == 2;
    assert_eq!(untouched && !moved, expected != 200);
}

#[tokio::test]
async fn a_file_goes_to_the_trash_and_out_of_it() {
    let (tenant, app) = stocked().await;
    let one = "/api/v2/attachments/att21";
    let link = app
        .client()
        .get(&format!("{FILES}/att21/download"))
        .send()
        .await
        .unwrap();
    let link = link.header("location").unwrap().to_owned();
    let (status, _) = ask(&app, "DELETE", &format!("{one}?purge=true"), Value::Null).await;
    assert_eq!(status, 404, "only what is in the trash is purged");
    assert_eq!(
        ask(&app, "DELETE", one, Value::Null).await,
        (204, Value::Null)
    );
    assert_eq!(get(&app, one).await.0, 404);
    assert_eq!(tenant.attachments(7).len(), 1);
    let (_, trash) = get(&app, "/api/v2/attachments?status=trashed").await;
    assert_eq!(titles(&trash), ["b.txt"]);
    // Its name is free again.
    let (status, _) = send(&app, "POST", FILES, &[("file", Some("b.txt"), "", b"new")]).await;
    assert_eq!(status, 200);
    assert_eq!(reqwest::get(&link).await.unwrap().status(), 200);
    let purge = format!("{one}?purge=true");
    assert_eq!(ask(&app, "DELETE", &purge, Value::Null).await.0, 204);
    assert_eq!(ask(&app, "DELETE", &purge, Value::Null).await.0, 404);
    assert_eq!(reqwest::get(&link).await.unwrap().status(), 404);
    assert_eq!(
        reqwest::get(link.replace("token=", "token=x"))
            .await
            .unwrap()
            .status(),
        403
    );
}

#[tokio::test]
async fn v1_knows_a_file_as_content_by_its_id() {
    let (tenant, app) = stocked().await;
    let one = "/rest/api/content/att21";
    let (status, shown) = get(&app, one).await;
    assert_eq!(
        (status, &shown["type"], &shown["id"]),
        (200, &json!("attachment"), &json!("att21"))
    );
    assert_eq!(
        get(&app, "/rest/api/content/att7").await.0,
        404,
        "that is a page"
    );
    let edit = json!({ "type": "attachment", "title": "x", "version": { "number": 2 } });
    let (status, refused) = ask(&app, "PUT", one, edit).await;
    assert_eq!(status, 501, "{refused}");
    tenant.deny(&app.account_id(), ContentOperation::Delete, 7);
    assert_eq!(ask(&app, "DELETE", one, Value::Null).await.0, 403);
    tenant.allow(&app.account_id(), ContentOperation::Delete, 7);
    assert_eq!(ask(&app, "DELETE", one, Value::Null).await.0, 204);
    assert_eq!(get(&app, one).await.0, 404);
    let purge = format!("{one}?status=trashed");
    assert_eq!(ask(&app, "DELETE", &purge, Value::Null).await.0, 204);
    assert_eq!(ask(&app, "DELETE", &purge, Value::Null).await.0, 404);
}

#[tokio::test]
async fn who_may_not_delete_is_told_that_there_is_nothing() {
    let (tenant, app) = stocked().await;
    tenant.deny(&app.account_id(), ContentOperation::Delete, 7);
    let (status, answer) = ask(&app, "DELETE", "/api/v2/attachments/att21", Value::Null).await;
    assert_eq!(
        (status, &answer["errors"][0]["code"]),
        (404, &json!("NOT_FOUND"))
    );
    let (_, operations) = get(&app, "/api/v2/attachments/att21/operations").await;
    let names: Vec<&str> = operations["operations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["operation"].as_str().unwrap())
        .collect();
    assert!(
        names.contains(&"update") && !names.contains(&"delete"),
        "{operations}"
    );
    assert_eq!(tenant.attachments(7).len(), 2);
}

#[tokio::test]
async fn what_happens_to_a_file_is_an_event() {
    let tenant = Tenant::start();
    tenant.add_page(Page::new(7, "Runbook"));
    let events =
        ["created", "updated", "trashed", "removed"].map(|what| format!("attachment_{what}"));
    let hooks: Vec<Value> = events
        .iter()
        .map(|event| json!({ "event": event, "url": format!("/{event}") }))
        .collect();
    let app = App::without_backend()
        .scopes(&["DELETE"])
        .modules(json!({ "webhooks": hooks }));
    let app = app.on(&tenant).await;
    let seen = async |event: &str, count: usize| {
        let filter = mockfluence::to_app().post(format!("/{event}"));
        tenant.wait_for(count, filter).await.unwrap();
    };
    let two: [crate::uploads::Part<'_>; 2] = [
        ("file", Some("a"), "", b"1"),
        ("file", Some("b"), "", b"22"),
    ];
    assert_eq!(send(&app, "POST", FILES, &two).await.0, 200);
    seen("attachment_created", 1).await;
    assert_eq!(send(&app, "PUT", FILES, &two).await.0, 200);
    seen("attachment_updated", 1).await;
    let id = tenant.attachments(7)[0].id().unwrap();
    for (query, event) in [
        ("", "attachment_trashed"),
        ("?purge=true", "attachment_removed"),
    ] {
        let path = format!("/api/v2/attachments/att{id}{query}");
        assert_eq!(ask(&app, "DELETE", &path, Value::Null).await.0, 204);
        seen(event, 1).await;
    }
    let log = tenant
        .log()
        .only(mockfluence::to_app().post("/attachment_created"));
    let body: Value = serde_json::from_str(log.exchanges().next().unwrap().request_body()).unwrap();
    assert_eq!(body["attachedTo"]["id"], 7);
    let files = body["attachments"].as_array().unwrap();
    let shown: Vec<(&Value, &Value)> = files
        .iter()
        .map(|file| (&file["fileName"], &file["fileSize"]))
        .collect();
    assert_eq!(shown, [(&json!("a"), &json!(1)), (&json!("b"), &json!(2))]);
    assert_eq!(body["userAccountId"], json!(app.account_id()));
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Post(u8, u8),
    Put(u8, u8),
    Data(u8, u8),
    Trash(u8),
    List,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (0..3u8, any::<u8>()).prop_map(|(name, byte)| Step::Post(name, byte)),
        (0..3u8, any::<u8>()).prop_map(|(name, byte)| Step::Put(name, byte)),
        (0..3u8, any::<u8>()).prop_map(|(name, byte)| Step::Data(name, byte)),
        (0..3u8).prop_map(Step::Trash),
        Just(Step::List),
    ];
    prop::collection::vec(step, 1..20)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn files_are_those_of_a_map_from_names_to_versions(steps in steps()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (tenant, app) = site(Settings::default()).await;
            let mut model: BTreeMap<String, Vec<u8>> = BTreeMap::new();
            for step in steps {
                let id = |name: &str| tenant.attachments(7).iter()
                    .find(|file| file.name() == name).and_then(AttachedFile::id).unwrap_or(1);
                match step {
                    Step::Post(name, byte) => {
                        let name = name.to_string();
                        let (status, _) = send(&app, "POST", FILES, &[("file", Some(&name), "", &[byte])]).await;
                        assert_eq!(status, if model.contains_key(&name) { 400 } else { 200 });
                        model.entry(name).or_insert_with(|| vec![byte]);
                    }
                    Step::Put(name, byte) => {
                        let name = name.to_string();
                        let (status, _) = send(&app, "PUT", FILES, &[("file", Some(&name), "", &[byte])]).await;
                        assert_eq!(status, 200);
                        model.entry(name).or_default().push(byte);
                    }
                    Step::Data(name, byte) => {
                        let name = name.to_string();
                        let path = format!("{FILES}/att{}/data", id(&name));
                        let (status, _) = send(&app, "POST", &path, &[("file", Some("x"), "", &[byte])]).await;
                        assert_eq!(status, if model.contains_key(&name) { 200 } else { 404 });
                        if let Some(versions) = model.get_mut(&name) { versions.push(byte); }
                    }
                    Step::Trash(name) => {
                        let name = name.to_string();
                        let path = format!("/api/v2/attachments/att{}", id(&name));
                        let (status, _) = ask(&app, "DELETE", &path, Value::Null).await;
                        assert_eq!(status, if model.remove(&name).is_some() { 204 } else { 404 });
                    }
                    Step::List => {
                        let mut there: Vec<(String, u64, Vec<u8>)> = tenant.attachments(7).iter()
                            .map(|file| (file.name().to_owned(), file.version(), file.data().to_vec())).collect();
                        there.sort();
                        let expected: Vec<_> = model.iter().map(|(name, versions)| {
                            let last = versions.last().copied().into_iter().collect();
                            (name.clone(), versions.len() as u64, last)
                        }).collect();
                        assert_eq!(there, expected);
                    }
                }
            }
        });
    }
}
