//! Apps on unmodified Connect frameworks, installed, driven and uninstalled by a tenant; and clients of
//! Confluence's REST.
//!
//! They need Node and Python and the apps' packages, so they do not run by default:
//!
//! ```sh
//! npm ci --prefix tests/clients/ace
//! npm ci --prefix tests/clients/fastify
//! npm ci --prefix tests/clients/judge
//! python3 -m venv tests/clients/flask/venv && tests/clients/flask/venv/bin/pip install --require-hashes -r tests/clients/flask/requirements.txt
//! cargo test --test real_clients -- --ignored
//! ```

#[cfg(feature = "attachments")]
#[path = "../it/access_token.rs"]
mod access_token;
#[cfg(feature = "look-alike")]
mod check;
mod client;
mod explored;
mod fastify;
mod forge_manifest;
mod forgeries;
#[cfg(feature = "attachments")]
mod judged;
mod life;
#[cfg(feature = "look-alike")]
mod look_alike;
mod moves;
mod on_the_move;
mod other_host;
mod server;
mod site;
mod tokens;
#[cfg(feature = "attachments")]
mod uploads;

use client::{App, Client};
use mockfluence::{
    DYNAMIC_MODULES, Fault, InstalledApp, OtherTenant, Settings, SharedListener, Status, Tamper,
    Tenant, TokenKind, from_app, to_app,
};
use serde_json::{Value, json};

fn item(key: &str) -> Value {
    json!({ "webItems": [{
        "key": key, "name": { "value": key }, "url": "/x", "location": "system.content.action"
    }]})
}

#[tokio::test]
#[ignore = "needs Node"]
async fn ace_lives_a_whole_life() {
    life::live(Client::Ace).await;
}

#[tokio::test]
#[ignore = "needs Node"]
async fn fastify_lives_a_whole_life() {
    life::live(Client::Fastify).await;
}

#[tokio::test]
#[ignore = "needs Python"]
async fn flask_lives_a_whole_life() {
    life::live(Client::Flask).await;
}

const MODULES: &str = "/rest/atlassian-connect/1/app/module/dynamic";

async fn installed(tenant: &Tenant, node: &App, registrations: usize) -> InstalledApp {
    let descriptor = node.descriptor_url();
    let app = tenant.install(descriptor).await.unwrap();
    tenant
        .wait_for(registrations, from_app().post(DYNAMIC_MODULES))
        .await
        .unwrap();
    app
}

#[tokio::test]
#[ignore = "needs Node"]
async fn aces_known_mistake_is_named() {
    let tenant = Tenant::start();
    let node = App::start(Client::Ace, &tenant.keys_url());
    installed(&tenant, &node, 1).await;
    let flag = format!("{MODULES}?flag");
    let (status, _) = node
        .ask(&tenant.client_key(), "get", &flag, json!(true))
        .await;
    assert_eq!(status, 401);
    assert!(tenant.log().to_string().contains("hashed as `null`"));
}

#[tokio::test]
#[ignore = "needs Node"]
async fn an_ace_app_installs_itself_and_leaves() {
    let tenant = Tenant::start();
    let host = tenant.base_url().replace("http://", "http://admin:admin@");
    let host = host.replace("127.0.0.1", "localhost");
    let mut node = App::start_with(Client::Ace, &tenant.keys_url(), &[("INSTALL_ON", &host)]);
    tenant.wait_for(1, to_app().post("/enabled")).await.unwrap();
    let app = tenant.app("ace-app").unwrap();
    assert_eq!(app.status(), Status::Enabled);
    tenant
        .wait_for(1, from_app().get("/wiki/rest/plugins/1.0/ace-app-key"))
        .await
        .unwrap();
    // Off the runtime, which the tenant needs to answer the goodbye.
    tokio::task::spawn_blocking(move || node.terminate())
        .await
        .unwrap();
    assert_eq!(app.status(), Status::Uninstalled);
    let last = tenant.log().only(to_app().post("/uninstalled"));
    assert_eq!(last.statuses(), [Some(204)]);
}

#[tokio::test]
#[ignore = "needs Node"]
async fn an_ace_app_finds_its_modules_after_a_reinstall() {
    let tenant = Tenant::start();
    let node = App::start(Client::Ace, &tenant.keys_url());
    installed(&tenant, &node, 1).await.uninstall().await;
    let app = installed(&tenant, &node, 2).await;
    assert_eq!(app.dynamic_module_keys(), ["from-enabled"]);
    // It registers on every `enabled`, and now the key is taken.
    assert_eq!(
        tenant
            .log()
            .only(from_app().post(DYNAMIC_MODULES))
            .statuses(),
        [Some(200), Some(400)]
    );
}

#[tokio::test]
#[ignore = "needs Node"]
async fn an_ace_app_tells_tenants_apart_that_share_a_port() {
    let listener = SharedListener::start();
    let behind = |name: &str| Tenant::builder().name(name).behind(&listener).start();
    let (acme, globex) = (behind("acme"), behind("globex"));
    let node = App::start(Client::Ace, &acme.keys_url());
    for tenant in [&acme, &globex] {
        let app = installed(tenant, &node, 1).await;
        assert_eq!(app.dynamic_module_keys(), ["from-enabled"]);
        let target = format!("{MODULES}?moduleKey=from-enabled");
        let (status, _) = node
            .ask(&tenant.client_key(), "del", &target, json!(true))
            .await;
        assert_eq!(status, 204);
        assert!(app.dynamic_module_keys().is_empty());
    }
}

/// What the app answers to an `installed` with this wrong; 204 where it does not notice.
async fn refuses(tenant: &Tenant, node: &App, fault: Fault, status: u16) {
    let words = fault.to_string();
    tenant.inject(fault.on(to_app().post("/installed")).times(1));
    let outcome = tenant.install(node.descriptor_url()).await;
    assert_eq!(outcome.is_ok(), status == 204, "{words}");
    let asked = tenant.log().only(to_app().post("/installed"));
    assert_eq!(asked.statuses().last(), Some(&Some(status)), "{words}");
}

#[tokio::test]
#[ignore = "needs Node"]
async fn an_ace_app_refuses_every_forged_install() {
    let tenant = Tenant::start();
    let node = App::start(Client::Ace, &tenant.keys_url());
    let other = Tenant::builder().name("globex").start();
    let other = Tamper::OtherTenant(OtherTenant::new(other.client_key()));
    let forgeries = Tamper::forgeries(TokenKind::SignedInstall);
    for tamper in forgeries.chain([Tamper::Replayed, other]) {
        let status = match &tamper {
            // It looks neither at `nbf` nor for an expiry, remembers no token, and reads the query.
            Tamper::NotYetValid | Tamper::NoExpiry | Tamper::Replayed | Tamper::InQuery => 204,
            Tamper::WrongSignature | Tamper::ChangedClaims | Tamper::WrongKey => 400,
            // It takes the 404's body for a key, and an empty one for none.
            Tamper::UnknownKid | Tamper::NoKid | Tamper::InvocationToken => 404,
            // It does not expect a token that cannot be read.
            Tamper::Garbage => 500,
            _ => 401,
        };
        refuses(&tenant, &node, Fault::token(tamper.clone()), status).await;
        // For a replay there must be a good one.
        installed(&tenant, &node, 1).await;
    }
    refuses(&tenant, &node, Fault::no_base_url(), 401).await;
    refuses(&tenant, &node, Fault::no_client_key(), 401).await;
    // An install without a secret leaves it with an app that it cannot verify anything of.
    refuses(&tenant, &node, Fault::no_shared_secret(), 204).await;
    installed(&tenant, &node, 1).await;
}

#[tokio::test]
#[ignore = "needs Node"]
async fn an_ace_app_survives_every_host() {
    for (host, settings) in Settings::matrix() {
        // Its framework hashes the raw path, and its paths have nothing to decode.
        let tenant = Tenant::builder().settings(settings.clone()).start();
        let node = App::start(Client::Ace, &tenant.keys_url());
        let descriptor = node.descriptor_url();
        let app = tenant.install(descriptor).await.expect(host);
        assert_eq!(
            node.ask(&tenant.client_key(), "post", MODULES, item("x"))
                .await
                .0,
            200,
            "{host}"
        );
        app.upgrade().await.expect(host);
        assert_eq!(
            node.ask(&tenant.client_key(), "get", MODULES, json!(true))
                .await
                .0,
            200,
            "{host}"
        );
        app.uninstall().await;
    }
}
