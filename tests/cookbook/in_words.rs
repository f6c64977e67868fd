//! What a backend was sent, in words for people: by which name, signed how, how often.

use serde_json::Value;

use crate::scripted_app::{Received, ScriptedApp};

/// Three cells of a step: what was called, signed how, how often.
pub(crate) type Cells = [String; 3];

/// What the backend got since it was last looked at.
pub(crate) struct Seen {
    backend: ScriptedApp,
    before: usize,
}

impl Seen {
    pub(crate) fn of(backend: &ScriptedApp) -> Self {
        Self {
            backend: backend.clone(),
            before: 0,
        }
    }

    /// As cells of the table.
    pub(crate) fn cells(&mut self) -> Cells {
        let all = self.backend.received();
        let calls = &all[self.before..];
        self.before = all.len();
        let called = once_each(calls.iter().map(name));
        if called.is_empty() {
            return ["nothing".into(), String::new(), String::new()];
        }
        let signed = once_each(calls.iter().map(signature));
        let times = called.iter().map(|one| {
            let times = calls.iter().filter(|call| name(call) == *one).count();
            match times {
                1 => "once",
                5 => "four times more, 60 s apart",
                other => panic!("{one} came {other} times"),
            }
        });
        let times = once_each(times);
        [called.join(", "), signed.join("; "), times.join(", ")]
    }
}

/// In the order in which they came first.
fn once_each<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut each = Vec::new();
    for one in all {
        if !each.contains(&one) {
            each.push(one);
        }
    }
    each
}

/// By the name of its event where there is one in the body, else by its module, else by its path.
fn name(call: &Received) -> String {
    let body: Value = serde_json::from_slice(&call.body).unwrap_or_default();
    let module = body["context"]["moduleKey"].as_str();
    match (body["eventType"].as_str(), module) {
        (Some(event), _) if call.path == "/events" => format!("`{event}`"),
        (_, Some("hourly")) => "the schedule's endpoint".into(),
        (_, Some("farewell")) => "`preUninstall`".into(),
        _ => format!("`{} {}`", call.method, call.path),
    }
}

/// As what it is signed, in words for people.
fn signature(call: &Received) -> &'static str {
    let mut query = call.query.as_deref().unwrap_or_default().split('&');
    let in_query = query.find_map(|part| part.strip_prefix("jwt="));
    let header = match in_query {
        Some(token) => mockfluence::jwt::decode(token).unwrap().header,
        None => call.token_header(),
    };
    let kid = header["kid"].as_str();
    let of_forge = kid.is_some_and(|kid| kid.starts_with("forge/"));
    match (header["alg"].as_str(), of_forge) {
        (Some("RS256"), true) => {
            let claims = call.claims();
            let life = claims["exp"].as_i64().zip(claims["iat"].as_i64());
            assert_eq!(life.map(|(end, begin)| end - begin), Some(25));
            "RS256 by an invocation key, good for 25 s"
        }
        (Some("RS256"), false) => "RS256 by the install key",
        (Some("HS256"), _) if in_query.is_none() => "HS256 by the shared secret",
        (Some("HS256"), _) => "HS256 by the shared secret, in the query",
        other => panic!("{other:?}"),
    }
}
