//! The table of behaviours tells the truth about itself: its tests exist, its settings do too.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use toml::{Table, Value};

/// How many things a fake of this host is expected to have.
const EXPECTED: usize = 52;

fn table() -> Table {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/fidelity.toml");
    fs::read_to_string(file).unwrap().parse().unwrap()
}

fn rows(table: &Table, name: &str) -> Vec<Table> {
    table[name]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row.as_table().unwrap().clone())
        .collect()
}

fn text<'a>(row: &'a Table, name: &str) -> &'a str {
    row.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// `module::test`, and `test` alone, for every test function of the crate.
fn tests() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec!["src".to_owned(), "tests".to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(&folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if name == "node_modules" {
                continue;
            }
            if path.is_dir() {
                folders.push(format!("{folder}/{name}"));
            } else if let Some(module) = name.strip_suffix(".rs") {
                collect(
                    &fs::read_to_string(&path).unwrap(),
                    &folder,
                    module,
                    &mut found,
                );
            }
        }
    }
    found
}

fn collect(text: &str, folder: &str, module: &str, found: &mut BTreeSet<String>) {
    let parent = folder.rsplit('/').next().unwrap_or_default();
    let mut is_test = false;
    for line in text.lines().map(str::trim) {
        // The attributes of a test may span lines, so they count up to the next function.
        is_test |= ["#[test]", "#[tokio::test", "#[rstest", "#[case"]
            .iter()
            .any(|a| line.starts_with(a));
        let name = line.trim_start_matches("async ").strip_prefix("fn ");
        let Some(name) = name.and_then(|rest| rest.split(['(', '<']).next()) else {
            continue;
        };
        if std::mem::take(&mut is_test) {
            for test in [
                name.to_owned(),
                format!("{module}::{name}"),
                format!("{parent}::{name}"),
            ] {
                found.insert(test);
            }
        }
    }
}

#[test]
fn every_row_is_whole_and_names_a_test_that_exists() {
    let table = table();
    let tests = tests();
    let grades = [
        "documented",
        "captured",
        "host-source",
        "client-code",
        "assumed",
    ];
    let mut ids = BTreeSet::new();
    let mut wrong = Vec::new();
    for row in rows(&table, "behaviour") {
        let id = text(&row, "id").to_owned();
        if text(&row, "what").is_empty() || text(&row, "source").is_empty() {
            wrong.push(format!("{id}: `what` and `source` are needed"));
        }
        if !grades.contains(&text(&row, "evidence")) {
            wrong.push(format!("{id}: no such evidence"));
        }
        if !tests.contains(text(&row, "test")) {
            wrong.push(format!("{id}: no test `{}`", text(&row, "test")));
        }
        if !ids.insert(id.clone()) {
            wrong.push(format!("{id} is there twice"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_setting_has_a_row_and_every_row_a_setting_that_exists() {
    let table = table();
    let mut settings = names(&mockfluence::Settings::default(), "");
    settings.extend(names(&mockfluence::descriptor::Rules::default(), "rules."));
    // These have a row each, and so none together.
    settings.extend(names(&mockfluence::settings::Limits::default(), "limits."));
    assert!(settings.remove("limits"));
    let named: BTreeSet<String> = rows(&table, "behaviour")
        .iter()
        .map(|row| text(row, "setting").to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    assert_eq!(named, settings);
}

/// The fields of a settings value as they are called in code.
fn names(settings: &impl serde::Serialize, before: &str) -> BTreeSet<String> {
    let value = serde_json::to_value(settings).unwrap();
    let snake = |name: &String| {
        let mut snake = before.to_owned();
        for letter in name.replace('-', "_").chars() {
            if letter.is_ascii_uppercase() {
                snake.push('_');
            }
            snake.push(letter.to_ascii_lowercase());
        }
        snake
    };
    value.as_object().unwrap().keys().map(snake).collect()
}

#[test]
fn everything_expected_is_answered_by_a_behaviour_or_said_to_be_missing() {
    let table = table();
    let behaviours = rows(&table, "behaviour");
    let ids: BTreeSet<&str> = behaviours.iter().map(|row| text(row, "id")).collect();
    let expected = rows(&table, "expected");
    assert_eq!(expected.len(), EXPECTED);
    for row in &expected {
        let answered = row
            .get("behaviours")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        let instead = text(row, "instead");
        assert!(answered.is_empty() != instead.is_empty(), "{row:?}");
        for id in answered {
            assert!(ids.contains(id.as_str().unwrap()), "{id} in {row:?}");
        }
    }
}

/// The page that says of every behaviour how we know it.
fn page(table: &Table) -> String {
    let rows = rows(table, "behaviour");
    let grades = [
        "documented",
        "captured",
        "host-source",
        "client-code",
        "assumed",
    ];
    let counts = grades.map(|grade| {
        let count = rows
            .iter()
            .filter(|row| text(row, "evidence") == grade)
            .count();
        format!("{count} {grade}")
    });
    let mut page = format!(
        "# How we know\n\nEvery behaviour of the host that the tenant shows, with its evidence: {}. Nobody can ask the \
         real host any more, so what is assumed is called so. `documented` is Atlassian's own documentation or API \
         description; `captured` a real exchange; `host-source` the host's published source of 2016; `client-code` what \
         clients rely on. Where hosts differ, the setting gives the other behaviour.\n\n\
         Generated from `fixtures/fidelity.toml`; each row there names the test that pins it.\n",
        counts.join(", ")
    );
    let mut last = "";
    for row in &rows {
        let group = text(row, "id").split('.').next().unwrap_or_default();
        if group != last {
            page.push_str(&format!(
                "\n## {group}\n\n| what | evidence | source | setting |\n|---|---|---|---|\n"
            ));
            last = group;
        }
        let cell = |name: &str| {
            text(row, name)
                .replace('|', "\\|")
                .replace('<', "&lt;")
                .replace('[', "\\[")
        };
        let setting = match cell("setting") {
            none if none.is_empty() => none,
            setting => format!("`{setting}`"),
        };
        page.push_str(&format!(
            "| {} | {} | {} | {setting} |\n",
            cell("what"),
            cell("evidence"),
            cell("source")
        ));
    }
    page
}

#[test]
fn the_page_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/cookbook/fidelity.md");
    let current = page(&table());
    if std::env::var_os("UPDATE_PAGES").is_some() {
        fs::write(path, &current).unwrap();
    }
    let kept = fs::read_to_string(path).unwrap_or_default();
    assert_eq!(kept, current, "fidelity.md is out of date: UPDATE_PAGES=1");
}
