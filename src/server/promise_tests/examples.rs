//! A call of every operation of Confluence's REST that the tenant serves, as it goes well: made of
//! the row for a plain GET, of a line of `calls.txt` for everything else.

use std::collections::BTreeMap;

use super::scene::SPACE;
use crate::server::route::{Needs, Route};
use crate::server::routes::ROUTES;
use crate::site::{ContentOperation, Guard};

const CALLS: &str = include_str!("calls.txt");

/// A call, and what comes of it.
#[derive(Clone, Debug)]
pub(super) struct Example {
    pub(super) route: &'static Route,
    pub(super) target: String,
    pub(super) body: String,
    pub(super) good: u16,
    /// What the account must be allowed, and of what.
    pub(super) needs: Option<(ContentOperation, String)>,
    /// The status for whoever may not see that, and for whoever may not do it.
    pub(super) unseen: u16,
    pub(super) refused: u16,
    pub(super) events: Vec<&'static str>,
}

/// All of them, each with the row that it is of.
pub(super) fn examples() -> Vec<Example> {
    let bodies = bodies();
    let mut lines: Vec<Vec<&str>> = CALLS.lines().filter_map(call).collect();
    let mut all = Vec::new();
    let rest = ROUTES.iter().filter(|route| route.guard == Guard::Rest);
    for route in rest.copied() {
        for row in route.paths {
            let is_own = |line: &Vec<&str>| line[0] == route.method && fits(row, path(line[1]));
            let (own, others): (Vec<_>, Vec<_>) = lines.into_iter().partition(is_own);
            lines = others;
            let own = own.iter().map(|line| of_line(route, line, &bodies));
            let before = all.len();
            all.extend(own);
            if all.len() == before {
                assert_eq!(route.method, "GET", "{row} has no line in `calls.txt`");
                all.push(of_row(route, filled(row)));
            }
        }
    }
    assert!(lines.is_empty(), "of no row of the table: {lines:?}");
    all
}

fn bodies() -> BTreeMap<&'static str, String> {
    let lines = CALLS.lines().filter_map(|line| line.strip_prefix("body "));
    let named = lines.map(|line| line.split_once(' ').unwrap());
    let mut bodies: BTreeMap<_, _> = named
        .map(|(name, text)| (name, text.replace("\\r\\n", "\r\n")))
        .collect();
    bodies.insert("-", String::new());
    bodies
}

fn call(line: &'static str) -> Option<Vec<&'static str>> {
    let other = line.is_empty() || line.starts_with(['#', 'b']);
    (!other).then(|| line.split(' ').collect())
}

fn of_row(route: &'static Route, target: String) -> Example {
    let needs = match route.needs {
        Needs::Named(operation) => named(path(&target)).map(|id| (operation, id)),
        Needs::Nothing | Needs::InBody(_) => None,
    };
    Example {
        route,
        target,
        body: String::new(),
        good: 200,
        needs,
        unseen: 404,
        refused: 403,
        events: Vec::new(),
    }
}

fn of_line(
    route: &'static Route,
    line: &[&'static str],
    bodies: &BTreeMap<&str, String>,
) -> Example {
    let mut example = of_row(route, line[1].to_owned());
    example.body.clone_from(&bodies[line[2]]);
    example.good = line[3].parse().unwrap();
    let events = line[4].split(',').filter(|event| *event != "-");
    example.events = events.collect();
    for differs in &line[5..] {
        match differs.split_once('=').unwrap() {
            ("needs", needs) => {
                let (operation, id) = needs.split_once(':').unwrap();
                let operation = serde_json::from_value(operation.into()).unwrap();
                example.needs = Some((operation, id.to_owned()));
            }
            ("unseen", status) => example.unseen = status.parse().unwrap(),
            ("refused", status) => example.refused = status.parse().unwrap(),
            (other, _) => panic!("{other} in {line:?}"),
        }
    }
    example
}

/// Whether a path is one of this row's.
fn fits(row: &str, path: &str) -> bool {
    let (rows, paths) = (row.split('/'), path.split('/'));
    let alike = |(one, other): (&str, &str)| one == other || one.starts_with('{');
    let literal = |one: &(&str, &str)| one.0 == one.1;
    // A row that names the whole path goes before one with places, as in the router.
    let elsewhere = ROUTES.iter().flat_map(|route| route.paths);
    let named_elsewhere = elsewhere
        .clone()
        .any(|other| *other == path && *other != row);
    rows.clone().count() == paths.clone().count()
        && rows.clone().zip(paths.clone()).all(alike)
        && (!named_elsewhere || rows.zip(paths).all(|pair| literal(&pair)))
}

fn path(target: &str) -> &str {
    target.split('?').next().unwrap_or_default()
}

/// The row's path with what the scene has in its places.
fn filled(row: &str) -> String {
    let mut before = "";
    let segments = row.split('/').map(|segment| {
        let filled = match (before, segment) {
            ("blogposts", "{id}") => "10",
            ("footer-comments" | "comments", "{id}") => "9",
            ("inline-comments", "{id}") => "{inline}",
            ("attachments", "{id}") if row.contains("/api/v2/") => "att12",
            ("labels", "{id}") => "{label}",
            ("spaces", "{id}") => SPACE,
            ("longtask", "{id}") => "{task}",
            (_, "{id}") => "7",
            ("space", "{key}") => "ENG",
            ("properties", "{key}") if row.contains("blogposts") => "{post-property}",
            ("properties", "{key}") if row.contains("/comments/") => "{comment-property}",
            ("properties", "{key}") if row.contains("attachments") => "{file-property}",
            ("properties", "{key}") => "{property}",
            (_, "{key}") => "k",
            (_, "{version}") => "1",
            (_, "{macro}") => "m",
            (_, "{type}") => "page",
            (_, "{userId}") => "712020:alice",
            (_, place) if place.starts_with('{') => {
                panic!("what stands for {place} of {row}? `filled` is to say it, or `calls.txt`")
            }
            (_, segment) => segment,
        };
        before = segment;
        filled
    });
    segments.collect::<Vec<_>>().join("/")
}

/// The content or the space that a path names.
fn named(path: &str) -> Option<String> {
    let id = |segment: &str| match segment {
        "ENG" => Some(SPACE.to_owned()),
        "{inline}" => Some(segment.to_owned()),
        segment => {
            let digits = segment.strip_prefix("att").unwrap_or(segment);
            digits.parse::<u64>().ok().map(|_| digits.to_owned())
        }
    };
    path.split('/').find_map(id)
}
