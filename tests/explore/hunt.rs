//! Looks for every bug anew, and writes the table.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::bugs::Bug;
use super::explorer::explorer;
use super::table::{self, Row};

pub(crate) fn lives(otherwise: u64) -> u64 {
    let asked = std::env::var("EXPLORE_LIVES").ok();
    asked.map_or(otherwise, |lives| lives.parse().expect("a number of lives"))
}

/// For each bug, on all processors.
pub(crate) fn each<T: Send>(of: &[Bug], what: impl Fn(Bug) -> T + Sync) -> Vec<T> {
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

/// Its row, if it is found.
pub(crate) fn hunted(bug: Bug, lives: u64) -> Option<Row> {
    let explored = explorer(Some(bug)).at_once(1).lives(lives).run();
    let Some(found) = explored.found() else {
        eprintln!("{bug:?}: {explored}");
        return None;
    };
    Some(Row {
        bug,
        rule: found.rule().to_string(),
        life: found.life().unwrap_or_default(),
        steps: found.steps(),
        troubles: found.troubles(),
        story: found.line().to_owned(),
    })
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
        let row = hunted(bug, lives(2000));
        eprintln!("{row:?}");
        row
    });
    let missed = rows.iter().filter(|row| row.is_none()).count();
    if only.is_empty() {
        let rows: Vec<Row> = rows.into_iter().flatten().collect();
        std::fs::write(table::PATH, table::write(&rows)).unwrap();
    }
    assert_eq!(missed, 0, "bugs that were not found");
}
