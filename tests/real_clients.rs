//! Apps on unmodified Connect frameworks, installed, driven and uninstalled by a tenant.
//!
//! Needs Node and the packages of `tests/clients/ace` (`npm ci` there), so it does not run by
//! default: `cargo test --test real_clients -- --ignored`.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use mockfluence::{
    DYNAMIC_MODULES, Fault, InstalledApp, Settings, Status, Tenant, from_app, to_app,
};
use serde_json::{Value, json};

/// A Node process that ends with the test.
struct Node {
    child: Child,
    base_url: String,
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// Starts the app on atlassian-connect-express and waits until it listens.
fn ace_app(tenant: &Tenant) -> Node {
    let port = free_port();
    let base_url = format!("http://127.0.0.1:{port}");
    let mut child = Command::new("node")
        .arg("app.js")
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/ace"))
        .env("PORT", port.to_string())
        .env("AC_LOCAL_BASE_URL", &base_url)
        .env("CONNECT_KEYS_CDN_URL", tenant.keys_url())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("node");
    let out = BufReader::new(child.stdout.take().unwrap());
    let node = Node { child, base_url };
    let mut lines = out.lines().map_while(Result::ok);
    assert!(
        lines.any(|line| line == "ready"),
        "the app ended; has `npm ci` run in tests/clients/ace?"
    );
    // Whatever it prints from now on must not fill the pipe.
    std::thread::spawn(move || lines.for_each(drop));
    node
}

/// Has the app call the tenant by its own HTTP client.
async fn ask(node: &Node, tenant: &Tenant, method: &str, url: &str, json: Value) -> (u64, Value) {
    let url = json!({ "method": method, "url": url, "json": json });
    let driver = format!("{}/do/{}", node.base_url, tenant.client_key());
    let reply = reqwest::Client::new()
        .post(driver)
        .json(&url)
        .send()
        .await
        .unwrap();
    let answer: Value = reply.json().await.unwrap();
    (answer["status"].as_u64().unwrap(), answer["body"].clone())
}

fn item(key: &str) -> Value {
    json!({ "webItems": [{
        "key": key, "name": { "value": key }, "url": "/x", "location": "system.content.action"
    }]})
}

const MODULES: &str = "/rest/atlassian-connect/1/app/module/dynamic";

async fn installed(tenant: &Tenant, node: &Node, registrations: usize) -> InstalledApp {
    let descriptor = format!("{}/atlassian-connect.json", node.base_url);
    let app = tenant.install(descriptor).await.unwrap();
    tenant
        .wait_for(registrations, from_app().post(DYNAMIC_MODULES))
        .await
        .unwrap();
    app
}

#[tokio::test]
#[ignore = "needs Node"]
async fn an_ace_app_lives_through_its_whole_life() {
    let tenant = Tenant::start();
    let node = ace_app(&tenant);
    let app = installed(&tenant, &node, 1).await;
    assert_eq!(app.status(), Status::Enabled);
    assert_eq!(app.dynamic_module_keys(), ["from-enabled"]);

    // Its own client: GET, POST, a duplicate, DELETE with a repeated parameter.
    assert_eq!(
        ask(&node, &tenant, "get", MODULES, json!(true)).await,
        (200, item("from-enabled"))
    );
    assert_eq!(ask(&node, &tenant, "post", MODULES, item("a")).await.0, 200);
    let (status, body) = ask(&node, &tenant, "post", MODULES, item("a")).await;
    assert_eq!(status, 400);
    assert!(
        body["message"]
            .as_str()
            .unwrap()
            .contains("duplicate module keys: [a]")
    );
    let some = format!("{MODULES}?moduleKey=from-enabled&moduleKey=a");
    assert_eq!(ask(&node, &tenant, "del", &some, json!(true)).await.0, 204);
    assert!(app.dynamic_module_keys().is_empty());

    // An app property, and the client's known mistake with a parameter that has no value.
    let property = "/rest/atlassian-connect/1/addons/ace-app/properties/k";
    assert_eq!(
        ask(&node, &tenant, "put", property, json!({ "a": 1 }))
            .await
            .0,
        201
    );
    assert_eq!(
        ask(&node, &tenant, "get", property, json!(true)).await.1["value"],
        json!({ "a": 1 })
    );
    assert_eq!(
        ask(
            &node,
            &tenant,
            "get",
            &format!("{MODULES}?flag"),
            json!(true)
        )
        .await
        .0,
        401
    );
    assert!(tenant.log().to_string().contains("hashed as `null`"));

    app.rotate_secret().await.unwrap();
    assert_eq!(
        ask(&node, &tenant, "get", MODULES, json!(true)).await.0,
        200
    );
    tenant
        .rename_site(format!("http://localhost:{}/wiki", tenant.port()))
        .await;
    assert_eq!(
        ask(&node, &tenant, "get", MODULES, json!(true)).await.0,
        200
    );
    assert_eq!(app.disable().await[0].1, Some(204));
    assert_eq!(
        ask(&node, &tenant, "get", MODULES, json!(true)).await.0,
        403
    );
    assert_eq!(app.enable().await[0].1, Some(204));
    app.upgrade().await.unwrap();
    let callbacks = app.uninstall().await;
    assert!(
        callbacks.iter().all(|(_, status)| *status == Some(204)),
        "{callbacks:?}"
    );
    assert_eq!(
        ask(&node, &tenant, "get", MODULES, json!(true)).await.0,
        401
    );
}

#[tokio::test]
#[ignore = "needs Node"]
async fn an_ace_app_finds_its_modules_after_a_reinstall() {
    let tenant = Tenant::start();
    let node = ace_app(&tenant);
    installed(&tenant, &node, 1).await.uninstall().await;
    let app = installed(&tenant, &node, 2).await;
    assert_eq!(app.dynamic_module_keys(), ["from-enabled"]);
    // It registers on every `enabled`, and now the key is taken.
    assert_eq!(
        tenant
            .log()
            .only(from_app().post(DYNAMIC_MODULES))
            .statuses(),
        [200, 400]
    );
}

#[tokio::test]
#[ignore = "needs Node"]
async fn an_ace_app_refuses_every_forged_install() {
    let tenant = Tenant::start();
    let node = ace_app(&tenant);
    let forgeries = [
        (Fault::unsigned(), 401),
        (Fault::wrong_audience(), 401),
        (Fault::expired(), 401),
        (Fault::wrong_signature(), 400),
        (Fault::wrong_key(), 400),
        // It takes the 404's body for a key, and an empty one for none.
        (Fault::unknown_kid(), 404),
    ];
    for (forgery, status) in forgeries {
        tenant.inject(forgery.clone().on(to_app().post("/installed")).times(1));
        let descriptor = format!("{}/atlassian-connect.json", node.base_url);
        tenant.install(descriptor).await.unwrap_err();
        let asked = tenant.log().only(to_app().post("/installed"));
        assert_eq!(asked.statuses().last(), Some(&status), "{forgery}");
    }
    installed(&tenant, &node, 1).await;
}

#[tokio::test]
#[ignore = "needs Node"]
async fn an_ace_app_survives_every_host() {
    for (host, settings) in Settings::matrix() {
        // Its framework hashes the raw path, and its paths have nothing to decode.
        let tenant = Tenant::builder().settings(settings.clone()).start();
        let node = ace_app(&tenant);
        let descriptor = format!("{}/atlassian-connect.json", node.base_url);
        let app = tenant.install(descriptor).await.expect(host);
        assert_eq!(
            ask(&node, &tenant, "post", MODULES, item("x")).await.0,
            200,
            "{host}"
        );
        app.upgrade().await.expect(host);
        assert_eq!(
            ask(&node, &tenant, "get", MODULES, json!(true)).await.0,
            200,
            "{host}"
        );
        app.uninstall().await;
    }
}
