//! How a request is passed on to where it is meant for, and its reply back.

use std::time::Duration;

use http::{HeaderMap, Method};

use super::listener::{Answer, Asked};
use crate::outgoing::{self, Outgoing, SendError, SendLimits, Target};

/// How long one request may take.
const DEADLINE: Duration = Duration::from_secs(60);
/// The largest body, in bytes.
const BODY_LIMIT: usize = 32 * 1024 * 1024;

/// What belongs to one connection and is not passed on.
const OF_THE_CONNECTION: [&str; 8] = [
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "te",
    "transfer-encoding",
    "upgrade",
];

pub(super) fn passed_on(headers: &HeaderMap) -> HeaderMap {
    let own = headers
        .iter()
        .filter(|(name, _)| !OF_THE_CONNECTION.contains(&name.as_str()));
    own.map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// In their order, but for one: to remove it would put the last in its place.
pub(super) fn without(headers: &HeaderMap, name: &str) -> HeaderMap {
    let others = headers.iter().filter(|(other, _)| *other != name);
    others
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// Sends a request to where it is meant for.
pub(super) async fn send(to: &Target, asked: &Asked) -> Result<Answer, String> {
    let in_words = |error: SendError| error.to_string();
    let target = Target::parse(&format!("{}{}", to.origin(), asked.target)).map_err(in_words)?;
    let method = Method::from_bytes(asked.method.as_bytes());
    let passed_on = without(&passed_on(&asked.headers), "accept-encoding");
    let outgoing = Outgoing {
        method: method.map_err(|_| format!("`{}` is no method", asked.method))?,
        target,
        headers: vec![("content-length", asked.body.len().to_string())],
        passed_on,
        body: asked.body.clone(),
        #[cfg(feature = "tls")]
        trusted: crate::outgoing::Trusted::default(),
    };
    let limits = SendLimits {
        connect: Duration::from_secs(10),
        whole: DEADLINE,
        told: DEADLINE,
        body_bytes: BODY_LIMIT,
    };
    let reply = outgoing::send(outgoing, limits).await.map_err(in_words)?;
    Ok(Answer {
        status: reply.status,
        headers: self::passed_on(&reply.headers),
        body: reply.body,
    })
}
