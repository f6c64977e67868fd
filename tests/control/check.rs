//! `mockfluence check`: what it prints, where, and how it ends.

use std::process::{Command, Output};

use serde_json::{Value, json};

use crate::AT_HOME;
use crate::stand_in::answering;

/// An app that takes everything.
fn careless() -> String {
    app(204)
}

/// The same, with another answer to `disabled`.
pub(crate) fn app(disabled: u16) -> String {
    let address = std::sync::Arc::new(std::sync::OnceLock::<String>::new());
    let known = address.clone();
    let url = answering(move |head| {
        let base_url = known.get().cloned().unwrap_or_default();
        let descriptor = json!({
            "key": "careless", "name": "Careless", "baseUrl": base_url,
            "authentication": { "type": "jwt" }, "apiMigrations": { "signed-install": true },
            "lifecycle": { "installed": "/i", "enabled": "/e", "disabled": "/d", "uninstalled": "/u" },
        });
        match head.starts_with("GET /atlassian-connect.json") {
            true => (200, descriptor.to_string()),
            false if head.starts_with("POST /d") => (disabled, String::new()),
            false => (204, String::new()),
        }
    });
    address.set(url.clone()).unwrap();
    format!("{url}/atlassian-connect.json")
}

pub(crate) fn check(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mockfluence"));
    command.arg("check").args(arguments).envs(AT_HOME);
    command.output().unwrap()
}

pub(crate) fn said(output: &[u8]) -> String {
    String::from_utf8_lossy(output).into_owned()
}

const SOME: &str = "enabled.forged.*,descriptor.uninstalled,headers.hsts";

#[test]
fn a_careless_app_ends_it_with_one_and_a_report() {
    let url = careless();
    let text = check(&[&url, "--only", SOME]);
    assert_eq!(text.status.code(), Some(1), "{}", said(&text.stderr));
    let report = said(&text.stdout);
    assert!(
        report.contains("high  enabled.forged.unsigned") && report.contains("POST /e  204"),
        "{report}"
    );
    assert!(said(&text.stderr).contains("enabled.forged.unsigned failed (high)"));

    let json = check(&[&url, "--only", SOME, "--format", "json", "--quiet"]);
    assert_eq!(said(&json.stderr), "");
    let json: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json["passed"], false);
    let checks = json["checks"].as_array().unwrap();
    let failed = checks.iter().filter(|one| one["verdict"] == "failed");
    assert!(
        failed
            .filter(|one| one["id"].as_str().unwrap().contains("forged"))
            .count()
            >= 8
    );
    let again = checks[0]["reproduce"].as_str().unwrap();
    assert_eq!(
        again,
        format!(
            "mockfluence check {url} --only {}",
            checks[0]["id"].as_str().unwrap()
        )
    );
}

#[test]
fn what_is_known_or_not_asked_for_ends_it_with_nought() {
    let url = careless();
    let file = format!("{}/known.txt", env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(
        &file,
        "# before the rewrite\nenabled.forged.*  # all of them\n",
    )
    .unwrap();
    let known = check(&[&url, "--only", SOME, "--baseline", &file]);
    assert_eq!(known.status.code(), Some(0), "{}", said(&known.stdout));
    assert!(said(&known.stdout).contains("known to fail"));
    let page = format!("{}/judged.html", env!("CARGO_TARGET_TMPDIR"));
    let skipped = check(&[
        &url,
        "--only",
        SOME,
        "--skip",
        "enabled.*",
        "--format",
        "html",
        "--output",
        &page,
    ]);
    assert_eq!(skipped.status.code(), Some(0));
    assert_eq!(said(&skipped.stdout), "");
    assert!(
        std::fs::read_to_string(page)
            .unwrap()
            .starts_with("<!doctype html>")
    );
}

#[test]
fn what_cannot_be_judged_ends_it_with_two_and_the_way_out() {
    let nobody = check(&["http://127.0.0.1:1/atlassian-connect.json"]);
    assert_eq!(nobody.status.code(), Some(2));
    let told = said(&nobody.stderr);
    assert!(
        told.contains("its descriptor cannot be had") && nobody.stdout.is_empty(),
        "{told}"
    );
    let slip = check(&["http://127.0.0.1:1/x", "--only", "install.forged.audiance"]);
    assert_eq!(slip.status.code(), Some(2));
    assert!(
        said(&slip.stderr).contains("`install.forged.audience`"),
        "{}",
        said(&slip.stderr)
    );
    assert_eq!(
        check(&["http://127.0.0.1:1/x", "--severity", "bad"])
            .status
            .code(),
        Some(2)
    );
    assert_eq!(check(&[]).status.code(), Some(2));
    let listed = said(&check(&["--list"]).stdout);
    assert!(listed.lines().count() > 200 && listed.contains("install.forged.audience"));
}
