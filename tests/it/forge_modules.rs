//! The dynamic modules of an app on Forge, one at a time by `/forge/installation/v2/dynamic/module`.

mod life;

use mockfluence::{ForgeApp, Reply, Settings, Tenant};
use rstest::rstest;
use serde_json::{Value, json};

use crate::forge_backend::manifest;
use crate::scripted_app::ScriptedApp;

const MODULES: &str = "/forge/installation/v2/dynamic/module";

async fn with(settings: Settings) -> (Tenant, ScriptedApp, ForgeApp) {
    let tenant = Tenant::builder().settings(settings).start();
    let backend = ScriptedApp::start().await;
    let app = tenant.install_forge(manifest(&backend, &[])).await.unwrap();
    (tenant, backend, app)
}

fn byline(title: &str) -> Value {
    json!({ "type": "confluence:contentBylineItem", "data": { "title": title, "resource": "main" } })
}

async fn post(app: &ForgeApp, module: &Value) -> Reply {
    app.client()
        .post(MODULES)
        .json(module)
        .send()
        .await
        .unwrap()
}

async fn made(app: &ForgeApp, module: &Value) -> String {
    let reply = post(app, module).await;
    assert_eq!(reply.status(), 201, "{}", reply.text());
    json_of(&reply)["key"].as_str().unwrap().to_owned()
}

fn json_of(reply: &Reply) -> Value {
    serde_json::from_str(&reply.text()).unwrap()
}

fn of(key: &str) -> String {
    format!("{MODULES}/{key}")
}

#[rstest]
#[case(MODULES)]
#[case("/forge/installation/v2/dynamic/module/")]
#[tokio::test]
async fn the_host_makes_the_key_and_the_app_reads_changes_and_deletes_by_it(#[case] path: &str) {
    let (_tenant, _backend, app) = with(Settings::default()).await;
    let client = app.client();
    let reply = client.post(path).json(&byline("One")).send().await.unwrap();
    assert_eq!(reply.status(), 201);
    let one = json_of(&reply);
    let key = one["key"].as_str().unwrap();
    assert_eq!((key.len(), &key[14..15]), (36, "4"));
    let data = json!({ "title": "One", "resource": "main", "key": key });
    assert_eq!(
        one,
        json!({ "key": key, "type": "confluence:contentBylineItem", "data": data })
    );
    assert_eq!(app.dynamic_module_keys(), [key]);

    let changed = client
        .put(&of(key))
        .json(&byline("Two"))
        .send()
        .await
        .unwrap();
    assert_eq!(
        (changed.status(), &json_of(&changed)["data"]["title"]),
        (200, &json!("Two"))
    );
    let read = client.get(&of(key)).send().await.unwrap();
    assert_eq!(json_of(&read), json_of(&changed));
    let all = client.get(path).send().await.unwrap();
    assert_eq!(json_of(&all), json!([json_of(&changed)]));

    let deleted = client.delete(&of(key)).send().await.unwrap();
    assert_eq!((deleted.status(), deleted.text()), (204, String::new()));
    for method in ["GET", "PUT", "DELETE"] {
        let request = client.request(method, &of(key));
        let request = match method {
            "PUT" => request.json(&byline("x")),
            _ => request,
        };
        assert_eq!(request.send().await.unwrap().status(), 404, "{method}");
    }
}

#[rstest]
#[case::in_the_body(json!({ "key": "mine", "type": "macro", "data": {} }))]
#[case::in_the_data(json!({ "type": "macro", "data": { "key": "mine" } }))]
#[tokio::test]
async fn a_key_stays_as_it_was_made(#[case] other: Value) {
    let (_tenant, _backend, app) = with(Settings::default()).await;
    let key = made(&app, &byline("One")).await;
    let reply = app
        .client()
        .put(&of(&key))
        .json(&other)
        .send()
        .await
        .unwrap();
    let told = json!({ "message": "Key cannot be modified during update" });
    assert_eq!((reply.status(), json_of(&reply)), (400, told));
    let same = json!({ "key": key, "type": "macro", "data": { "key": key, "title": "t" } });
    let reply = app
        .client()
        .put(&of(&key))
        .json(&same)
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 200);
}

#[rstest]
#[case::no_type(json!({ "data": {} }), "the type of a module")]
#[case::another_product(json!({ "type": "jira:issuePanel", "data": {} }), "confluence:contentProperty")]
#[case::of_connect(json!({ "type": "webItems", "data": {} }), "the type has dynamic modules")]
#[case::no_data(json!({ "type": "macro" }), "`data` is the module")]
#[case::list(json!([byline("One")]), "the body is a module")]
#[case::no_endpoint(json!({ "type": "trigger", "data": { "events": ["avi:confluence:updated:page"] } }), "names what it calls")]
#[case::unknown_endpoint(json!({ "type": "trigger", "data": { "endpoint": "nowhere" } }), "one of the manifest's: life, events")]
#[tokio::test]
async fn what_is_no_module_is_refused_and_the_log_says_why(#[case] bad: Value, #[case] why: &str) {
    let (tenant, _backend, app) = with(Settings::default()).await;
    assert_eq!(post(&app, &bad).await.status(), 400);
    let log = tenant.log().to_string();
    assert!(log.contains(why), "{log}");
    assert!(app.dynamic_module_keys().is_empty());
}

#[tokio::test]
async fn an_installation_has_a_hundred() {
    let (_tenant, _backend, app) = with(Settings::default()).await;
    for n in 0..100 {
        made(&app, &byline(&n.to_string())).await;
    }
    assert_eq!(post(&app, &byline("one too many")).await.status(), 422);
    assert_eq!(app.dynamic_module_keys().len(), 100);
}

#[tokio::test]
async fn only_the_apps_own_token_opens_it() {
    let (tenant, _backend, app) = with(Settings::default()).await;
    let url = format!(
        "{}{MODULES}",
        tenant.base_url().strip_suffix("/wiki").unwrap()
    );
    let (user, old) = (app.user_token(&tenant.admin()), app.system_token());
    let get = async |token: Option<&str>| {
        let request = reqwest::Client::new().get(&url);
        let request = token.map_or(request.try_clone().unwrap(), |token| {
            request.bearer_auth(token)
        });
        let reply = request.send().await.unwrap();
        (reply.status().as_u16(), reply.text().await.unwrap())
    };
    let refused = (401, r#"{"message":"Authorization failed"}"#.to_owned());
    assert_eq!(get(None).await, refused);
    assert_eq!(get(Some("nonsense")).await, refused);
    assert_eq!(get(Some(&user)).await, refused);
    assert_eq!(get(Some(&old)).await.0, 200);
    app.uninstall().await;
    assert_eq!(get(Some(&old)).await, refused);
}
