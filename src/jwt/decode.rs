//! Takes a token apart for a person to read; nothing is verified.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

/// Header and claims of a token. **Not verified.**
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Decoded {
    /// Algorithm, type, key id.
    pub header: Value,
    /// What the token claims.
    pub claims: Value,
}

/// Takes a token apart without verifying it.
///
/// # Errors
/// What keeps the text from being a token, in words.
///
/// ```
/// let decoded = mockfluence::jwt::decode("eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJhcHAifQ.c2ln").unwrap();
/// assert_eq!(decoded.claims["iss"], "app");
/// assert!(mockfluence::jwt::decode("a.b").unwrap_err().contains("three parts"));
/// ```
pub fn decode(token: &str) -> Result<Decoded, String> {
    let parts: Vec<&str> = token.trim().split('.').collect();
    let [header, claims, _] = parts.as_slice() else {
        return Err(format!(
            "a token has three parts with dots between them; this has {}",
            parts.len()
        ));
    };
    Ok(Decoded {
        header: part(header, "header")?,
        claims: part(claims, "claims")?,
    })
}

fn part(text: &str, name: &str) -> Result<Value, String> {
    let bytes = URL_SAFE_NO_PAD
        .decode(text)
        .map_err(|error| format!("the {name} part is not base64url: {error}"))?;
    serde_json::from_slice(&bytes).map_err(|error| format!("the {name} part is not JSON: {error}"))
}
