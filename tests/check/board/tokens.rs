//! The app's own judgement of tokens, with a switch for each thing that apps forget.

use axum::http::{HeaderMap, Uri};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use ring::hmac;
use serde_json::{Value, json};

use super::descriptor::APP_KEY;
use super::keys::Key;
use super::{App, Site};

/// A request with a token.
pub(super) struct Asked<'a> {
    /// Where it came to, as bugs are called.
    pub(super) place: &'static str,
    pub(super) method: &'static str,
    pub(super) uri: &'a Uri,
    pub(super) headers: &'a HeaderMap,
    pub(super) in_query: bool,
}

pub(super) fn part(token: &str, at: usize) -> Option<Value> {
    let part = token.split('.').nth(at)?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

fn parameter(uri: &Uri) -> Option<String> {
    let mut parameters = uri.query().unwrap_or_default().split('&');
    let token = parameters.find_map(|one| one.strip_prefix("jwt="));
    token.map(str::to_owned)
}

impl App {
    /// Whether what is forgotten is this, at this place.
    fn forgets(&self, asked: &Asked<'_>, what: &str) -> bool {
        self.bug == format!("{}:{what}", asked.place)
    }

    fn token(&self, asked: &Asked<'_>) -> Option<String> {
        let header = asked
            .headers
            .get("authorization")
            .and_then(|value| value.to_str().ok());
        let header = header
            .and_then(|value| value.strip_prefix("JWT "))
            .map(str::to_owned);
        match asked.in_query {
            true => parameter(asked.uri),
            false if self.forgets(asked, "query") => header.or_else(|| parameter(asked.uri)),
            false => header,
        }
    }

    /// The claims of a good `installed` or `uninstalled`.
    pub(super) async fn signed_install(&self, asked: &Asked<'_>) -> Option<Value> {
        if self.forgets(asked, "token") {
            return Some(json!({}));
        }
        let token = self.token(asked)?;
        if self.forgets(asked, "garbage") && token.split('.').count() != 3 {
            return Some(json!({}));
        }
        let header = part(&token, 0)?;
        if self.forgets(asked, "none-algorithm") && header["alg"] == "none" {
            return part(&token, 1);
        }
        if self.forgets(asked, "kid") && header.get("kid").is_none() {
            return part(&token, 1);
        }
        let kid = header.get("kid").and_then(Value::as_str)?;
        let pem = self.public_key(kid).await;
        if pem.is_none() && self.has("no-key-no-check") {
            return part(&token, 1);
        }
        if pem.is_none() && self.forgets(asked, "unknown-kid") {
            return part(&token, 1);
        }
        let pem = pem?;
        let by_secret = header["alg"] == "HS256" && self.forgets(asked, "algorithm");
        let key = match by_secret {
            true => Key::Secret(&pem),
            false => Key::Public(&pem),
        };
        let claims = self.verified(asked, &token, &key)?;
        let audience = match &claims["aud"] {
            Value::String(_) if self.has("audience-is-a-list") => false,
            Value::Array(all) => all.contains(&json!(self.base_url)),
            Value::Null => self.forgets(asked, "missing-audience"),
            one => *one == json!(self.base_url),
        };
        (audience || self.forgets(asked, "audience")).then_some(claims)
    }

    /// The public key of this id.
    async fn public_key(&self, kid: &str) -> Option<String> {
        let kept = self.memory().key.clone();
        if let Some(kept) = kept.filter(|_| self.has("first-key-stays")) {
            return Some(kept);
        }
        let is_path = kid.split('/').any(|part| part == "..");
        if is_path && !self.has("kid-is-a-path") {
            return None;
        }
        let mut url = format!("{}/{kid}", self.keys_url);
        if self.has("kid-is-a-url") && kid.starts_with("http") {
            url = kid.to_owned();
        }
        let reply = self.http.get(url).send().await.ok()?;
        let good = reply.status() == 200 || self.has("no-key-no-check");
        let text = reply.text().await.ok()?;
        let key = (good && text.starts_with("-----BEGIN")).then_some(text)?;
        self.memory().key = Some(key.clone());
        Some(key)
    }

    /// The tenant that signed a request with its secret.
    pub(super) fn signed_by_tenant(&self, asked: &Asked<'_>) -> Option<Site> {
        let any = || self.memory().tenants.values().next().cloned();
        if self.forgets(asked, "token") {
            return any();
        }
        let token = self.token(asked)?;
        if self.forgets(asked, "garbage") && token.split('.').count() != 3 {
            return any();
        }
        let claims = part(&token, 1)?;
        let issuer = claims.get("iss").and_then(Value::as_str);
        let named = issuer.and_then(|issuer| self.tenant(issuer));
        let site = match named {
            Some(site) => site,
            None if self.forgets(asked, "issuer") => self.by_secret(&token)?,
            None if issuer.is_none() && self.forgets(asked, "missing-issuer") => {
                self.by_secret(&token)?
            }
            None if issuer == Some(APP_KEY) && self.forgets(asked, "own-tokens") => {
                self.by_secret(&token)?
            }
            None => return None,
        };
        let last = self.memory().last.clone();
        if self.has("present-tenant-in-a-variable") && last.as_ref() != Some(&site.client_key) {
            return None;
        }
        if !site.installed && !self.has("uninstalled-sites-stay") {
            return None;
        }
        let mut secrets = vec![site.secret.clone()];
        if self.has("old-secrets-count") {
            secrets.extend(site.former.clone());
        }
        if self.forgets(asked, "whose-secret") {
            secrets.extend(self.memory().tenants.values().map(|one| one.secret.clone()));
        }
        let public = "installed-key".to_owned();
        if self.forgets(asked, "algorithm") {
            secrets.push(public);
        }
        let good = secrets
            .iter()
            .any(|secret| self.verified(asked, &token, &Key::Secret(secret)).is_some());
        good.then_some(site)
    }

    /// The tenant whose secret fits, for an app that does not ask who says to have signed.
    fn by_secret(&self, token: &str) -> Option<Site> {
        let all: Vec<Site> = self.memory().tenants.values().cloned().collect();
        all.into_iter()
            .find(|site| Key::Secret(&site.secret).has_signed(token))
    }

    fn verified(&self, asked: &Asked<'_>, token: &str, key: &Key<'_>) -> Option<Value> {
        let unsigned = part(token, 0)?["alg"] == "none" && self.forgets(asked, "none-algorithm");
        let claims = part(token, 1)?;
        let skips = unsigned || self.forgets(asked, "signature");
        if !skips && !key.has_signed(token) {
            return None;
        }
        let now = i64::try_from(now()).ok()?;
        let in_time = match claims["exp"].as_i64() {
            Some(exp) => exp > now || self.forgets(asked, "expiry"),
            None => self.forgets(asked, "missing-expiry"),
        };
        let begun = claims["nbf"].as_i64().is_none_or(|nbf| nbf <= now);
        if !in_time || !(begun || self.forgets(asked, "not-before")) {
            return None;
        }
        let query = asked.uri.query();
        let query = query.filter(|_| asked.in_query || !self.has("query-is-not-hashed"));
        let hash = hash(asked.method, asked.uri.path(), query);
        let hashed = match claims["qsh"].as_str() {
            Some("context-qsh") if self.forgets(asked, "context-qsh") => true,
            Some(qsh) => qsh == hash || self.forgets(asked, "qsh"),
            None => self.forgets(asked, "missing-qsh"),
        };
        hashed.then_some(claims)
    }
}

fn now() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.unwrap().as_secs()
}

/// A token for a call to the tenant; the path is without `/wiki`.
pub(super) fn sign(method: &str, path: &str, secret: &str) -> String {
    let now = now();
    let claims =
        json!({ "iss": APP_KEY, "iat": now, "exp": now + 180, "qsh": hash(method, path, None) });
    let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!(
        "{}.{}",
        part(json!({ "typ": "JWT", "alg": "HS256" })),
        part(claims)
    );
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let signature = hmac::sign(&key, message.as_bytes());
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// The qsh of a request whose parameters are encoded as the host has them.
fn hash(method: &str, path: &str, query: Option<&str>) -> String {
    let parameters = query.unwrap_or_default().split('&');
    let mut parameters: Vec<&str> = parameters.filter(|one| !one.starts_with("jwt=")).collect();
    parameters.sort_unstable();
    let canonical = format!("{method}&{path}&{}", parameters.join("&"));
    let hash = digest(&SHA256, canonical.as_bytes());
    hash.as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
