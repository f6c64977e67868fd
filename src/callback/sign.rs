//! Signs a callback, rightly or as a fault wants it.

use crate::context::Context;
use crate::fault::Kind;
use crate::jwt::{CanonicalRequest, Claims, sign_hs256, sign_rs256};
use crate::settings::Audience;
use crate::site::{Callback, FORM, Signature, Tamper};

use super::send::Target;

/// How far a spoilt token is in the past or the future, in seconds.
const HOUR: i64 = 3600;

/// A token, and what the log says of it.
pub(super) struct Signed {
    pub(super) token: String,
    pub(super) words: String,
    pub(super) claims: String,
}

pub(super) fn sign(
    context: &Context,
    callback: &Callback,
    target: &Target,
    fault: Option<&Kind>,
) -> Option<Signed> {
    if fault == Some(&Kind::Unsigned) {
        return None;
    }
    let mut claims = claims(context, callback, target);
    spoil_claims(&mut claims, fault);
    if let Some(tamper) = callback.tamper {
        tamper.claims(&mut claims);
    }
    let (mut token, words) = match &callback.signature {
        Signature::None => return None,
        Signature::InstallKey => with_install_key(context, callback, &mut claims, fault),
        Signature::Secret(secret) => {
            let label = context.log.names(|names| names.secret_label(secret));
            let foreign =
                fault == Some(&Kind::WrongKey) || callback.tamper == Some(Tamper::WrongSecret);
            let secret = if foreign { "a foreign secret" } else { secret };
            (sign_hs256(secret, &claims), format!("HS256 {label}"))
        }
    };
    if fault == Some(&Kind::WrongSignature) {
        token = with_another_signature(&token);
    }
    if let Some(tamper) = callback.tamper {
        token = tamper.token(token)?;
    }
    let place = (callback.app_key.clone(), callback.path.clone());
    let earlier = context.deliveries(|memory| memory.tokens.insert(place, token.clone()));
    if let (Some(Kind::Replayed), Some(earlier)) = (fault, earlier) {
        token = earlier;
    }
    Some(Signed {
        token,
        words,
        claims: claims.timeless(),
    })
}

fn claims(context: &Context, callback: &Callback, target: &Target) -> Claims {
    let base_path = Target::parse(&callback.base_url)
        .map(|base| base.path)
        .unwrap_or_default();
    let host_path = context.settings.host_path;
    let urlencoded = callback.content_type == Some(FORM);
    let form = if urlencoded {
        callback.payload.as_str()
    } else {
        ""
    };
    let canonical =
        CanonicalRequest::to_app_form(callback.method, &target.path, &base_path, host_path, form);
    let now = context.clock.now_millis() / 1000;
    let lifetime = i64::try_from(callback.lifetime.as_secs());
    Claims {
        iss: Some(callback.issuer.clone()),
        iat: Some(now),
        exp: Some(now.saturating_add(lifetime.unwrap_or(i64::MAX))),
        qsh: Some(canonical.qsh()),
        sub: callback.subject.clone(),
        context: Some(callback.about.clone()),
        ..Claims::default()
    }
}

fn spoil_claims(claims: &mut Claims, fault: Option<&Kind>) {
    let shift = |time: Option<i64>, by: i64| time.map(|time| time.saturating_add(by));
    match fault {
        Some(Kind::Expired) => {
            // Past by an hour, however long its life is.
            let life = claims.exp.zip(claims.iat).map_or(0, |(exp, iat)| exp - iat);
            claims.iat = shift(claims.iat, -HOUR - life);
            claims.exp = shift(claims.exp, -HOUR - life);
        }
        Some(Kind::NotYetValid) => {
            claims.iat = shift(claims.iat, HOUR);
            claims.exp = shift(claims.exp, HOUR);
            claims.nbf = claims.iat;
        }
        _ => {}
    }
}

fn with_install_key(
    context: &Context,
    callback: &Callback,
    claims: &mut Claims,
    fault: Option<&Kind>,
) -> (String, String) {
    let audience = match fault {
        Some(Kind::WrongAudience) => "http://another-app.invalid",
        _ => callback.base_url.as_str(),
    };
    claims.aud = Some(match context.settings.audience {
        Audience::Text => audience.into(),
        // One element, as clients take both forms and the real one is not known.
        Audience::List => serde_json::json!([audience]),
    });
    let own = context.install_key();
    let kid = match fault {
        Some(Kind::UnknownKid) => "00000000-0000-4000-8000-000000000000",
        _ => own.kid(),
    };
    let foreign = own.foreign();
    let key = match fault {
        Some(Kind::WrongKey) => &foreign,
        _ => &own,
    };
    let token = sign_rs256(key, kid, claims);
    (token, format!("RS256 install key, aud {audience}"))
}

/// Another first character of the signature: still base64url of the same length.
fn with_another_signature(token: &str) -> String {
    let (message, signature) = token.rsplit_once('.').unwrap_or((token, ""));
    let first = if signature.starts_with('A') { 'B' } else { 'A' };
    let rest: String = signature.chars().skip(1).collect();
    format!("{message}.{first}{rest}")
}
