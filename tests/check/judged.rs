//! Whole apps: careful ones and careless ones, and those that cannot be judged.

use mockfluence::Tenant;
use mockfluence::check::{Unjudged, Verdict};
use serde_json::json;

use crate::board::Board;
use crate::incident_board::IncidentBoard;
use crate::page::held;
use crate::scripted_app::ScriptedApp;

const SOURCE: &str = include_str!("judged.rs");

#[tokio::test(flavor = "multi_thread")]
async fn a_careful_app_fails_nothing() {
    let keys = Tenant::start();
    let board = Board::start(keys.keys_url(), "").await;
    let report = mockfluence::check(board.descriptor_url())
        .key_host(&keys)
        .await
        .unwrap();
    report.assert_passed();
    let open = report
        .findings()
        .iter()
        .filter(|one| *one.verdict() != Verdict::Passed);
    let open: Vec<&str> = open.map(|one| one.check().id()).collect();
    // Neither can be asked of an app on this machine that has its keys from another tenant.
    let not_here = ["host.install-key-ids-with-slashes", "headers.hsts"];
    assert_eq!(open, not_here, "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_app_fails_nothing() {
    // judge an app
    let keys = Tenant::start();
    let backend = IncidentBoard::start(keys.keys_url()).await;
    let report = mockfluence::check(backend.descriptor_url())
        .key_host(&keys)
        .await
        .unwrap();
    report.assert_passed();
    // end
    held("judge_an_app", SOURCE, "judge an app", None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_careless_app_lets_many_forgeries_in() {
    let app = ScriptedApp::start().await;
    let report = mockfluence::check(app.descriptor_url()).await.unwrap();
    let failed = report.failed();
    let forged = failed
        .iter()
        .filter(|one| one.check().id().contains("forged"));
    assert!(forged.count() >= 8, "{report}");
    let asserted = std::panic::AssertUnwindSafe(|| report.assert_passed());
    assert!(std::panic::catch_unwind(asserted).is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn two_runs_of_all_checks_give_one_report() {
    let mut reports = Vec::new();
    for _ in 0..2 {
        let app = ScriptedApp::start().await;
        let report = mockfluence::check(app.descriptor_url()).await.unwrap();
        let url = report.url().to_owned();
        let address = url.split('/').nth(2).unwrap().to_owned();
        let json = report.json().to_string().replace(&address, "{app}");
        reports.push((report.to_string(), json));
    }
    assert!(reports[0].0.contains("install.forged"), "{}", reports[0].0);
    assert_eq!(reports[0].0, reports[1].0);
    assert_eq!(reports[0].1, reports[1].1);
}

#[tokio::test]
async fn what_cannot_be_judged_is_told_at_once() {
    let nobody = mockfluence::check("http://127.0.0.1:1/atlassian-connect.json").await;
    assert_eq!(nobody.unwrap_err().kind(), Unjudged::DescriptorUnreachable);
    let app = ScriptedApp::start().await;
    app.reply("/installed", 401, "");
    let elsewhere = mockfluence::check(app.descriptor_url()).await.unwrap_err();
    assert_eq!(elsewhere.kind(), Unjudged::KeysElsewhere, "{elsewhere}");
    let refused = mockfluence::check(json!({ "key": "a" })).await.unwrap_err();
    assert_eq!(refused.kind(), Unjudged::DescriptorRefused, "{refused}");
    let unknown = mockfluence::check("x")
        .only(["install.forged.audiance"])
        .await
        .unwrap_err();
    assert_eq!(unknown.kind(), Unjudged::UnknownCheck);
    assert!(
        unknown.to_string().contains("install.forged.audience"),
        "{unknown}"
    );
}
