//! `Between`: what goes between a host and an app, as a log without secrets; of a recording and of a replay.

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use super::carried::Carried;
use super::hidden::{Hidden, Passing};
use super::listener::{Answer, Asked};
use super::told_secrets::told;
use crate::clock::Clock;
use crate::jwt::{parse, read_claims};
use crate::secret::Secret;
use crate::traffic::{
    Credential, Direction, Headers, Opening, Outcome, Recorder, RequestLog, Signer,
};

/// How many bytes a log keeps.
const LOG_LIMIT: usize = 256 * 1024 * 1024;

/// What stands for a body that has a secret in it, in an encoding of which only this much is known.
const HIDDEN: &[u8] = b"{a body that is not kept: it has a secret in it}";

/// The `iss` of what Forge signs.
pub(super) const FORGE: &str = "forge/invocation-token";

/// What goes between, as a log without secrets.
pub(super) struct Between {
    log: Recorder,
    hidden: Hidden,
    tokens: Passing,
    /// Those that installs have brought, in their order.
    secrets: Mutex<Vec<Secret>>,
    carried: Carried,
    clock: Clock,
}

impl Between {
    /// The addresses of the host, and those of the app.
    pub(super) fn new(host: &[&str], app: &[&str]) -> Self {
        let clock = Clock::default();
        let log = Recorder::new(clock.clone(), LOG_LIMIT);
        log.names(|names| {
            if let Some((first, others)) = host.split_first() {
                names.add_tenant(first);
                for other in others {
                    names.add_same_tenant(other);
                }
            }
            if let Some((first, others)) = app.split_first() {
                names.add_app(first);
                for other in others {
                    names.add_same_app(other);
                }
            }
        });
        Self {
            log,
            hidden: Hidden::default(),
            tokens: Passing::default(),
            secrets: Mutex::default(),
            carried: Carried::default(),
            clock,
        }
    }

    /// The secret that is this text, or the one that came last.
    pub(super) fn secret(&self, text: Option<&str>) -> Option<Secret> {
        let secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        let named = text.and_then(|text| secrets.iter().find(|secret| secret.expose() == text));
        named.or(secrets.last()).cloned()
    }

    pub(super) fn log(&self) -> RequestLog {
        self.log.log()
    }

    /// A text as the log shows it.
    pub(super) fn shown(&self, text: &str) -> String {
        let clean = self.log.without_secrets(text);
        if self.is_hidden(&clean) {
            return String::from_utf8_lossy(HIDDEN).into_owned();
        }
        let mut shown = String::new();
        self.log.names(|names| shown = names.put_into(&clean));
        shown
    }

    /// What a body brings of secrets is known before anything of it is kept.
    fn learn(&self, body: &[u8]) {
        for (name, secret) in told(body) {
            self.hidden.add(&secret);
            if name != "sharedsecret" {
                self.log.secrets(|known| known.add_access_token(&secret));
                continue;
            }
            self.log.secrets(|known| known.add_secret(&secret));
            let mut secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
            secrets.push(secret.into());
        }
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        if let Some(key) = body["clientKey"].as_str() {
            self.log.names(|names| names.add_client_key(key));
        }
    }

    fn is_hidden(&self, clean: &str) -> bool {
        self.hidden.is_in(clean) || self.tokens.is_in(clean)
    }

    /// What the log keeps of a body.
    fn kept<'a>(&self, body: &'a [u8]) -> Cow<'a, [u8]> {
        let clean = self.log.without_secrets(&String::from_utf8_lossy(body));
        match self.is_hidden(&clean) {
            true => HIDDEN.into(),
            false => body.into(),
        }
    }

    pub(super) fn begin(&self, direction: Direction, origin: &str, asked: &Asked) -> u32 {
        self.learn(&asked.body);
        let token = token(asked);
        if let Some(token) = &token {
            self.tokens.add(token);
        }
        let claims = token.as_deref().and_then(read_claims);
        let principal = claims
            .as_ref()
            .and_then(|(.., claims)| claims.other.get("principal"));
        for token in
            self.carried
                .learn(&asked.headers, principal.and_then(Value::as_str), &self.log)
        {
            self.tokens.add(&token);
        }
        let credential = token.as_deref().map(|token| self.credential(token));
        // What is in one of Forge's for calls back is nobody's to read.
        let opaque = matches!(credential, Some(Credential::Forge { .. }));
        let claims = claims.filter(|_| !opaque);
        let claims = claims.map(|(.., claims)| claims.timeless());
        self.log.begin(Opening {
            by_proxy: false,
            direction,
            app: None,
            method: &asked.method,
            origin,
            target: &String::from_utf8_lossy(&self.kept(asked.target.as_bytes())),
            headers: self.headers(&asked.headers),
            credential,
            claims: claims.filter(|claims| !self.is_hidden(claims)),
            body: &self.kept(&asked.body),
        })
    }

    pub(super) fn finish(&self, id: u32, answer: Result<&Answer, &String>) {
        match answer {
            Ok(answer) => {
                self.learn(&answer.body);
                let headers = self.headers(&answer.headers);
                let status = Outcome::Status(answer.status);
                self.log
                    .finish(id, status, &headers, &self.kept(&answer.body));
            }
            Err(why) => {
                let failed = Outcome::Failed(self.shown(why));
                self.log.finish(id, failed, &Headers::default(), b"");
            }
        }
    }

    /// Without those that have a secret in a place of its own.
    fn headers(&self, headers: &http::HeaderMap) -> Headers {
        let mut shown = http::HeaderMap::new();
        for (name, value) in headers {
            let text = String::from_utf8_lossy(value.as_bytes());
            let is_credential = name.as_str().ends_with("authorization");
            if is_credential || !self.is_hidden(&self.log.without_secrets(&text)) {
                shown.append(name, value.clone());
            }
        }
        Headers::from(&shown)
    }

    /// By which of the known secrets a token is signed.
    fn credential(&self, token: &str) -> Credential {
        if let Some(of_forge) = self.carried.credential(token, &self.log) {
            return of_forge;
        }
        let Ok(parsed) = parse(token) else {
            return Credential::Refused { alg: None };
        };
        let alg = parsed.algorithm().to_owned();
        let audience = parsed.claims.aud.as_ref();
        let audience = audience.and_then(|aud| aud.as_str().or(aud[0].as_str()));
        if alg == "RS256" {
            let by_forge = parsed.claims.iss.as_deref() == Some(FORGE);
            return Credential::Jwt {
                alg,
                signer: match by_forge {
                    true => Signer::InvocationKey,
                    false => Signer::InstallKey,
                },
                audience: audience.map(str::to_owned),
            };
        }
        let secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.now_millis();
        let signs = |secret: &&Secret| parsed.verify_but_for_request(secret, now).is_ok();
        match secrets.iter().rfind(signs) {
            Some(secret) => Credential::Jwt {
                alg,
                signer: Signer::Secret(self.log.secrets(|known| known.label(secret.expose()))),
                audience: None,
            },
            None => Credential::Refused { alg: Some(alg) },
        }
    }
}

/// The token of a request, from its header or its query.
fn token(asked: &Asked) -> Option<String> {
    let header = asked
        .headers
        .get("authorization")
        .and_then(|value| value.to_str().ok());
    let header = header
        .and_then(|value| value.split_once(' '))
        .map(|(_, token)| token);
    let mut query = asked.target.split(['?', '&']).skip(1);
    let token = header.or_else(|| query.find_map(|part| part.strip_prefix("jwt=")));
    token.filter(|token| token.contains('.')).map(str::to_owned)
}
