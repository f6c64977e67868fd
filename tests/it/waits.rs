//! Waiting for a state and for quiet, counting holds, and a limit that lasts.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use mockfluence::{DYNAMIC_MODULES, Fault, Settings, Status, Tenant, from_app};

use crate::app::{installed, web_items};

const SOON: Duration = Duration::from_millis(50);

#[tokio::test]
async fn modules_are_awaited_in_any_order_and_no_others() {
    let (tenant, app) = installed(Settings::default()).await;
    let waiting = tokio::spawn(app.wait_for_modules(["b", "a"]));
    for keys in [&["a"][..], &["b"]] {
        let post = app.client().post(DYNAMIC_MODULES).json(&web_items(keys));
        post.send().await.unwrap();
    }
    waiting.await.unwrap().unwrap();
    let timeout = app.wait_for_modules_within(SOON, ["a"]).await.unwrap_err();
    let said = timeout.to_string();
    let summary = "waited 50ms for the dynamic modules of `app`: expected [a], present [a, b]";
    assert_eq!(timeout.summary(), summary);
    assert!(said.starts_with(summary), "{said}");
    assert!(said.contains("tests/it/waits.rs:"), "{said}");
    assert!(
        said.contains("the last of the log:\n  test -> tenant  install"),
        "{said}"
    );
    drop(tenant);
}

/// What nobody logs is seen all the same.
#[tokio::test]
async fn a_condition_of_the_test_is_awaited() {
    let tenant = Tenant::start();
    let done = Arc::new(AtomicBool::new(false));
    let seen = done.clone();
    let waiting = tokio::spawn(tenant.wait_until(move || seen.load(Ordering::Acquire)));
    tokio::task::yield_now().await;
    done.store(true, Ordering::Release);
    waiting.await.unwrap().unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_condition_that_stays_false_times_out() {
    let (tenant, app) = installed(Settings::default()).await;
    let never = tenant.wait_until(|| false).await.unwrap_err();
    assert_eq!(never.summary(), "waited 5s for a condition to come true");
    let value = tenant.wait_for_value(Status::Disabled, move || app.status());
    let value = value.await.unwrap_err().summary();
    assert_eq!(
        value,
        "waited 5s for a value: expected Disabled, present Enabled"
    );
}

#[tokio::test]
async fn quiet_is_when_nothing_is_under_way() {
    let (tenant, app) = installed(Settings::default()).await;
    assert_eq!(
        tenant.wait_for_quiet(SOON).await.unwrap().len(),
        tenant.log().len()
    );
    let hold = tenant.hold(from_app().get(DYNAMIC_MODULES));
    let calling = tokio::spawn(app.client().get(DYNAMIC_MODULES).send());
    hold.reached().await;
    let unquiet = tenant
        .wait_for_quiet_within(3 * SOON, SOON)
        .await
        .unwrap_err();
    assert_eq!(unquiet.summary(), "waited 150ms for 50ms of quiet");
    hold.release();
    calling.await.unwrap().unwrap();
    tenant.wait_for_quiet(SOON).await.unwrap();
}

#[tokio::test]
async fn what_is_held_is_counted_and_let_go_one_by_one() {
    let (tenant, app) = installed(Settings::default()).await;
    let hold = tenant.hold(from_app().get(DYNAMIC_MODULES));
    let call = || tokio::spawn(app.client().get(DYNAMIC_MODULES).send());
    let first = call();
    hold.reached().await;
    let second = call();
    hold.reached_times(2).await;
    assert_eq!(hold.held(), 2);
    hold.release_one();
    assert_eq!(first.await.unwrap().unwrap().status(), 200);
    assert_eq!(hold.held(), 1);
    assert!(!second.is_finished());
    // Those that went on count as come.
    hold.reached_times(2).await;
    hold.release_one();
    second.await.unwrap().unwrap();
    // The next one is held again.
    let third = call();
    hold.reached_times(3).await;
    hold.release();
    third.await.unwrap().unwrap();
    assert!(
        tenant
            .log()
            .to_string()
            .contains("release the first of app -> tenant GET")
    );
}

#[tokio::test]
#[should_panic(expected = "nothing is held by the hold of tests/it/waits.rs:")]
async fn one_that_is_not_held_cannot_go_on() {
    Tenant::start().hold(from_app()).release_one();
}

#[tokio::test]
async fn a_rate_limit_lasts_until_it_is_over_by_the_tenants_clock() {
    let (tenant, app) = installed(Settings::default()).await;
    let limit = Fault::rate_limited(60, "confluence-burst-based").until_retry_after();
    tenant.inject(limit.on(from_app().get(DYNAMIC_MODULES)).times(1));
    let client = app.client();
    let get = || client.get(DYNAMIC_MODULES).send();
    for _ in 0..2 {
        let limited = get().await.unwrap();
        assert_eq!(limited.status(), 429);
        assert_eq!(limited.header("retry-after"), Some("60"));
    }
    tenant.clock().advance(Duration::from_secs(30));
    assert_eq!(get().await.unwrap().header("retry-after"), Some("30"));
    tenant.clock().advance(Duration::from_secs(30));
    assert_eq!(get().await.unwrap().status(), 200);
    let log = tenant.log().to_string();
    let early = log
        .matches("! it came back before `Retry-After` was over")
        .count();
    assert_eq!(early, 2, "{log}");
}

#[tokio::test(start_paused = true)]
async fn a_client_that_waits_as_told_is_served() {
    let (tenant, app) = installed(Settings::default()).await;
    let limit = Fault::rate_limited(2, "confluence-burst-based").until_retry_after();
    tenant.inject(limit.times(1));
    let client = app.client();
    let limited = client.get(DYNAMIC_MODULES).send().await.unwrap();
    assert_eq!(limited.status(), 429);
    tokio::time::sleep(Duration::from_secs(2)).await;
    let served = client.get(DYNAMIC_MODULES).send().await.unwrap();
    assert_eq!(served.status(), 200);
    assert!(!tenant.log().to_string().contains("came back before"));
}
