//! `Headers`: the headers of one half of an exchange, as the log keeps them.

use std::borrow::Cow;
use std::sync::Arc;

use http::HeaderMap;
use percent_encoding::percent_decode_str;
use serde::{Serialize, Serializer};

use crate::foreign::lossy;
use crate::secret;

/// Pairs of name and value, without the values of tokens and cookies.
///
/// Kept as one text, which many exchanges have in common. That loses nothing: no name holds a
/// colon, and no value a line break.
#[derive(Clone, Debug)]
pub(crate) struct Headers(pub(super) Arc<str>);

impl Default for Headers {
    fn default() -> Self {
        Self("".into())
    }
}

impl Headers {
    /// What only its owner should see is left out.
    pub(crate) fn of<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        let mut text = String::new();
        for (name, value) in pairs {
            let value = lossy(value);
            text.push_str(name);
            text.push_str(": ");
            match shown(name, &value) {
                Some(shown) => text.push_str(&shown),
                None if value.find('\r').or(value.find('\n')).is_none() => text.push_str(&value),
                None => text.push_str(&value.replace(['\r', '\n'], "")),
            }
            text.push('\n');
        }
        Self(text.into())
    }

    /// The same with its text changed.
    pub(super) fn map(&self, change: impl Fn(&str) -> String) -> Self {
        Self(change(&self.0).into())
    }

    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.lines().filter_map(|line| line.split_once(": "))
    }

    pub(super) fn get(&self, wanted: &str) -> Option<&str> {
        let found = self.pairs().find(|(name, _)| *name == wanted);
        found.map(|(_, value)| value)
    }
}

impl From<&HeaderMap> for Headers {
    fn from(map: &HeaderMap) -> Self {
        Self::of(
            map.iter()
                .map(|(name, value)| (name.as_str(), value.as_bytes())),
        )
    }
}

impl Serialize for Headers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.pairs())
    }
}

/// What there is to see of a value that only its owner should see, and of one that is a URL.
fn shown<'a>(name: &str, value: &'a str) -> Option<Cow<'a, str>> {
    const URLS: [&str; 5] = [
        "content-location",
        "location",
        "origin",
        "referer",
        "refresh",
    ];
    // Nearly all headers that there are.
    if matches!(
        name,
        "host"
            | "accept"
            | "user-agent"
            | "content-type"
            | "content-length"
            | "connection"
            | "date"
            | "cache-control"
            | "accept-encoding"
            | "transfer-encoding"
            | "vary"
    ) {
        return None;
    }
    if name.ends_with("authorization") {
        let token = match secret::scheme(value) {
            Some(scheme) => format!("{scheme} {{token}}").into(),
            None => "{token}".into(),
        };
        return Some(token);
    }
    // With `no-check` a client says that there is no token.
    if is_secret(name) && value != "no-check" {
        let cookie = name.contains("cookie");
        return Some(if cookie { "{cookie}" } else { "{secret}" }.into());
    }
    URLS.contains(&name).then(|| without_tokens(value))
}

/// Whether what has this name is a credential, by the name: a header, or a parameter of a URL.
fn is_secret(name: &str) -> bool {
    const PARTS: [&str; 9] = [
        "api-key",
        "apikey",
        "cookie",
        "credential",
        "passw",
        "secret",
        "session",
        "signature",
        "token",
    ];
    PARTS.iter().any(|part| name.contains(part)) || name.ends_with("-key")
}

/// Whether a parameter of a URL carries a token, by its name.
fn is_token(name: &str) -> bool {
    if name == "jwt" {
        return true;
    }
    let name = percent_decode_str(name)
        .decode_utf8_lossy()
        .to_ascii_lowercase();
    name == "jwt" || is_secret(&name)
}

/// A URL whose parameters have no tokens: they are shown as what they are, not as what they say.
pub(super) fn without_tokens<'a>(url: &'a str) -> Cow<'a, str> {
    let Some((path, query)) = url.split_once('?') else {
        return Cow::Borrowed(url);
    };
    let shown = |part: &'a str| match part.split_once('=') {
        Some((name, _)) if is_token(name) => Cow::Owned(format!("{name}={{token}}")),
        _ => Cow::Borrowed(part),
    };
    let parts: Vec<Cow<'_, str>> = query.split('&').map(shown).collect();
    match parts.iter().any(|part| matches!(part, Cow::Owned(_))) {
        true => Cow::Owned(format!("{path}?{}", parts.join("&"))),
        false => Cow::Borrowed(url),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_come_back_as_they_went_in_but_for_what_is_secret() {
        for (name, value, shown) in [
            ("host", "127.0.0.1:80", "127.0.0.1:80"),
            ("authorization", "Basic YTpi", "Basic {token}"),
            ("authorization", "JWT", "{token}"),
            ("authorization", "0paque-t0ken x", "{token}"),
            ("proxy-authorization", "basic YTpi", "Basic {token}"),
            ("cookie", "a=b", "{cookie}"),
            ("set-cookie", "a=b; Path=/", "{cookie}"),
            ("x-api-key", "abc", "{secret}"),
            ("x-auth-token", "abc", "{secret}"),
            ("x-client-secret", "abc", "{secret}"),
            ("upm-token", "-17604", "{secret}"),
            ("x-atlassian-token", "no-check", "no-check"),
            ("x-empty", "", ""),
            ("x-colon", "a: b\u{fffd}", "a: b\u{fffd}"),
            ("www-authenticate", "JWT realm=x", "JWT realm=x"),
            (
                "location",
                "/a?b=c&%4Awt=abc&jwt=x",
                "/a?b=c&%4Awt={token}&jwt={token}",
            ),
            (
                "referer",
                "http://a/?access_token=x&user_key=y",
                "http://a/?access_token={token}&user_key=y",
            ),
        ] {
            let headers = Headers::of([(name, value.as_bytes())]);
            assert_eq!(headers.pairs().collect::<Vec<_>>(), [(name, shown)]);
            assert_eq!(headers.get(name), Some(shown));
        }
    }

    #[test]
    fn a_value_keeps_to_its_line() {
        let headers = Headers::of([("a", &b"b\r\nc: \xff"[..])]);
        assert_eq!(headers.pairs().collect::<Vec<_>>(), [("a", "bc: \u{fffd}")]);
    }
}
