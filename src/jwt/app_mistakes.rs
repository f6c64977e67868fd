//! What an app may have hashed where it refuses a request that the tenant has signed rightly.
//!
//! The app does not say what it hashed, so all that fit the request are named, and none is chosen.

use super::mistakes::null_values;
use super::qsh::{CanonicalRequest, split};

/// A request of the host to the app, as it was sent.
pub(crate) struct ToApp<'a> {
    /// Path and query, the token among them where it travels there.
    pub(crate) target: &'a str,
    /// The path of the app's base URL.
    pub(crate) base_path: &'a str,
    /// What the tenant has hashed.
    pub(crate) signed: &'a CanonicalRequest,
}

/// Each mistake that would give another hash for this request, with what it hashes instead.
pub(crate) fn likely_of_app(request: &ToApp<'_>) -> Vec<String> {
    let signed = request.signed.as_str();
    let parts: Vec<&str> = signed.splitn(3, '&').collect();
    let [method, path, query] = parts.as_slice() else {
        return Vec::new();
    };
    let (sent_path, sent_query) = split(request.target);
    let hashed = |path: &str, query: &str| format!("{method}&{path}&{query}");
    let base = request.base_path.trim_end_matches('/');
    let has_token = sent_query.split('&').any(|part| part.starts_with("jwt="));
    let raw_path = sent_path.strip_prefix(base).unwrap_or(sent_path);
    let mut all = vec![
        (
            "it hashes the values as its framework has decoded them; each is encoded again",
            hashed(path, &super::qsh::percent_decoded(query)),
        ),
        (
            "it hashes the query as it was sent; each value is decoded and encoded again, the \
             names sorted",
            hashed(path, &without_token(sent_query)),
        ),
        (
            "it hashes the path of its base URL, too; only what stands below it counts",
            hashed(&format!("{base}{path}"), query),
        ),
        (
            "it hashes the path as it was sent; the host hashes it decoded (setting `host_path`)",
            hashed(raw_path, query),
        ),
        ("it leaves the query out", hashed(path, "")),
        (
            "it takes a parameter without a value for `null`; it counts as empty",
            hashed(path, &null_values(query)),
        ),
        (
            "it hashes a space as `+`; it counts as `%20`",
            hashed(path, &query.replace("%20", "+")),
        ),
    ];
    if has_token {
        let with_token = hashed(path, &with_token(query));
        all.insert(1, ("it does not leave the parameter `jwt` out", with_token));
    }
    let mut told: Vec<(&str, String)> = Vec::new();
    for (why, canonical) in all {
        if canonical != signed && told.iter().all(|(_, known)| *known != canonical) {
            told.push((why, canonical));
        }
    }
    let told = told.into_iter();
    told.map(|(why, canonical)| format!("{why}: {canonical}"))
        .collect()
}

/// The parameters, the token's among them as a word that stands for it.
fn with_token(query: &str) -> String {
    let mut parts: Vec<&str> = query.split('&').filter(|part| !part.is_empty()).collect();
    parts.push("jwt=<the token>");
    parts.sort_unstable();
    parts.join("&")
}

fn without_token(query: &str) -> String {
    let parts = query.split('&').filter(|part| !part.starts_with("jwt="));
    parts.collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jwt::HostPath;
    use rstest::rstest;

    fn likely(target: &str, base_path: &str) -> Vec<String> {
        let signed = CanonicalRequest::to_app("GET", target, base_path, HostPath::Decoded);
        likely_of_app(&ToApp {
            target,
            base_path,
            signed: &signed,
        })
    }

    #[rstest]
    #[case::decoded(
        "/a?u=http%3A%2F%2Fx",
        "",
        "as its framework has decoded",
        "GET&/a&u=http://x"
    )]
    #[case::token(
        "/a?b=1&lic=none&jwt=t",
        "",
        "`jwt`",
        "GET&/a&b=1&jwt=<the token>&lic=none"
    )]
    #[case::base("/base/a", "/base", "base URL", "GET&/base/a&")]
    #[case::raw_path("/a%20b", "", "path as it was sent", "GET&/a%20b&")]
    #[case::no_query("/a?x=1", "", "leaves the query out", "GET&/a&")]
    #[case::null("/a?x", "", "`null`", "GET&/a&x=null")]
    #[case::plus("/a?x=a%20b", "", "`+`", "GET&/a&x=a+b")]
    #[case::order("/a?z=1&b=2", "", "as it was sent", "GET&/a&z=1&b=2")]
    fn a_mistake_that_fits_is_named(
        #[case] target: &str,
        #[case] base_path: &str,
        #[case] words: &str,
        #[case] canonical: &str,
    ) {
        let all = likely(target, base_path);
        let named = |one: &&String| one.contains(words) && one.ends_with(&format!(": {canonical}"));
        assert!(all.iter().any(|one| named(&one)), "{all:#?}");
    }

    #[test]
    fn one_that_changes_nothing_is_not() {
        assert_eq!(likely("/installed", ""), [] as [String; 0]);
        let all = likely("/a?x=1", "");
        assert_eq!(all, ["it leaves the query out: GET&/a&"]);
    }
}
