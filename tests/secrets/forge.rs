//! The life on Forge: invocation tokens, tokens for the way back, and an app that repeats them wherever it can.

use mockfluence::manifest::Manifest;
use mockfluence::{ForgeApp, ForgeClient, Page, Tamper, Tenant, User, Webhook};
use serde_json::{Value, json};

use crate::life::{ALICE, Life};
use crate::scripted_app::ScriptedApp;

const APP: &str = "406d303d-0393-4ec4-ad7c-1435be94583a";

fn manifest(backend: &ScriptedApp) -> Manifest {
    let both =
        || json!({ "appSystemToken": { "enabled": true }, "appUserToken": { "enabled": true } });
    let system = || json!({ "appSystemToken": { "enabled": true } });
    let manifest = Manifest::from_json(json!({
        "app": { "id": format!("ari:cloud:ecosystem::app/{APP}"), "connect": { "key": "moved", "remote": "backend" } },
        "remotes": [{ "key": "backend", "baseUrl": "https://app.example.com", "operations": ["compute"], "auth": system() }],
        "resources": [{ "key": "main", "path": "static" }],
        "permissions": { "scopes": ["read:confluence-user", "read:confluence-content.summary"] },
        "connectModules": { "confluence:lifecycle": [{ "key": "life", "installed": "/installed" }] },
        "modules": {
            "endpoint": [
                { "key": "board", "remote": "backend", "auth": both() },
                { "key": "events", "remote": "backend", "route": { "path": "/events" }, "auth": system() },
            ],
            "macro": [{ "key": "page", "title": "Page", "resource": "main", "resolver": { "endpoint": "board" } }],
            "trigger": [{ "key": "edits", "endpoint": "events", "events": ["avi:confluence:updated:page"] }],
            "scheduledTrigger": [{ "key": "hourly", "endpoint": "events", "interval": "hour" }],
        },
    }));
    manifest.unwrap().with_remote("backend", backend.base_url())
}

impl Life {
    pub(crate) async fn live_on_forge(&mut self) {
        let (tenant, backend) = (Tenant::named("forge"), ScriptedApp::start().await);
        tenant.add_user(User::new(ALICE));
        let manifest = manifest(&backend);
        self.debug("a manifest", &manifest);
        let app = tenant.install_forge(manifest).await.unwrap();
        self.know(
            "the secret of a Connect half",
            app.connect().unwrap().shared_secret().unwrap(),
        );
        let (system, user) = (app.system_token(), app.user_token(ALICE));
        self.know_token("the app's token of Forge", &system);
        self.know_token("a user's token of Forge", &user);
        let offline = self.act_for_somebody_absent(&tenant, &app).await;
        for token in [&system, &user, &offline] {
            repeat(&app.client(), token).await;
            repeat_as_app(&backend, &app, token).await;
        }
        self.be_called(&backend, &tenant, &app, &system).await;
        self.show_forge_handles(&tenant, &app);
        app.clone().uninstall().await;
        let dead = app.client().get("/rest/api/user/current");
        let dead = dead.header("authorization", format!("Bearer {system}"));
        self.debug("a refused reply", &dead.send().await.unwrap());
        for call in backend.received() {
            let bearer = call.header("authorization");
            if let Some(token) = bearer.and_then(|value| value.strip_prefix("Bearer ")) {
                self.know_token(&format!("the invocation token to {}", call.path), token);
            }
        }
        self.show_log("forge", &tenant);
    }

    async fn act_for_somebody_absent(&mut self, tenant: &Tenant, app: &ForgeApp) -> String {
        let contexts = [format!("ari:cloud:confluence::site/{}", tenant.cloud_id())];
        let query = json!({
            "query": "mutation m($input: OfflineUserAuthTokenInput!) { offlineUserAuthToken(input: $input) \
                      { success errors { message } authToken { token ttl } } }",
            "variables": { "input": { "contextIds": contexts, "userId": ALICE } },
        });
        let url = tenant.base_url().replace("/wiki", "/graphql");
        let request = reqwest::Client::new()
            .post(url)
            .bearer_auth(app.system_token());
        let answer: Value = request
            .json(&query)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        let token = &answer["data"]["offlineUserAuthToken"]["authToken"]["token"];
        let token = token.as_str().unwrap().to_owned();
        self.know_token("a token for somebody absent", &token);
        token
    }

    /// By every caller, with a token that is spoilt and one that is not, and by events that are tried again.
    async fn be_called(
        &mut self,
        backend: &ScriptedApp,
        tenant: &Tenant,
        app: &ForgeApp,
        token: &str,
    ) {
        let call = || app.invoke("board").path("/board").user(ALICE);
        for one in [
            call(),
            call().direct(),
            call().tamper(Tamper::WrongKey),
            call().tamper(Tamper::ForgeContextToken),
            call().tamper(Tamper::ConnectToken),
            call()
                .header("x-said", token)
                .json(&json!({ "said": token })),
            app.invoke("backend").from_function().path("/board"),
        ] {
            self.debug("a call", &one);
            self.debug("what came of it", &one.send().await);
        }
        backend.reply(
            "/events",
            500,
            format!("{{\"error\":\"bad token {token}\"}}"),
        );
        let edit = Webhook::page("page_updated", Page::new(1, "One"));
        tenant.fire(edit).await;
        self.debug("what waits", &app.event_retries());
        app.retry_events().await;
        app.run_schedule("hourly").await;
        tenant.rotate_invocation_key();
        call().send().await;
    }

    fn show_forge_handles(&mut self, tenant: &Tenant, app: &ForgeApp) {
        self.debug("an app on Forge", app);
        self.debug("apps on Forge", &tenant.forge_apps());
        self.debug("a client of Forge's", &app.client().as_user(ALICE));
        self.debug("its manifest", &app.manifest());
        self.debug(
            "a request of Forge's",
            &app.client().get("/rest/api/user/current"),
        );
        self.show("the variables of an app", format!("{:?}", tenant.env()));
    }
}

/// The app says it to the host: in path, query, header and body.
async fn repeat(client: &ForgeClient, token: &str) {
    let hex: String = token.bytes().map(|byte| format!("{byte:02x}")).collect();
    for written in [token, &token[..80], &hex[..900]] {
        let target = format!("/rest/api/nothing/{written}?access_token={written}");
        client.get(&target).send().await.unwrap();
        let said = client.post("/rest/api/nothing").header("x-said", written);
        said.json(&json!({ "said": [written] }))
            .send()
            .await
            .unwrap();
    }
    let bearer = format!("Bearer {token}");
    let own = client
        .get("/rest/api/user/current")
        .header("authorization", bearer);
    own.send().await.unwrap();
}

/// The app says it to whoever calls.
async fn repeat_as_app(backend: &ScriptedApp, app: &ForgeApp, token: &str) {
    for status in [200, 500] {
        let body = json!({ "token": token, "words": format!("I got {token}.") });
        backend.reply("/board", status, body.to_string());
        app.invoke("board").path("/board").send().await;
    }
}
