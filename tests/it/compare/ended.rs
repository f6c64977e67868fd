//! Whatever ends a comparison, or goes wrong in it: the site is left as it was, or it is told what is there.

use mockfluence::compare::Comparison;
use mockfluence::{DYNAMIC_MODULES, Fault, Settings, from_app};

use super::Played;

/// In the midst of what writes: busy, a reply that is lost, out of order, cut off; each once, and of different probes.
#[tokio::test]
async fn a_site_that_fails_in_the_middle_is_left_as_it_was() {
    let post = || from_app().post(DYNAMIC_MODULES);
    let played = Played::by(Settings::default()).await;
    for fault in [
        Fault::rate_limited(1, "confluence-burst-based")
            .on(post())
            .nth(2),
        Fault::lose_reply().on(post()).nth(4),
        Fault::status(503).on(post()).nth(6),
        Fault::reset().on(post()).nth(8),
    ] {
        played.tenant.inject(fault);
    }
    let report = played.writing().run().await.unwrap();
    assert!(played.tenant.faults_left().is_empty());
    assert_eq!(report.differences, [], "{report}");
    assert_eq!(report.stopped, None);
    assert!(report.left_behind.is_empty());
    played.assert_tidy().await;
}

#[tokio::test]
async fn what_cannot_be_removed_is_told_and_removed_later() {
    let played = Played::by(Settings::default()).await;
    played
        .tenant
        .inject(Fault::status(503).on(from_app().delete(DYNAMIC_MODULES)));
    let report = played.writing().run().await.unwrap();
    assert!(
        report.stopped.is_some() && !report.left_behind.modules.is_empty(),
        "{report}"
    );
    let told = report.to_string();
    for key in played.app.dynamic_module_keys() {
        assert!(
            told.contains(&format!("left behind: the dynamic module {key}\n")),
            "{told}"
        );
    }
    played.tenant.clear_faults();
    assert!(
        Comparison::new(played.site())
            .clean_up()
            .await
            .unwrap()
            .is_empty()
    );
    played.assert_tidy().await;
}

/// Nothing can be removed any more, and what may be there is told all the same.
#[tokio::test]
async fn a_site_that_is_gone_in_the_middle_is_told_with_what_may_be_there() {
    let played = Played::by(Settings::default()).await;
    let first = from_app().post(DYNAMIC_MODULES);
    let registered = played.tenant.wait_for(1, first);
    let tenant = played.tenant.clone();
    let going = async move {
        registered.await.unwrap();
        tenant.inject(Fault::reset().on(from_app()));
    };
    let (report, ()) = tokio::join!(played.writing().run(), going);
    let report = report.unwrap();
    let stopped = report.stopped.clone().unwrap();
    assert!(stopped.starts_with("at the probe dynamic."), "{stopped}");
    assert!(!report.left_behind.is_empty(), "{report}");
    let told: Vec<String> = report.left_behind.modules.iter().cloned().collect();
    let there = played.app.dynamic_module_keys();
    assert!(
        there.iter().all(|key| told.contains(key)),
        "{told:?} {there:?}"
    );
}

#[tokio::test]
async fn whoever_stops_it_finds_the_site_as_it_was() {
    let played = Played::by(Settings::default()).await;
    let waiting = played.tenant.wait_for(3, from_app().post(DYNAMIC_MODULES));
    let stop = async move {
        waiting.await.unwrap();
    };
    let report = played.writing().run_until(stop).await.unwrap();
    assert_eq!(report.stopped.as_deref(), Some("it was told to stop"));
    played.assert_tidy().await;
}

/// What says when to stop is the user's own, and may fail.
#[tokio::test]
async fn a_panic_of_whoever_stops_it_leaves_the_site_as_it_was() {
    let played = Played::by(Settings::default()).await;
    let waiting = played.tenant.wait_for(3, from_app().post(DYNAMIC_MODULES));
    let stop = async move {
        waiting.await.unwrap();
        panic!("of a test");
    };
    let report = played.writing().run_until(stop).await.unwrap();
    let why = report.stopped.as_deref();
    assert_eq!(why, Some("what was to end it failed: of a test"));
    assert!(
        report.left_behind.is_empty() && report.played() > 40,
        "{report}"
    );
    played.assert_tidy().await;
}
