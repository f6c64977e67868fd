//! The test behind each page as a file of its own, for a reader to copy: `examples/cookbook`.

use std::collections::BTreeSet;
use std::fs;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The apps that tests lean on, and where they are from `examples/cookbook`.
const APPS: [(&str, &str); 3] = [
    ("careful_remote", "../careful_remote/mod.rs"),
    ("incident_board", "../incident_board/mod.rs"),
    ("scripted_app", "../../tests/it/scripted_app.rs"),
];

fn is_word(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(|c| is_part(c) || c == '.' || c == ':') && !after.is_some_and(is_part)
    })
}

fn is_called(text: &str, name: &str) -> bool {
    let calls = text
        .match_indices(name)
        .filter(|(at, _)| text[at + name.len()..].starts_with('('));
    let mut before = calls.filter_map(|(at, _)| text[..at].chars().next_back());
    before.any(|c| !c.is_alphanumeric() && !"_.:".contains(c))
}

/// The items of a source file at its left edge, each with its attributes and its end.
fn items(source: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    for line in source.lines() {
        let last = items.last_mut().expect("one at least");
        if line.is_empty() && last.is_empty() {
            continue;
        }
        last.push_str(line);
        last.push('\n');
        let is_end = line == "}" || line.ends_with(';') && !line.starts_with(' ');
        // What stands at the top of the file is no part of the first item.
        let is_end = is_end || last.starts_with("//!") && line.is_empty();
        if is_end {
            items.push(String::new());
        }
    }
    items.retain(|item| !item.is_empty() && !item.starts_with("//!"));
    items
}

/// What of a `use` the text needs, or nothing.
fn needed(item: &str, text: &str) -> Option<String> {
    let (path, names) = item.trim().strip_prefix("use ")?.rsplit_once("::")?;
    let names = names.trim_end_matches(';').trim_matches(['{', '}']);
    let names = names
        .split(',')
        .map(str::trim)
        .filter(|name| is_word(text, name));
    let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    let path = path.trim_start_matches("crate::");
    match names.as_slice() {
        [] => None,
        [name] => Some(format!("use {path}::{name};\n")),
        _ => Some(format!("use {path}::{{{}}};\n", names.join(", "))),
    }
}

/// The file for a page: what its test takes, and the test up to its last line on the page.
fn whole(page: &str, source: &str, mark: &str) -> String {
    let items = items(source);
    let opening = format!("    // {mark}\n");
    let test = items
        .iter()
        .find(|item| item.contains(&opening))
        .expect("a test with the mark");
    let (test, _) = test.split_once("    // end\n").expect("`// end`");
    let test = format!("{}}}\n", test.replace(&opening, ""));
    // Functions that it calls, and those that they call.
    let mut text = test.clone();
    let mut taken = BTreeSet::new();
    for _ in 0..3 {
        for (at, item) in items.iter().enumerate() {
            let head = item
                .lines()
                .find(|line| line.starts_with("fn ") || line.starts_with("async fn "));
            let name = head.and_then(|line| line.split("fn ").nth(1)?.split('(').next());
            if let Some(name) = name
                && !item.contains("::test]")
                && is_called(&text, name)
                && taken.insert(at)
            {
                text = format!("{item}\n{text}");
            }
        }
    }
    let mut apps = String::new();
    let mut uses: Vec<String> = items
        .iter()
        .filter_map(|item| needed(item, &text))
        .collect();
    uses.sort();
    for (app, path) in APPS {
        if uses
            .iter()
            .any(|line| line.starts_with(&format!("use {app}::")))
        {
            apps += &format!(
                "// The app under test, a file to copy, too; yours takes its place.\n#[path = \"{path}\"]\nmod {app};\n\n"
            );
        }
    }
    format!(
        "//! The test of the page `{page}` of the cookbook.\n\n{apps}{}\n{text}",
        uses.concat()
    )
}

/// The page with a line below its first block that says where the whole file is.
fn pointing(page: &str, name: &str) -> String {
    let line = format!("The whole file, to copy: `examples/cookbook/{name}.rs`.\n");
    if page.contains(&line) {
        return page.to_owned();
    }
    let (before, rest) = page.split_once("```rust,ignore\n").expect("a block");
    let (block, after) = rest.split_once("```\n").expect("its end");
    format!("{before}```rust,ignore\n{block}```\n\n{line}{after}")
}

#[track_caller]
fn keep(path: &str, current: &str) {
    let path = format!("{ROOT}/{path}");
    if std::env::var_os("UPDATE_PAGES").is_some() {
        fs::write(&path, current).expect("it is written");
    } else {
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(kept, current, "{path} is out of date: UPDATE_PAGES=1");
    }
}

#[test]
fn the_whole_test_of_each_page_is_there() {
    let mut mods = String::new();
    for source in super::SOURCES {
        for call in source.split("    held(").skip(1) {
            let texts: Vec<&str> = call.split('"').collect();
            let (page, mark) = (texts[1], texts[3]);
            keep(
                &format!("examples/cookbook/{page}.rs"),
                &whole(page, source, mark),
            );
            let path = format!("src/cookbook/{page}.md");
            let text = fs::read_to_string(format!("{ROOT}/{path}")).expect("the page");
            keep(&path, &pointing(&text, page));
            mods += &format!("mod {page};\n");
        }
    }
    assert!(mods.lines().count() > 18, "{mods}");
    let mut mods: Vec<&str> = mods.lines().collect();
    mods.sort_unstable();
    let main = "//! The test of each page of the cookbook; written by `just pages`.\n\n";
    keep(
        "examples/cookbook/pages.rs",
        &format!("{main}{}\n", mods.join("\n")),
    );
}
