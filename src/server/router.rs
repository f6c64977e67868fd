//! From a path to the operations of the table, and from a lost path to the nearest of them.

use std::sync::LazyLock;

use http::{HeaderValue, Method};
use percent_encoding::percent_decode_str;

use super::route::Route;
use super::routes::ROUTES;

/// What the table has at a path.
pub(super) struct RouteMatch {
    /// At least one.
    pub(super) operations: &'static [&'static Route],
    /// What stands in the places of the path, decoded; the place that is no UTF-8.
    pub(super) places: Result<Vec<(String, String)>, String>,
}

type Paths = matchit::Router<Vec<&'static Route>>;

/// One for all tenants: the table is the same for each.
static PATHS: LazyLock<Paths> = LazyLock::new(|| {
    let mut paths = Paths::new();
    for (path, operations) in by_path() {
        paths
            .insert(path, operations)
            .expect("no two paths of the table are the same");
    }
    paths
});

/// The operations of each path, in the order of the table.
pub(super) fn by_path() -> Vec<(&'static str, Vec<&'static Route>)> {
    let mut all: Vec<(&str, Vec<&Route>)> = Vec::new();
    for route in ROUTES {
        for path in route.paths {
            match all.iter_mut().find(|(known, _)| known == path) {
                Some((_, operations)) => operations.push(route),
                None => all.push((path, vec![route])),
            }
        }
    }
    all
}

pub(super) fn find(path: &str) -> Option<RouteMatch> {
    let found = PATHS.at(path).ok()?;
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

/// What a request to a path that is not served is told.
pub(super) fn hint(path: &str) -> String {
    let doubled = path.strip_prefix("/wiki/wiki");
    if let Some(rest) = doubled.filter(|rest| rest.is_empty() || rest.starts_with('/')) {
        return format!(
            "`/wiki` is there twice: the base URL already ends in it, so ask for `{rest}` below it"
        );
    }
    if path.starts_with("/rest/") {
        return format!("Confluence answers below its context path: `/wiki{path}`");
    }
    // Of several as near, the one listed first.
    let nearest = ROUTES
        .iter()
        .flat_map(|route| route.paths)
        .rev()
        .max_by_key(|route| common_segments(route, path))
        .filter(|route| common_segments(route, path) > 1);
    match nearest {
        Some(route) => format!("the nearest route is `{route}`"),
        None => "it serves Connect's resources, the token endpoint, the install keys, UPM, users \
                 and content; the README lists each path"
            .to_owned(),
    }
}

fn common_segments(route: &str, path: &str) -> usize {
    route
        .split('/')
        .zip(path.split('/'))
        .take_while(|(one, other)| one == other)
        .count()
}
