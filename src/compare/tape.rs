//! `Tape`: what passed between a host and an app, read from a log as JSON or from an HTTP archive.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::between::FORGE;
use crate::jwt::{Claims, read_claims};
use crate::traffic::Direction;

/// One exchange of a file.
#[derive(Clone, Debug)]
pub(super) struct Taped {
    pub(super) direction: Direction,
    pub(super) method: String,
    pub(super) origin: String,
    pub(super) target: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
    /// The claims of its token.
    pub(super) claims: Option<Claims>,
    pub(super) alg: Option<String>,
    /// The label of the secret that signed it.
    pub(super) signer: Option<String>,
    /// Whether Forge signed it.
    pub(super) by_forge: bool,
    pub(super) status: u16,
    pub(super) reply_headers: Vec<(String, String)>,
    pub(super) reply_body: String,
}

/// Why nothing can be recorded or played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TapeError(String);

impl TapeError {
    pub(super) fn new(why: String) -> Self {
        Self(why)
    }
}

impl fmt::Display for TapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TapeError {}

/// How many exchanges a file may have.
const LONGEST: usize = 100_000;

/// A file, read.
#[derive(Debug)]
pub(super) struct Tape {
    /// Those that were answered, in their order.
    pub(super) exchanges: Vec<Taped>,
    /// Those that were not, in words.
    pub(super) unanswered: Vec<String>,
}

/// The exchanges of a file.
pub(super) fn read(text: &str) -> Result<Tape, TapeError> {
    let wrong =
        |why: String| TapeError::new(format!("this is neither a log nor an HTTP archive: {why}"));
    let file: Value = serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
    let (lines, one): (_, fn(&Value) -> Option<Taped>) = match &file {
        Value::Array(lines) => (lines, of_log),
        file => match (&file["entries"], &file["log"]["entries"]) {
            (Value::Array(lines), _) => (lines, of_log),
            (_, Value::Array(entries)) => (entries, of_archive),
            _ => return Err(wrong("it is no list and has no entries".into())),
        },
    };
    let mut tape = Tape {
        exchanges: Vec::new(),
        unanswered: Vec::new(),
    };
    for line in lines.iter().take(LONGEST + 1) {
        match one(line) {
            Some(taped) => tape.exchanges.push(taped),
            None => tape.unanswered.extend(unanswered(line)),
        }
    }
    match tape.exchanges.len() {
        0 => Err(wrong("there is no finished exchange in it".into())),
        1..=LONGEST => Ok(tape),
        _ => Err(wrong(format!("it has more than {LONGEST} exchanges"))),
    }
}

/// An exchange without an answer, which cannot be played; none where it is no exchange.
fn unanswered(line: &Value) -> Option<String> {
    let request = if line["request"].is_object() {
        &line["request"]
    } else {
        line
    };
    let way = request["target"].as_str().or(request["url"].as_str())?;
    let path = way.split('?').next().unwrap_or_default();
    Some(format!(
        "{} {path}: it has no answer in the file, and is not played",
        request["method"].as_str()?
    ))
}

/// A text with one URL in place of another, where that stands whole.
pub(super) fn replaced(text: &str, from: &str, to: &str) -> String {
    let mut parts = text.split(from);
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let goes_on = |c: char| c.is_ascii_alphanumeric() || ".-:_".contains(c);
        // `http://a:80` is not meant where `http://a:8080` stands; a sentence may end behind one.
        let other = part.starts_with(goes_on) && !part.starts_with(". ") && part != ".";
        whole.push_str(if other { from } else { to });
        whole.push_str(part);
    }
    whole
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// The claims as a log has them: `lifetime` in place of the times.
fn claims(value: &Value) -> Option<Claims> {
    let mut claims: Claims = serde_json::from_value(value.clone()).ok()?;
    claims.exp = claims
        .other
        .remove("lifetime")
        .and_then(|seconds| seconds.as_i64());
    claims.iat = claims.exp.map(|_| 0);
    let after = claims.other.remove("validAfter");
    claims.nbf = after.and_then(|seconds| seconds.as_i64());
    Some(claims)
}

fn signer(credential: &Value) -> (Option<String>, Option<String>) {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    (
        text(&credential["alg"]),
        text(&credential["signer"]["secret"]),
    )
}

fn by_forge(claims: Option<&Claims>) -> bool {
    claims.is_some_and(|claims| claims.iss.as_deref() == Some(FORGE))
}

fn of_log(line: &Value) -> Option<Taped> {
    let direction = serde_json::from_value(line["direction"].clone()).ok()?;
    let pairs = |name: &str| {
        let pairs = line[name].as_array().into_iter().flatten();
        pairs.map(|pair| (text(&pair[0]), text(&pair[1]))).collect()
    };
    let (alg, signer) = signer(&line["credential"]);
    let claims = claims(&line["claims"]);
    Some(Taped {
        by_forge: by_forge(claims.as_ref()),
        direction,
        method: text(&line["method"]),
        origin: text(&line["origin"]),
        target: text(&line["target"]),
        headers: pairs("requestHeaders"),
        body: text(&line["requestBody"]),
        claims,
        alg,
        signer,
        status: u16::try_from(line["outcome"]["status"].as_u64()?).ok()?,
        reply_headers: pairs("replyHeaders"),
        reply_body: text(&line["replyBody"]),
    })
}

fn of_archive(entry: &Value) -> Option<Taped> {
    let (request, response) = (&entry["request"], &entry["response"]);
    let url = request["url"].as_str()?;
    let rest = url.find("://").map(|at| at + 3)?;
    let path = url[rest..].find('/').map_or(url.len(), |at| at + rest);
    let (origin, target) = url.split_at(path);
    let told = serde_json::from_value(entry["_connect"]["direction"].clone()).ok();
    let pairs = |list: &Value| -> Vec<(String, String)> {
        let pairs = list.as_array().into_iter().flatten();
        pairs
            .map(|pair| {
                (
                    text(&pair["name"]).to_ascii_lowercase(),
                    text(&pair["value"]),
                )
            })
            .collect()
    };
    let headers = pairs(&request["headers"]);
    let (mut alg, signer) = signer(&entry["_connect"]["credential"]);
    let mut claims = claims(&entry["_connect"]["claims"]);
    // Of another's archive the token itself says what it was.
    let token = headers.iter().find(|(name, _)| name == "authorization");
    let token = token.and_then(|(_, value)| value.split_once(' '));
    if let Some((of, _, own)) = token.and_then(|(_, token)| read_claims(token)) {
        alg = alg.or(Some(of));
        claims = claims.or(Some(own));
    }
    Some(Taped {
        by_forge: by_forge(claims.as_ref()),
        direction: told.unwrap_or_else(|| by_path(target)),
        method: text(&request["method"]),
        origin: origin.to_owned(),
        target: if target.is_empty() {
            "/".to_owned()
        } else {
            target.to_owned()
        },
        headers,
        body: text(&request["postData"]["text"]),
        claims,
        alg,
        signer,
        status: u16::try_from(response["status"].as_u64()?)
            .ok()
            .filter(|status| *status >= 100)?,
        reply_headers: pairs(&response["headers"]),
        reply_body: content(&response["content"]),
    })
}

fn content(content: &Value) -> String {
    let plain = text(&content["text"]);
    if content["encoding"] != "base64" {
        return plain;
    }
    let decoded = STANDARD.decode(&plain).unwrap_or_default();
    String::from_utf8_lossy(&decoded).into_owned()
}

/// Where nobody says who asked: what is below Confluence's own paths was asked by the app.
fn by_path(target: &str) -> Direction {
    let own = ["/wiki/", "/_edge/", "/oauth2/", "/keys/"];
    match own.iter().any(|path| target.starts_with(path)) {
        true => Direction::FromApp,
        false => Direction::ToApp,
    }
}
