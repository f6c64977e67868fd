//! What Confluence's own REST has beyond what the tenant serves, so that nothing real is refused in
//! words that the host would not use.

use std::sync::LazyLock;

use http::Method;

use super::route::Route;
use super::router::CONFLUENCE;

/// `<methods> <path>`, `*` for one segment.
const TABLE: &str = include_str!("../../fixtures/confluence-rest.txt");

/// A path of Confluence's, as in the table, and its methods.
#[derive(Debug, Clone, Copy)]
struct Resource {
    path: &'static str,
    methods: &'static str,
}

/// A literal segment goes before a place, as in the host's own router.
static RESOURCES: LazyLock<matchit::Router<Resource>> = LazyLock::new(|| {
    let mut resources = matchit::Router::new();
    for resource in rows() {
        resources
            .insert(with_places(resource.path), resource)
            .expect("no two paths of the table are the same");
    }
    resources
});

fn rows() -> impl Iterator<Item = Resource> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let (methods, path) = line.split_once(' ')?;
        Some(Resource { path, methods })
    })
}

/// The path as the router writes it: a name for each place.
fn with_places(path: &str) -> String {
    let segments = path.split('/').enumerate().map(|(at, one)| match one {
        "*" => format!("{{p{at}}}"),
        literal => literal.to_owned(),
    });
    segments.collect::<Vec<_>>().join("/")
}

/// Whether a path of the table of routes is this one, whatever its places are called.
fn is_same(route: &str, resource: &str) -> bool {
    let (mut ours, mut theirs) = (route.split('/'), resource.split('/'));
    loop {
        match (ours.next(), theirs.next()) {
            (None, None) => return true,
            (Some(place), Some("*")) if place.starts_with('{') => {}
            (Some(one), Some(other)) if one == other => {}
            _ => return false,
        }
    }
}

/// Whether the host has an answer to this call which is none of the operations found for its path:
/// their path fits another resource, too, or they lack the method.
pub(super) fn has_more(path: &str, method: &Method, operations: &[&Route]) -> bool {
    // An app that asks for none of it does not have the table read.
    if !CONFLUENCE.iter().any(|root| path.starts_with(root)) {
        return false;
    }
    let Ok(found) = RESOURCES.at(path) else {
        return false;
    };
    let resource = found.value;
    let is_served = |route: &&Route| route.paths.iter().any(|path| is_same(path, resource.path));
    let method = match *method {
        Method::HEAD => "GET",
        ref other => other.as_str(),
    };
    let has_method = resource.methods.split(',').any(|one| one == method);
    match operations.iter().any(is_served) {
        false => true,
        true => has_method && operations.iter().all(|one| one.method != method),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed_and_in_order() {
        let paths: Vec<&str> = rows().map(|row| row.path).collect();
        assert!(paths.len() > 200);
        for row in rows() {
            let root = CONFLUENCE.iter().find(|root| row.path.starts_with(**root));
            assert!(root.is_some(), "{row:?}");
            let known = ["GET", "POST", "PUT", "PATCH", "DELETE"];
            let strange = row.methods.split(',').find(|one| !known.contains(one));
            assert_eq!(strange, None, "{row:?}");
        }
        assert!(RESOURCES.at("/wiki/rest/api/content/search").is_ok());
    }

    #[test]
    fn what_is_served_of_confluences_rest_is_in_the_table() {
        for route in super::super::routes::ROUTES.iter() {
            for path in route.paths.iter().filter(|_| route.scope.is_some()) {
                let row = rows().find(|row| is_same(path, row.path));
                let row = row.unwrap_or_else(|| panic!("{path}"));
                assert!(
                    row.methods.contains(route.method),
                    "{} {path}",
                    route.method
                );
            }
        }
    }
}
