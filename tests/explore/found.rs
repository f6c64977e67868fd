//! Every bug is found, and the careful desk breaks no rule.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use mockfluence::explore::{Exploration, Rule};

use super::bugs::Bug;
use super::by_hand::delete_everywhere;
use super::desk::Desk;
use super::explorer::explorer;
use super::hunt::{each, hunted, lives};
use super::page;
use super::table::{self, Row};

#[test]
fn the_page_shows_how_the_desk_is_explored() {
    page::held("every_order", include_str!("explorer.rs"), "page", None);
}

#[test]
fn two_runs_of_a_seed_give_one_text() {
    let explored = || {
        explorer(Some(Bug::KeepsFirstSecret))
            .lives(40)
            .run()
            .to_string()
    };
    let text = explored();
    assert!(text.contains("rule `"), "{text}");
    assert_eq!(text, explored());
}

#[test]
fn what_is_found_is_kept_and_played_first_the_next_time() {
    let folder = std::env::temp_dir().join(format!("mockfluence-kept-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("stories.txt");
    let explorer = || explorer(Some(Bug::KeepsFirstSecret)).remember(&file);
    let found = explorer().lives(40).run();
    let line = found.found().unwrap().line().to_owned();
    let again = explorer().lives(0).run();
    assert_eq!(again.found().unwrap().line(), line);
    assert_eq!((again.lives(), again.found().unwrap().life()), (1, None));
    std::fs::write(&file, "install \"3\"\n").unwrap();
    let refused = explorer().try_run().unwrap_err().to_string();
    assert!(
        refused.contains("stories.txt:1: `install \"3\"` is no step"),
        "{refused}"
    );
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_table_has_each_bug_once_with_at_most_five_steps() {
    let rows = table::read(&std::fs::read_to_string(table::PATH).unwrap());
    let bugs: Vec<Bug> = rows.iter().map(|row| row.bug).collect();
    let all: Vec<Bug> = Bug::ALL.iter().map(|(bug, _)| *bug).collect();
    assert_eq!(bugs, all, "in their order, and none left out");
    let far = rows.iter().filter(|row| row.steps > 5 || row.life >= 2000);
    assert_eq!(far.collect::<Vec<_>>(), Vec::<&Row>::new());
}

#[test]
fn every_story_of_the_table_breaks_its_rule_and_the_careful_desk_passes_it() {
    let rows = table::read(&std::fs::read_to_string(table::PATH).unwrap());
    let bugs: Vec<Bug> = rows.iter().map(|row| row.bug).collect();
    let wrong = each(&bugs, |bug| {
        let row = rows.iter().find(|row| row.bug == bug).unwrap();
        let played = explorer(Some(bug)).replay(&row.story);
        let rule = played.found().map(|found| found.rule().to_string());
        let careful = explorer(None).replay(&row.story);
        let is_right = rule.as_ref() == Some(&row.rule) && careful.found().is_none();
        (!is_right).then(|| format!("{bug:?}: {rule:?}, careful: {careful}"))
    });
    let wrong: Vec<String> = wrong.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// No rule is there for nothing: some bug breaks it, and would be found no more without it.
#[test]
fn every_rule_is_broken_by_some_bug_and_told_of_on_the_pages() {
    let rows = table::read(&std::fs::read_to_string(table::PATH).unwrap());
    let page = include_str!("../../src/cookbook/every_order.md");
    let readme = include_str!("../../README.md");
    for rule in Rule::ALL {
        let name = rule.name();
        assert!(rows.iter().any(|row| row.rule == name), "{name}");
        assert!(page.contains(&format!("\n| `{name}` | ")), "{name}");
        assert!(readme.contains(&format!("`{name}`")), "{name}");
        let row = rows.iter().find(|row| row.rule == name).unwrap();
        let without = explorer(Some(row.bug)).without(rule).replay(&row.story);
        assert_ne!(without.found().map(|found| found.rule()), Some(rule));
    }
    assert_eq!(page.matches("\n| `").count(), Rule::ALL.len());
}

/// What is drawn and how it is made shorter is still what has written the table.
#[test]
fn what_an_early_life_finds_is_found_again_and_is_as_short() {
    let rows = table::read(&std::fs::read_to_string(table::PATH).unwrap());
    let early = rows.iter().filter(|row| row.life < 5);
    let early: Vec<Bug> = early.map(|row| row.bug).collect();
    assert!(early.len() >= 4, "{early:?}");
    let found = each(&early, |bug| hunted(bug, 5));
    let expected = rows.iter().filter(|row| row.life < 5);
    let expected: Vec<Option<Row>> = expected.cloned().map(Some).collect();
    assert_eq!(found, expected);
}

/// More lives by `EXPLORE_LIVES`, and others by `EXPLORE_SEED`.
#[test]
fn the_careful_desk_survives() {
    let seed = std::env::var("EXPLORE_SEED").map_or(0, |seed| seed.parse().expect("a seed"));
    let explorer = explorer(None).seed(seed).progress(|over| {
        if over.is_multiple_of(5000) {
            eprintln!("{over} lives");
        }
    });
    explorer.lives(lives(60)).run().assert_passed();
}

#[test]
fn an_app_that_does_not_do_the_same_twice_is_not_compared() {
    let looks = Arc::new(AtomicUsize::new(0));
    let drawn = move |_| {
        let look = looks.fetch_add(1, Ordering::Relaxed);
        async move { look }
    };
    let explored = explorer(None).same("drawn", drawn).lives(5).run();
    let why = explored.undecided().unwrap();
    assert!(why.contains("end differently: `drawn` is"), "{why}");
    assert_eq!(explored.lives(), 0);
}

/// What an app is not held to does not end its life: what comes after is seen.
#[test]
fn without_a_rule_a_life_goes_on() {
    let story = r#"install "1.0.0"; rotate-secret"#;
    let careless = || explorer(Some(Bug::FailsOnKnownTenant));
    let rule = |explored: &Exploration| explored.found().map(|found| found.rule());
    assert_eq!(rule(&careless().replay(story)), Some(Rule::Crash));
    let looked_at = careless()
        .without(Rule::Crash)
        .invariant("is looked at", |_| async { Err::<(), _>("it is") });
    assert_eq!(rule(&looked_at.replay(story)), Some(Rule::Invariant));
}

#[test]
fn more_calls_in_one_step_than_anybody_needs_are_too_many() {
    let after = |calls: usize| {
        let hammer = move |desk: Desk| async move {
            for _ in 0..calls {
                delete_everywhere(&desk.0, "nothing").await;
            }
        };
        let explored = explorer(None).command("hammer", hammer);
        let explored = explored.replay(r#"install "1.0.0"; "hammer""#);
        explored.found().map(|found| found.rule())
    };
    assert_eq!(after(41), Some(Rule::Retries));
    assert_eq!(after(40), None);
}

#[test]
fn no_life_begins_after_the_time() {
    let explored = explorer(None).lives(5).within(Duration::ZERO).run();
    explored.assert_passed();
    assert_eq!(explored.lives(), 0);
}

/// The second site's app is disabled before it is there, or after.
#[test]
fn four_steps_at_once_may_have_happened_in_any_order() {
    let story = r#"install "1.0.0" | at once; globex: install "1.0.0" | while held: installed; globex: disable | at once; "open 2""#;
    explorer(None).replay(story).assert_passed();
}

/// The second install finds the app still there, the upgrade finds it gone: neither says which version is looked at.
#[test]
fn a_step_that_is_passed_over_changes_nothing() {
    let story = r#"install "1.0.0"; uninstall | while held: disabled; install "2.0.0"; upgrade "1.0.0"; "open 2""#;
    explorer(None).replay(story).assert_passed();
}

#[test]
#[should_panic(expected = "rule `crash` is broken")]
fn a_desk_with_a_bug_does_not_survive() {
    let careless = explorer(Some(Bug::FailsOnKnownTenant));
    careless.lives(lives(60)).run().assert_passed();
}

#[test]
fn coverage_tells_what_came_about_from_what_did_not() {
    let tried = explorer(None).lives(60).run();
    let plain = explorer(None)
        .plain()
        .without_event("rename-site")
        .lives(60)
        .run();
    let (some, all) = tried.coverage().troubles();
    assert!((15..all).contains(&some), "{some} of {all}");
    assert_eq!(tried.coverage().untried_troubles().count(), all - some);
    assert_eq!(plain.coverage().troubles(), (0, all));
    let renamed = |explored: &Exploration| explored.coverage().pair("install", "rename-site");
    assert!(renamed(&tried) > 0);
    assert_eq!(renamed(&plain), 0);
    // No story goes on without what is installed.
    assert_eq!(tried.coverage().pair("uninstall", "enable"), 0);
    let (some, all) = plain.coverage().pairs();
    assert!((20..all).contains(&some), "{some} of {all}");
}
