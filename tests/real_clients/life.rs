//! One whole life, the same for every client, against the binary.

use serde_json::{Value, json};

use crate::client::{App, Client};
use crate::server::Server;
use crate::tokens::{self, Bad};
use crate::{MODULES, item};

/// What has been seen to work, for the summary line.
struct Passed {
    client: Client,
    steps: usize,
}

impl Passed {
    #[track_caller]
    fn check(&mut self, what: &str, holds: bool) {
        assert!(holds, "{:?}: {what}", self.client);
        self.steps += 1;
    }
}

pub(crate) async fn live(client: Client) {
    let server = Server::start();
    let app = App::start(client, &server.text("keysUrl"));
    let mut passed = Passed { client, steps: 0 };
    install(&server, &app, &mut passed).await;
    call_the_tenant(&server, &app, &mut passed).await;
    open_the_page(&server, &app, &mut passed).await;
    change(&server, &app, &mut passed).await;
    leave_and_come_back(&server, &app, &mut passed).await;
    println!("{client:?}: {} steps passed", passed.steps);
}

fn path(client: Client) -> String {
    format!("/apps/{}", client.key())
}

async fn client_key(server: &Server) -> String {
    server.get("").await["clientKey"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn install(server: &Server, app: &App, passed: &mut Passed) {
    for kind in [
        "unsigned",
        "wrong-audience",
        "expired",
        "wrong-signature",
        "wrong-key",
    ] {
        let on = json!({ "direction": "to-app", "path": "/installed" });
        server
            .post("/faults", json!({ "kind": kind, "on": on, "times": 1 }))
            .await;
        let refused = server
            .post("/apps", json!({ "descriptorUrl": app.descriptor_url() }))
            .await;
        passed.check(
            &format!("a forged install is refused: {kind}"),
            refused["subCode"].is_string(),
        );
    }
    let installed = server
        .post("/apps", json!({ "descriptorUrl": app.descriptor_url() }))
        .await;
    passed.check("installed and enabled", installed["status"] == "enabled");
    server.registrations(1).await;
    let shown = server.get(&path(passed.client)).await;
    passed.check(
        "registered when enabled",
        shown["dynamicModules"] == item("from-enabled"),
    );
}

async fn call_the_tenant(server: &Server, app: &App, passed: &mut Passed) {
    let key = client_key(server).await;
    let ask = |method, url: String, json| {
        let key = key.clone();
        async move { app.ask(&key, method, &url, json).await }
    };
    let modules = || MODULES.to_owned();
    let (status, body) = ask("get", modules(), json!(true)).await;
    passed.check("GET", (status, body) == (200, item("from-enabled")));
    passed.check("POST", ask("post", modules(), item("a")).await.0 == 200);
    let (status, body) = ask("post", modules(), item("a")).await;
    let told = body["message"]
        .as_str()
        .unwrap_or_default()
        .contains("duplicate module keys: [a]");
    passed.check("a duplicate is 400", status == 400 && told);
    let (status, _) = ask(
        "del",
        format!("{MODULES}?moduleKey=a&moduleKey=b"),
        json!(true),
    )
    .await;
    passed.check("DELETE with a repeated parameter", status == 204);
    let property = format!(
        "/rest/atlassian-connect/1/addons/{}/properties/k",
        passed.client.key()
    );
    passed.check(
        "PUT of a property",
        ask("put", property.clone(), json!({ "a": 1 })).await.0 == 201,
    );
    let (_, value) = ask("get", property, json!(true)).await;
    passed.check("GET of a property", value["value"] == json!({ "a": 1 }));
}

async fn open_the_page(server: &Server, app: &App, passed: &mut Passed) {
    let shown = server.get(&path(passed.client)).await;
    let secret = shown["sharedSecret"].as_str().unwrap().to_owned();
    let key = client_key(server).await;
    let good = tokens::page(&secret, &key, |_| {});
    passed.check("the page opens", app.protected(Some(&good)).await == 200);

    server
        .post(
            &format!("{}/rotate-secret", path(passed.client)),
            Value::Null,
        )
        .await;
    let shown = server.get(&path(passed.client)).await;
    let new = shown["sharedSecret"].as_str().unwrap().to_owned();
    passed.check("a new secret", new != secret);
    let good = tokens::page(&new, &key, |_| {});
    passed.check(
        "the page opens with it",
        app.protected(Some(&good)).await == 200,
    );
    for bad in Bad::ALL {
        let token = bad.token(&new, &secret, &key);
        let status = app.protected(token.as_deref()).await;
        let refused = matches!(status, 400 | 401 | 403);
        passed.check(
            &format!("the page stays shut: {bad:?}, answered {status}"),
            refused,
        );
    }
    let (status, _) = app.ask(&key, "get", MODULES, json!(true)).await;
    passed.check("the app signs with the new secret", status == 200);
}

async fn change(server: &Server, app: &App, passed: &mut Passed) {
    let (path, key) = (path(passed.client), client_key(server).await);
    let own = server.text("baseUrl");
    let renamed = own.replace("127.0.0.1", "localhost");
    let told = server
        .post("/rename-site", json!({ "baseUrl": renamed }))
        .await;
    let status = told["callbacks"][0]["status"].as_u64();
    passed.check("the rename is taken", matches!(status, Some(200 | 204)));
    passed.check(
        "calls go to the new address",
        app.ask(&key, "get", MODULES, json!(true)).await.0 == 200,
    );

    let off = server.post(&format!("{path}/disable"), Value::Null).await;
    passed.check("disabled", off["callbacks"][0]["status"] == 204);
    passed.check(
        "no calls while disabled",
        app.ask(&key, "get", MODULES, json!(true)).await.0 == 403,
    );
    let on = server.post(&format!("{path}/enable"), Value::Null).await;
    passed.check("enabled again", on["callbacks"][0]["status"] == 204);

    let text = reqwest::get(app.descriptor_url())
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let mut next: Value = serde_json::from_str(&text).unwrap();
    next["modules"] = item("from-enabled");
    let upgrade = server
        .post(&format!("{path}/upgrade"), json!({ "descriptor": next }))
        .await;
    passed.check(
        "an upgrade in conflict takes the dynamic modules",
        upgrade["removedModules"] == json!(["from-enabled"]),
    );
    let back = server
        .post(
            &format!("{path}/upgrade"),
            json!({ "descriptorUrl": app.descriptor_url() }),
        )
        .await;
    passed.check("and back", back["app"]["status"] == "enabled");
}

async fn leave_and_come_back(server: &Server, app: &App, passed: &mut Passed) {
    let (path, key) = (path(passed.client), client_key(server).await);
    let (status, _) = app.ask(&key, "post", MODULES, item("kept")).await;
    passed.check("one more module", status == 200);
    let gone = server.post(&format!("{path}/uninstall"), Value::Null).await;
    let callbacks = gone["callbacks"].as_array().unwrap();
    let taken = callbacks
        .iter()
        .all(|one| matches!(one["status"].as_u64(), Some(200 | 204)));
    passed.check("uninstalled", callbacks.len() == 2 && taken);
    passed.check(
        "no calls after that",
        app.ask(&key, "get", MODULES, json!(true)).await.0 == 401,
    );
    server
        .post("/apps", json!({ "descriptorUrl": app.descriptor_url() }))
        .await;
    let shown = server.get(&path).await;
    let keys = shown["dynamicModules"]["webItems"].as_array().unwrap();
    passed.check(
        "the modules are back",
        keys.iter().any(|one| one["key"] == "kept"),
    );
    passed.check(
        "the app calls again",
        app.ask(&key, "get", MODULES, json!(true)).await.0 == 200,
    );
}
