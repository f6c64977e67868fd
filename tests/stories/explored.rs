//! The table of the stories: which of them the explorer finds without being told, and why it cannot find the others.

use std::collections::BTreeMap;
use std::sync::Mutex;

use mockfluence::explore::Explorer;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/stories/explored.md");
const PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/cookbook/stories");
const DESK: &str = include_str!("../explore/found.md");

const HEAD: &str = "\
# What the explorer finds of the stories

Each page of `src/cookbook/stories`: the careless backend whose bug the explorer finds without being told, the rule that
it breaks, the life of seed 0 that does it, and the story as it was made shorter; or why no order of events shows it.
The tests that find them hold this table; `.ci/run explore` writes it.

| page | bug | rule | life | story, or why there is none |
|---|---|---|---|---|
";

/// Bugs that the desk of `tests/explore` has under a name of its own, as they need faults that the backend of the stories
/// does not stand when it is careful.
const OF_THE_DESK: [(&str, &str); 4] = [
    ("04-everything-registered-again", "RegistersEverything"),
    ("05-deleted-and-not-registered-again", "DeletesFirst"),
    ("06-silence-taken-for-no", "TakesConflictForTheEnd"),
    ("09-disabled-after-uninstalled", "TrustsDisabled"),
];

const NOT_FOUND: [(&str, &str); 3] = [
    (
        "01-macro-browser-shows-it-later",
        "the host shows it later in every order, and what an app tells its users meanwhile nobody can see from outside",
    ),
    (
        "02-raw-i18n-key-as-name",
        "a wrong text, and the same in every order: nothing to compare it with",
    ),
    (
        "16-slow-install-task",
        "it is of the app's own install, before its life begins: the explorer installs by itself",
    ),
];

/// So early that a test has the time to look for it anew.
const EARLY: u64 = 30;

static WRITING: Mutex<()> = Mutex::new(());

/// The row of a page is this one; with `UPDATE_PAGES=1` it is written.
#[track_caller]
fn holds(page: &str, cells: [&str; 4]) {
    let row = format!("| {page} | {} |", cells.join(" | "));
    let _alone = WRITING.lock().unwrap();
    let mut rows = rows();
    if std::env::var_os("UPDATE_PAGES").is_some() {
        rows.insert(page.to_owned(), row);
        let lines = rows.into_values().map(|row| row + "\n");
        std::fs::write(PATH, HEAD.to_owned() + &lines.collect::<String>()).unwrap();
        return;
    }
    assert_eq!(rows.get(page), Some(&row), "EXPLORE_HUNT=1 UPDATE_PAGES=1");
}

fn rows() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(PATH).unwrap_or_default();
    let rows = text.lines().filter(|line| line.starts_with("| ")).skip(1);
    let page = |row: &str| row.split('|').nth(1).unwrap().trim().to_owned();
    rows.map(|row| (page(row), row.to_owned())).collect()
}

/// The story of the row breaks its rule, and is none of the careful app's; that a life finds it, and that it cannot be made
/// shorter, is seen where that life is early. `EXPLORE_HUNT=1` looks for each through two thousand lives.
#[track_caller]
pub(crate) fn found<A: Clone + Send + Sync + 'static>(
    page: &str,
    bug: &str,
    explorer: impl Fn(bool) -> Explorer<A>,
) {
    let known = rows().remove(page).unwrap_or_default();
    let cells: Vec<&str> = known.split(" | ").collect();
    let life: u64 = cells.get(3).map_or(0, |life| life.parse().unwrap());
    let explored = match std::env::var_os("EXPLORE_HUNT").is_some() {
        true => explorer(true).lives(2000).run(),
        false if life < EARLY => explorer(true).lives(life + 1).run(),
        false => {
            let story = cells[4].trim_end_matches(" |").trim_matches('`');
            explorer(true).replay(&story.replace("\\|", "|"))
        }
    };
    let found = explored.found().unwrap_or_else(|| panic!("{explored}"));
    assert!(found.steps() <= 5, "{explored}");
    let life = found.life().unwrap_or(life).to_string();
    let story = format!("`{}`", found.line().replace('|', "\\|"));
    let bug = format!("`{bug}`");
    holds(page, [&bug, found.rule().name(), &life, &story]);
    explorer(false).replay(found.line()).assert_passed();
}

/// What is said at once, before anything is compared.
#[track_caller]
pub(crate) fn told_at_once(page: &str, bug: &str, why: &str) {
    holds(page, [&format!("`{bug}`"), "", "", why]);
}

#[test]
fn the_desk_has_the_bugs_that_need_faults() {
    for (page, bug) in OF_THE_DESK {
        let row = DESK
            .lines()
            .find(|line| line.starts_with(&format!("| {bug} |")));
        let row = row.unwrap().replace("\\|", "\u{1}");
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [_, _, _, rule, life, _, _, story, _] = cells[..] else {
            panic!("{row}")
        };
        let story = story.replace('\u{1}', "\\|");
        holds(page, [&format!("the desk's `{bug}`"), rule, life, &story]);
    }
}

#[test]
fn every_story_has_a_row_and_one_that_is_not_found_a_reason() {
    for (page, why) in NOT_FOUND {
        holds(page, ["", "", "", why]);
    }
    let pages = std::fs::read_dir(PAGES).unwrap();
    let pages = pages.map(|page| page.unwrap().path());
    let mut pages: Vec<String> = pages
        .map(|page| page.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    pages.sort();
    assert_eq!(rows().into_keys().collect::<Vec<_>>(), pages);
}
