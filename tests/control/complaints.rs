//! What the command line says of a mistake, and its help: never in Rust.

use std::process::Command;

use crate::with_app;
use crate::words::is_plain;

/// What cannot be done, or not be understood.
const MISTAKES: &[&[&str]] = &[
    &["serve", "--public-url", "nowhere"],
    &["serve", "--host", "nobody"],
    &[
        "serve",
        "--tenant",
        "a",
        "--tenant",
        "b",
        "--public-url",
        "http://x/wiki",
    ],
    &["serve", "--bind", "x"],
    &["install", "/nowhere.json"],
    &["install", "http://127.0.0.1:1/x"],
    &["open", "none"],
    &["fault", "unsigned", "--on", "from-app"],
    &["fault", "status"],
    &["fault", "delay"],
    &["fault", "nothing"],
    &["fault", "status", "--status", "204", "--body", "x"],
    &[
        "fault",
        "status",
        "--status",
        "200",
        "--header",
        "content-length: 1",
    ],
    &["fault", "delay", "--millis", "5", "--millis-at-most", "1"],
    &["fault", "slow-body", "--bytes", "0", "--millis", "1"],
    &["fault", "rate-limited", "--reason", "a\nb"],
    &["fault", "reset", "--times", "0"],
    &["fault", "reset", "--probability", "2"],
    &["fault", "other-tenant"],
    &["fault", "wrong-audience", "--on", "to-app /enabled"],
    &["open", "none", "--tamper", "other-tenant"],
    &["fault", "reset", "--times", "x"],
    &["fault", "reset", "--on", "POST /x"],
    &["wait", "to-app /never", "--timeout", "0.01"],
    &["wait", "to-app /x", "--timeout", "1000"],
    &["fire", "e", "--body", "{"],
    &["clock", "x"],
    &["clock", "@x"],
    &["page", "show", "7"],
    &["page", "property", "7", "k", "{"],
    &["hold", "release", "7"],
    &["stub", "GET", "x"],
    &["stub", "GET", "/x", "--expect", "often"],
    &["start", "acme"],
    &["start", "b", "--host", "nobody"],
    &["apps", "--tenant", "nobody"],
    &["apps", "--control", "nowhere"],
    &["jwt", "decode", "x"],
    &["validate", "/nowhere.json"],
    &["env", "--for", "x"],
    &["qsh"],
    &["nothing"],
];

#[test]
fn every_complaint_of_the_command_line_is_plain() {
    let server = with_app();
    let taken = server
        .text("controlUrl")
        .rsplit(':')
        .next()
        .unwrap()
        .to_owned();
    let of_serve = [
        vec!["serve", "--port", &taken],
        vec!["serve", "--one-port", "path", "--port", &taken],
        vec!["serve", "--control-port", &taken],
    ];
    let others = MISTAKES.iter().map(|arguments| arguments.to_vec());
    for arguments in of_serve.into_iter().chain(others) {
        let out = server.command(&arguments);
        assert!(!out.status.success(), "{arguments:?}");
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(!said.trim().is_empty(), "{arguments:?} says nothing");
        is_plain(&said);
    }
}

#[test]
fn help_is_plain_at_every_command() {
    let help = |arguments: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_mockfluence"))
            .args(arguments)
            .output()
            .unwrap();
        assert_eq!(out.status.code(), Some(0), "{arguments:?}");
        String::from_utf8(out.stdout).unwrap()
    };
    let overview = help(&["--help"]);
    let commands = overview
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1);
    let names: Vec<&str> = commands
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(names.len() > 35, "{names:?}");
    for name in names {
        is_plain(&help(&["help", name]));
    }
}
