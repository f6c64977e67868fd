//! A reader that leaves, a disk that is full: no command panics, and none complains of a reader.

use std::fs::OpenOptions;
use std::process::{Command, Output, Stdio};

use crate::{AT_HOME, with_app};

/// What prints without a server.
const ALONE: &[&[&str]] = &[
    &["--help"],
    &["help"],
    &["help", "fault"],
    &["serve", "--help"],
    &["--version"],
    &["schema"],
    &["openapi"],
    &["settings", "list"],
    &["settings", "hosts", "--format", "json"],
    &["completions", "bash"],
    &["qsh", "GET", "/x"],
    &[
        "jwt",
        "decode",
        "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJhcHAifQ.c2ln",
    ],
];

/// What prints of a server.
const ASKING: &[&[&str]] = &[
    &["apps"],
    &["log"],
    &["log", "--format", "html"],
    &["log", "--follow"],
    &["modules"],
    &["env"],
    &["tenants", "--format", "json"],
];

fn written_to(stdout: impl Into<Stdio>, arguments: &[&str], control: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mockfluence"));
    command.args(arguments).stdout(stdout);
    command.envs(AT_HOME).env_remove("MOCKFLUENCE_CONTROL_URL");
    if let Some(url) = control {
        command.env("MOCKFLUENCE_CONTROL_URL", url);
    }
    command.output().unwrap()
}

/// Standard output of which nobody holds the other end.
fn closed() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

fn every_command(check: impl Fn(&[&str], Option<&str>)) {
    let server = with_app();
    for arguments in ALONE {
        check(arguments, None);
    }
    for arguments in ASKING {
        check(arguments, Some(server.text("controlUrl")));
    }
}

#[test]
fn a_reader_that_has_left_ends_a_command_quietly() {
    every_command(|arguments, control| {
        let out = written_to(closed(), arguments, control);
        let said = String::from_utf8_lossy(&out.stderr);
        // `env` gives its advice on standard error, whoever reads the rest.
        let advice = arguments[0] == "env";
        assert!(said.is_empty() || advice, "{arguments:?}: {said}");
        assert_eq!(out.status.code(), Some(0), "{arguments:?}");
    });
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_failure_of_one_line() {
    every_command(|arguments, control| {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let out = written_to(full, arguments, control);
        let said = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{arguments:?}: {said}");
        let last = said.lines().last().unwrap();
        assert!(
            last.starts_with("standard output cannot be written: No space left"),
            "{arguments:?}: {said}"
        );
        assert!(!said.contains("panicked"), "{said}");
    });
}
