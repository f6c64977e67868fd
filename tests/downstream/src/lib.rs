//! The part of an app that signs tokens with `jsonwebtoken`.

use jsonwebtoken::{EncodingKey, Header, encode};
use serde_json::json;

/// An app's token for a call to the host. With both backends of `jsonwebtoken` switched on the
/// app has to choose one itself; with none it cannot sign.
pub fn sign(secret: &str) -> String {
    let claims = json!({ "iss": "downstream", "exp": 4_000_000_000_u64 });
    encode(&Header::default(), &claims, &EncodingKey::from_secret(secret.as_bytes()))
        .expect("a signed token")
}
