//! Signs a callback, rightly or as a test wants it.

use super::instead::instead;
use crate::context::Context;
use crate::jwt::{CanonicalRequest, Claims, Draft, Forged, ForgedBy, Tamper};
use crate::secret::Secret;
use crate::settings::Audience;
use crate::site::{Callback, FORM, Signature, TokenAt};

use crate::outgoing::Target;
use crate::traffic::{self, Credential};

/// A token, where it travels, and what the log says of it.
pub(super) struct SignedToken {
    pub(super) token: Secret,
    pub(super) place: TokenAt,
    pub(super) credential: Credential,
    pub(super) claims: String,
    /// What its qsh is of.
    pub(super) canonical: CanonicalRequest,
}

/// `fault` spoils the token, unless the request brings a way of its own.
pub(super) fn sign(
    context: &Context,
    callback: &Callback,
    target: &Target,
    fault: Option<&Tamper>,
) -> Option<SignedToken> {
    let tamper = callback.tamper.as_ref().or(fault);
    let kind = callback.token_kind()?;
    let way = (callback.app_key.clone(), callback.path.clone());
    let canonical = canonical(context, callback, target);
    let mut claims = claims(context, callback, &canonical);
    let mut key = context.install_key();
    let secret = match &callback.signature {
        Signature::None => return None,
        Signature::Invocation(call) => {
            key = context.invocation_keys().current();
            claims = call.claims(
                context.clock.now_millis() / 1000,
                invocation_id(context, &way),
            );
            None
        }
        Signature::InstallKey => {
            claims.aud = Some(match context.settings.audience {
                Audience::Text => callback.base_url.as_str().into(),
                // One element, as clients take both forms and the real one is not known.
                Audience::List => serde_json::json!([callback.base_url]),
            });
            None
        }
        Signature::Secret(secret) => Some(secret),
    };
    let other =
        tamper.and_then(|tamper| instead(context, tamper, &callback.app_key, &callback.signature));
    let draft = Draft {
        kind,
        claims,
        key,
        secret,
        method: callback.method,
        earlier: context.deliveries(|memory| memory.tokens.get(&way).cloned()),
        instead: other.as_ref().map(|other| Box::new(other.draft())),
    };
    let forged = draft.sign(tamper)?;
    if tamper.is_none() {
        context.deliveries(|memory| memory.tokens.insert(way, forged.token.clone()));
    }
    let place = match tamper {
        Some(Tamper::InQuery) => TokenAt::Query,
        _ => callback.token_at,
    };
    Some(SignedToken {
        place,
        credential: credential(context, &forged),
        claims: forged.claims.timeless(),
        token: forged.token,
        canonical,
    })
}

/// What the log says of it: how it is signed and, where it says so, for whom.
fn credential(context: &Context, forged: &Forged) -> Credential {
    let audience = forged.claims.aud.as_ref();
    let audience = audience.and_then(|audience| audience.as_str().or(audience[0].as_str()));
    let audience = audience.filter(|_| !matches!(forged.signer, ForgedBy::Secret(_)));
    let (alg, signer) = match &forged.signer {
        ForgedBy::InstallKey => ("RS256", traffic::Signer::InstallKey),
        ForgedBy::InvocationKey => ("RS256", traffic::Signer::InvocationKey),
        ForgedBy::Foreign { alg, whose } => (*alg, traffic::Signer::Foreign((*whose).to_owned())),
        ForgedBy::Secret(secret) => {
            let label = context.log.secrets(|known| known.label(secret.expose()));
            ("HS256", traffic::Signer::Secret(label))
        }
    };
    Credential::Jwt {
        alg: alg.to_owned(),
        signer,
        audience: audience.map(str::to_owned),
    }
}

/// The request as the token's qsh has it.
fn canonical(context: &Context, callback: &Callback, target: &Target) -> CanonicalRequest {
    let base_path = Target::parse(&callback.base_url)
        .map(|base| base.path)
        .unwrap_or_default();
    let host_path = context.settings.host_path;
    let form = match callback.content_type {
        Some(FORM) => callback.payload.as_str(),
        _ => "",
    };
    CanonicalRequest::to_app_form(callback.method, &target.path, &base_path, host_path, form)
}

/// A new one for each call: counted by its way, so that two runs have the same whatever comes first.
fn invocation_id(context: &Context, way: &(String, String)) -> String {
    let place = context.deliveries(|memory| {
        let count = memory.invocations.entry(way.clone()).or_default();
        *count = count.saturating_add(1);
        *count
    });
    context.site(|site| site.invocation_id(&way.0, &way.1, place))
}

fn claims(context: &Context, callback: &Callback, canonical: &CanonicalRequest) -> Claims {
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
