//! The dynamic modules of an app on Forge, one at a time by `/forge/installation/v2/dynamic/module`.

use mockfluence::settings::{ForgeModulePage, ForgeModulesOnReinstall};
use mockfluence::{ForgeApp, Page, Reply, Settings, Tenant, Webhook, to_app};
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
        let reply = client
            .request(method, &of(key))
            .json(&byline("x"))
            .send()
            .await
            .unwrap();
        assert_eq!(reply.status(), 404, "{method}");
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

#[tokio::test]
async fn a_static_module_hides_a_dynamic_one_and_gives_it_back() {
    let (_tenant, backend, app) = with(Settings::default()).await;
    let key = made(&app, &byline("One")).await;
    let fixed = ("/modules/macro", json!([{ "key": key, "title": "Static" }]));
    app.upgrade_to(manifest(&backend, &[fixed])).await.unwrap();
    assert!(app.dynamic_module_keys().is_empty());
    let all = app.client().get(MODULES).send().await.unwrap();
    assert_eq!(all.text(), "[]");
    assert_eq!(
        app.client().get(&of(&key)).send().await.unwrap().status(),
        404
    );
    app.upgrade_to(manifest(&backend, &[])).await.unwrap();
    assert_eq!(app.dynamic_module_keys(), [key]);
}

#[tokio::test]
async fn a_dynamic_trigger_hears_of_events_from_its_registration_to_its_end() {
    let (tenant, _backend, app) = with(Settings::default()).await;
    let fire = async || {
        let before = tenant.log().only(to_app().path("/forge/life")).len();
        tenant
            .fire(Webhook::page("page_created", Page::new(7, "Seven")))
            .await;
        tenant.log().only(to_app().path("/forge/life")).len() - before
    };
    assert_eq!(fire().await, 0);
    let data = json!({ "endpoint": "life", "events": ["avi:confluence:created:page"] });
    let key = made(&app, &json!({ "type": "trigger", "data": data })).await;
    assert_eq!(fire().await, 1);
    app.client().delete(&of(&key)).send().await.unwrap();
    assert_eq!(fire().await, 0);
}

#[rstest]
#[case(ForgeModulesOnReinstall::Gone, 0)]
#[case(ForgeModulesOnReinstall::Kept, 1)]
#[tokio::test]
async fn a_reinstall_is_another_installation(
    #[case] setting: ForgeModulesOnReinstall,
    #[case] left: usize,
) {
    let settings = Settings::default().forge_modules_on_reinstall(setting);
    let (tenant, backend, app) = with(settings).await;
    let first = made(&app, &byline("One")).await;
    app.uninstall().await;
    let app = tenant.install_forge(manifest(&backend, &[])).await.unwrap();
    assert_eq!(app.dynamic_module_keys().len(), left);
    assert_ne!(made(&app, &byline("One")).await, first);
}

#[rstest]
#[case(ForgeModulePage::Array)]
#[case(ForgeModulePage::Object)]
#[tokio::test]
async fn the_list_is_read_page_by_page(#[case] form: ForgeModulePage) {
    let (_tenant, _backend, app) = with(Settings::default().forge_module_page(form)).await;
    for n in 0..5 {
        made(&app, &byline(&n.to_string())).await;
    }
    let (mut seen, mut next) = (Vec::new(), Some(String::new()));
    while let Some(token) = next {
        let reply = app
            .client()
            .get(&format!("{MODULES}?limit=2{token}"))
            .send()
            .await
            .unwrap();
        let body = json_of(&reply);
        let link = reply.header("link").map(str::to_owned);
        let page = if form == ForgeModulePage::Array {
            &body
        } else {
            &body["modules"]
        };
        let keys = page
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["key"].as_str().unwrap().to_owned());
        seen.extend(keys);
        let token = link.and_then(|link| {
            link.split_once("nextPageToken=")?
                .1
                .split('>')
                .next()
                .map(str::to_owned)
        });
        assert!(
            form == ForgeModulePage::Array || body["nextPageToken"].as_str() == token.as_deref()
        );
        next = token.map(|token| format!("&nextPageToken={token}"));
    }
    assert_eq!(seen, app.dynamic_module_keys());
    for bad in ["limit=0", "limit=x", "nextPageToken=x"] {
        let reply = app
            .client()
            .get(&format!("{MODULES}?{bad}"))
            .send()
            .await
            .unwrap();
        assert_eq!(reply.status(), 400, "{bad}");
    }
}

#[rstest]
#[case("GET")]
#[case("POST")]
#[tokio::test]
async fn the_early_access_is_over(#[case] method: &str) {
    let (tenant, _backend, app) = with(Settings::default()).await;
    let path = "/forge/installation/v1/dynamic/module";
    let reply = app
        .client()
        .request(method, path)
        .json(&byline("One"))
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 410);
    assert!(
        tenant
            .log()
            .to_string()
            .contains("/forge/installation/v2/dynamic/module")
    );
}
