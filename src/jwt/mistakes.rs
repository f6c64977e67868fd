//! Names the mistake behind a wrong qsh by trying what real clients get wrong.
//!
//! The variants are only ever used to explain: a request that matches one stays refused.

use super::qsh::{CanonicalRequest, hash, percent_decoded};

/// What the app seems to have hashed, and what is wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mistake {
    pub(super) canonical: String,
    pub(super) why: String,
}

/// The first known mistake whose hash is `got`.
pub(super) fn likely_mistake(right: &CanonicalRequest, got: &str) -> Option<Mistake> {
    if got == "context-qsh" {
        return Some(Mistake {
            canonical: "no request: the literal `context-qsh`".into(),
            why: "`context-qsh` marks a token for the app's own pages; a call of the host needs \
                  the hash of the request"
                .into(),
        });
    }
    let parts: Vec<&str> = right.as_str().splitn(3, '&').collect();
    let [method, path, query] = parts.as_slice() else {
        return None;
    };
    variants(method, path, query)
        .into_iter()
        .find(|(canonical, _)| hash(canonical) == got)
        .map(|(canonical, why)| Mistake {
            canonical,
            why: why.to_owned(),
        })
}

fn variants(method: &str, path: &str, query: &str) -> Vec<(String, &'static str)> {
    let request = |path: &str, query: &str| format!("{method}&{path}&{query}");
    let null = null_values(query);
    let mut all = vec![
        (
            request(&format!("/wiki{path}"), query),
            "signed with the context path `/wiki`, which does not count: hash the path below the \
             tenant's base URL",
        ),
        (
            request(path.strip_prefix("/wiki").unwrap_or(path), query),
            "`/wiki` is there twice in the URL: the base URL already ends in it",
        ),
        (
            request(path, &null),
            "a parameter without a value was hashed as `null` (atlassian-connect-express does \
             this); it counts as empty",
        ),
        (request(path, ""), "the query was left out of the hash"),
        (
            request(path, &by_raw_name(query)),
            "parameters were sorted by their raw, not their encoded names",
        ),
        (
            request(&percent_decoded(path), query),
            "the decoded path was hashed; the host hashes it raw",
        ),
        (
            request(path.trim_end_matches('/'), query),
            "all final slashes were dropped; only one does not count",
        ),
        (
            request(&one_slash(path), query),
            "a leading double slash was folded into one; it counts as it is",
        ),
        (
            request(
                path,
                &query.replace("%EF%BF%BD", "%EF%BF%BD%EF%BF%BD%EF%BF%BD"),
            ),
            "a surrogate was encoded alone (`%ED%A0%80`) and hashed as three replacement \
             characters, as JavaScript and Python decode it; the host's Java makes one of it",
        ),
        (
            request(path, &query.replace("%20", "+")),
            "a space was hashed as `+`; it counts as `%20`",
        ),
        (
            request(&format!("{path}/"), query),
            "the final slash was kept; one does not count",
        ),
    ];
    let others = ["GET", "POST", "PUT", "DELETE", "PATCH"];
    let others = others.into_iter().filter(|other| *other != method);
    let why = "another method was hashed than was sent";
    all.extend(others.map(|other| (format!("{other}&{path}&{query}"), why)));
    all
}

pub(super) fn null_values(query: &str) -> String {
    let part = |part: &str| match part.strip_suffix('=') {
        Some(name) => format!("{name}=null"),
        None => part.to_owned(),
    };
    query.split('&').map(part).collect::<Vec<_>>().join("&")
}

fn by_raw_name(query: &str) -> String {
    let mut parts: Vec<&str> = query.split('&').collect();
    parts.sort_by_cached_key(|part| percent_decoded(part.split('=').next().unwrap_or_default()));
    parts.join("&")
}

fn one_slash(path: &str) -> String {
    format!("/{}", path.trim_start_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::wiki("GET&/wiki/a&b=", "context path")]
    #[case::null("GET&/a&b=null", "null")]
    #[case::method("POST&/a&b=", "another method")]
    #[case::query("GET&/a&", "left out")]
    fn a_known_mistake_is_named(#[case] hashed: &str, #[case] word: &str) {
        let right = CanonicalRequest::from_app("GET", "/wiki/a?b", "/wiki");
        let mistake = likely_mistake(&right, &hash(hashed)).unwrap();
        assert_eq!(mistake.canonical, hashed);
        assert!(mistake.why.contains(word), "{}", mistake.why);
    }

    #[test]
    fn an_unknown_one_is_not_guessed() {
        let right = CanonicalRequest::from_app("GET", "/wiki/a", "/wiki");
        assert_eq!(likely_mistake(&right, &hash("GET&/b&")), None);
    }
}
