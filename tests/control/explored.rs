//! `mockfluence check --explore`: what it prints, where, and how it ends.

use serde_json::Value;

use crate::check::{app, check, said};

const QUICK: [&str; 5] = ["--explore", "--one-tenant", "--plain", "--settle", "20"];

fn explore(url: &str, more: &[&str]) -> std::process::Output {
    check(&[&[url][..], &QUICK, more].concat())
}

#[test]
fn an_app_that_stands_every_order_ends_it_with_nought_and_what_was_tried() {
    let url = app(204);
    let done = explore(&url, &["--lives", "50", "--quiet"]);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done.stdout));
    let told = said(&done.stdout);
    assert!(
        told.starts_with("seed 0: 50 lives, no rule broken;"),
        "{told}"
    );
    assert_eq!(said(&done.stderr), "");
    let all = explore(&url, &["--exhaustive", "1", "--seconds", "60"]);
    assert_eq!(all.status.code(), Some(0), "{}", said(&all.stdout));
    assert!(
        said(&all.stdout).contains(" 12 lives, no rule broken"),
        "{}",
        said(&all.stdout)
    );
}

#[test]
fn an_app_that_breaks_ends_it_with_one_a_story_a_picture_and_a_line_to_play_again() {
    let url = app(500);
    let folder = env!("CARGO_TARGET_TMPDIR");
    let (picture, kept) = (
        format!("{folder}/found.html"),
        format!("{folder}/stories.txt"),
    );
    drop(std::fs::remove_file(&kept));
    let files = ["--picture", picture.as_str(), "--remember", kept.as_str()];
    let found = explore(&url, &files);
    assert_eq!(found.status.code(), Some(1), "{}", said(&found.stdout));
    let told = said(&found.stdout);
    for words in [
        "rule `crash` is broken: the app fails: tenant -> app POST /d 500",
        "  1. install \"first\" of the app\n  2. uninstall the app\n",
        "  --replay 'install \"first\"; uninstall'",
    ] {
        assert!(told.contains(words), "{told}");
    }
    assert!(!told.contains("#[test]"), "no Rust for a tester: {told}");
    let page = std::fs::read_to_string(&picture).unwrap();
    assert!(page.starts_with("<!doctype html>"));

    let again = explore(&url, &["--lives", "0", "--remember", &kept]);
    assert_eq!(again.status.code(), Some(1), "what is kept comes first");
    let story = [
        "--replay",
        "install \"first\"; uninstall",
        "--format",
        "json",
    ];
    let replayed = explore(&url, &story);
    assert_eq!(replayed.status.code(), Some(1));
    let json: Value = serde_json::from_slice(&replayed.stdout).unwrap();
    assert_eq!(
        (&json["found"]["rule"], &json["lives"]),
        (&"crash".into(), &1.into())
    );
}

#[test]
fn what_is_not_for_exploring_ends_it_with_two_and_the_way_out() {
    let url = app(204);
    for (more, words) in [
        (&["--only", "headers.*"][..], "cannot be used with"),
        (&["--look-alike"], "explore without --look-alike"),
        (&["--format", "junit"], "--picture FILE"),
        (&["--replay", "explode"], "`explode` is no step of a story"),
        (&["--without", "crashes"], "there are: crash, genuine"),
        (&["--without-event", "explode"], "possible values"),
        (&["--without-event", "edit-page"], "there is no event"),
        (&["--without-trouble", "explode"], "there is no trouble"),
        (&["--manifest", "/nowhere.yml"], "/nowhere.yml"),
        (
            &["--version", "2.0"],
            "it is a name, `=`, and what it stands for",
        ),
    ] {
        let refused = explore(&url, more);
        assert_eq!(refused.status.code(), Some(2), "{more:?}");
        let told = said(&refused.stderr);
        assert!(told.contains(words), "{more:?}: {told}");
    }
    let alone = check(&[&url, "--lives", "5"]);
    assert_eq!(alone.status.code(), Some(2));
    assert!(said(&alone.stderr).contains("--explore"));
    let nobody = explore("http://127.0.0.1:1/atlassian-connect.json", &[]);
    assert_eq!(nobody.status.code(), Some(2));
    let told = said(&nobody.stderr);
    assert!(told.contains("the app cannot be installed"), "{told}");
}
