//! Tokens of which many begin alike, as those of one key do.

use super::cleaner::Cleaner;

#[test]
fn tokens_that_begin_alike_are_each_found_whole() {
    let mut cleaner = Cleaner::default();
    let head = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJpYXQiOjE3OTg3NjE2MDAs";
    let tokens = [
        "jdGkiOiJhIn0.c2lnbmF0dXJlLWE",
        "jdGkiOiJiIn0.c2lnbmF0dXJlLWI",
    ];
    for token in tokens {
        cleaner
            .known
            .add_forge_token(&format!("{head}{token}"), "systemToken");
    }
    for (number, token) in (1..).zip(tokens) {
        let label = format!("systemToken#{number}");
        for (before, after) in [
            ("", ""),
            ("a: ", "\nb: c"),
            ("{\"t\":\"", "\"}"),
            ("?x=", "&y=z"),
        ] {
            let clean = cleaner
                .clean(&format!("{before}{head}{token}{after}"))
                .into_owned();
            assert_eq!(clean, format!("{before}{label}{after}"));
        }
    }
    // What is not whole is a part, and shows nothing more of it.
    let part = cleaner.clean(&format!("x {head} y")).into_owned();
    assert_eq!(part, "x {part of systemToken#1} y");
}
