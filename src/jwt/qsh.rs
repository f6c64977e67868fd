//! The canonical request and its hash: one rule for requests to the host, one for those to the app.

use std::borrow::Cow;
use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};

use super::utf8;
use crate::identity::hex;

/// RFC 3986 unreserved characters stay, everything else is encoded.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// How the host puts the path of a request *to the app* into the qsh.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum HostPath {
    /// Percent-decoded, as the host source does; apps that hash the raw path refuse a URL with
    /// an encoded character.
    #[default]
    Decoded,
    /// As it stands in the request.
    Raw,
}

/// `METHOD&path&parameters` of a request, in canonical form. Its SHA-256 is the `qsh` claim.
///
/// Mirrors `HttpRequestCanonicalizer` of the host's atlassian-jwt.
///
/// ```
/// use mockfluence::jwt::CanonicalRequest;
/// let request = CanonicalRequest::from_app("get", "/wiki/rest/api/space?b=2&a=x+y&jwt=t", "/wiki");
/// assert_eq!(request.as_str(), "GET&/rest/api/space&a=x%20y&b=2");
/// assert_eq!(request.qsh().len(), 64);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CanonicalRequest(String);

impl CanonicalRequest {
    /// A request of the app to the host. `target` is path and query as they were sent;
    /// `context_path`, `/wiki` on Confluence Cloud, does not count.
    #[must_use]
    pub fn from_app(method: &str, target: &str, context_path: &str) -> Self {
        let (path, query) = split(target);
        Self::new(
            method,
            &canonical_path(below(path, context_path), 1),
            &[query],
        )
    }

    /// A request of the app to the host with a urlencoded form as body: its fields count.
    #[must_use]
    pub fn from_app_form(method: &str, target: &str, context_path: &str, form: &str) -> Self {
        let (path, query) = split(target);
        Self::new(
            method,
            &canonical_path(below(path, context_path), 1),
            &[query, form],
        )
    }

    /// A request of the host to the app. `base_path` is the path of the app's base URL.
    #[must_use]
    pub fn to_app(method: &str, target: &str, base_path: &str, host_path: HostPath) -> Self {
        Self::to_app_form(method, target, base_path, host_path, "")
    }

    /// A request of the host to the app with a urlencoded form as body: its fields count.
    #[must_use]
    pub fn to_app_form(
        method: &str,
        target: &str,
        base_path: &str,
        host_path: HostPath,
        form: &str,
    ) -> Self {
        let (path, query) = split(target);
        let path = below(path, base_path.strip_suffix('/').unwrap_or(base_path));
        let path = match host_path {
            HostPath::Decoded => percent_decoded(path),
            HostPath::Raw => path.to_owned(),
        };
        // The URI class drops one final slash, the canonicalizer another.
        Self::new(method, &canonical_path(&path, 2), &[query, form])
    }

    /// `METHOD&path&parameters`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The hash, in lower-case hex.
    #[must_use]
    pub fn qsh(&self) -> String {
        hash(&self.0)
    }

    fn new(method: &str, path: &str, queries: &[&str]) -> Self {
        let parameters = canonical_parameters(queries);
        Self(format!("{}&{path}&{parameters}", method.to_uppercase()))
    }
}

impl fmt::Display for CanonicalRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

pub(super) fn hash(canonical: &str) -> String {
    hex(digest(&SHA256, canonical.as_bytes()).as_ref())
}

pub(super) fn split(target: &str) -> (&str, &str) {
    let target = target.split('#').next().unwrap_or_default();
    target.split_once('?').unwrap_or((target, ""))
}

/// The context path goes as a plain prefix, without a look at segments.
fn below<'a>(path: &'a str, context_path: &str) -> &'a str {
    path.strip_prefix(context_path).unwrap_or(path)
}

fn canonical_path(path: &str, final_slashes: usize) -> String {
    let mut path = path;
    for _ in 0..final_slashes {
        path = path.strip_suffix('/').unwrap_or(path);
    }
    if path.trim().is_empty() {
        return "/".to_owned();
    }
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("{slash}{}", path.replace('&', "%26"))
}

/// Sorted by encoded name; the values of one name sorted before they are encoded, as UTF-16.
fn canonical_parameters(queries: &[&str]) -> String {
    let decoded = queries.iter().flat_map(|query| decoded_parameters(query));
    let mut parameters: Vec<(String, String)> = decoded
        .map(|(name, value)| (encode(&name), value))
        .collect();
    parameters.sort_by(|(name, value), (other, others)| {
        let by_value = || value.encode_utf16().cmp(others.encode_utf16());
        name.cmp(other).then_with(by_value)
    });
    let mut text = String::new();
    for of_one_name in parameters.chunk_by(|(name, _), (other, _)| name == other) {
        if !text.is_empty() {
            text.push('&');
        }
        text.push_str(&of_one_name[0].0);
        for (place, (_, value)) in of_one_name.iter().enumerate() {
            text.push(if place == 0 { '=' } else { ',' });
            text.push_str(&encode(value));
        }
    }
    text
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, UNRESERVED).to_string()
}

/// The parameters as the servlet container gives them: nameless and undecodable ones dropped.
/// The token itself does not count.
fn decoded_parameters(query: &str) -> impl Iterator<Item = (String, String)> {
    query
        .split('&')
        .filter(|part| !part.is_empty())
        .filter_map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            Some((decode(name)?, decode(value)?))
        })
        .filter(|(name, _)| !name.is_empty() && name != "jwt")
}

/// `None` for an escape that is none; malformed UTF-8 becomes U+FFFD, as often as in Java.
fn decode(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut escapes = bytes.split(|byte| *byte == b'%').skip(1);
    let bad_escape = escapes.any(|after| {
        !after
            .get(..2)
            .is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit))
    });
    if bad_escape {
        return None;
    }
    let spaced = text.replace('+', " ");
    Some(percent_decoded(&spaced))
}

/// As Java decodes; in ordinary requests nothing is malformed, so nothing is copied twice.
pub(super) fn percent_decoded(text: &str) -> String {
    let bytes: Cow<'_, [u8]> = percent_decode_str(text).into();
    utf8::lossy(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use rstest::rstest;

    #[rstest]
    #[case::method("get", "/a", "GET&/a&")]
    #[case::context_root("GET", "/wiki", "GET&/&")]
    #[case::context_slash("GET", "/wiki/", "GET&/&")]
    #[case::plain_prefix("GET", "/wikipedia/x", "GET&/pedia/x&")]
    #[case::context_once("GET", "/wiki/wiki/rest", "GET&/wiki/rest&")]
    #[case::case_counts("GET", "/WIKI/rest", "GET&/WIKI/rest&")]
    #[case::one_slash("GET", "/a//", "GET&/a/&")]
    #[case::raw_path("GET", "/a%2fb%2F~%7E", "GET&/a%2fb%2F~%7E&")]
    #[case::ampersand("GET", "/a&b%26", "GET&/a%26b%26&")]
    #[case::path_parameter("GET", "/a;v=1", "GET&/a;v=1&")]
    #[case::space("GET", "/a?x=a+b%20c", "GET&/a&x=a%20b%20c")]
    #[case::no_value("GET", "/a?b&c=", "GET&/a&b=&c=")]
    #[case::repeated("GET", "/a?x=b&x=a,c", "GET&/a&x=a%2Cc,b")]
    #[case::name_order("GET", "/a?%C3%A9=1&z=2", "GET&/a&%C3%A9=1&z=2")]
    #[case::jwt_dropped("GET", "/a?%6Awt=t&JWT=1&jwt[]=2", "GET&/a&JWT=1&jwt%5B%5D=2")]
    #[case::tomcat_drops("GET", "/a?=v&b=%zz&c=1", "GET&/a&c=1")]
    #[case::surrogate("GET", "/a?x=%ED%A0%80", "GET&/a&x=%EF%BF%BD")]
    #[case::half_a_surrogate("GET", "/a?%ED%A0=1", "GET&/a&%EF%BF%BD=1")]
    #[case::truncated("GET", "/a?x=%E2%82b%F0%9F", "GET&/a&x=%EF%BF%BDb%EF%BF%BD")]
    #[case::overlong("GET", "/a?x=%C0%80", "GET&/a&x=%EF%BF%BD%EF%BF%BD")]
    #[case::encoded_set("GET", "/a?x=-._~*'()!", "GET&/a&x=-._~%2A%27%28%29%21")]
    fn from_app(#[case] method: &str, #[case] target: &str, #[case] canonical: &str) {
        assert_eq!(
            CanonicalRequest::from_app(method, target, "/wiki").as_str(),
            canonical
        );
    }

    #[rstest]
    #[case::decoded("/a%20b", "", HostPath::Decoded, "POST&/a b&")]
    #[case::decoded_slash("/a%2Fb", "", HostPath::Decoded, "POST&/a/b&")]
    #[case::raw("/a%20b", "", HostPath::Raw, "POST&/a%20b&")]
    #[case::surrogate("/%ED%A0%80", "", HostPath::Decoded, "POST&/\u{fffd}&")]
    #[case::two_slashes("/rest//", "", HostPath::Decoded, "POST&/rest&")]
    #[case::base_path(
        "/base/installed?v=1",
        "/base/",
        HostPath::Decoded,
        "POST&/installed&v=1"
    )]
    #[case::root("/installed", "/", HostPath::Decoded, "POST&/installed&")]
    fn to_app(
        #[case] target: &str,
        #[case] base: &str,
        #[case] path: HostPath,
        #[case] canonical: &str,
    ) {
        assert_eq!(
            CanonicalRequest::to_app("POST", target, base, path).as_str(),
            canonical
        );
    }

    /// What takes a second by a map takes minutes by a search.
    #[test]
    fn a_hundred_thousand_names_take_no_time() {
        let names: Vec<String> = (0..100_000).rev().map(|n| format!("p{n:06}=")).collect();
        let (clock, started) = (Clock::default(), Clock::default().now_millis());
        let form = CanonicalRequest::from_app_form("POST", "/a", "", &names.join("&"));
        assert!(form.as_str().starts_with("POST&/a&p000000=&p000001=&"));
        assert_eq!(form.as_str().len(), "POST&/a&".len() + 9 * 100_000 - 1);
        assert!(clock.now_millis() - started < 20_000);
    }

    #[test]
    fn a_form_counts_beside_the_query() {
        let form = CanonicalRequest::from_app_form("POST", "/a?x=1", "", "x=0&y=2&jwt=t");
        assert_eq!(form.as_str(), "POST&/a&x=0,1&y=2");
    }
}
