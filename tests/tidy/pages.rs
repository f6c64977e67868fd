//! The contributors' pages name only what is there: files, functions, verbs, parts of CI.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::shape::TREE;
use crate::tree::Tree;

const PAGES: &[&str] = &["ARCHITECTURE.md", "CONTRIBUTING.md"];

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

/// What stands in backquotes on a page, code blocks left out.
fn spans(page: &str) -> Vec<String> {
    let prose = page.split("```").step_by(2).collect::<String>();
    let spans = prose.split('`').skip(1).step_by(2);
    spans.map(|span| span.replace('\n', " ")).collect()
}

/// The verbs of the justfile, and the parts of `.ci/run`.
fn commands() -> (BTreeSet<String>, BTreeSet<String>) {
    let verbs = read("justfile");
    let verbs = verbs
        .lines()
        .filter(|line| line.starts_with(char::is_alphabetic));
    let verbs = verbs.filter_map(|line| line.split([' ', ':']).next().map(str::to_owned));
    let parts = read(".ci/run");
    let of = |list: &str| {
        let (_, list) = parts.split_once(&format!("\n{list}=(")).unwrap();
        let list = list.split(')').next().unwrap();
        list.split_whitespace().map(str::to_owned)
    };
    (verbs.collect(), of("parts").chain(of("long")).collect())
}

/// Why a span is wrong, if it is about something that can be looked up.
fn wrong(span: &str, tree: &Tree) -> Option<String> {
    let (verbs, parts) = commands();
    let gone = |what: &str| Some(format!("`{span}`: no {what}"));
    if let Some(verb) = span.strip_prefix("just ") {
        let verb = verb.split(' ').next().unwrap();
        return if verbs.contains(verb) {
            None
        } else {
            gone("such verb in the justfile")
        };
    }
    if let Some(wanted) = span.strip_prefix(".ci/run ") {
        let known = |part: &str| part == "--list" || parts.contains(part);
        return if wanted.split(' ').all(known) {
            None
        } else {
            gone("such part")
        };
    }
    let is_plain = |text: &str| {
        text.chars()
            .all(|c| c.is_alphanumeric() || "_./-".contains(c))
    };
    if is_plain(span) && (span.contains('/') || span.ends_with(".md")) {
        let there = Path::new(env!("CARGO_MANIFEST_DIR")).join(span).exists();
        return if there { None } else { gone("such file") };
    }
    let names: Vec<String> = span.split("::").map(str::to_owned).collect();
    let is_name = |name: &String| !name.is_empty() && is_plain(name) && !name.contains(['.', '-']);
    if names.len() > 1 && names.iter().all(is_name) && names[0].starts_with(char::is_lowercase) {
        return if tree.names(&names) {
            None
        } else {
            gone("such name")
        };
    }
    None
}

#[test]
fn the_contributors_pages_name_what_is_there() {
    let tree = &TREE;
    let mut checked = 0;
    let mut all = Vec::new();
    for page in PAGES {
        let spans = spans(&read(page));
        checked += spans.len();
        all.extend(
            spans
                .iter()
                .filter_map(|span| Some(format!("{page}: {}", wrong(span, tree)?))),
        );
    }
    assert!(checked > 100, "{checked}");
    assert!(all.is_empty(), "{all:#?}");
}

#[test]
fn every_verb_and_every_part_is_on_the_page() {
    let page = read("CONTRIBUTING.md");
    let told: BTreeSet<String> = spans(&page)
        .iter()
        .flat_map(|span| span.split(' '))
        .map(str::to_owned)
        .collect();
    let (mut verbs, parts) = commands();
    verbs.remove("default");
    let untold: Vec<_> = verbs
        .union(&parts)
        .filter(|name| !told.contains(*name))
        .collect();
    assert!(untold.is_empty(), "{untold:?}");
}

/// Every layer of `lib.rs` is on the map.
#[test]
fn every_layer_is_on_the_map() {
    let spans = spans(&read("ARCHITECTURE.md"));
    for layer in crate::law::layers(&read("src/lib.rs")) {
        assert!(spans.contains(&layer), "`{layer}` is not on the map");
    }
}

#[test]
fn what_is_not_there_is_found() {
    let tree = &TREE;
    for span in [
        "just fly",
        ".ci/run tests fly",
        "src/fly.rs",
        "FLY.md",
        "server::router::fly",
        "server::fly::find",
    ] {
        assert!(wrong(span, tree).is_some(), "{span}");
    }
    for span in [
        "just test",
        ".ci/run tests",
        "src/lib.rs",
        "server::router::find",
        "Ok",
        "a b",
    ] {
        assert_eq!(wrong(span, tree), None);
    }
}
