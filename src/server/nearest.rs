//! From a path that leads nowhere to what was meant: a known mistake, or a route that is near.

use super::route::Route;
use super::routes::ROUTES;
use super::spelling::{Spelling, empty_segment};
use crate::site::Guard;
use crate::slip::meant;

/// What a request to a path that is not served is told; the path as it was sent.
pub(super) fn hint(sent: &str) -> String {
    if let Some(empty) = empty_segment(sent) {
        return empty;
    }
    let path = Spelling::of(sent).path;
    let doubled = path.strip_prefix("/wiki/wiki");
    if let Some(rest) = doubled.filter(|rest| rest.is_empty() || rest.starts_with('/')) {
        return format!(
            "`/wiki` is there twice: the base URL already ends in it, so ask for `{rest}` below it"
        );
    }
    if path.starts_with("/rest/") || path.starts_with("/api/v2/") {
        return format!("Confluence answers below its context path: `/wiki{path}`");
    }
    match nearest(&path) {
        Some(route) => format!("the nearest route is `{route}`"),
        None => "it serves Connect's resources, the token endpoint, the install keys, UPM, users \
                 and content; the README lists each path"
            .to_owned(),
    }
}

/// The route that a path seems to mean: by one slip, or because it lies among Connect's own resources, which are all
/// served. Confluence's REST has hundreds of resources, so that one of them that resembles another is no slip.
fn nearest(path: &str) -> Option<&'static str> {
    let known = || ROUTES.iter().flat_map(|route| route.paths);
    let mut slips = known().filter(|known| is_a_slip(known, path));
    slips
        .next()
        .or_else(|| {
            let own = ROUTES.iter().filter(|route| route.guard != Guard::Rest);
            let near = own.flat_map(|route: &&Route| route.paths);
            // Of several as near, the one listed first.
            near.rev()
                .max_by_key(|known| common_segments(known, path))
                .filter(|known| common_segments(known, path) > 3)
        })
        .copied()
}

/// Whether one segment is misspelt, or the value of one place is missing.
fn is_a_slip(route: &str, path: &str) -> bool {
    let route: Vec<&str> = route.split('/').collect();
    let path: Vec<&str> = path.split('/').collect();
    let fits = |(one, other): (&&str, &&str)| is_place(one) || one == other;
    if route.len() == path.len() {
        let mut wrong = route.iter().zip(&path).filter(|pair| !fits(*pair));
        let first = wrong.next();
        return wrong.next().is_none()
            && first.is_some_and(|(one, other)| meant(other, [*one]).is_some());
    }
    let without = |at: usize| route.iter().take(at).chain(route.iter().skip(at).skip(1));
    let places = (0..route.len()).filter(|at| is_place(route[*at]));
    route.len().checked_sub(1) == Some(path.len())
        && places
            .into_iter()
            .any(|at| without(at).zip(&path).all(fits))
}

fn is_place(segment: &str) -> bool {
    segment.starts_with('{')
}

fn common_segments(route: &str, path: &str) -> usize {
    let pairs = route.split('/').zip(path.split('/'));
    let same = |(one, other): &(&str, &str)| one == other || is_place(one) && !other.is_empty();
    pairs.take_while(same).count()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::hint;

    #[rstest]
    #[case::letter(
        "/wiki/rest/atlassian-connect/1/app/module/dynamics",
        "/wiki/rest/atlassian-connect/1/app/module/dynamic"
    )]
    #[case::plural(
        "/wiki/rest/atlassian-connect/1/addon/my-app/properties",
        "/wiki/rest/atlassian-connect/{version}/addons/{appKey}/properties"
    )]
    #[case::user("/wiki/rest/api/users", "/wiki/rest/api/user")]
    #[case::token("/oauth2/tokens", "/oauth2/token")]
    #[case::connect(
        "/wiki/rest/atlassian-connect/1/addons/app/license",
        "/wiki/rest/atlassian-connect/{version}/addons/{appKey}"
    )]
    #[cfg_attr(
        feature = "content",
        case::missing(
            "/wiki/rest/api/content/property/approvals",
            "/wiki/rest/api/content/{id}/property/{key}"
        )
    )]
    #[cfg_attr(
        feature = "content",
        case::page("/wiki/api/v2/page/7", "/wiki/api/v2/pages/{id}")
    )]
    fn a_slip_is_shown_the_route(#[case] path: &str, #[case] route: &str) {
        assert_eq!(hint(path), format!("the nearest route is `{route}`"));
    }

    #[rstest]
    #[case::whiteboard("/wiki/api/v2/whiteboards/7")]
    #[case::template("/wiki/rest/api/template/DEMO")]
    #[case::relation("/wiki/rest/api/relation")]
    #[case::blog_posts("/wiki/api/v2/blogposts/7")]
    #[case::nowhere("/nowhere")]
    #[case::other_rest("/wiki/rest/calendar-services/1.0/calendar")]
    fn a_resource_of_its_own_is_shown_none(#[case] path: &str) {
        assert!(!hint(path).contains("nearest"), "{path}: {}", hint(path));
    }

    #[rstest]
    #[case::empty(
        "/wiki/rest/api/content//property",
        "after `/wiki/rest/api/content` is empty"
    )]
    #[case::twice("/wiki/wiki/rest/api/x/", "`/wiki` is there twice")]
    #[case::no_context("/api/v2/pages/7", "`/wiki/api/v2/pages/7`")]
    fn a_known_mistake_is_named(#[case] path: &str, #[case] words: &str) {
        assert!(hint(path).contains(words), "{}", hint(path));
    }
}
