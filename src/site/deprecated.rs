//! Operations of v1 that are deprecated for v2, where they are gone.

use super::Site;
use super::rejection::{ErrorBody, Rejection};
use super::scopes::fits;
use crate::cause::Cause;
use crate::settings::DeprecatedV1;

/// `<methods> <path>`.
const TABLE: &str = include_str!("../../fixtures/deprecated-v1.txt");

/// What the table has beside a literal path that fits one of its places.
const STAYS: &[&str] = &[
    "/wiki/rest/api/content/search",
    "/wiki/rest/api/content/archive",
];

fn is_deprecated(method: &str, path: &str) -> bool {
    let path = path.strip_suffix('/').unwrap_or(path);
    let method = if method == "HEAD" { "GET" } else { method };
    let mut rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    let listed = rows.any(|line| {
        let (methods, pattern) = line.split_once(' ').unwrap_or_default();
        methods.split(',').any(|one| one == method) && fits(pattern, path)
    });
    listed && !STAYS.contains(&path)
}

impl Site {
    /// Refuses what is gone on a host of the setting.
    pub(crate) fn refuse_gone(&self, method: &str, path: &str) -> Result<(), Rejection> {
        let gone = self.settings().deprecated_v1 == DeprecatedV1::Gone;
        if !gone || !is_deprecated(method, path) {
            return Ok(());
        }
        let expected = "the operation of the REST API v2";
        let got = format!("{method} {path}, deprecated on 1 March 2023");
        let cause = Cause::new("the operation has not been removed", expected, got)
            .with_likely("the setting `deprecated_v1` is `gone`");
        let text = "This deprecated endpoint has been removed.".to_owned();
        Err(Rejection {
            status: 410,
            body: ErrorBody::Gone(text),
            cause: Box::new(cause),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::is_deprecated;

    #[test]
    fn what_has_an_operation_of_v2_is_deprecated() {
        for (method, path) in [
            ("GET", "/wiki/rest/api/content"),
            ("HEAD", "/wiki/rest/api/content/7/"),
            ("GET", "/wiki/rest/api/content/7/child/page"),
            ("DELETE", "/wiki/rest/api/content/7/property/k"),
        ] {
            assert!(is_deprecated(method, path), "{method} {path}");
        }
        for (method, path) in [
            ("GET", "/wiki/rest/api/content/search"),
            ("POST", "/wiki/rest/api/content/7/label"),
            ("GET", "/wiki/rest/api/content/7/descendant/page"),
            ("GET", "/wiki/rest/api/user"),
            ("GET", "/wiki/api/v2/pages"),
        ] {
            assert!(!is_deprecated(method, path), "{method} {path}");
        }
    }
}
