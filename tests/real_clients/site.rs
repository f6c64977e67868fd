//! What happens on the site, seen by an app on atlassian-connect-express: its own middleware asks
//! the tenant who may do what, its own client acts as a user.

use mockfluence::{
    ContentOperation, DYNAMIC_MODULES, InstalledApp, Page, Tamper, Tenant, User, Webhook, from_app,
    to_app,
};
use serde_json::json;

use crate::client::{App, Client};

const ALICE: &str = "712020:alice";

async fn installed() -> (Tenant, App, InstalledApp) {
    let tenant = Tenant::start();
    tenant.add_user(User::new(ALICE).name("Alice"));
    let node = App::start(Client::Ace, &tenant.keys_url());
    let app = tenant.install(node.descriptor_url()).await.unwrap();
    tenant
        .wait_for(1, from_app().post(DYNAMIC_MODULES))
        .await
        .unwrap();
    (tenant, node, app)
}

#[tokio::test]
#[ignore = "needs Node"]
async fn aces_middleware_asks_who_may_see_a_page() {
    let (tenant, _node, app) = installed().await;
    let admins = app.open("for-admins");
    assert_eq!(admins.clone().send().await.unwrap().status(), 204);
    assert_eq!(admins.user(ALICE).send().await.unwrap().status(), 401);
    let editors = app
        .open("for-editors")
        .user(ALICE)
        .context(json!({ "confluence": { "content": { "id": "7" } } }));
    assert_eq!(editors.clone().send().await.unwrap().status(), 204);
    tenant.deny(ALICE, ContentOperation::Update, 7);
    assert_eq!(editors.clone().send().await.unwrap().status(), 401);
    assert_eq!(
        editors.user("712020:nobody").send().await.unwrap().status(),
        401
    );
    assert_eq!(
        tenant
            .log()
            .only(from_app().path("/wiki/rest/api/user"))
            .len(),
        2
    );
}

#[tokio::test]
#[ignore = "needs Node"]
async fn an_ace_app_refuses_every_tampered_page_token() {
    let (_tenant, node, app) = installed().await;
    assert_eq!(app.open("protected").send().await.unwrap().status(), 200);
    for tamper in Tamper::ALL {
        let load = app.open("protected").tamper(tamper.clone());
        let Ok(_) = load.url() else {
            // Makes no sense for a page.
            continue;
        };
        let reply = load.send().await.unwrap();
        let status = match tamper {
            // ACE takes a token without an expiry for one that never ends, does not look at `nbf`,
            // and remembers no token that it has seen.
            Tamper::NoExpiry | Tamper::NotYetValid | Tamper::Replayed => 200,
            // It calls a signature that does not verify a bad request.
            Tamper::WrongKey
            | Tamper::WrongSignature
            | Tamper::ChangedClaims
            | Tamper::PublicKeyAsSecret => 400,
            _ => 401,
        };
        assert_eq!(reply.status(), status, "{tamper:?}: {}", reply.text());
    }
    let context = json!({ "confluence": { "content": { "id": "7" } } });
    let token = app.context_token(Some(ALICE), context.clone());
    let page = |token: &str| {
        let url = format!("{}/for-its-own-page", node.base_url);
        reqwest::Client::new()
            .get(url)
            .header("authorization", format!("JWT {token}"))
            .send()
    };
    let reply = page(&token.sign().unwrap().unwrap()).await.unwrap();
    assert_eq!(reply.json::<serde_json::Value>().await.unwrap(), context);
    assert_eq!(node.protected(token.sign().unwrap().as_deref()).await, 401);
    let session = app.session_token(ALICE).unwrap();
    assert_eq!(page(&session).await.unwrap().status(), 200);
    let expired = token.tamper(Tamper::Expired).sign().unwrap().unwrap();
    assert_eq!(page(&expired).await.unwrap().status(), 401);
}

#[tokio::test]
#[ignore = "needs Node"]
async fn an_ace_app_acts_as_a_user() {
    let (tenant, node, _app) = installed().await;
    let client_key = tenant.client_key();
    let current = "/rest/api/user/current";
    let (status, body) = node
        .ask_as(&client_key, ALICE, "get", current, json!(true))
        .await;
    assert_eq!(
        (status, &body["accountId"]),
        (200, &json!(ALICE)),
        "{}",
        tenant.log()
    );
    let (_, own) = node.ask(&client_key, "get", current, json!(true)).await;
    assert_eq!(own["accountType"], "app");
    let nobody = node
        .ask_as(&client_key, "712020:nobody", "get", current, json!(true))
        .await;
    assert_eq!(nobody.0, 0, "{nobody:?}");
}

#[tokio::test]
#[ignore = "needs Node"]
async fn an_ace_app_hears_of_the_page_it_has_changed() {
    let (tenant, node, _app) = installed().await;
    tenant.add_page(Page::new(7, "Runbook"));
    let update = json!({ "version": { "number": 2 }, "title": "New", "type": "page" });
    let (status, _) = node
        .ask(
            &tenant.client_key(),
            "put",
            "/rest/api/content/7",
            update.clone(),
        )
        .await;
    assert_eq!(status, 200);
    let hook = to_app().post("/page-updated");
    let log = tenant.wait_for(1, hook.clone()).await.unwrap();
    assert_eq!(log.statuses(), [Some(204)]);
    let (status, _) = node
        .ask(&tenant.client_key(), "put", "/rest/api/content/7", update)
        .await;
    assert_eq!(status, 409);
    let fired = tenant
        .fire(Webhook::page("page_updated", Page::new(8, "x")))
        .await;
    assert!(fired[0].is_delivered());
}
