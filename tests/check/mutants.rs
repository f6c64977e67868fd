//! Each bug of the board, and the check that is meant to find it.

use std::sync::Arc;

use mockfluence::Tenant;
use mockfluence::check::Report;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::board::{BUGS, Board, Bug};

/// Of any app, so that a bug which makes the app fail everywhere is no success of one check.
const OTHERS: [&str; 2] = ["disabled.forged.qsh", "uninstall.forged.no-kid"];

async fn judged(bug: Bug) -> Report {
    let keys = Tenant::start();
    let board = Board::start(keys.keys_url(), bug.name).await;
    let others = OTHERS.into_iter().filter(|one| {
        let place = one.split('.').next().unwrap();
        !bug.name.starts_with(place)
            && !bug.name.starts_with(&format!("{place}ed"))
            && bug.name != "uninstalled-not-declared"
    });
    let checks: Vec<&str> = others.chain([bug.check]).collect();
    let report = mockfluence::check(board.descriptor_url())
        .key_host(&keys)
        .only(checks)
        .await;
    report.unwrap_or_else(|error| panic!("{}: {error}", bug.name))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_bug_is_found_by_the_check_that_is_meant_for_it() {
    assert!(BUGS.len() >= 50);
    each_is_found(BUGS, judged).await;
}

/// Judges an app with each of these bugs: the check that is meant for it fails, and no other.
pub(crate) async fn each_is_found<F>(bugs: &'static [Bug], judged: fn(Bug) -> F)
where
    F: Future<Output = Report> + Send + 'static,
{
    let permits = Arc::new(Semaphore::new(16));
    let mut all = JoinSet::new();
    for bug in bugs {
        let permits = permits.clone();
        all.spawn(async move {
            let _permit = permits.acquire_owned().await;
            (bug, judged(*bug).await)
        });
    }
    let mut wrong = Vec::new();
    for (bug, report) in all.join_all().await {
        let found: Vec<&str> = report.failed().iter().map(|one| one.check().id()).collect();
        if found != [bug.check] {
            let verdict = report
                .finding(bug.check)
                .map(|one| one.verdict().to_string());
            wrong.push(format!(
                "{}: {found:?} in place of {}: {verdict:?}",
                bug.name, bug.check
            ));
        }
    }
    wrong.sort();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
