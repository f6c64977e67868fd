//! The keys of Forge's invocation tokens: a set in which an app finds its key by the id alone.

use std::collections::BTreeSet;

use jsonwebtoken::jwk::JwkSet;
use mockfluence::{Fault, Tamper, Tenant, to_app};
use serde_json::Value;

use crate::scripted_app::ScriptedApp;

async fn served(tenant: &Tenant) -> (JwkSet, Vec<String>) {
    let reply = reqwest::get(tenant.jwks_url()).await.unwrap();
    assert_eq!(reply.status(), 200);
    let set: Value = reply.json().await.unwrap();
    let keys = set["keys"].as_array().unwrap();
    let kids = keys.iter().map(|key| {
        assert_eq!(
            (key["kty"].as_str(), key["use"].as_str()),
            (Some("RSA"), Some("sig"))
        );
        key["kid"].as_str().unwrap().to_owned()
    });
    let kids = kids.collect();
    (serde_json::from_value(set).unwrap(), kids)
}

/// An invocation token as a Connect app gets it, where it has no business to be.
async fn token(tenant: &Tenant, backend: &ScriptedApp) -> String {
    let fault = Fault::token(Tamper::InvocationToken).on(to_app().post("/installed"));
    tenant.inject(fault.times(1));
    let app = tenant.apps().remove(0);
    app.repeat_installed().await.unwrap();
    let sent = backend.last("/installed");
    let token = sent.header("authorization").unwrap();
    token.strip_prefix("JWT ").unwrap().to_owned()
}

fn verifies(set: &JwkSet, token: &str) -> bool {
    use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
    let kid = decode_header(token).unwrap().kid.unwrap();
    let Some(key) = set.find(&kid) else {
        return false;
    };
    let mut validation = Validation::new(Algorithm::RS256);
    validation.validate_aud = false;
    let key = DecodingKey::from_jwk(key).unwrap();
    decode::<Value>(token, &key, &validation).is_ok()
}

#[tokio::test]
async fn the_key_of_a_token_is_in_the_set_and_after_a_rotation_in_the_new_set_alone() {
    let tenant = Tenant::start();
    let backend = ScriptedApp::start().await;
    tenant.install(backend.descriptor_url()).await.unwrap();
    let (mut set, kids) = served(&tenant).await;
    assert!(kids.len() > 1);
    let mut seen: BTreeSet<String> = kids.into_iter().collect();
    for _ in 0..8 {
        let before = token(&tenant, &backend).await;
        assert!(verifies(&set, &before));
        tenant.rotate_invocation_key();
        let after = token(&tenant, &backend).await;
        assert!(!verifies(&set, &after), "the set that was kept has it not");
        let (new, kids) = served(&tenant).await;
        assert!(verifies(&new, &after) && verifies(&new, &before));
        assert_eq!(kids.iter().filter(|kid| !seen.contains(*kid)).count(), 1);
        seen.extend(kids);
        set = new;
    }
    let log = tenant.log().to_string();
    assert!(log.contains("rotate Forge's invocation key"), "{log}");
    assert!(log.contains("RS256 invocation key"), "{log}");
}
