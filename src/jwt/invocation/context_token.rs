//! The context token: by which Forge knows a call of its own again, and which means nothing to an app.

use serde_json::{Map, Value, json};

use super::claims::Invocation;
use crate::jwt::Claims;

/// How long it is good, in seconds.
const LIFETIME: i64 = 900;

/// What the context token of this call claims. `account` is the app's own.
pub(crate) fn context_token_claims(of: &Invocation, account: &str, now: i64, id: String) -> Claims {
    let kind = &of.module.kind;
    let extension = format!(
        "ari:cloud:ecosystem::extension/{}/{}/static/{}",
        of.app, of.environment.id, of.module.key
    );
    let own: [(&str, Value); 8] = [
        ("accountId", account.into()),
        ("extensionId", extension.into()),
        (
            "contextIds",
            json!([format!("ari:cloud:confluence::site/{}", of.cloud_id)]),
        ),
        ("appId", of.app.as_str().into()),
        ("appVersion", of.version.as_str().into()),
        ("extensionType", kind.as_str().into()),
        ("unlicensed", false.into()),
        ("jti", id.into()),
    ];
    let own = own.map(|(name, value)| (name.to_owned(), value));
    Claims {
        iss: Some("forge/context-token".into()),
        aud: Some("forge".into()),
        iat: Some(now),
        nbf: Some(now),
        exp: Some(now.saturating_add(LIFETIME)),
        context: Some(json!({ "cloudId": of.cloud_id, "moduleKey": of.module.key })),
        other: Map::from_iter(own),
        ..Claims::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_claims_what_the_one_in_the_documentation_does() {
        let of = Invocation::of_nobody("c".into(), "http://h/ex/confluence/c".into());
        let claims = context_token_claims(&of, "712020:a", 1_706_255_180, "j".into());
        let claims = serde_json::to_value(&claims).unwrap();
        let names = [
            "accountId",
            "appId",
            "appVersion",
            "aud",
            "context",
            "contextIds",
            "exp",
            "extensionId",
            "extensionType",
            "iat",
            "iss",
            "jti",
            "nbf",
            "unlicensed",
        ];
        assert!(claims.as_object().unwrap().keys().eq(names), "{claims}");
        assert_eq!(claims["exp"], 1_706_256_080);
        let extension = claims["extensionId"].as_str().unwrap();
        assert!(extension.ends_with("/static/another-app"), "{extension}");
    }
}
