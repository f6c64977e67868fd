//! The shape of the tree: layers, lengths, words. Rules that nobody has to argue about.

use std::fs;
use std::path::{Path, PathBuf};

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

/// The modules of `lib.rs` in the order in which they stand there: the layers.
fn layers() -> Vec<String> {
    let lib = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/lib.rs")).unwrap();
    lib.lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod "))
        .map(|name| name.trim_end_matches(';').to_owned())
        .collect()
}

/// Which layer a file of `src` belongs to; none for the root and the binary.
fn layer_of(path: &Path, layers: &[String]) -> Option<usize> {
    let below = path
        .strip_prefix(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))
        .ok()?;
    let first = below.components().next()?.as_os_str().to_str()?;
    layers
        .iter()
        .position(|layer| first.trim_end_matches(".rs") == layer)
}

/// The modules that a text names by `crate::x`, comments and doc examples left out.
fn named(text: &str) -> Vec<String> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split("crate::").skip(1))
        .map(|rest| {
            rest.split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
                .unwrap()
                .to_owned()
        })
        .collect()
}

#[test]
fn a_module_names_only_those_above_it() {
    let layers = layers();
    assert!(layers.len() > 8, "{layers:?}");
    let mut wrong = Vec::new();
    for path in sources("src") {
        let Some(own) = layer_of(&path, &layers) else {
            continue;
        };
        for name in named(&fs::read_to_string(&path).unwrap()) {
            match layers.iter().position(|layer| *layer == name) {
                Some(other) if other > own => {
                    wrong.push(format!(
                        "{} names {name}, which stands below",
                        path.display()
                    ));
                }
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_rules_know_no_sockets_no_clock_and_no_async() {
    for path in sources("src/site")
        .into_iter()
        .chain(sources("src/descriptor"))
        .chain(sources("src/jwt"))
    {
        let text = fs::read_to_string(&path).unwrap();
        for word in [
            "tokio",
            "async ",
            ".await",
            "SystemTime::now",
            "Instant::now",
            "std::net",
        ] {
            let found = text
                .lines()
                .find(|line| line.contains(word) && !line.trim_start().starts_with("//"));
            assert!(found.is_none(), "{}: {found:?}", path.display());
        }
    }
}

#[test]
fn files_say_what_they_are_and_stay_short() {
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
        let lines = text.lines().count();
        assert!(lines <= 420, "{} has {lines} lines", path.display());
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
