//! Apps that have moved to Forge: careful ones fail nothing, and each bug is found by the check that is meant for it.

use mockfluence::Tenant;
use mockfluence::check::{Battery, Report, Unjudged, Verdict};
use mockfluence::manifest::Manifest;

use crate::board::Bug;
use crate::moving_board::{Keys, MANIFEST, MovingBoard};
use crate::mutants::each_is_found;
use crate::remote::{BUGS, Remote};

/// Of any moved app, so that a bug which makes the app fail everywhere is no success of one check.
const OTHERS: [&str; 2] = ["schedule.forged.other-app", "move.contract-2025-10"];

/// All that is asked of an app after its move, and of no other.
const OF_THE_MOVE: [&str; 6] = [
    "invoke.*",
    "trigger.*",
    "schedule.*",
    "forge-installed.*",
    "pre-uninstall.*",
    "move.*",
];

fn battery(remote: &Remote, keys: &Tenant) -> Battery {
    let battery = mockfluence::check(remote.descriptor_url());
    battery.manifest(Remote::manifest()).key_host(keys)
}

async fn judged(bug: Bug) -> Report {
    let keys = Tenant::start();
    let remote = Remote::start(keys.jwks_url(), bug.name).await;
    let of_bug = bug.check.split('.').next().unwrap();
    let others = OTHERS
        .into_iter()
        .filter(|one| !one.starts_with(of_bug) || of_bug == "move");
    let checks = others.chain([bug.check]);
    let report = battery(&remote, &keys).only(checks).await;
    report.unwrap_or_else(|error| panic!("{}: {error}", bug.name))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_bug_of_a_moved_app_is_found_by_the_check_that_is_meant_for_it() {
    each_is_found(BUGS, judged).await;
}

/// What passed not, with why.
fn open(report: &Report) -> Vec<String> {
    let findings = report.findings().iter();
    let open = findings.filter(|one| *one.verdict() != Verdict::Passed);
    open.map(|one| one.check().id().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_careful_app_that_has_moved_fails_nothing() {
    let keys = Tenant::start();
    let remote = Remote::start(keys.jwks_url(), "").await;
    let report = battery(&remote, &keys).only(OF_THE_MOVE).await.unwrap();
    report.assert_passed();
    assert_eq!(open(&report), [""; 0], "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_moving_board_fails_nothing_under_either_contract() {
    let keys = Tenant::start();
    let asked = Keys {
        connect: keys.keys_url(),
        forge: keys.jwks_url(),
    };
    let board = MovingBoard::start(asked, None).await;
    let manifest = Manifest::from_yaml(MANIFEST).unwrap();
    let report = mockfluence::check(board.descriptor_url())
        .manifest(manifest)
        .key_host(&keys)
        .await
        .unwrap();
    report.assert_passed();
}

#[tokio::test]
async fn nothing_is_asked_about_a_move_that_nobody_speaks_of() {
    let moved = |battery: Battery| {
        let checks = battery.checks().unwrap();
        checks.iter().any(|one| one.id().starts_with("move."))
    };
    assert!(!moved(mockfluence::check("x")));
    assert!(moved(mockfluence::check("x").manifest(Remote::manifest())));
    let keys = Tenant::start();
    let remote = Remote::start(keys.jwks_url(), "").await;
    let named = mockfluence::check(remote.descriptor_url()).only(["move.reinstall"]);
    let report = named.await.unwrap();
    let why = report.findings()[0].verdict().reason();
    assert!(why.contains(".manifest("), "{why}");
    assert!(report.to_string().contains(why), "{report}");
}

#[tokio::test]
async fn a_move_that_cannot_be_is_told_at_once() {
    let keys = Tenant::start();
    let remote = Remote::start(keys.jwks_url(), "").await;
    let mut value = Remote::manifest().value().clone();
    value["app"]["connect"]["key"] = "another-app".into();
    let other = Manifest::from_json(value).unwrap();
    let judged = mockfluence::check(remote.descriptor_url())
        .manifest(other)
        .await;
    let error = judged.unwrap_err();
    assert_eq!(error.kind(), Unjudged::MoveRefused, "{error}");
    assert!(error.to_string().contains("another-app"), "{error}");
}
