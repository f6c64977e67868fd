//! The page of what checks find is made of the checks, and names are what ids promise.

use std::collections::BTreeSet;
use std::fmt::Write;

use mockfluence::check::{Check, all, topics};

use crate::board::BUGS;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/cookbook/findings.md");

fn page() -> String {
    let checks = all();
    let mut page = format!(
        "# What checks find\n\n\
         `mockfluence check` makes {} checks. This page says of each kind of finding what it is, who was hit by it, how \
         to mend it, how we know, and what would make it wrong. `mockfluence check --list` prints the checks, and \
         `--only ID` asks one alone. It is made of the checks themselves.\n",
        checks.len()
    );
    for topic in topics() {
        let of: Vec<&Check> = checks.iter().filter(|one| one.topic() == topic).collect();
        write!(
            page,
            "\n## {}\n\n{}\n\n\
             - Who was hit by it: {}\n\
             - To mend it: {}\n\
             - How we know ({}): {}\n\
             - It is wrong if: {}\n",
            topic.title,
            topic.what,
            topic.hit,
            topic.mend,
            topic.grade.name(),
            topic.source,
            topic.wrong_if,
        )
        .unwrap();
        page.push_str("\n| check | severity | the app … | needs |\n|---|---|---|---|\n");
        for check in of {
            let (id, severity, asks, needs) = (
                check.id(),
                check.severity(),
                check.asks(),
                check.needs_of_app(),
            );
            writeln!(page, "| `{id}` | {severity} | {asks} | {needs} |").unwrap();
        }
    }
    page
}

#[test]
fn the_page_of_findings_is_made_of_the_checks() {
    let current = page();
    if std::env::var_os("UPDATE_PAGES").is_some() {
        std::fs::write(PAGE, current).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(PAGE).unwrap();
    assert_eq!(kept, current, "findings.md is out of date: UPDATE_PAGES=1");
}

#[test]
fn every_check_has_a_name_of_its_own_and_every_topic_has_checks() {
    let checks = all();
    assert!(checks.len() >= 80);
    let ids: BTreeSet<&str> = checks.iter().map(Check::id).collect();
    assert_eq!(ids.len(), checks.len());
    for topic in topics() {
        assert!(
            checks.iter().any(|one| one.topic() == topic),
            "{}",
            topic.name
        );
        for text in [
            topic.what,
            topic.source,
            topic.hit,
            topic.mend,
            topic.wrong_if,
        ] {
            assert!(
                text.ends_with(|c: char| c.is_alphanumeric() || ".)`".contains(c)),
                "{text}"
            );
        }
    }
    for check in &checks {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c);
        assert!(check.id().chars().all(plain), "{}", check.id());
        // A name of a site is a label of a host name, with room for the second try.
        assert!(check.id().len() < 50, "{}", check.id());
    }
}

#[test]
fn every_bug_names_a_check() {
    let checks = all();
    for bug in BUGS {
        assert!(
            checks.iter().any(|one| one.id() == bug.check),
            "{}",
            bug.check
        );
    }
    let names: BTreeSet<&str> = BUGS.iter().map(|bug| bug.name).collect();
    assert_eq!(names.len(), BUGS.len());
}
