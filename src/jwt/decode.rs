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
/// [`DecodeError`], which says what keeps the text from being a token.
///
/// ```
/// use mockfluence::jwt::{DecodeError, decode};
/// let decoded = decode("eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJhcHAifQ.c2ln")?;
/// assert_eq!(decoded.claims["iss"], "app");
/// assert_eq!(decode("a.b"), Err(DecodeError::Parts(2)));
/// # Ok::<(), DecodeError>(())
/// ```
pub fn decode(token: &str) -> Result<Decoded, DecodeError> {
    let parts: Vec<&str> = token.trim().split('.').collect();
    let [header, claims, _] = parts.as_slice() else {
        return Err(DecodeError::Parts(parts.len()));
    };
    Ok(Decoded {
        header: part(header, "header")?,
        claims: part(claims, "claims")?,
    })
}

fn part(text: &str, name: &'static str) -> Result<Value, DecodeError> {
    let bytes = URL_SAFE_NO_PAD
        .decode(text)
        .map_err(|error| DecodeError::Base64(name, error.to_string()))?;
    serde_json::from_slice(&bytes).map_err(|error| DecodeError::Json(name, error.to_string()))
}

/// What keeps a text from being a token.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeError {
    /// It has not three parts with dots between them but so many.
    Parts(usize),
    /// This part is not base64url, and why.
    Base64(&'static str, String),
    /// This part is not JSON, and why.
    Json(&'static str, String),
}

impl std::fmt::Display for DecodeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Parts(count) => write!(
                f,
                "a token has three parts with dots between them; this has {count}"
            ),
            Self::Base64(part, why) => write!(f, "the {part} part is not base64url: {why}"),
            Self::Json(part, why) => write!(f, "the {part} part is not JSON: {why}"),
        }
    }
}

impl std::error::Error for DecodeError {}
