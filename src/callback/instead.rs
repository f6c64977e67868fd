//! The token of the other world, for a test that sends it where this world's is due.

use crate::context::Context;
use crate::jwt::{Claims, Draft, Invocation, RsaKey, Tamper, TokenKind, context_token_claims};
use crate::secret::Secret;
use crate::site::Signature;

/// What signs a token that is sent instead of another.
pub(crate) struct Instead {
    kind: TokenKind,
    claims: Claims,
    key: RsaKey,
    secret: Option<Secret>,
}

impl Instead {
    pub(crate) fn draft(&self) -> Draft<'_> {
        Draft {
            kind: self.kind,
            claims: self.claims.clone(),
            key: self.key.clone(),
            secret: self.secret.as_ref(),
            method: "POST",
            earlier: None,
            instead: None,
        }
    }
}

/// The token that goes out in place of one that is signed so, if the tenant makes one.
pub(crate) fn instead(
    context: &Context,
    tamper: &Tamper,
    app_key: &str,
    signature: &Signature,
) -> Option<Instead> {
    match (tamper, signature) {
        (Tamper::ForgeContextToken, Signature::Invocation(call)) => {
            Some(context_token(context, call))
        }
        (Tamper::ConnectToken, _) => Some(connect_token(context, app_key)),
        (Tamper::InvocationToken, _) => Some(invocation_token(context)),
        _ => None,
    }
}

/// Signed by the key that signs invocation tokens: who looks at the signature alone accepts it.
fn context_token(context: &Context, call: &Invocation) -> Instead {
    let id = context.site(|site| site.invocation_id("context token", &call.app, 0));
    let account = context.site(|site| site.forge_account(&call.app));
    Instead {
        kind: TokenKind::Invocation,
        claims: context_token_claims(call, &account, context.clock.now_millis() / 1000, id),
        key: context.invocation_keys().current(),
        secret: None,
    }
}

/// Of an app on the same tenant, where there is one, by the secret that it shares.
fn connect_token(context: &Context, app_key: &str) -> Instead {
    let (issuer, secret) =
        context.site(|site| (site.client_key().to_owned(), site.connect_secret(app_key)));
    let now = context.clock.now_millis() / 1000;
    Instead {
        kind: TokenKind::Callback,
        claims: Claims {
            iss: Some(issuer),
            iat: Some(now),
            exp: Some(now.saturating_add(180)),
            qsh: Some("context-qsh".into()),
            ..Claims::default()
        },
        key: context.install_key(),
        secret: Some(secret.unwrap_or_else(|| Secret::from("a shared secret".to_owned()))),
    }
}

fn invocation_token(context: &Context) -> Instead {
    let cloud_id = context.site(|site| site.cloud_id());
    let call = Invocation::of_nobody(cloud_id, context.gateway_url());
    let id = context.site(|site| site.invocation_id(&call.app, "", 0));
    Instead {
        kind: TokenKind::Invocation,
        claims: call.claims(context.clock.now_millis() / 1000, id),
        key: context.invocation_keys().current(),
        secret: None,
    }
}
