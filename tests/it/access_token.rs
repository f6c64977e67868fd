//! A token that stands for a user, asked for as an app does.

use std::time::{SystemTime, UNIX_EPOCH};

use jsonwebtoken::{EncodingKey, Header, encode};
use mockfluence::Tenant;
use serde_json::{Value, json};

pub(crate) async fn access_token(
    tenant: &Tenant,
    client_id: &str,
    secret: &str,
    account: &str,
) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let now = now.as_secs();
    let server = tenant.authorization_server();
    let claims = json!({
        "iss": format!("urn:atlassian:connect:clientid:{client_id}"),
        "sub": format!("urn:atlassian:connect:useraccountid:{account}"),
        "tnt": tenant.base_url(), "aud": server, "iat": now, "exp": now + 60,
    });
    let key = EncodingKey::from_secret(secret.as_bytes());
    let assertion = encode(&Header::default(), &claims, &key).unwrap();
    let grant = "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer";
    let reply = reqwest::Client::new()
        .post(format!("{server}/oauth2/token"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("grant_type={grant}&assertion={assertion}"));
    let reply: Value = reply.send().await.unwrap().json().await.unwrap();
    reply["access_token"].as_str().unwrap().to_owned()
}
