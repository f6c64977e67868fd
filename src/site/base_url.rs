//! An app's URLs: its base URL, what the descriptor puts behind it, and parameters before a fragment.

use crate::settings::{BaseUrlJoin, Settings};

/// How a base URL and what stands behind it become one URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Join {
    /// As both are written, with nothing between.
    AsWritten,
    /// With one slash between, whatever either of them has.
    OneSlash,
}

impl Join {
    /// For the lifecycle callbacks, where the host source writes one behind the other.
    pub(super) fn of_lifecycle(settings: &Settings) -> Self {
        match settings.base_url_join {
            BaseUrlJoin::OneSlash => Join::OneSlash,
            _ => Join::AsWritten,
        }
    }

    /// For modules, webhooks and translation files: the host source has a path builder for them.
    pub(crate) fn of_modules(settings: &Settings) -> Self {
        match settings.base_url_join {
            BaseUrlJoin::AsWritten => Join::AsWritten,
            _ => Join::OneSlash,
        }
    }

    /// `path` behind `base_url`.
    pub(crate) fn url(self, base_url: &str, path: &str) -> String {
        if self == Join::AsWritten {
            return format!("{base_url}{path}");
        }
        let base = base_url.strip_suffix('/').unwrap_or(base_url);
        let slash = if path.starts_with(['/', '?', '#']) {
            ""
        } else {
            "/"
        };
        format!("{base}{slash}{path}")
    }
}

/// `url` with more parameters behind its own; a fragment stays last, since what stands behind it
/// never reaches a server.
pub(crate) fn with_parameters(url: &str, parameters: &str) -> String {
    let (before, fragment) = match url.find('#') {
        Some(at) => url.split_at(at),
        None => (url, ""),
    };
    let joint = match before.split_once('?') {
        _ if parameters.is_empty() => "",
        None => "?",
        Some((_, query)) if query.is_empty() || query.ends_with('&') => "",
        Some(_) => "&",
    };
    format!("{before}{joint}{parameters}{fragment}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_is_joined_as_written_or_with_one_slash() {
        for (base, path, written, one_slash) in [
            ("http://x", "/i", "http://x/i", "http://x/i"),
            ("http://x/", "/i", "http://x//i", "http://x/i"),
            ("http://x", "i", "http://xi", "http://x/i"),
            ("http://x/", "i", "http://x/i", "http://x/i"),
            ("http://x/b", "?t=a", "http://x/b?t=a", "http://x/b?t=a"),
            ("http://x/b", "#a", "http://x/b#a", "http://x/b#a"),
            (
                "http://x/b",
                "/i?v=1",
                "http://x/b/i?v=1",
                "http://x/b/i?v=1",
            ),
        ] {
            assert_eq!(Join::AsWritten.url(base, path), written);
            assert_eq!(Join::OneSlash.url(base, path), one_slash);
        }
    }

    #[test]
    fn parameters_come_before_the_fragment() {
        for (url, whole) in [
            ("/p", "/p?a=1"),
            ("/p?x=1", "/p?x=1&a=1"),
            ("/p?", "/p?a=1"),
            ("/p?x=1&", "/p?x=1&a=1"),
            ("/p#top", "/p?a=1#top"),
            ("/p?x=1#top?y=2", "/p?x=1&a=1#top?y=2"),
            ("#", "?a=1#"),
        ] {
            assert_eq!(with_parameters(url, "a=1"), whole);
            assert_eq!(with_parameters(url, ""), url);
        }
    }
}
