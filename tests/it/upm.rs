//! UPM's REST: how app managers and apps themselves install apps.

use std::time::Duration;

use mockfluence::settings::Limits;
use mockfluence::{Settings, Status, Tenant, from_app, to_app};
use serde_json::{Value, json};

use crate::app::App;
use crate::scripted_app::ScriptedApp;

const ROOT: &str = "/wiki/rest/plugins/1.0/";

struct Manager {
    http: reqwest::Client,
    tenant: Tenant,
}

impl Manager {
    fn of(tenant: &Tenant) -> Self {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self {
            http,
            tenant: tenant.clone(),
        }
    }

    fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let url = format!("http://127.0.0.1:{}{path}", self.tenant.port());
        self.http
            .request(method.parse().unwrap(), url)
            .basic_auth("admin", Some("admin"))
    }

    async fn get(&self, path: &str) -> reqwest::Response {
        self.request("GET", path).send().await.unwrap()
    }

    async fn token(&self) -> String {
        let reply = self.request("HEAD", ROOT).send().await.unwrap();
        assert_eq!(reply.status(), 200);
        reply.headers()["upm-token"].to_str().unwrap().to_owned()
    }

    /// POSTs the install; gives the whole reply.
    async fn install(&self, url: &str) -> reqwest::Response {
        let path = format!("{ROOT}?token={}", self.token().await);
        self.request("POST", &path)
            .header(
                "content-type",
                "application/vnd.atl.plugins.remote.install+json",
            )
            .body(json!({ "pluginUri": url }).to_string())
            .send()
            .await
            .unwrap()
    }

    /// Installs and polls once.
    async fn install_and_poll(&self, url: &str) -> reqwest::Response {
        let begun: Value = self.install(url).await.json().await.unwrap();
        self.get(begun["links"]["self"].as_str().unwrap()).await
    }
}

#[tokio::test]
async fn an_app_is_installed_as_a_task_that_ends_in_its_resource() {
    let tenant = Tenant::start();
    let app = ScriptedApp::start().await;
    let manager = Manager::of(&tenant);

    let settings: Value = manager
        .get(&format!("{ROOT}settings"))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(
        settings,
        json!({ "settings": [{ "key": "connectDeveloperListingsEnabled", "value": true }] })
    );
    let begun = manager.install(&app.descriptor_url()).await;
    assert_eq!(begun.status(), 202);
    let location = begun.headers()["location"].to_str().unwrap().to_owned();
    let task: Value = begun.json().await.unwrap();
    assert_eq!(task["links"]["self"], *location);
    assert_eq!(task["status"]["done"], false);
    assert_eq!(task["status"]["name"], "atlassian-connect.json");
    assert_eq!(task["pingAfter"], 300);

    let done = manager.get(&location).await;
    assert_eq!(done.status(), 303);
    assert_eq!(
        done.headers()["location"],
        "/wiki/rest/plugins/1.0/scripted-app-key"
    );
    let plugin: Value = manager
        .get(done.headers()["location"].to_str().unwrap())
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(plugin["key"], "scripted-app");
    assert_eq!(plugin["enabled"], true);
    assert_eq!(
        tenant.app("scripted-app").map(|app| app.status()),
        Some(Status::Enabled)
    );
    let listed: Value = manager.get(ROOT).await.json().await.unwrap();
    assert_eq!(listed["plugins"][0]["key"], "scripted-app");
}

#[tokio::test]
async fn a_task_is_pending_until_the_app_has_answered() {
    let settings = Settings::default().limits(Limits::default().task_poll_wait(Duration::ZERO));
    let tenant = Tenant::builder().settings(settings).start();
    let app = ScriptedApp::start().await;
    let manager = Manager::of(&tenant);

    let installed = tenant.hold(to_app().post("/installed"));
    let begun: Value = manager
        .install(&app.descriptor_url())
        .await
        .json()
        .await
        .unwrap();
    installed.reached().await;
    let polled = manager.get(begun["links"]["self"].as_str().unwrap()).await;
    assert_eq!(polled.status(), 200);
    let task: Value = polled.json().await.unwrap();
    assert_eq!(task["status"]["done"], false);
    assert_eq!(task["id"], begun["id"]);
    installed.release();
    tenant
        .wait_for(1, to_app().post("/enabled"))
        .await
        .expect("the install goes on");
}

#[tokio::test]
async fn a_failed_install_is_a_task_with_the_hosts_code_and_text() {
    let tenant = Tenant::start();
    let app = ScriptedApp::start().await;
    app.reply("/installed", 500, "");
    let polled = Manager::of(&tenant)
        .install_and_poll(&app.descriptor_url())
        .await;
    assert_eq!(polled.status(), 200);
    let task: Value = polled.json().await.unwrap();
    let status = &task["status"];
    assert_eq!(status["done"], true);
    assert_eq!(
        status["subCode"],
        "connect.install.error.remote.host.bad.response.500"
    );
    assert_eq!(
        status["contentType"],
        "application/vnd.atl.plugins.task.install.err+json"
    );
    assert!(status["errorMessage"].as_str().unwrap().contains("500"));
}

#[tokio::test]
async fn without_development_mode_a_url_is_not_installed() {
    let settings = Settings::default().developer_mode(false);
    let tenant = Tenant::builder().settings(settings).start();
    let app = ScriptedApp::start().await;
    let manager = Manager::of(&tenant);
    let settings: Value = manager
        .get(&format!("{ROOT}settings"))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(settings["settings"][0]["value"], false);
    let polled = manager.install_and_poll(&app.descriptor_url()).await;
    let task: Value = polled.json().await.unwrap();
    assert_eq!(
        task["status"]["subCode"],
        "upm.pluginInstall.error.descriptor.not.from.marketplace"
    );
    assert!(tenant.log().only(to_app()).is_empty());
}

#[tokio::test]
async fn an_app_is_switched_off_and_on_and_removed() {
    let tenant = Tenant::start();
    let app = ScriptedApp::start().await;
    let manager = Manager::of(&tenant);
    manager.install_and_poll(&app.descriptor_url()).await;
    let path = format!("{ROOT}scripted-app-key");
    for enabled in [false, true] {
        let reply = manager
            .request("PUT", &path)
            .header("content-type", "application/vnd.atl.plugins.plugin+json")
            .body(json!({ "enabled": enabled }).to_string())
            .send()
            .await
            .unwrap();
        let plugin: Value = reply.json().await.unwrap();
        assert_eq!(plugin["enabled"], enabled);
    }
    let removed = manager.request("DELETE", &path).send().await.unwrap();
    // The callbacks are answered before the DELETE is: ACE ends its process on the answer.
    let last = tenant.log().only(to_app().post("/uninstalled"));
    assert_eq!(last.statuses(), [Some(204)]);
    assert_eq!(removed.status(), 204);
    assert_eq!(manager.get(&path).await.status(), 404);
}

#[tokio::test]
async fn an_install_needs_a_user_a_token_and_a_url() {
    let tenant = Tenant::start();
    let manager = Manager::of(&tenant);
    let anonymous = format!("{}/rest/plugins/1.0/", tenant.base_url());
    assert_eq!(reqwest::get(anonymous).await.unwrap().status(), 401);
    let post = |path: String, body: &'static str| manager.request("POST", &path).body(body).send();
    let wrong = post(format!("{ROOT}?token=1"), r#"{"pluginUri":"http://x"}"#).await;
    assert_eq!(wrong.unwrap().status(), 403);
    let token = manager.token().await;
    for body in ["", "[]", r#"{"pluginUri":7}"#, "{"] {
        let path = format!("{ROOT}?token={token}");
        assert_eq!(post(path, body).await.unwrap().status(), 400, "{body}");
    }
    assert_eq!(manager.get(&format!("{ROOT}tasks/x")).await.status(), 404);
    let log = tenant.log().to_string();
    assert!(
        log.contains("expected: `?token=<the header upm-token>`"),
        "{log}"
    );
    assert!(
        log.contains("expected: `pluginUri`, the descriptor's URL"),
        "{log}"
    );
}

#[tokio::test]
async fn two_runs_of_a_self_registration_give_one_log() {
    let mut logs = Vec::new();
    for _ in 0..2 {
        let tenant = Tenant::start();
        let app = ScriptedApp::start().await;
        Manager::of(&tenant)
            .install_and_poll(&app.descriptor_url())
            .await;
        let log = tenant.log().only(from_app());
        logs.push(serde_json::to_string(&log).unwrap());
    }
    assert!(logs[0].contains(r#""timestamp":0"#), "{}", logs[0]);
    assert_eq!(logs[0], logs[1]);
}

#[tokio::test]
async fn consumer_info_has_the_client_key_and_public_key_of_the_payload() {
    let tenant = Tenant::start();
    let app = ScriptedApp::start().await;
    tenant.install(app.descriptor_url()).await.unwrap();
    let payload = app.last("/installed").json();
    let url = format!("{}/plugins/servlet/oauth/consumer-info", tenant.base_url());
    let xml = reqwest::get(url).await.unwrap().text().await.unwrap();
    let key = payload["clientKey"].as_str().unwrap();
    let public_key = payload["publicKey"].as_str().unwrap();
    assert!(xml.contains(&format!("<key>{key}</key>")), "{xml}");
    assert!(
        xml.contains(&format!("<publicKey>{public_key}</publicKey>")),
        "{xml}"
    );
}

/// A client compares the whole value.
#[tokio::test]
async fn each_content_type_of_upms_own_names_its_charset() {
    let tenant = Tenant::start();
    let app = ScriptedApp::start().await;
    let manager = Manager::of(&tenant);
    let content_type = |reply: &reqwest::Response| {
        let value = reply.headers()["content-type"].to_str().unwrap();
        value.to_owned()
    };
    let of = |kind: &str| format!("application/vnd.atl.plugins{kind}+json;charset=UTF-8");
    let begun = manager.install(&app.descriptor_url()).await;
    assert_eq!(content_type(&begun), of(".install.installing"));
    let task = begun.headers()["location"].to_str().unwrap().to_owned();
    manager.get(&task).await;
    for (path, kind) in [
        (ROOT.to_owned(), ".installed"),
        (format!("{ROOT}settings"), ""),
        (format!("{ROOT}scripted-app-key"), ".plugin"),
    ] {
        assert_eq!(content_type(&manager.get(&path).await), of(kind), "{path}");
    }
    let path = format!("{ROOT}scripted-app-key");
    let off = manager.request("PUT", &path).body(r#"{"enabled":false}"#);
    assert_eq!(content_type(&off.send().await.unwrap()), of(".plugin"));
    let broken = manager.install("http://127.0.0.1:1/x").await;
    let task = broken.headers()["location"].to_str().unwrap().to_owned();
    assert_eq!(content_type(&manager.get(&task).await), of(".pending-task"));
}

#[tokio::test]
async fn an_app_without_a_version_has_the_same_one_everywhere() {
    let tenant = Tenant::start();
    let source = |version: Option<&str>| {
        let mut app = App::without_backend();
        if let Some(version) = version {
            app = app.with("version", json!(version));
        }
        app.source()
    };
    let app = tenant.install(source(None)).await.unwrap();
    for version in ["1.0", "2.1.0-beta"] {
        let manager = Manager::of(&tenant);
        let plugin: Value = manager
            .get(&format!("{ROOT}app-key"))
            .await
            .json()
            .await
            .unwrap();
        let information = app.client().get("/rest/atlassian-connect/1/addons/app");
        let information = information.send().await.unwrap().json();
        let listed: Value = manager.get(ROOT).await.json().await.unwrap();
        assert_eq!(app.descriptor().unwrap().version(), version);
        assert_eq!(plugin["version"], version);
        assert_eq!(information["version"], version);
        assert_eq!(listed["plugins"][0]["version"], version);
        app.upgrade_to(source(Some("2.1.0-beta"))).await.unwrap();
    }
}

#[tokio::test]
async fn the_token_is_another_for_each_tenant_and_each_start() {
    let mut tokens = Vec::new();
    let mut logs = Vec::new();
    for _ in 0..2 {
        let tenant = Tenant::start();
        let manager = Manager::of(&tenant);
        let reply = manager.install("http://127.0.0.1:1/app.json").await;
        assert_eq!(reply.status(), 202);
        tokens.push(manager.token().await);
        let har = tenant.log().har().to_string();
        assert!(!har.contains(&tokens[tokens.len() - 1]), "{har}");
        logs.push(tenant.log().only(from_app().path(ROOT)).to_string());
    }
    assert_ne!(tokens[0], tokens[1]);
    assert_eq!(logs[0], logs[1]);
    assert!(logs[0].contains("token={token}"), "{}", logs[0]);
}

#[tokio::test]
async fn beyond_loopback_upm_answers_only_if_it_is_asked_for() {
    let bound = || Tenant::builder().bind([0, 0, 0, 0]);
    let off = Manager::of(&bound().start()).get(ROOT).await;
    assert_eq!(off.status(), 403);
    assert!(off.text().await.unwrap().contains("remote_upm"));
    let on = Manager::of(&bound().remote_upm(true).start())
        .get(ROOT)
        .await;
    assert_eq!(on.status(), 200);
    let local = Tenant::builder().bind([127, 0, 0, 2]);
    let tenant = local.start();
    let url = format!("{}/rest/plugins/1.0/", tenant.base_url());
    let reply = reqwest::Client::new().get(url).basic_auth("a", Some("b"));
    assert_eq!(reply.send().await.unwrap().status(), 200);
}
