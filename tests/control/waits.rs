//! What a command waits for, and a limit that lasts.

use crate::{MODULES, as_app, with_app};

#[test]
fn quiet_and_modules_are_awaited() {
    let server = with_app();
    server.said(&["wait-for-quiet", "0.05"]);
    server.said(&["wait-for-modules"]);
    let missed = server.command(&["wait-for-modules", "a", "b", "--timeout", "0.05"]);
    assert_eq!(missed.status.code(), Some(1));
    let said = String::from_utf8_lossy(&missed.stderr).into_owned();
    let why = "waited 50ms for the dynamic modules of `";
    assert!(said.starts_with(why), "{said}");
    assert!(said.contains("expected [a, b], present []"), "{said}");
}

#[test]
fn a_limit_lasts_for_commands_too() {
    let server = with_app();
    let limit = [
        "fault",
        "rate-limited",
        "--retry-after",
        "9",
        "--until-retry-after",
    ];
    server.said(&[&limit[..], &["--on", "from-app GET", "--times", "1"]].concat());
    let statuses = [(); 2].map(|()| as_app(&server, "GET", MODULES, None).0);
    server.said(&["clock", "9"]);
    assert_eq!(statuses, [429, 429]);
    assert_eq!(as_app(&server, "GET", MODULES, None).0, 200);
    let log = server.said(&["log", "--only", "from-app 429 ?x=1"]);
    assert_eq!(log, "");
    let log = server.said(&["log", "--only", "from-app 429"]);
    assert_eq!(log.matches("it came back before").count(), 1, "{log}");
}

#[test]
fn what_nothing_came_to_is_left_over() {
    let server = with_app();
    assert_eq!(server.said(&["left-over"]), "nothing is left over\n");
    server.said(&[
        "fault",
        "status",
        "--status",
        "503",
        "--on",
        "from-app GET /nothing",
    ]);
    let left = server.command(&["left-over"]);
    assert_eq!(left.status.code(), Some(1));
    let said = String::from_utf8(left.stdout).unwrap();
    assert!(said.starts_with("the fault has not applied: "), "{said}");
    let listed = server.get("/tenants/acme/left-over");
    assert_eq!(listed["leftOver"][0], said.trim_end());
}
