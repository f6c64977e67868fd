//! The access tokens by which a Forge app calls back: JWTs of which an app may read `exp` and nothing else.

use crate::jwt::Claims;
use crate::jwt::rsa_key::RsaKey;
use crate::jwt::token::{Typ, sign_rs256};
use crate::secret::Secret;

/// A token of this id, good between these times in seconds since 1970.
pub(crate) fn access_token(key: &RsaKey, id: String, issued: i64, expires: i64) -> Secret {
    let mut claims = Claims {
        iat: Some(issued),
        exp: Some(expires),
        ..Claims::default()
    };
    claims.other.insert("jti".into(), id.into());
    sign_rs256(key, Typ::Jwt, Some(key.kid()), &claims).into()
}
