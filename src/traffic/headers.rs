//! `Headers`: the headers of one half of an exchange, as the log keeps them.

use std::sync::Arc;

use http::HeaderMap;
use serde::{Serialize, Serializer};

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
            let value = String::from_utf8_lossy(value);
            text.push_str(name);
            text.push_str(": ");
            match name {
                "authorization" => {
                    let scheme = value.split_once(' ').map_or("", |(scheme, _)| scheme);
                    text.push_str(scheme);
                    text.push_str(" {token}");
                }
                "cookie" | "set-cookie" => text.push_str("{cookie}"),
                _ => text.extend(value.chars().filter(|c| !matches!(c, '\r' | '\n'))),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_come_back_as_they_went_in_but_for_what_is_secret() {
        let pairs: [(&str, &[u8]); 6] = [
            ("host", b"127.0.0.1:80"),
            ("authorization", b"Basic YTpi"),
            ("authorization", b"alone"),
            ("cookie", b"a=b"),
            ("x-empty", b""),
            ("x-colon", b"a: b\xff"),
        ];
        let headers = Headers::of(pairs);
        assert_eq!(
            headers.pairs().collect::<Vec<_>>(),
            [
                ("host", "127.0.0.1:80"),
                ("authorization", "Basic {token}"),
                ("authorization", " {token}"),
                ("cookie", "{cookie}"),
                ("x-empty", ""),
                ("x-colon", "a: b\u{fffd}"),
            ]
        );
        assert_eq!(headers.get("cookie"), Some("{cookie}"));
    }
}
