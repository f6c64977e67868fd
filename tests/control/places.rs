//! The ways to say which server, tenant and app is meant: the same at every command.

use std::process::{Command, Output};

use crate::{AT_HOME, Server, descriptor};

fn with_environment(server: &Server, variables: &[(&str, &str)], arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mockfluence"))
        .args(arguments)
        .envs(AT_HOME)
        .env("MOCKFLUENCE_CONTROL_URL", server.text("controlUrl"))
        .envs(variables.iter().copied())
        .output()
        .unwrap()
}

#[test]
fn tenant_and_app_are_said_the_same_way_everywhere() {
    let server = Server::start(&["--tenant", "acme", "--tenant", "globex"]);
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("two-apps.json");
    let file = file.to_str().unwrap();
    for key in ["one", "two"] {
        let mut app = descriptor();
        app["key"] = key.into();
        std::fs::write(file, app.to_string()).unwrap();
        server.said(&["install", file, "--without-backend", "--tenant", "globex"]);
    }
    for command in [
        "disable",
        "enable",
        "app",
        "modules",
        "rotate-secret",
        "repeat-installed",
    ] {
        let nobody = server.command(&[command]);
        assert_eq!(nobody.status.code(), Some(2), "{command}");
        let said = String::from_utf8_lossy(&nobody.stderr);
        assert!(said.contains("--tenant, one of: acme, globex"), "{said}");
        let no_app = with_environment(&server, &[("MOCKFLUENCE_TENANT", "globex")], &[command]);
        let said = String::from_utf8_lossy(&no_app.stderr);
        assert!(said.contains("--app, one of: one, two"), "{said}");
        let both = [("MOCKFLUENCE_TENANT", "globex"), ("MOCKFLUENCE_APP", "one")];
        for (variables, arguments) in [
            (&both[..], &[command][..]),
            (&both[..1], &[command, "one"][..]),
            (&both[..1], &[command, "--app", "one"][..]),
            (
                &[][..],
                &[command, "--app", "one", "--tenant", "globex"][..],
            ),
            // A word and an option count more than a variable.
            (
                &[("MOCKFLUENCE_TENANT", "acme"), ("MOCKFLUENCE_APP", "two")][..],
                &[command, "one", "--tenant", "globex"][..],
            ),
        ] {
            let out = with_environment(&server, variables, arguments);
            let said = String::from_utf8_lossy(&out.stderr).into_owned();
            assert!(out.status.success(), "{variables:?} {arguments:?}: {said}");
        }
    }
    let empty = with_environment(
        &server,
        &[("MOCKFLUENCE_TENANT", "")],
        &["apps", "--tenant", "acme"],
    );
    assert!(empty.status.success());
    let wrong = with_environment(&server, &[("MOCKFLUENCE_TENANT", "initech")], &["apps"]);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("no tenant `initech`"));
}
