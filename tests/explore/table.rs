//! The table of bugs: which story found each of them, as a file that is kept with the tests.

use super::bugs::Bug;

pub(crate) const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/explore/found.md");

const HEAD: &str = "\
# What the explorer finds in the incident desk

Each bug of `tests/explore/bugs.rs`, found without being told, within 2,000 lives of seed 0: the rule it breaks, the
life, and the story as it was made shorter. `.ci/run explore` writes it; a test plays each story again, on the desk
with the bug and on the careful one.

| bug | what it does | rule | life | steps | troubles | story |
|---|---|---|---|---|---|---|
";

/// A line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) bug: Bug,
    pub(crate) rule: String,
    pub(crate) life: u64,
    pub(crate) steps: usize,
    pub(crate) troubles: usize,
    pub(crate) story: String,
}

pub(crate) fn write(rows: &[Row]) -> String {
    let line = |row: &Row| {
        let (_, does) = Bug::ALL
            .iter()
            .find(|(bug, _)| *bug == row.bug)
            .expect("a bug");
        let Row {
            bug,
            rule,
            life,
            steps,
            troubles,
            story,
        } = row;
        let story = story.replace('|', "\\|");
        format!("| {bug:?} |{does} | {rule} | {life} | {steps} | {troubles} | `{story}` |\n")
    };
    format!("{HEAD}{}", rows.iter().map(line).collect::<String>())
}

pub(crate) fn read(text: &str) -> Vec<Row> {
    let lines = text.lines().filter(|line| line.ends_with("` |"));
    let row = |line: &str| {
        let line = line.replace("\\|", "\u{1}");
        let cells: Vec<String> = line
            .split('|')
            .map(|cell| cell.trim().replace('\u{1}', "|"))
            .collect();
        let bug = Bug::ALL
            .iter()
            .find(|(bug, _)| format!("{bug:?}") == cells[1]);
        Row {
            bug: bug.unwrap_or_else(|| panic!("no bug {}", cells[1])).0,
            rule: cells[3].clone(),
            life: cells[4].parse().expect("a life"),
            steps: cells[5].parse().expect("steps"),
            troubles: cells[6].parse().expect("troubles"),
            story: cells[7].trim_matches('`').to_owned(),
        }
    };
    lines.map(row).collect()
}
