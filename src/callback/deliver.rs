//! Signs a callback, sends it, records both halves.

use bytes::Bytes;
use http::Method;

use super::send::{Incoming, Limits, Outgoing, SendError, Target, send};
use crate::context::Context;
use crate::jwt::{CanonicalRequest, Claims, sign_hs256, sign_rs256};
use crate::site::{Callback, Signature};
use crate::traffic::{Direction, Opening, Outcome};

/// How a callback ended.
#[derive(Clone, Debug)]
pub(crate) enum Delivery {
    Answered(u16),
    Failed(SendError),
    /// The app was installed without a backend.
    NotSent,
}

/// Replies to callbacks are of no use to the host; this is what the log is spared.
const REPLY_LIMIT: usize = 1024 * 1024;

/// The absolute URL of a path below an app's base URL: plain concatenation, with one slash.
pub(crate) fn join(base_url: &str, path: &str) -> String {
    let base = base_url.strip_suffix('/').unwrap_or(base_url);
    let slash = if path.starts_with(['/', '?']) {
        ""
    } else {
        "/"
    };
    format!("{base}{slash}{path}")
}

pub(crate) async fn deliver(context: &Context, callback: &Callback) -> Delivery {
    let url = join(&callback.base_url, &callback.path);
    let target = match Target::parse(&url) {
        Ok(target) => target,
        Err(error) => {
            context.log.remark(&format!("no callback sent: {error}"));
            return Delivery::Failed(error);
        }
    };
    context.log.names(|names| names.add_app(&target.origin()));
    let signed = sign(context, callback, &target);
    let headers = headers(context, signed.as_ref());
    let id = context.log.begin(Opening {
        direction: Direction::ToApp,
        app: Some(&callback.app_key),
        method: "POST",
        origin: &target.origin(),
        target: &target.path,
        headers: kept_headers(&headers),
        token: signed
            .as_ref()
            .map_or("unsigned".to_owned(), |signed| signed.words.clone()),
        claims: signed.map(|signed| signed.claims),
        body: callback.payload.as_bytes(),
    });
    if !callback.reachable {
        context.log.finish(id, Outcome::NotSent, "", b"");
        return Delivery::NotSent;
    }
    let body = Bytes::from(callback.payload.clone());
    let outgoing = Outgoing {
        method: Method::POST,
        target,
        headers,
        body,
    };
    let result = send(outgoing, limits(context, REPLY_LIMIT)).await;
    record(context, id, &result);
    match result {
        Ok(reply) => Delivery::Answered(reply.status),
        Err(error) => Delivery::Failed(error),
    }
}

pub(super) fn limits(context: &Context, body_bytes: usize) -> Limits {
    Limits {
        connect: context.settings.connect_deadline,
        whole: context.settings.callback_deadline,
        body_bytes,
    }
}

pub(super) fn record(context: &Context, id: u32, result: &Result<Incoming, SendError>) {
    match result {
        Ok(reply) => {
            let headers: Vec<_> = reply.headers.iter().collect();
            let headers = headers
                .into_iter()
                .map(|(name, value)| {
                    format!("{name}: {}", String::from_utf8_lossy(value.as_bytes()))
                })
                .collect::<Vec<_>>();
            context.log.finish(
                id,
                Outcome::Status(reply.status),
                &headers.join("\n"),
                &reply.body,
            );
        }
        Err(error) => context
            .log
            .finish(id, Outcome::Failed(error.to_string()), "", b""),
    }
}

struct Signed {
    token: String,
    words: String,
    claims: String,
}

fn sign(context: &Context, callback: &Callback, target: &Target) -> Option<Signed> {
    let base_path = Target::parse(&callback.base_url)
        .map(|base| base.path)
        .unwrap_or_default();
    let path = context.settings.host_path;
    let canonical = CanonicalRequest::to_app("POST", &target.path, &base_path, path);
    let now = context.clock.now_millis() / 1000;
    let lifetime = i64::try_from(context.settings.lifecycle_token_lifetime.as_secs());
    let mut claims = Claims {
        iss: Some(callback.issuer.clone()),
        iat: Some(now),
        exp: Some(now.saturating_add(lifetime.unwrap_or(i64::MAX))),
        qsh: Some(canonical.qsh()),
        context: Some(serde_json::json!({})),
        ..Claims::default()
    };
    let (token, words) = match &callback.signature {
        Signature::None => return None,
        Signature::InstallKey => {
            // One element, as clients take both forms and the real one is not known.
            claims.aud = Some(serde_json::json!([callback.base_url]));
            let words = format!("RS256 install key, aud {}", callback.base_url);
            (sign_rs256(&context.install_key, &claims), words)
        }
        Signature::Secret(secret) => {
            let label = context.log.names(|names| names.secret_label(secret));
            (sign_hs256(secret, &claims), format!("HS256 {label}"))
        }
    };
    Some(Signed {
        token,
        words,
        claims: timeless(&claims),
    })
}

/// Claims for the log: the lifetime in place of the two times.
pub(crate) fn timeless(claims: &Claims) -> String {
    let mut value = serde_json::to_value(claims).unwrap_or_default();
    if let Some(object) = value.as_object_mut() {
        let lifetime = object
            .remove("exp")
            .and_then(|exp| exp.as_i64())
            .zip(object.remove("iat").and_then(|iat| iat.as_i64()));
        if let Some((exp, iat)) = lifetime {
            object.insert("lifetime".into(), exp.saturating_sub(iat).into());
        }
    }
    value.to_string()
}

fn headers(context: &Context, signed: Option<&Signed>) -> Vec<(&'static str, String)> {
    let version = context.site(|site| site.plugins_version());
    let mut headers = vec![
        ("accept", "*/*".to_owned()),
        ("content-type", "application/json".to_owned()),
        ("user-agent", format!("Atlassian-Connect/{version}")),
        ("atlassian-connect-version", version),
    ];
    if let Some(signed) = signed {
        headers.push(("authorization", format!("JWT {}", signed.token)));
    }
    headers
}

fn kept_headers(headers: &[(&'static str, String)]) -> String {
    let lines = headers.iter().map(|(name, value)| match *name {
        "authorization" => "authorization: JWT {token}".to_owned(),
        _ => format!("{name}: {value}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn paths_are_concatenated_with_one_slash() {
        assert_eq!(
            join("http://x/base/", "/installed"),
            "http://x/base/installed"
        );
        assert_eq!(join("http://x", "installed"), "http://x/installed");
        assert_eq!(join("http://x/base", "?type=a"), "http://x/base?type=a");
        assert_eq!(join("http://x/base", "/i?v=1"), "http://x/base/i?v=1");
    }
}
