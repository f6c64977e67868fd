//! Every bug is found, and the careful desk breaks no rule.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use mockfluence::explore::{Exploration, Explorer};

use super::bugs::Bug;
use super::desk::Desk;
use super::page;
use super::table::{self, Row};

// page
fn explorer(bug: Option<Bug>) -> Explorer<Desk> {
    Explorer::new(move |tenant| Desk::start(tenant.keys_url(), bug))
        .version("1.0.0", |desk| desk.descriptor(1))
        .version("2.0.0", |desk| desk.descriptor(2))
        .command(
            "open 1",
            |desk| async move { desk.open("incident-1").await },
        )
        .command(
            "open 2",
            |desk| async move { desk.open("incident-2").await },
        )
        .command(
            "close 1",
            |desk| async move { desk.close("incident-1").await },
        )
        .same("incidents", |desk| async move { desk.incidents() })
        .runtime(without_waiting)
        .quiet(Duration::from_secs(60))
}
// end

/// A runtime whose clock runs on when there is nothing to do.
fn without_waiting() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
}

#[test]
fn the_page_shows_how_the_desk_is_explored() {
    page::held("every_order", include_str!("found.rs"), "page", None);
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

fn lives(otherwise: u64) -> u64 {
    let asked = std::env::var("EXPLORE_LIVES").ok();
    asked.map_or(otherwise, |lives| lives.parse().expect("a number of lives"))
}

/// For each bug, on all processors.
fn each<T: Send>(of: &[Bug], what: impl Fn(Bug) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    std::thread::scope(|threads| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            threads.spawn(|| {
                while let Some(bug) = of.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let one = what(*bug);
                    done.lock().unwrap().push((*bug, one));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap();
    done.sort_by_key(|(bug, _)| *bug);
    done.into_iter().map(|(_, one)| one).collect()
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

#[test]
fn the_careful_desk_survives() {
    explorer(None).lives(lives(60)).run().assert_passed();
}

/// The second site's app is disabled before it is there, or after.
#[test]
fn four_steps_at_once_may_have_happened_in_any_order() {
    let story = r#"install "1.0.0" | at once; globex: install "1.0.0" | while held: installed; globex: disable | at once; "open 2""#;
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

/// Writes the table anew: every bug, found without being told.
#[test]
fn hunt() {
    if std::env::var_os("EXPLORE_HUNT").is_none() {
        return;
    }
    let only = std::env::var("EXPLORE_ONLY").unwrap_or_default();
    let bugs = Bug::ALL.iter().map(|(bug, _)| *bug);
    let bugs: Vec<Bug> = bugs
        .filter(|bug| format!("{bug:?}").contains(&only))
        .collect();
    let rows = each(&bugs, |bug| {
        let explored = explorer(Some(bug)).at_once(1).lives(lives(2000)).run();
        let Some(found) = explored.found() else {
            eprintln!("{bug:?}: NOT FOUND: {explored}");
            return None;
        };
        let row = Row {
            bug,
            rule: found.rule().to_string(),
            life: found.life().unwrap_or_default(),
            steps: found.steps(),
            troubles: found.troubles(),
            story: found.line().to_owned(),
        };
        eprintln!(
            "{bug:?}: life {} {} {}: {}",
            row.life,
            row.rule,
            row.story,
            found.words()
        );
        Some(row)
    });
    let missed = rows.iter().filter(|row| row.is_none()).count();
    if only.is_empty() {
        let rows: Vec<Row> = rows.into_iter().flatten().collect();
        std::fs::write(table::PATH, table::write(&rows)).unwrap();
    }
    assert_eq!(missed, 0, "bugs that were not found");
}
