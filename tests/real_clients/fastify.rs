//! What Fastify with Atlassian's own small packages shows beside a whole life: a macro by POST, acting as a user.

use mockfluence::{InstalledApp, Tenant, User};
use serde_json::json;

use crate::client::{App, Client};

const ALICE: &str = "712020:alice";

async fn installed() -> (Tenant, App, InstalledApp) {
    let tenant = Tenant::start();
    tenant.add_user(User::new(ALICE).name("Alice"));
    let node = App::start(Client::Fastify, &tenant.keys_url());
    let app = tenant.install(node.descriptor_url()).await.unwrap();
    (tenant, node, app)
}

/// The package hashes the fields of the form, as the tenant does.
#[tokio::test]
#[ignore = "needs Node"]
async fn a_static_macro_comes_by_post_and_its_fields_are_hashed() {
    let (tenant, _node, app) = installed().await;
    for text in ["hi", "a b", "ü&=+%", "eins/zwei?drei", ""] {
        let macro_ = app.open("posted").variable("text", text);
        let reply = macro_.send().await.unwrap();
        let shown = (reply.status(), reply.text());
        assert_eq!(shown, (200, format!("<p>{text}</p>")), "{}", tenant.log());
    }
    let log = tenant.log().only(mockfluence::to_app().post("/posted"));
    assert_eq!(log.len(), 5);
}

#[tokio::test]
#[ignore = "needs Node"]
async fn it_acts_as_a_user_by_the_package_for_that() {
    let (tenant, node, _app) = installed().await;
    let (key, current) = (tenant.client_key(), "/rest/api/user/current");
    let (status, body) = node.ask_as(&key, ALICE, "get", current, json!(true)).await;
    assert_eq!(
        (status, &body["accountId"]),
        (200, &json!(ALICE)),
        "{}",
        tenant.log()
    );
    let (_, own) = node.ask(&key, "get", current, json!(true)).await;
    assert_eq!(own["accountType"], "app");
}
