//! What of a credential may be shown: its scheme.

/// The schemes of `Authorization` that are in use: those that IANA lists, and what Atlassian and
/// others made up.
const SCHEMES: [&str; 17] = [
    "AWS4-HMAC-SHA256",
    "Basic",
    "Bearer",
    "Concealed",
    "DPoP",
    "Digest",
    "GNAP",
    "HOBA",
    "Hawk",
    "JWT",
    "Mutual",
    "NTLM",
    "Negotiate",
    "OAuth",
    "PrivateToken",
    "Token",
    "vapid",
];

/// The scheme of an `Authorization` value, if it has one that is known. What else stands before the
/// first space may be the credential itself.
pub(crate) fn scheme(authorization: &str) -> Option<&'static str> {
    let (first, _) = authorization.trim_start().split_once(' ')?;
    let mut known = SCHEMES.into_iter();
    known.find(|scheme| scheme.eq_ignore_ascii_case(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_is_shown_if_it_is_one() {
        assert_eq!(scheme("bearer x"), Some("Bearer"));
        assert_eq!(scheme("JWT "), Some("JWT"));
        for opaque in ["", "JWT", "s3cr3t-of-mine x", "s3cr3t", " x"] {
            assert_eq!(scheme(opaque), None, "{opaque}");
        }
    }
}
