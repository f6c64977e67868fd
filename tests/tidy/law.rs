//! Who may need whom: the layers of `lib.rs` point upwards only, and inside a folder nothing goes in a circle.

use std::collections::{BTreeMap, BTreeSet};

use crate::tokens::File;
use crate::tree::{Need, Tree};

/// The modules of `lib.rs` in the order in which they stand there: the layers.
pub(crate) fn layers(lib: &str) -> Vec<String> {
    lib.lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod "))
        .map(|name| name.trim_end_matches(';').to_owned())
        .collect()
}

fn shown(need: &Need) -> String {
    let name = |path: &[String]| match path {
        [] => "the root of the crate".to_owned(),
        path => path.join("::"),
    };
    format!(
        "{} (line {}) needs {}",
        name(&need.from),
        need.line,
        name(&need.to)
    )
}

/// What needs a layer below its own, or the root itself.
pub(crate) fn against_the_layers(tree: &Tree, layers: &[String]) -> Vec<String> {
    let layer = |path: &[String]| {
        let first = path.first()?;
        layers.iter().position(|layer| layer == first)
    };
    let wrong = |need: &Need| match (layer(&need.from), layer(&need.to)) {
        (Some(own), Some(other)) => other > own,
        (Some(_), None) => need.to.is_empty(),
        (None, _) => false,
    };
    tree.needs()
        .iter()
        .filter(|need| wrong(need))
        .map(shown)
        .collect()
}

/// Files that need each other, and the needs that make it so.
#[derive(Debug, PartialEq)]
pub(crate) struct Circle {
    pub(crate) members: Vec<String>,
    pub(crate) needs: Vec<String>,
}

/// Tests may need what they like.
pub(crate) fn circles(tree: &Tree) -> Vec<Circle> {
    let needs = tree.needs();
    let mut arrows = Arrows::new();
    for need in needs.iter().filter(|need| !need.in_tests) {
        arrows.entry((&need.from, &need.to)).or_insert(need);
    }
    leave_out_ends(&mut arrows);
    let files: BTreeSet<&[String]> = arrows.keys().flat_map(|(from, to)| [*from, *to]).collect();
    let reached: BTreeMap<&[String], BTreeSet<&[String]>> = files
        .iter()
        .map(|file| (*file, reached(file, &arrows)))
        .collect();
    let mut circles = Vec::new();
    let mut seen = BTreeSet::new();
    for file in files {
        let members = reached[file].iter().copied();
        let members: Vec<&[String]> = members
            .filter(|other| reached[*other].contains(file))
            .collect();
        if members.is_empty() || !seen.insert(members.clone()) {
            continue;
        }
        let inside =
            |(from, to): &(&[String], &[String])| members.contains(from) && members.contains(to);
        let needs = arrows.iter().filter(|(ends, _)| inside(ends));
        circles.push(Circle {
            needs: needs.map(|(_, need)| shown(need)).collect(),
            members: members.iter().map(|path| path.join("::")).collect(),
        });
    }
    circles
}

type Arrows<'a> = BTreeMap<(&'a [String], &'a [String]), &'a Need>;

/// What nobody needs, or needs nobody, is in no circle: without it there is little left to follow.
fn leave_out_ends(arrows: &mut Arrows<'_>) {
    let mut before = usize::MAX;
    while arrows.len() < before {
        before = arrows.len();
        let from: BTreeSet<_> = arrows.keys().map(|(from, _)| *from).collect();
        let to: BTreeSet<_> = arrows.keys().map(|(_, to)| *to).collect();
        arrows.retain(|(one, other), _| to.contains(one) && from.contains(other));
    }
}

fn reached<'a>(from: &[String], arrows: &Arrows<'a>) -> BTreeSet<&'a [String]> {
    let mut found = BTreeSet::new();
    let mut open = vec![from];
    while let Some(file) = open.pop() {
        for (_, to) in arrows.keys().filter(|(from, _)| *from == file) {
            if found.insert(*to) {
                open.push(to);
            }
        }
    }
    found
}

/// What a pure rule must not touch: sockets, the clock of the machine, anything async.
pub(crate) fn impure(file: &File) -> Vec<String> {
    let is_impure = |path: &[String]| {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        matches!(
            path[..],
            ["tokio", ..] | ["std", "net", ..] | [.., "SystemTime" | "Instant", "now"]
        )
    };
    let paths = file.mentions.iter().map(|mention| &mention.path);
    let paths = paths
        .filter(|path| is_impure(path))
        .map(|path| path.join("::"));
    let words = ["async", "await"].into_iter();
    let words = words
        .filter(|word| file.words.contains_key(*word))
        .map(str::to_owned);
    paths.chain(words).collect()
}
