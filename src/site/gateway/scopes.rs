//! Which scopes of a Forge app a call needs, and whether the app's manifest has them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::cause::Cause;
use crate::site::rejection::{ErrorBody, Rejection};
use crate::site::scopes::fits;

/// `<methods> <path> <scopes>`.
const TABLE: &str = include_str!("../../../fixtures/forge_scopes.txt");

/// One line: the alternatives, each of scopes that are needed together.
#[derive(Debug)]
struct Line {
    methods: &'static str,
    path: &'static str,
    any_of: Vec<Vec<&'static str>>,
}

/// By the number of segments of their paths.
static LINES: LazyLock<BTreeMap<usize, Vec<Line>>> = LazyLock::new(|| {
    let mut lines: BTreeMap<usize, Vec<Line>> = BTreeMap::new();
    for text in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let mut words = text.split_whitespace();
        let (Some(methods), Some(path), Some(scopes)) = (words.next(), words.next(), words.next())
        else {
            continue;
        };
        let any_of = scopes.split('|').map(|all| all.split('+').collect());
        let line = Line {
            methods,
            path,
            any_of: any_of.collect(),
        };
        lines.entry(segments(path)).or_default().push(line);
    }
    lines
});

fn segments(path: &str) -> usize {
    path.split('/').count()
}

/// What a call needs; none for what the API descriptions do not know.
fn needed(method: &str, path: &str) -> Option<&'static Line> {
    let path = path.strip_suffix('/').unwrap_or(path);
    let method = if method == "HEAD" { "GET" } else { method };
    let lines = LINES.get(&segments(path))?;
    let of_method = |line: &&Line| line.methods.split(',').any(|one| one == method);
    let mut lines = lines
        .iter()
        .filter(of_method)
        .filter(|line| fits(line.path, path));
    // A line without a place for anything outranks one that has it.
    let first = lines.next()?;
    let exact = |line: &&Line| !line.path.contains('*');
    Some(
        [first]
            .into_iter()
            .chain(lines)
            .find(exact)
            .unwrap_or(first),
    )
}

/// Whether an app with these scopes may make the call, in the gateway's words if not.
pub(super) fn check(method: &str, path: &str, held: &[&str]) -> Result<(), Rejection> {
    let Some(line) = needed(method, path) else {
        return Ok(());
    };
    let missing = |all: &Vec<&'static str>| -> Vec<&'static str> {
        let lacking = all.iter().filter(|one| !held.contains(*one));
        lacking.copied().collect()
    };
    if line.any_of.iter().any(|all| missing(all).is_empty()) {
        return Ok(());
    }
    let ways: Vec<String> = line.any_of.iter().map(|all| all.join(" and ")).collect();
    let least = line.any_of.iter().map(missing).min_by_key(Vec::len);
    let least = least.unwrap_or_default().join("` and `");
    let got = match held {
        [] => "a manifest without scopes".to_owned(),
        held => format!("the manifest's scopes: {}", held.join(", ")),
    };
    let cause = Cause::new(
        "the app holds the scopes of the operation",
        ways.join(", or "),
        got,
    );
    let likely = format!("`{least}` is missing from `permissions.scopes` in the manifest");
    Err(Rejection {
        status: 401,
        body: ErrorBody::Coded("Unauthorized; scope does not match".into()),
        cause: Box::new(cause.with_likely(likely)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_names_scopes_of_confluence() {
        let lines: Vec<&Line> = LINES.values().flatten().collect();
        assert!(lines.len() > 300);
        for line in lines {
            assert!(line.path.starts_with("/wiki/"), "{line:?}");
            for scope in line.any_of.iter().flatten() {
                let (verb, rest) = scope.split_once(':').unwrap();
                assert!(
                    ["read", "write", "delete", "search", "readonly", "manage"].contains(&verb),
                    "{line:?}"
                );
                assert!(rest.contains("confluence"), "{line:?}");
            }
        }
    }

    #[rstest::rstest]
    #[case("GET", "/wiki/api/v2/pages/7", &["read:page:confluence"], true)]
    #[case("HEAD", "/wiki/api/v2/pages/7/", &["read:page:confluence"], true)]
    #[case("PUT", "/wiki/api/v2/pages/7", &["read:page:confluence"], false)]
    #[case("GET", "/wiki/rest/api/user/current", &["read:confluence-user"], true)]
    #[case("GET", "/wiki/rest/api/user/current", &["read:content-details:confluence"], true)]
    #[case("GET", "/wiki/rest/api/user/current", &["read:user:confluence"], false)]
    #[case("POST", "/wiki/rest/api/space", &["write:confluence-space"], true)]
    #[case("POST", "/wiki/rest/api/space", &["write:space:confluence"], false)]
    #[case("GET", "/wiki/rest/nowhere", &[], true)]
    fn a_call_needs_the_classic_scopes_or_the_granular_ones(
        #[case] method: &str,
        #[case] path: &str,
        #[case] held: &[&str],
        #[case] may: bool,
    ) {
        assert_eq!(check(method, path, held).is_ok(), may);
    }
}
