//! The spellings of a path that are one resource, as the host's container folds them, and those that its filter
//! for apps refuses.
//!
//! The container looks a path up without its path parameters (`;jsessionid=…`), decoded, with `//` as one slash and
//! dot segments resolved; a resource is the same with one final slash. Before that, a filter refuses the call of an
//! app whose path is not in the normal form of `java.net.URI`. That class takes a double slash *in front* for the
//! beginning of a host name, so `/wiki//rest/…` gets through. The hash of a request counts the path as it was sent.

use percent_encoding::percent_decode_str;

use crate::cause::Cause;

/// The context path, below which the filter looks.
const CONTEXT_PATH: &str = "/wiki";

/// A path as it is looked up.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spelling {
    /// Without what makes no difference.
    pub(super) path: String,
    /// Why the filter would refuse it to an app.
    pub(super) improper: Option<Box<Cause>>,
}

impl Spelling {
    /// Of the path before a query.
    pub(super) fn of_target(target: &str) -> Self {
        Self::of(target.split('?').next().unwrap_or_default())
    }

    pub(super) fn of(sent: &str) -> Self {
        if is_plain(sent.as_bytes()) {
            let before = sent.strip_suffix('/').filter(|before| !before.is_empty());
            return Self {
                path: before.unwrap_or(sent).to_owned(),
                improper: None,
            };
        }
        let path = folded(sent);
        let improper = improper(sent).map(|likely| {
            let check = "the path of an app's call is in normal form";
            Box::new(Cause::new(check, &path, sent).with_likely(likely))
        });
        Self { path, improper }
    }
}

/// Escapes of unreserved characters decoded, path parameters cut off, empty and dot segments resolved, no final slash.
fn folded(sent: &str) -> String {
    let mut segments = Vec::new();
    for segment in sent.split('/') {
        let (segment, _) = segment.split_once(';').unwrap_or((segment, ""));
        match unescaped(segment).as_str() {
            "" | "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment.to_owned()),
        }
    }
    format!("/{}", segments.join("/"))
}

/// Whether nothing in it could be written otherwise, but for a final slash; so it is in normal form, too. Each request
/// comes through here, mostly unoptimised: no call for a byte.
fn is_plain(sent: &[u8]) -> bool {
    let mut before = 0;
    for &byte in sent {
        match byte {
            b'%' | b';' => return false,
            b'/' | b'.' if before == b'/' => return false,
            _ => before = byte,
        }
    }
    sent.first() == Some(&b'/')
}

/// Escapes that stand for letters, digits, `-`, `.`, `_`, `~` are those; the others stay as they are.
fn unescaped(segment: &str) -> String {
    let mut parts = segment.split('%');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (escape, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        let decoded = percent_decode_str(&format!("%{escape}")).collect::<Vec<u8>>();
        match decoded.as_slice() {
            [byte] if byte.is_ascii_alphanumeric() || b"-._~".contains(byte) => {
                text.push(char::from(*byte));
            }
            _ => {
                text.push('%');
                text.push_str(escape);
            }
        }
        text.push_str(rest);
    }
    text
}

/// What `java.net.URI` would change to bring the path below the context path into normal form.
fn improper(sent: &str) -> Option<String> {
    let below = sent.strip_prefix(CONTEXT_PATH).unwrap_or(sent);
    let path = match below.strip_prefix("//") {
        // What follows is a host to it, up to the next slash.
        Some(rest) => rest.find('/').map_or("", |at| &rest[at..]),
        None => below,
    };
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let inner = segments.iter().take(segments.len().saturating_sub(1));
    if inner.clone().any(|segment| segment.is_empty()) || below == "//" {
        let after = sent.rfind("//").map_or("", |at| &sent[..at]);
        return Some(format!(
            "the path segment after `{after}` is empty: a value that belongs there, such as an id, was empty when \
             the URL was put together, or two slashes met"
        ));
    }
    let dots = |segment: &&&str| matches!(**segment, "." | "..");
    let dots = segments.iter().find(dots)?;
    Some(format!(
        "resolve the `{dots}` in the path before you sign and send it"
    ))
}

/// What a lost path lacks, where it lacks a segment.
pub(super) fn empty_segment(sent: &str) -> Option<String> {
    let inner = sent.trim_end_matches('/');
    inner.contains("//").then(|| improper(sent)).flatten()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::Spelling;

    const PROPER: bool = true;

    /// Whether `java.net.URI` of OpenJDK 17 finds the path in normal form stands beside each.
    #[rstest]
    #[case::as_it_is("/wiki/rest/api/user", "/wiki/rest/api/user", PROPER)]
    #[case::root("/", "/", PROPER)]
    #[case::final_slash("/wiki/rest/api/user/", "/wiki/rest/api/user", PROPER)]
    #[case::two_final_slashes("/wiki/rest/api/user//", "/wiki/rest/api/user", !PROPER)]
    #[case::in_front("/wiki//rest/api/user", "/wiki/rest/api/user", PROPER)]
    #[case::three_in_front("/wiki///rest/api/user", "/wiki/rest/api/user", PROPER)]
    #[case::before_all("//wiki/rest/api/user", "/wiki/rest/api/user", PROPER)]
    #[case::within("/wiki/rest//api/user", "/wiki/rest/api/user", !PROPER)]
    #[case::in_front_and_within("/wiki//rest//api", "/wiki/rest/api", !PROPER)]
    #[case::dot("/wiki/rest/./api", "/wiki/rest/api", !PROPER)]
    #[case::dots("/wiki/rest/x/../api", "/wiki/rest/api", !PROPER)]
    #[case::final_dots("/wiki/rest/api/x/..", "/wiki/rest/api", !PROPER)]
    #[case::encoded_dots("/wiki/rest/x/%2e%2E/api", "/wiki/rest/api", PROPER)]
    #[case::dots_with_parameter("/wiki/rest/x/..;a/api", "/wiki/rest/api", PROPER)]
    #[case::session("/wiki/rest/api/user;jsessionid=0A1", "/wiki/rest/api/user", PROPER)]
    #[case::session_and_slash("/wiki/rest/api/user/;jsessionid=0A1", "/wiki/rest/api/user", PROPER)]
    #[case::parameter_within("/wiki/rest;v=1/api/user", "/wiki/rest/api/user", PROPER)]
    #[case::unreserved("/wiki/%72est/api/us%65r/%7Ea%2Db", "/wiki/rest/api/user/~a-b", PROPER)]
    #[case::reserved("/wiki/a%2Fb%3Bc%20%C3%A9", "/wiki/a%2Fb%3Bc%20%C3%A9", PROPER)]
    #[case::no_escape("/wiki/a%zz%4/%", "/wiki/a%zz%4/%", PROPER)]
    fn a_path_is_looked_up_as_the_host_folds_it(
        #[case] sent: &str,
        #[case] path: &str,
        #[case] proper: bool,
    ) {
        let spelling = Spelling::of(sent);
        assert_eq!(spelling.path, path);
        assert_eq!(
            spelling.improper.is_none(),
            proper,
            "{:?}",
            spelling.improper
        );
    }

    #[test]
    fn an_empty_segment_is_named_by_what_stands_before_it() {
        let spelling = Spelling::of("/wiki/rest/api/content//property");
        let likely = spelling.improper.unwrap();
        let likely = likely.likely().unwrap();
        assert!(
            likely.contains("after `/wiki/rest/api/content` is empty"),
            "{likely}"
        );
    }
}
