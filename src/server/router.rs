//! From a path to the operations of the table.

use std::sync::LazyLock;

use http::{HeaderValue, Method};
use percent_encoding::percent_decode_str;

use super::route::{OtherHost, Route};
use super::routes::ROUTES;
use super::spelling::Spelling;

/// What the table has at a path.
pub(super) struct RouteMatch {
    /// At least one.
    pub(super) operations: &'static [&'static Route],
    /// What stands in the places of the path, decoded; the place that is no UTF-8.
    pub(super) places: Result<Vec<(String, String)>, String>,
}

type Paths = matchit::Router<Vec<&'static Route>>;

/// Below these stand Confluence's own two APIs, with most of all paths.
pub(super) const CONFLUENCE: [&str; 2] = ["/wiki/rest/api/", "/wiki/api/v2/"];

/// One for all tenants: the table is the same for each. An app that asks for nothing of an API does not have its paths
/// read, which in an unoptimised build takes longer than all else of a first request.
static PATHS: [LazyLock<Paths, fn() -> Paths>; 3] = [
    LazyLock::new(|| paths(0)),
    LazyLock::new(|| paths(1)),
    LazyLock::new(|| paths(2)),
];

/// Below which of the two APIs a path is; 2 is below none.
fn part(path: &str) -> usize {
    let mut roots = CONFLUENCE.iter();
    let below = roots.position(|root| path.starts_with(root));
    below.unwrap_or(CONFLUENCE.len())
}

fn paths(wanted: usize) -> Paths {
    let mut paths = Paths::new();
    for (path, operations) in by_path() {
        if part(path) == wanted {
            paths
                .insert(path, operations)
                .expect("no two paths of the table are the same");
        }
    }
    paths
}

/// The operations of each path, in the order of the table.
pub(super) fn by_path() -> Vec<(&'static str, Vec<&'static Route>)> {
    let mut all: Vec<(&str, Vec<&Route>)> = Vec::new();
    for route in ROUTES.iter().copied() {
        for path in route.paths {
            match all.iter_mut().find(|(known, _)| known == path) {
                Some((_, operations)) => operations.push(route),
                None => all.push((path, vec![route])),
            }
        }
    }
    all
}

/// By the path as it is looked up.
pub(super) fn find(path: &str) -> Option<RouteMatch> {
    let found = PATHS[part(path)].at(path).ok()?;
    let places = found.params.iter();
    let places = places.map(
        |(name, text)| match percent_decode_str(text).decode_utf8() {
            Ok(value) => Ok((name.to_owned(), value.into_owned())),
            Err(_) => Err(text.to_owned()),
        },
    );
    Some(RouteMatch {
        operations: found.value,
        places: places.collect(),
    })
}

/// The operation of this method; HEAD is answered as GET, without the body.
pub(super) fn operation(operations: &[&'static Route], method: &Method) -> Option<&'static Route> {
    let method = match *method {
        Method::HEAD => "GET",
        ref other => other.as_str(),
    };
    operations.iter().copied().find(|one| one.method == method)
}

/// The methods of a path, for the header `Allow`.
pub(super) fn allowed(operations: &[&Route]) -> HeaderValue {
    let methods = operations.iter().map(|one| match one.method {
        "GET" => "GET,HEAD",
        other => other,
    });
    let methods = methods.collect::<Vec<_>>().join(",");
    HeaderValue::from_str(&methods).expect("methods are ASCII")
}

/// The host that a path is of, where it is none of the site, but one that stands beside all sites.
pub(crate) fn other_host(path: &str) -> Option<OtherHost> {
    if path.starts_with("/ex/confluence/") {
        return Some(OtherHost::Gateway);
    }
    let operations = find(&Spelling::of(path).path)?.operations;
    let host = operations.first()?.elsewhere;
    host.filter(|_| operations.iter().all(|one| one.elsewhere == host))
}

/// Whether a path that the table takes for a plugin's is another resource of UPM: the name of a plugin ends in `-key`
/// there.
pub(super) fn is_other_upm(path: &str) -> bool {
    let name = path.strip_prefix("/wiki/rest/plugins/1.0/");
    let name = name.filter(|name| !name.is_empty() && !name.contains('/'));
    name.is_some_and(|name| name != "settings" && !name.ends_with("-key"))
}

#[cfg(test)]
mod tests {
    use super::{CONFLUENCE, by_path, part};

    /// Else a path would be looked for in another part than the one that has it.
    #[test]
    fn what_a_place_stands_for_decides_nowhere_of_which_part_a_path_is() {
        for (path, _) in by_path() {
            let literal = path.split('{').next().unwrap();
            for root in CONFLUENCE {
                let open = literal != path && root.starts_with(literal);
                assert!(!open || literal == root, "{path}");
            }
            assert_eq!(part(literal), part(path), "{path}");
        }
    }
}
