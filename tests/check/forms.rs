//! A report in each of its forms; two runs give one.

use mockfluence::Tenant;
use mockfluence::check::{Report, Severity};
use serde_json::Value;

use crate::board::Board;

const CHECKS: [&str; 4] = [
    "install.forged.audience",
    "install.forged.qsh",
    "webhook.forged.other-issuer",
    "headers.hsts",
];

async fn judged(known: &[&str]) -> Report {
    let keys = Tenant::start();
    let board = Board::start(keys.keys_url(), "installed:audience").await;
    let battery = mockfluence::check(board.descriptor_url()).only(CHECKS);
    battery
        .key_host(&keys)
        .baseline(known.to_vec())
        .await
        .unwrap()
}

#[tokio::test]
async fn two_runs_give_one_report_with_the_proof() {
    let (one, two) = (judged(&[]).await, judged(&[]).await);
    assert_eq!(one.to_string(), two.to_string());
    for (one, two) in one.findings().iter().zip(two.findings()) {
        assert_eq!(one.verdict(), two.verdict());
        let logs = |all: &[mockfluence::RequestLog]| -> Vec<String> {
            all.iter().map(ToString::to_string).collect()
        };
        assert_eq!(logs(one.sites()), logs(two.sites()), "{}", one.check().id());
    }
    insta::assert_snapshot!(one, @r"
    `board`: 4 checks: 1 failed, 2 passed, 1 not applicable, 0 undecided

    critical  install.forged.audience
        it answers 204 to a forged `installed` (wrong audience)
        | tenant -> app  POST /installed  204  RS256 install key, aud http://another-app.invalid
        |     > { key, clientKey: clientKey#1, publicKey, sharedSecret: sharedSecret#2, serverVersion, pluginsVersion, baseUrl: {tenant}/wiki, productType, description, eventType: installed }
        |     ! fault: wrong audience
        |     ! ACCEPTED A FORGERY: the app answered 204 to this (wrong audience); it must refuse it
        mend: Verify the RS256 token by the public key of its `kid`, with that algorithm alone; then `aud` (the base URL of the descriptor), `exp`, `nbf`, `qsh`, and that `iss` is the `clientKey` of the body. Answer 401 before anything is stored.
        alone: --only install.forged.audience

    not applicable  headers.hsts: the app is asked by http:// here
    ");
}

#[tokio::test]
async fn json_has_what_a_program_needs_to_go_on() {
    let json = judged(&[]).await.json();
    assert_eq!(json["passed"], false);
    let checks = json["checks"].as_array().unwrap();
    assert_eq!(checks.len(), CHECKS.len());
    let failed = checks
        .iter()
        .find(|one| one["verdict"] == "failed")
        .unwrap();
    assert_eq!(failed["id"], "install.forged.audience");
    assert_eq!(failed["severity"], "critical");
    assert!(
        failed["log"][0]
            .as_str()
            .unwrap()
            .contains("POST /installed  204")
    );
    let again = failed["reproduce"].as_str().unwrap();
    assert!(
        again.starts_with("mockfluence check http://127.0.0.1:")
            && again.ends_with("--only install.forged.audience")
    );
    for field in [
        "why",
        "reason",
        "mend",
        "wrongIf",
        "asks",
        "reproduceInRust",
    ] {
        assert!(
            failed[field].as_str().is_some_and(|text| text.len() > 10),
            "{field}"
        );
    }
}

#[tokio::test]
async fn the_other_forms_name_what_failed() {
    let report = judged(&[]).await;
    let junit = report.junit();
    assert!(
        junit.contains("failures=\"1\"") && junit.contains("skipped=\"1\""),
        "{junit}"
    );
    assert!(junit.contains("<testcase classname=\"check.install\" name=\"install.forged.qsh\"/>"));
    let sarif = report.sarif();
    let results = sarif
        .pointer("/runs/0/results")
        .and_then(Value::as_array)
        .unwrap();
    assert_eq!(results.len(), 1);
    assert_eq!(results[0]["ruleId"], "install.forged.audience");
    assert_eq!(results[0]["level"], "error");
    let markdown = report.markdown();
    assert!(
        markdown.contains("## `install.forged.audience` (critical)"),
        "{markdown}"
    );
    assert!(
        markdown.contains("| `install.forged.qsh` | critical | passed |"),
        "{markdown}"
    );
    let html = report.html();
    assert!(html.starts_with("<!doctype html>") && html.contains("const findings = [{"));
    assert!(html.contains("install.forged.audience") && !html.contains("install.forged.qsh"));
}

#[tokio::test]
async fn what_is_known_fails_nothing_and_is_told_when_it_is_mended() {
    let report = judged(&["install.forged.*"]).await;
    report.assert_passed();
    assert!(
        report
            .finding("install.forged.audience")
            .unwrap()
            .is_known()
    );
    assert_eq!(report.mended(), ["install.forged.qsh"]);
    let sarif = report.sarif();
    assert_eq!(
        sarif
            .pointer("/runs/0/results/0/suppressions/0/kind")
            .unwrap(),
        "external"
    );
    assert!(
        report
            .to_string()
            .contains("known to fail, and does not  install.forged.qsh")
    );
}

#[test]
fn the_choice_is_by_name_by_beginning_and_by_severity() {
    let ids = |battery: mockfluence::check::Battery| -> Vec<String> {
        let checks = battery.checks().unwrap();
        checks.iter().map(|one| one.id().to_owned()).collect()
    };
    let battery = || mockfluence::check("http://127.0.0.1:1");
    assert_eq!(
        ids(battery().only(["install.forged.qsh"])),
        ["install.forged.qsh"]
    );
    let all = ids(battery());
    let none_forged = ids(battery().skip(["install.*", "page.*"]));
    assert!(
        none_forged.len() < all.len() && !none_forged.iter().any(|id| id.starts_with("install."))
    );
    let worst = battery().severity(Severity::Critical).checks().unwrap();
    assert!(worst.iter().all(|one| one.severity() == Severity::Critical) && worst.len() > 10);
}
