//! `Secret`: a text that no printer shows, and what of a credential may be shown.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::sync::{Arc, OnceLock};

use ring::hmac;
use serde::{Serialize, Serializer};

/// A shared secret or a token. `Debug`, `Display` and `Serialize` give a placeholder, so that it
/// can be a field of any type that prints itself; what it is says [`expose`](Self::expose) alone.
#[derive(Clone)]
pub(crate) struct Secret(Arc<Kept>);

struct Kept {
    text: Box<str>,
    /// What HMAC makes of the text, once for all tokens that it signs.
    key: OnceLock<hmac::Key>,
}

const SHOWN: &str = "{secret}";

/// A URL as it may be shown: without the name and the password before its host, if it is a URL or not.
pub(crate) fn without_userinfo(url: &str) -> Cow<'_, str> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let scheme = url.strip_suffix(rest).unwrap_or_default();
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let port = authority.rsplit_once(':').map(|(_, port)| port);
    // A password may have a slash in it, where it is not escaped: then no port stands before that.
    let odd = port.is_some_and(|port| !port.ends_with(']') && port.parse::<u16>().is_err());
    let end = match (authority.rfind('@'), odd) {
        (Some(at), false) => Some(at),
        _ if odd => rest.rfind('@'),
        _ => None,
    };
    match end {
        Some(at) => format!("{scheme}…{}", rest.get(at..).unwrap_or_default()).into(),
        None => url.into(),
    }
}

impl Secret {
    /// The text itself: to sign, to send, or to compare with.
    pub(crate) fn expose(&self) -> &str {
        &self.0.text
    }

    /// The same as a key of HMAC with SHA-256.
    pub(crate) fn hmac_key(&self) -> &hmac::Key {
        let key = || hmac::Key::new(hmac::HMAC_SHA256, self.0.text.as_bytes());
        self.0.key.get_or_init(key)
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Arc::new(Kept {
            text: text.into(),
            key: OnceLock::new(),
        }))
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// In a time that does not tell how much of it was right.
impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        let (one, other) = (self.0.text.as_bytes(), other.0.text.as_bytes());
        let differing = |(one, other): (&u8, &u8)| one ^ other;
        let pairs = one.iter().zip(other);
        pairs.map(differing).fold(0, |all, bits| all | bits) == 0 && one.len() == other.len()
    }
}

impl Eq for Secret {}

impl PartialOrd for Secret {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Secret {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.text.cmp(&other.0.text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(SHOWN)
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(SHOWN)
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(SHOWN)
    }
}

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
    fn no_printer_shows_it() {
        let secret = Secret::from("ATCOabc");
        assert_eq!(
            format!("{secret} {secret:?} {secret:#?}"),
            "{secret} {secret} {secret}"
        );
        assert_eq!(serde_json::to_string(&secret).unwrap(), "\"{secret}\"");
        assert_eq!(secret.expose(), "ATCOabc");
    }

    #[test]
    fn equal_is_what_is_the_same_text() {
        let is = |one: &str, other: &str| Secret::from(one) == Secret::from(other);
        assert!(is("abc", "abc") && is("", ""));
        assert!(!is("abc", "abx") && !is("abc", "ab") && !is("ab", "abc") && !is("", "a"));
    }

    #[test]
    fn a_scheme_is_shown_if_it_is_one() {
        assert_eq!(scheme("bearer x"), Some("Bearer"));
        assert_eq!(scheme("JWT "), Some("JWT"));
        for opaque in ["", "JWT", "s3cr3t-of-mine x", "s3cr3t", " x"] {
            assert_eq!(scheme(opaque), None, "{opaque}");
        }
    }
}
