//! Which scope a call needs, and whether its caller holds it.

use super::rejection::{ErrorBody, Rejection};
use super::{Caller, Site};
use crate::cause::Cause;
use crate::descriptor::implies;

/// `<methods> <path> <scope>`, the first line that fits decides.
const TABLE: &str = include_str!("../../fixtures/scopes.txt");

/// Where the APIs begin whose operations the table lists.
const APIS: [&str; 2] = ["/wiki/rest/api/", "/wiki/api/v2/"];

/// The scope that a call needs; `None` for what no API description knows.
pub(crate) fn needed_scope(method: &str, path: &str) -> Option<&'static str> {
    // Most calls are to Connect's own resources: they are not looked up.
    if !APIS.iter().any(|api| path.starts_with(api)) {
        return None;
    }
    let path = path.strip_suffix('/').unwrap_or(path);
    let method = if method == "HEAD" { "GET" } else { method };
    rows().find_map(|(methods, pattern, scope)| {
        let meant = methods == "*" || methods.split(',').any(|one| one == method);
        (meant && fits(pattern, path)).then_some(scope)
    })
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut words = line.split_whitespace();
        Some((words.next()?, words.next()?, words.next()?))
    })
}

/// `*` stands for one segment, a final `**` for any rest.
pub(super) fn fits(pattern: &str, path: &str) -> bool {
    let mut segments = path.split('/');
    for wanted in pattern.split('/') {
        if wanted == "**" {
            return segments.next().is_some();
        }
        match segments.next() {
            Some(segment) if wanted == "*" || wanted == segment => {}
            _ => return false,
        }
    }
    segments.next().is_none()
}

impl Site {
    /// Whether the caller may make a call that needs this scope.
    pub(super) fn check_scope(
        &self,
        caller: &Caller,
        scope: Option<&'static str>,
    ) -> Result<(), Rejection> {
        let app = self.present(caller)?;
        let Some(wanted) = scope.filter(|_| self.settings().scopes_checked) else {
            return Ok(());
        };
        let by_app = app.descriptor.has_scope(wanted);
        let granted = caller
            .acting
            .as_ref()
            .and_then(|acting| acting.scopes.as_ref());
        let by_token = granted.is_none_or(|scopes| scopes.iter().any(|held| implies(held, wanted)));
        if by_app && by_token {
            return Ok(());
        }
        let got = match granted.filter(|_| by_app) {
            Some(scopes) => format!("a token for {}", scopes.join(", ")),
            None if app.descriptor.scopes().is_empty() => {
                "a descriptor without `scopes`".to_owned()
            }
            None => format!(
                "the descriptor's scopes: {}",
                app.descriptor.scopes().join(", ")
            ),
        };
        let likely = match wanted {
            "INACCESSIBLE" => "no Connect app may call this operation, whatever its scopes".into(),
            _ if by_app => format!("ask the token endpoint for the scope {wanted}, or for none"),
            _ => format!("`{wanted}` is missing from `scopes` in the descriptor"),
        };
        let cause = Cause::new("the app holds the scope of the operation", wanted, got);
        Err(Rejection {
            status: 403,
            // The text of 2016; today's body is not known.
            body: ErrorBody::MessageAndStatus("Request not in an authorized API scope".into()),
            cause: Box::new(cause.with_likely(likely)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{fits, needed_scope, rows};

    #[test]
    fn each_line_of_the_table_names_a_scope_and_the_ladder_of_rules_is_kept() {
        assert!(rows().count() > 50);
        for (methods, path, scope) in rows() {
            assert!(path.starts_with("/wiki/"), "{path}");
            assert!(
                [
                    "NONE",
                    "READ",
                    "WRITE",
                    "DELETE",
                    "SPACE_ADMIN",
                    "ADMIN",
                    "ACCESS_EMAIL_ADDRESSES",
                    "INACCESSIBLE"
                ]
                .contains(&scope),
                "{methods} {path} {scope}"
            );
        }
    }

    #[rstest::rstest]
    #[case("GET", "/wiki/rest/api/content/1", Some("READ"))]
    #[case("HEAD", "/wiki/rest/api/content/1/", Some("READ"))]
    #[case("PUT", "/wiki/rest/api/content/1", Some("WRITE"))]
    #[case("DELETE", "/wiki/rest/api/content/1", Some("DELETE"))]
    #[case("DELETE", "/wiki/rest/api/content/1/property/k", Some("WRITE"))]
    #[case("DELETE", "/wiki/rest/api/content/1/label/x", Some("WRITE"))]
    #[case("DELETE", "/wiki/rest/api/content/1/restriction", Some("DELETE"))]
    #[case("POST", "/wiki/rest/api/content/1/permission/check", Some("READ"))]
    #[case("GET", "/wiki/rest/api/user/email", Some("ACCESS_EMAIL_ADDRESSES"))]
    #[case("GET", "/wiki/rest/api/audit/export", Some("INACCESSIBLE"))]
    #[case("POST", "/wiki/api/v2/users-bulk", Some("READ"))]
    #[case("DELETE", "/wiki/api/v2/pages/1/properties/2", Some("WRITE"))]
    #[case("DELETE", "/wiki/api/v2/pages/1", Some("DELETE"))]
    #[case("GET", "/wiki/api/v2/pages/1/classification-level", Some("WRITE"))]
    #[case("GET", "/wiki/rest/atlassian-connect/1/app/module/dynamic", None)]
    #[case("GET", "/wiki/plugins/x", None)]
    fn the_scope_of_a_call(#[case] method: &str, #[case] path: &str, #[case] scope: Option<&str>) {
        assert_eq!(needed_scope(method, path), scope);
    }

    #[test]
    fn a_star_is_one_segment() {
        assert!(fits("/a/*/b", "/a/x/b") && !fits("/a/*/b", "/a/x/y/b"));
        assert!(fits("/a/**", "/a/x/y") && !fits("/a/**", "/a") && !fits("/a", "/a/x"));
    }
}
