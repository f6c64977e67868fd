//! What an app asks of its tenant: properties, content, stubs, and acting as a user.

use jsonwebtoken::{EncodingKey, Header, encode};
#[cfg(feature = "attachments")]
use mockfluence::AttachedFile;
use mockfluence::{DescriptorSource, Licence, Page, Stub, Tenant, User, from_app, respond};
use serde_json::{Value, json};
use wiremock::matchers::{method, path};

use crate::page::held;
use crate::scripted_app::ScriptedApp;

const SOURCE: &str = include_str!("rest.rs");

async fn descriptor(scopes: &[&str]) -> DescriptorSource {
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["scopes"] = json!(scopes);
    DescriptorSource::from(descriptor)
}

#[tokio::test]
async fn app_properties() {
    let tenant = Tenant::start();
    let descriptor = descriptor(&["READ"]).await;
    // app properties
    let app = tenant.install(descriptor).await.unwrap();
    let url = "/rest/atlassian-connect/1/addons/scripted-app/properties/settings";
    let write = || {
        app.client()
            .put(url)
            .json(&json!({ "theme": "dark" }))
            .send()
    };
    assert_eq!(write().await.unwrap().status(), 201);
    assert_eq!(write().await.unwrap().status(), 200);
    // The licence drives what the app is told of itself, and `lic` in every URL.
    app.set_licence(Licence::Evaluation);
    let about = app
        .client()
        .get("/rest/atlassian-connect/1/addons/scripted-app");
    let about = about.send().await.unwrap().json();
    assert_eq!(
        (&about["state"], &about["license"]["evaluation"]),
        (&json!("ENABLED"), &json!(true))
    );
    // end
    held(
        "app_properties",
        SOURCE,
        "app properties",
        Some(&tenant.log().only(from_app())),
    );
}

#[tokio::test]
async fn content_with_versions() {
    let tenant = Tenant::start();
    let descriptor = descriptor(&["WRITE"]).await;
    // content
    let app = tenant.install(descriptor).await.unwrap();
    tenant.add_page(Page::new(10_000_001, "Runbook").with_body("<p>one</p>"));
    let url = "/rest/api/content/10000001";
    let update = |version: u64| {
        let body = json!({ "version": { "number": version }, "title": "Runbook", "type": "page" });
        app.client().put(url).json(&body).send()
    };
    assert_eq!(update(2).await.unwrap().status(), 200);
    assert_eq!(
        update(2).await.unwrap().status(),
        409,
        "somebody was faster"
    );
    assert_eq!(tenant.page(10_000_001).unwrap().version(), 2);
    // end
    held(
        "content_with_versions",
        SOURCE,
        "content",
        Some(&tenant.log().only(from_app())),
    );
}

#[tokio::test]
async fn stub_replies() {
    let tenant = Tenant::start();
    let descriptor = descriptor(&["READ"]).await;
    // stub replies
    let app = tenant.install(descriptor).await.unwrap();
    let all: Vec<Value> = (1..=3)
        .map(|id| json!({ "id": id, "key": format!("S{id}") }))
        .collect();
    let first = respond::offset_page(&tenant.base_url(), "/rest/api/space", &all, 0, 2);
    let spaces = Stub::given(method("GET")).and(path("/wiki/rest/api/space"));
    tenant.stub(spaces.respond_with(first).expect(1));
    let gone = Stub::given(path("/wiki/api/v2/pages/1"));
    tenant.stub(gone.respond_with(respond::v2_error(404, "NOT_FOUND", "Not Found")));
    let page = app
        .client()
        .get("/rest/api/space?limit=2")
        .send()
        .await
        .unwrap()
        .json();
    assert_eq!(
        page["_links"]["next"],
        "/rest/api/space?next=true&limit=2&start=2"
    );
    assert_eq!(
        app.client()
            .get("/api/v2/pages/1")
            .send()
            .await
            .unwrap()
            .status(),
        404
    );
    tenant.verify_stubs().await.unwrap();
    // end
    held(
        "stub_replies",
        SOURCE,
        "stub replies",
        Some(&tenant.log().only(from_app())),
    );
}

fn now() -> u64 {
    std::time::UNIX_EPOCH.elapsed().unwrap().as_secs()
}

/// The client id as `installed` brought it.
fn client_id(tenant: &Tenant) -> String {
    let log = tenant.log();
    let installed = log
        .exchanges()
        .find(|one| one.path() == "/installed")
        .unwrap();
    let body: Value = serde_json::from_str(installed.request_body()).unwrap();
    body["oauthClientId"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn acting_as_a_user() {
    let tenant = Tenant::start();
    let descriptor = descriptor(&["READ", "ACT_AS_USER"]).await;
    // acting as a user
    tenant.add_user(User::new("712020:alice").name("Alice"));
    let app = tenant.install(descriptor).await.unwrap();
    // What the app's framework does: an assertion, signed with the secret, for an access token.
    let server = tenant.authorization_server();
    let claims = json!({
        "iss": format!("urn:atlassian:connect:clientid:{}", client_id(&tenant)),
        "sub": "urn:atlassian:connect:useraccountid:712020:alice",
        "tnt": tenant.base_url(), "aud": server, "iat": now(), "exp": now() + 60,
    });
    let key = EncodingKey::from_secret(app.shared_secret().unwrap().as_bytes());
    let assertion = encode(&Header::default(), &claims, &key).unwrap();
    let grant = "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer";
    let http = reqwest::Client::new();
    let token: Value = http
        .post(format!("{server}/oauth2/token"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("grant_type={grant}&assertion={assertion}"))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let me = http
        .get(format!("{}/rest/api/user/current", tenant.base_url()))
        .bearer_auth(token["access_token"].as_str().unwrap())
        .send()
        .await
        .unwrap();
    assert_eq!(
        me.json::<Value>().await.unwrap()["accountId"],
        "712020:alice"
    );
    // end
    let log = tenant
        .log()
        .only(from_app().get("/wiki/rest/api/user/current"));
    held("acting_as_a_user", SOURCE, "acting as a user", Some(&log));
}

#[tokio::test]
async fn page_requests() {
    let tenant = Tenant::start();
    tenant.add_page(Page::new(10_000_001, "Runbook"));
    let descriptor = DescriptorSource::from(json!({
        "key": "static-app", "baseUrl": "http://localhost:1",
        "authentication": { "type": "none" }, "scopes": ["WRITE"],
        "modules": { "generalPages": [
            { "key": "board", "name": { "value": "Board" }, "url": "/board.html" }
        ] }
    }));
    // page requests
    let app = tenant.install(descriptor).await.unwrap();
    let page = app.as_page("board").user("712020:alice");
    let edit = json!({ "type": "page", "title": "Runbook", "version": { "number": 2 } });
    let edited = page.put("/rest/api/content/10000001").json(&edit).send();
    let edited = edited.await.unwrap();
    assert_eq!(edited.json()["version"]["by"]["accountId"], "712020:alice");
    // What the app's scopes do not allow, no user can do through it.
    let deleted = page.delete("/rest/api/content/10000001").send();
    assert_eq!(deleted.await.unwrap().status(), 403);
    // end
    let log = tenant.log().only(from_app());
    held("page_requests", SOURCE, "page requests", Some(&log));
}

#[cfg(feature = "attachments")]
#[tokio::test]
async fn attachments() {
    let tenant = Tenant::start();
    let descriptor = descriptor(&["WRITE"]).await;
    // attachments
    let app = tenant.install(descriptor).await.unwrap();
    tenant.add_page(Page::new(10_000_001, "Runbook"));
    tenant.add_attachment(10_000_001, AttachedFile::new("notes.txt", "call Alice"));
    let form = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"notes.txt\"\r\n\r\n\
                call Bob\r\n--b--\r\n";
    let files = "/rest/api/content/10000001/child/attachment";
    let send = |request: mockfluence::AppRequest| {
        request
            .header("content-type", "multipart/form-data; boundary=b")
            .header("x-atlassian-token", "no-check")
            .body(form)
            .send()
    };
    let taken = send(app.client().post(files)).await.unwrap();
    assert_eq!(taken.status(), 400, "the name is taken");
    let changed = send(app.client().put(files)).await.unwrap().json();
    assert_eq!(changed["results"][0]["version"]["number"], 2);
    let found = app
        .client()
        .get("/api/v2/pages/10000001/attachments?filename=notes.txt");
    let found = found.send().await.unwrap().json();
    assert_eq!(found["results"][0]["mediaType"], "text/plain");
    assert_eq!(tenant.attachments(10_000_001)[0].data(), b"call Bob");
    // end
    let log = tenant.log().only(from_app());
    held("attachments", SOURCE, "attachments", Some(&log));
}
