//! What the app's own token is for besides: users who are not there, and the data of its Connect half.

use mockfluence::{Settings, Tenant, User};
use serde_json::{Value, json};

use super::{ALICE, READ, with};
use crate::forge_backend::{manifest, with_half};
use crate::scripted_app::ScriptedApp;

fn mutation(contexts: &Value, user: &str) -> Value {
    json!({
        "query": "mutation forge_remote_offlineUserAuthToken($input: OfflineUserAuthTokenInput!) { \
                  offlineUserAuthToken(input: $input) { success errors { message } authToken { token ttl } } }",
        "variables": { "input": { "contextIds": contexts, "userId": user } },
    })
}

#[tokio::test]
async fn an_app_gets_a_token_for_a_user_who_is_not_there() {
    let (tenant, _backend, app) = with(Settings::default(), READ).await;
    let root = tenant.base_url().replace("/wiki", "/graphql");
    let ask = async |token: &str, body: &Value| {
        let client = reqwest::Client::new();
        let reply = client
            .post(&root)
            .bearer_auth(token)
            .json(body)
            .send()
            .await
            .unwrap();
        (
            reply.status().as_u16(),
            reply.json::<Value>().await.unwrap(),
        )
    };
    let own = json!([format!("ari:cloud:confluence::site/{}", tenant.cloud_id())]);
    let (status, answer) = ask(&app.system_token(), &mutation(&own, ALICE)).await;
    assert_eq!(status, 200);
    let answer = &answer["data"]["offlineUserAuthToken"];
    assert_eq!(
        (&answer["success"], &answer["authToken"]["ttl"]),
        (&json!(true), &json!(4 * 3600))
    );
    let token = answer["authToken"]["token"].as_str().unwrap();
    let me = app.client().get("/rest/api/user/current");
    let me = me
        .header("authorization", format!("Bearer {token}"))
        .send()
        .await
        .unwrap();
    assert_eq!(me.json()["accountId"], ALICE);
    for (contexts, user, why) in [
        (&json!([]), ALICE, "contextIds"),
        (&own, "557058:nobody", "does not exist"),
    ] {
        let (status, answer) = ask(&app.system_token(), &mutation(contexts, user)).await;
        let answer = &answer["data"]["offlineUserAuthToken"];
        assert_eq!(
            (status, &answer["success"], &answer["authToken"]),
            (200, &json!(false), &Value::Null)
        );
        assert!(
            answer["errors"][0]["message"]
                .as_str()
                .unwrap()
                .contains(why)
        );
    }
    assert_eq!(
        ask(&app.user_token(ALICE), &mutation(&own, ALICE)).await.0,
        401
    );
    assert_eq!(ask("nothing", &mutation(&own, ALICE)).await.0, 401);
    let (status, said) = ask(&app.system_token(), &json!({ "query": "{ me { id } }" })).await;
    assert_eq!(status, 501);
    assert!(said.to_string().contains("offlineUserAuthToken"), "{said}");
    assert!(!tenant.log().har().to_string().contains(token));
}

#[tokio::test]
async fn the_app_properties_of_the_connect_half_are_read_with_the_apps_own_token() {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    tenant.add_user(User::new(ALICE));
    let half = with_half(json!({ "installed": "/installed" }));
    let app = tenant
        .install_forge(manifest(&backend, &half))
        .await
        .unwrap();
    let key = app.connect().unwrap().key().to_owned();
    let path = format!("/wiki/rest/atlassian-connect/1/addons/{key}/properties");
    let reply = app.client().get(&path).send().await.unwrap();
    assert_eq!(reply.status(), 200, "{}", reply.text());
    let reserved = format!("{path}/connect_client_key_019cdff3-8bfb-71fe-9628-875b700aebb8");
    let reply = app.client().get(&reserved).send().await.unwrap();
    assert_eq!(reply.json()["value"], tenant.client_key());
    let by_user = app.client().as_user(ALICE).get(&path).send().await.unwrap();
    assert_eq!(by_user.status(), 401);
    tenant.end_connect();
    let ended = app.client().get(&reserved).send().await.unwrap();
    assert_eq!(ended.status(), 401);
    assert!(!ended.text().contains(&tenant.client_key()));
}
