//! A macro's body, and what the host derives from it.

use rstest::rstest;

use super::{value, with_macros};
use crate::module_urls::table::install;

/// UTF-16 units are what the host counts.
#[rstest]
#[case("x", 0, "", "false")]
#[case("x", 128, &"x".repeat(128), "false")]
#[case("x", 129, &"x".repeat(128), "true")]
#[case("ä", 129, &"%C3%A4".repeat(128), "true")]
#[case("💥", 64, &"%F0%9F%92%A5".repeat(64), "false")]
#[case("💥", 65, &"%F0%9F%92%A5".repeat(64), "true")]
#[tokio::test]
async fn a_body_is_cut_for_a_url(
    #[case] unit: &str,
    #[case] times: usize,
    #[case] shown: &str,
    #[case] truncated: &str,
) {
    let (_, app, _) = install(with_macros()).await;
    let body = unit.repeat(times);
    for load in [
        app.open("chart"),
        app.open("table"),
        app.render("chart", "pdf"),
    ] {
        let url = load.variable("macro.body", &body).url().unwrap();
        assert_eq!(value(&url, "macro.body"), shown);
        assert_eq!(value(&url, "macro.truncated"), truncated);
        let hash = value(&url, "macro.hash");
        assert_eq!(
            hash,
            value(&url, "macro.id"),
            "a macro without an id is told by its hash"
        );
        assert_eq!(hash.len(), if times == 0 { 0 } else { 32 });
        assert!(hash.bytes().all(|digit| digit.is_ascii_hexdigit()));
    }
    let half = format!("{}💥", "x".repeat(127));
    let url = app
        .open("chart")
        .variable("macro.body", half)
        .url()
        .unwrap();
    assert!(value(&url, "macro.body").ends_with("x%3F"), "{url}");
}

#[tokio::test]
async fn another_body_has_another_hash_and_an_id_goes_before_it() {
    let (_, app, _) = install(with_macros()).await;
    let hash = |body: &str| {
        let url = app
            .open("chart")
            .variable("macro.body", body)
            .url()
            .unwrap();
        value(&url, "macro.hash").to_owned()
    };
    assert_ne!(hash("a"), hash("b"));
    assert_eq!(hash("a"), hash("a"));
    let load = app
        .open("chart")
        .variable("macro.body", "a")
        .variable("macro.id", "m-9");
    assert_eq!(value(&load.url().unwrap(), "macro.hash"), "m-9");
}
