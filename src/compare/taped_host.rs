//! `TapedHost`: the host of a recorded life, which answers an app as it did then.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

use super::between::Between;
use super::listener::{Answer, Asked};
use super::passed_on::passed_on;
use super::tape::{Taped, replaced};
use crate::identity::Identity;
use crate::jwt::{Claims, InstallKey, InvocationKeys, RsaKey, sign_hs256};
use crate::outgoing::Target;
use crate::traffic::Direction;

/// The host of the file: what it has to answer, and what it knows.
pub(super) struct TapedHost {
    pub(super) between: Between,
    /// Answers by method and target, in their order.
    answers: Mutex<HashMap<String, VecDeque<Taped>>>,
    differences: Mutex<Vec<String>>,
    pub(super) came: tokio::sync::watch::Sender<usize>,
    site: String,
    /// Texts of the file, and what they are here.
    here: Vec<(String, String)>,
    /// The id under which the app asked for the key of installs.
    key_id: Option<String>,
}

/// Where the app finds the public keys.
const KEYS: &str = "/keys/";
const KEY_SET: &str = "/.well-known/jwks.json";

pub(super) fn locked<T>(one: &Mutex<T>) -> MutexGuard<'_, T> {
    one.lock().unwrap_or_else(PoisonError::into_inner)
}

impl TapedHost {
    pub(super) fn new(tape: &[Taped], site: &str, app: &Target) -> Self {
        let mut answers = HashMap::<String, VecDeque<Taped>>::new();
        let asked = |one: &&Taped| one.direction == Direction::FromApp;
        for one in tape.iter().filter(asked) {
            let way = way(&one.method, &one.target);
            answers.entry(way).or_default().push_back(one.clone());
        }
        let key_id = tape.iter().find_map(|one| one.target.strip_prefix(KEYS));
        let site = site.to_owned();
        Self {
            between: Between::new(&[&site], &[&app.origin()]),
            here: here(tape, &site, app),
            site,
            answers: Mutex::new(answers),
            differences: Mutex::default(),
            came: tokio::sync::watch::Sender::new(0),
            key_id: key_id.map(str::to_owned),
        }
    }

    /// The key of installs, by the id that the app knows.
    pub(super) fn key(&self) -> RsaKey {
        let ids: Vec<String> = self.key_id.iter().cloned().collect();
        InstallKey::in_turn(0, &ids)
    }

    /// A text of the file as it is here.
    pub(super) fn here(&self, text: &str) -> String {
        let put = |text: String, (there, here): &(String, String)| replaced(&text, there, here);
        self.here.iter().fold(text.to_owned(), put)
    }

    /// Headers of the file as they are here.
    pub(super) fn headers(&self, pairs: &[(String, String)]) -> HeaderMap {
        let read = |(name, value): &(String, String)| {
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            Some((name, HeaderValue::from_str(&self.here(value)).ok()?))
        };
        pairs.iter().filter_map(read).collect()
    }

    /// What the app did otherwise, in one line.
    pub(super) fn differ(&self, what: &str) {
        locked(&self.differences).push(self.between.shown(what));
    }

    pub(super) fn differences(&self) -> Vec<String> {
        locked(&self.differences).clone()
    }

    /// Tells a body that is not as recorded.
    pub(super) fn compare(&self, what: &str, recorded: &str, seen: &[u8]) {
        let seen = self.between.shown(&String::from_utf8_lossy(seen));
        let recorded = self.between.shown(&self.here(recorded));
        let json = |text: &str| serde_json::from_str::<Value>(text).ok();
        let same = seen == recorded || json(&seen).is_some() && json(&seen) == json(&recorded);
        if !same {
            let cut = |text: &str| text.chars().take(200).collect::<String>();
            let (seen, recorded) = (cut(&seen), cut(&recorded));
            self.differ(&format!("{what}: `{seen}`, recorded `{recorded}`"));
        }
    }

    /// What the host answered to the same then.
    pub(super) fn answer(&self, asked: &Asked) -> Answer {
        let taped = self.taped(asked);
        let key = self.served_key(&asked.target);
        if let (None, Some(key)) = (&taped, &key) {
            // At another host then: it was not recorded.
            return Answer::text(200, key.clone());
        }
        let id = self.between.begin(Direction::FromApp, &self.site, asked);
        let answer = match taped {
            Some(taped) => {
                let way = way(&asked.method, plain(&asked.target));
                self.compare(&format!("{way}: asked with"), &taped.body, &asked.body);
                Answer {
                    status: taped.status,
                    headers: passed_on(&self.headers(&taped.reply_headers)),
                    body: key.unwrap_or_else(|| self.here(&taped.reply_body)).into(),
                }
            }
            None => {
                let way = way(&asked.method, &asked.target);
                self.differ(&format!("{way}: asked, and not recorded"));
                let why = "mockfluence replay: this was not asked in the recorded life";
                Answer::text(501, why)
            }
        };
        self.between.finish(id, Ok(&answer));
        self.came.send_modify(|came| *came += 1);
        answer
    }

    fn taped(&self, asked: &Asked) -> Option<Taped> {
        let way_here = way(&asked.method, &asked.target);
        let mut answers = locked(&self.answers);
        let mut ways = answers.iter_mut();
        let (_, left) = ways.find(|(way, left)| self.here(way) == way_here && !left.is_empty())?;
        left.pop_front()
    }

    fn served_key(&self, target: &str) -> Option<String> {
        if target == KEY_SET {
            return Some(InvocationKeys::default().jwks().to_string());
        }
        let key = self.key();
        (target.strip_prefix(KEYS)? == key.kid()).then(|| key.public_pem())
    }

    /// Tells what was recorded and never asked.
    pub(super) fn end(&self) {
        let answers = locked(&self.answers);
        let left = answers.iter().filter(|(_, left)| !left.is_empty());
        let mut left: Vec<&String> = left.map(|(way, _)| way).collect();
        left.sort();
        for way in left {
            self.differ(&format!("{way}: recorded, and not asked"));
        }
    }
}

/// What texts of the file are here: its names for what differs, and the addresses of then.
fn here(tape: &[Taped], site: &str, app: &Target) -> Vec<(String, String)> {
    let identity = Identity::new("replay".into(), 0);
    let mut here = vec![
        ("{tenant}".to_owned(), site.to_owned()),
        ("{app}".to_owned(), app.origin()),
    ];
    for n in 1..=9 {
        let secret = identity.shared_secret("app", n);
        here.push((format!("sharedSecret#{n}"), secret));
        here.push((format!("clientKey#{n}"), identity.client_key(n - 1)));
        // Whoever is brought one reads nothing in it, and gives it back.
        for kind in ["systemToken", "userToken"] {
            let secret = identity.shared_secret(kind, n);
            here.push((
                format!("{kind}#{n}"),
                sign_hs256(&secret, &Claims::default()),
            ));
        }
    }
    let mut addresses: Vec<(String, String)> = Vec::new();
    for one in tape {
        match one.direction {
            Direction::FromApp => addresses.push((one.origin.clone(), site.to_owned())),
            Direction::ToApp => addresses.push((one.origin.clone(), app.origin())),
        }
        // Where installs say that the host is: a proxy's address in what a proxy recorded.
        let body: Value = serde_json::from_str(&one.body).unwrap_or_default();
        let base = body["baseUrl"].as_str().map(Target::parse);
        if let (Direction::ToApp, Some(Ok(base))) = (one.direction, base) {
            addresses.push((base.origin(), site.to_owned()));
        }
        let audience = one.claims.as_ref().and_then(|claims| claims.aud.as_ref());
        let audience = audience.and_then(|aud| aud.as_str().or(aud[0].as_str()));
        if let (Direction::ToApp, Some(Ok(base))) = (one.direction, audience.map(Target::parse)) {
            addresses.push((base.origin(), app.origin()));
        }
    }
    let mut seen = std::collections::HashSet::new();
    addresses.retain(|(there, _)| there.contains("://") && seen.insert(there.clone()));
    here.extend(addresses);
    here
}

fn plain(target: &str) -> &str {
    target.split('?').next().unwrap_or_default()
}

/// Method and target; a token in the query is another one each time.
fn way(method: &str, target: &str) -> String {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let parts = query.split('&');
    let parts: Vec<&str> = parts.filter(|part| !part.starts_with("jwt=")).collect();
    match parts.join("&") {
        query if query.is_empty() => format!("{method} {path}"),
        query => format!("{method} {path}?{query}"),
    }
}
