//! Every descriptor under `fixtures/descriptors` gets its verdict; the file name names the rule.
//!
//! Beside each warned and each invalid descriptor stands a `.txt` with one line per violation, as it is displayed.
//! `UPDATE_FIXTURES=1 cargo test --test descriptor fixtures` writes them anew.

use std::fs;
use std::path::{Path, PathBuf};

use mockfluence::descriptor::{Descriptor, Report, Rules, Violation};

fn folder(name: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/descriptors")
        .join(name);
    let entries = fs::read_dir(folder).expect("the folder of fixtures");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "json")
    });
    files.sort();
    assert!(!files.is_empty());
    files
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// One line per violation, without the advice.
fn verdict(text: &str) -> String {
    let lines = |found: &[Violation]| -> String {
        let lines = found
            .iter()
            .filter_map(|violation| Some(shortened(violation.to_string().lines().next()?)));
        lines.map(|line| line + "\n").collect()
    };
    match Descriptor::check(text) {
        Ok(descriptor) => lines(&descriptor.validate(&Rules::default())),
        Err(Report::Violations(found)) => lines(&found),
        Err(report) => format!("{report}\n"),
    }
}

/// Runs of the same letter, as in keys that are too long, are written as their number.
fn shortened(line: &str) -> String {
    let mut letters = line.chars().peekable();
    let mut written = String::new();
    while let Some(letter) = letters.next() {
        let mut count = 1;
        while letters.next_if_eq(&letter).is_some() {
            count += 1;
        }
        match count {
            1..=20 => written.extend(std::iter::repeat_n(letter, count)),
            _ => written.push_str(&format!("<{count} times {letter}>")),
        }
    }
    written
}

fn holds_to_its_verdict(file: &Path) -> String {
    let (found, expected) = (verdict(&read(file)), file.with_extension("txt"));
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        fs::write(&expected, &found).expect("write the verdict");
    }
    assert_eq!(found, read(&expected), "{}", file.display());
    found
}

#[test]
fn valid_descriptors_have_no_violation() {
    for file in folder("valid") {
        assert_eq!(verdict(&read(&file)), "", "{}", file.display());
    }
}

#[test]
fn warned_descriptors_are_accepted_with_their_warnings() {
    for file in folder("warned") {
        let found = holds_to_its_verdict(&file);
        assert!(
            found.lines().all(|line| line.starts_with("warning ")),
            "{}",
            file.display()
        );
        assert!(!found.is_empty(), "{}", file.display());
    }
}

#[test]
fn invalid_descriptors_are_refused_for_their_reason() {
    for file in folder("invalid") {
        let found = holds_to_its_verdict(&file);
        let refused = found.starts_with("cannot read")
            || found.lines().any(|line| line.starts_with("refused "));
        assert!(refused, "{}: {found}", file.display());
    }
}
