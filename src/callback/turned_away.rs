//! Whether an app has refused what the tenant had signed rightly, and what it may have got wrong.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::sign::SignedToken;
use crate::context::Context;
use crate::fault::Picked;
use crate::jwt::{ToApp, likely_of_app};
use crate::outgoing::{Incoming, Outgoing, SendError, Target};
use crate::site::{Callback, Signature};
use crate::traffic::{Note, RefusedByApp};

/// What the log says of a refusal by the app itself: with nothing spoilt, a look at the canonical
/// request and at the URL is what finds the mistake.
pub(super) fn turned_away(
    context: &Context,
    callback: &Callback,
    outgoing: &Outgoing,
    signed: Option<&SignedToken>,
    picked: &Picked,
    result: &Result<Incoming, SendError>,
) -> Option<Note> {
    let spoilt = callback.tamper.is_some()
        || picked.token().is_some()
        || picked.body().is_some()
        || picked.reply().is_some();
    let reply = result.as_ref().ok().filter(|_| !spoilt)?;
    let signed = signed.filter(|_| matches!(reply.status, 401 | 403))?;
    if matches!(callback.signature, Signature::Invocation(_)) {
        return None;
    }
    let target = &outgoing.target;
    let base = Target::parse(&callback.base_url).ok()?;
    let mut likely = likely_of_app(&ToApp {
        target: &target.path,
        base_path: base.plain_path(),
        signed: &signed.canonical,
    });
    // What an install is refused for, its error says better.
    if callback.signature == Signature::InstallKey && !callback.is_installed() {
        likely.extend(SIGNED_INSTALL.map(str::to_owned));
    }
    let own = [&context.origin, &context.root, &target.origin()].map(|origin| authority(origin));
    let steady = |text: &str| without_ports(text, &own);
    Some(Note::RefusedByApp(Box::new(RefusedByApp {
        canonical: steady(signed.canonical.as_str()),
        sent: steady(&format!(
            "{} {}{}",
            callback.method,
            target.origin(),
            without_token(&target.path)
        )),
        likely: likely.iter().map(|one| steady(one)).collect(),
    })))
}

/// What apps get wrong with a token of the install key, whatever was hashed.
const SIGNED_INSTALL: [&str; 2] = [
    "it verifies the token with a shared secret; this one is RS256, by the key of its `kid`",
    "it expects another `aud` than the base URL of its descriptor",
];

fn authority(origin: &str) -> String {
    origin.split_once("://").map_or("", |(_, rest)| rest).into()
}

/// An encoded origin keeps its encoding, which is what matters here, and loses its port, which two
/// runs do not have in common.
fn without_ports(text: &str, authorities: &[String]) -> String {
    let mut steady = text.to_owned();
    for (host, port) in authorities.iter().filter_map(|one| one.rsplit_once(':')) {
        let host = utf8_percent_encode(host, NON_ALPHANUMERIC).to_string();
        let host = host.replace("%2E", ".").replace("%2D", "-");
        for colon in ["%3A", "%3a"] {
            let known = format!("{host}{colon}");
            let parts = steady.split(&known).enumerate().map(|(place, part)| {
                let rest = part.strip_prefix(port).filter(|_| place > 0);
                match rest.filter(|rest| !rest.starts_with(|next: char| next.is_ascii_digit())) {
                    Some(rest) => format!("{{port}}{rest}"),
                    None => part.to_owned(),
                }
            });
            let parts: Vec<String> = parts.collect();
            steady = parts.join(&known);
        }
    }
    steady
}

/// Path and query as they were sent, but for the token, which no log has.
fn without_token(target: &str) -> String {
    let Some((path, query)) = target.split_once('?') else {
        return target.to_owned();
    };
    let parts = query.split('&').map(|part| match part.starts_with("jwt=") {
        true => "jwt=<the token>",
        false => part,
    });
    format!("{path}?{}", parts.collect::<Vec<_>>().join("&"))
}
