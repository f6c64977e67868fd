//! Invocation tokens, judged by the app itself, with a switch for each thing that apps forget.

use std::time::{SystemTime, UNIX_EPOCH};

use axum::http::{HeaderMap, Uri};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use serde_json::{Value, json};

use super::{APP, App};

fn part(token: &str, at: usize) -> Option<Value> {
    serde_json::from_slice(&bytes(token.split('.').nth(at)?)?).ok()
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

impl App {
    /// The claims of a good token.
    pub(super) async fn verified(
        &self,
        place: &str,
        headers: &HeaderMap,
        uri: &Uri,
    ) -> Option<Value> {
        let forgets = |what: &str| self.bug == format!("{place}:{what}");
        if forgets("token") {
            return Some(json!({}));
        }
        let token = presented(&forgets, headers, uri)?;
        let Some((header, claims)) = part(&token, 0).zip(part(&token, 1)) else {
            return forgets("garbage").then(|| json!({}));
        };
        let unsigned = forgets("none-algorithm") && header["alg"] == "none"
            || forgets("connect-token") && header["alg"] == "HS256";
        if unsigned || forgets("signature") || forgets("kid") && header.get("kid").is_none() {
            return Some(claims);
        }
        let kid = header["kid"].as_str()?;
        let key = match self.key(kid).await {
            Some(key) => key,
            None if forgets("unknown-kid") || self.has("no-key-no-check") => return Some(claims),
            None => return None,
        };
        let signed = is_signed(&token, &header, &key, forgets("algorithm"));
        (signed && is_good(&claims, &forgets)).then_some(claims)
    }

    /// The key of this id in the key set.
    async fn key(&self, kid: &str) -> Option<Value> {
        let kept = self.memory().keys.clone();
        let set = match kept.filter(|_| self.has("key-set-read-once")) {
            Some(kept) => kept,
            None => {
                let reply = self.http.get(&self.jwks_url).send().await.ok()?;
                let set: Value = reply.error_for_status().ok()?.json().await.ok()?;
                self.memory().keys = Some(set.clone());
                set
            }
        };
        let keys = set["keys"].as_array()?;
        keys.iter().find(|key| key["kid"] == kid).cloned()
    }
}

fn presented(forgets: &dyn Fn(&str) -> bool, headers: &HeaderMap, uri: &Uri) -> Option<String> {
    let header = headers
        .get("authorization")
        .and_then(|value| value.to_str().ok());
    let token = header.and_then(|value| {
        let of_connect = value
            .strip_prefix("JWT ")
            .filter(|_| forgets("connect-token"));
        value.strip_prefix("Bearer ").or(of_connect)
    });
    let mut parameters = uri.query().unwrap_or_default().split('&');
    let other = parameters
        .find_map(|one| one.strip_prefix("jwt="))
        .filter(|_| forgets("query"));
    token.or(other).map(str::to_owned)
}

fn is_signed(token: &str, header: &Value, key: &Value, by_any_algorithm: bool) -> bool {
    let Some((signed, signature)) = token.rsplit_once('.') else {
        return false;
    };
    let Some(signature) = bytes(signature) else {
        return false;
    };
    if header["alg"] == "HS256" {
        // The library that such an app uses is given the key as text, whatever it is for.
        return by_any_algorithm
            && secrets().any(|secret| {
                let key = hmac::Key::new(hmac::HMAC_SHA256, &secret);
                hmac::verify(&key, signed.as_bytes(), &signature).is_ok()
            });
    }
    let number = |name: &str| key[name].as_str().and_then(bytes);
    let (Some(n), Some(e)) = (number("n"), number("e")) else {
        return false;
    };
    let public = RsaPublicKeyComponents { n, e };
    header["alg"] == "RS256"
        && public
            .verify(&RSA_PKCS1_2048_8192_SHA256, signed.as_bytes(), &signature)
            .is_ok()
}

/// What an attacker takes for a secret: the public key as PEM.
fn secrets() -> impl Iterator<Item = Vec<u8>> {
    let keys = [
        include_str!("../../../fixtures/keys/invocation-key-public.b64"),
        include_str!("../../../fixtures/keys/second-invocation-key-public.b64"),
    ];
    let lines = |key: &str| -> Vec<String> {
        let key: Vec<char> = key.trim().chars().collect();
        key.chunks(64).map(|line| line.iter().collect()).collect()
    };
    let pem = move |key: &str| {
        format!(
            "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
            lines(key).join("\n")
        )
    };
    keys.into_iter().map(move |key| pem(key).into_bytes())
}

/// Issuer, audience, times, and that all of it names one installation and one site.
fn is_good(claims: &Value, forgets: &dyn Fn(&str) -> bool) -> bool {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let issuer = match &claims["iss"] {
        Value::Null => forgets("missing-issuer"),
        Value::String(iss) if iss == "forge/context-token" => forgets("context-token"),
        iss => iss == "forge/invocation-token" || forgets("issuer"),
    };
    let audience = match &claims["aud"] {
        Value::Null => forgets("missing-audience"),
        aud => aud == APP || forgets("audience") || forgets("context-token") && aud == "forge",
    };
    let expiry = match claims["exp"].as_u64() {
        None => forgets("missing-expiry"),
        Some(exp) => exp > now || forgets("expiry"),
    };
    let begun = claims["nbf"].as_u64().is_some_and(|nbf| nbf <= now + 5) || forgets("not-before");
    // A token of another kind, or for another app, does not name what this one would.
    let other = forgets("audience") || forgets("context-token");
    issuer && audience && expiry && begun && (other || agrees(claims, forgets))
}

fn agrees(claims: &Value, forgets: &dyn Fn(&str) -> bool) -> bool {
    let app = &claims["app"];
    let gateway = app["apiBaseUrl"].as_str().unwrap_or_default();
    let named = |id: &Value| {
        id.as_str()
            .is_none_or(|id| gateway.ends_with(&format!("/{id}")))
    };
    let one_site = named(&claims["context"]["cloudId"])
        && named(&app["installation"]["contexts"][0]["cloudId"]);
    let there = app["installationId"].is_string() || forgets("no-installation");
    let one = app["installation"]["id"] == app["installationId"] || forgets("installations");
    let licence = &app["license"];
    let licence = licence.is_null()
        || licence["isActive"].is_boolean()
        || !forgets("licence") && licence["active"].is_boolean();
    there && one && licence && (one_site || forgets("sites"))
}
