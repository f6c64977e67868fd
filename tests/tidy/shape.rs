//! The shape of the tree: layers, lengths, words. Rules that nobody has to argue about.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::exceptions::{CIRCLES, LONG_FILES, LONG_FUNCTIONS};
use crate::law;
use crate::tokens::File;
use crate::tree::Tree;

fn sources(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.ends_with("node_modules") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Read once for all tests that look at it.
pub(crate) static TREE: LazyLock<Tree> = LazyLock::new(|| {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    Tree::of(sources("src").into_iter().map(|path| {
        let below = path
            .strip_prefix(&src)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        (below, fs::read_to_string(path).unwrap())
    }))
});

#[test]
fn a_module_needs_only_those_above_it() {
    let lib = concat!(env!("CARGO_MANIFEST_DIR"), "/src/lib.rs");
    let layers = law::layers(&fs::read_to_string(lib).unwrap());
    assert!(layers.len() > 8, "{layers:?}");
    let wrong = law::against_the_layers(&TREE, &layers);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_files_need_each_other_in_a_circle() {
    let mut circles = law::circles(&TREE);
    circles.retain(|circle| {
        let is_known = |known: &&[&str]| circle.members.iter().all(|one| known.contains(&&**one));
        !CIRCLES.iter().any(is_known)
    });
    assert!(circles.is_empty(), "{circles:#?}");
}

#[test]
fn the_rules_know_no_sockets_no_clock_and_no_async() {
    for folder in ["src/site", "src/descriptor", "src/jwt"] {
        for path in sources(folder) {
            let impure = law::impure(&File::read(&fs::read_to_string(&path).unwrap()));
            assert!(impure.is_empty(), "{}: {impure:?}", path.display());
        }
    }
}

#[test]
fn files_say_what_they_are() {
    for path in sources("src")
        .into_iter()
        .chain(sources("tests"))
        .chain(sources("examples"))
    {
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            text.starts_with("//!"),
            "{} opens without a `//!` sentence",
            path.display()
        );
        let name = path.file_stem().unwrap().to_str().unwrap();
        for vague in ["util", "helper", "common", "manager"] {
            assert!(!name.contains(vague), "{}", path.display());
        }
    }
}

#[test]
fn no_file_says_that_something_is_missing() {
    for path in sources("src") {
        let text = fs::read_to_string(&path).unwrap().to_lowercase();
        for word in ["todo!", "unimplemented!", "for now", "fixme"] {
            assert!(!text.contains(word), "{} says {word}", path.display());
        }
    }
}

#[test]
fn files_and_functions_stay_short() {
    let mut long = Vec::new();
    for folder in ["src", "tests", "examples"] {
        for path in sources(folder) {
            let text = fs::read_to_string(&path).unwrap();
            let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap();
            let name = name.to_str().unwrap();
            let lines = text.lines().count();
            if lines > if LONG_FILES.contains(&name) { 420 } else { 250 } {
                long.push(format!("{name}: {lines} lines"));
            }
            let functions = File::read(&text).functions.into_iter();
            long.extend(functions.filter_map(|one| {
                let is_long = one.lines > 60 && !LONG_FUNCTIONS.contains(&&*one.name);
                is_long.then(|| format!("{name}: `{}` has {} lines", one.name, one.lines))
            }));
        }
    }
    assert!(long.is_empty(), "{long:#?}");
}

/// What was cured is struck off the lists.
#[test]
fn nothing_is_let_pass_that_need_not_be() {
    let circles = law::circles(&TREE);
    let is_there = |known: &&&[&str]| circles.iter().any(|circle| circle.members == **known);
    let gone: Vec<_> = CIRCLES.iter().filter(|known| !is_there(known)).collect();
    assert!(gone.is_empty(), "no circle any more: {gone:?}");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let lines =
        |file: &str| fs::read_to_string(root.join(file)).map_or(0, |text| text.lines().count());
    let short: Vec<_> = LONG_FILES
        .iter()
        .filter(|file| lines(file) <= 250)
        .collect();
    assert!(short.is_empty(), "not long any more: {short:?}");
    let functions = ["src", "tests", "examples"].into_iter().flat_map(sources);
    let functions: Vec<_> = functions
        .flat_map(|path| File::read(&fs::read_to_string(path).unwrap()).functions)
        .collect();
    let is_long = |name: &str| {
        functions
            .iter()
            .any(|one| one.name == name && one.lines > 60)
    };
    let short: Vec<_> = LONG_FUNCTIONS
        .iter()
        .filter(|name| !is_long(name))
        .collect();
    assert!(short.is_empty(), "not long any more: {short:?}");
}
