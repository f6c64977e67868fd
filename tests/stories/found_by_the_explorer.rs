//! The stories that an order of events alone brings about, found by the explorer without being told.

use std::time::Duration;

use mockfluence::explore::{Exploration, Explorer, Rule};
use rstest::rstest;

use super::backend::{Backend, Habit};

fn explorer(habit: Option<Habit>) -> Explorer<Backend> {
    Explorer::new(move |tenant| async move {
        match habit {
            Some(habit) => Backend::careless(tenant.keys_url(), habit).await,
            None => Backend::careful(tenant.keys_url()).await,
        }
    })
    .version("1", |backend| release(backend, false, None))
    .version("2", |backend| release(backend, true, None))
    .version("3", |backend| release(backend, false, Some("monday")))
    .command("post monday", |backend| async move {
        backend.post_notice("monday").await;
    })
    .command("post tuesday", |backend| async move {
        backend.post_notice("tuesday").await;
    })
    .same("tenants", |backend| async move { tenants(&backend) })
    .runtime(|| {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .build()
    })
    .quiet(Duration::from_secs(60))
    .one_tenant()
    .plain()
    .without_event("import-site")
}

/// Releases a version, and gives its descriptor's URL.
fn release(backend: &Backend, broken: bool, fixed: Option<&str>) -> String {
    backend.release_broken(broken);
    backend.inner.memory().static_notice = fixed.map(str::to_owned);
    backend.descriptor_url()
}

/// What the backend keeps, without what differs from life to life.
fn tenants(backend: &Backend) -> String {
    let memory = backend.inner.memory();
    let told =
        |(_, tenant): (&String, &super::backend::Stored)| format!("active: {}", tenant.active);
    let told: Vec<String> = memory.tenants.iter().map(told).collect();
    told.join("; ")
}

fn found(explored: &Exploration) -> Option<Rule> {
    explored.found().map(|found| found.rule())
}

#[rstest]
#[case::modules_vanish_after_an_update(Habit::RegistersOnce)]
#[case::registered_too_early(Habit::RegistersInInstalled)]
#[case::installed_without_enabled(Habit::WaitsForEnabled)]
#[case::left_disabled_by_an_upgrade(Habit::BreaksTranslations)]
#[case::known_by_base_url(Habit::KnowsByBaseUrl)]
fn a_bad_habit_is_found_and_its_story_is_none_of_the_careful_backend(#[case] habit: Habit) {
    let explored = explorer(Some(habit)).lives(400).run();
    let line = explored.found().expect("the habit").line();
    assert!(explored.found().unwrap().steps() <= 5, "{explored}");
    let careful = explorer(None).replay(line);
    assert_eq!(found(&careful), None, "{line}: {careful}");
}

#[test]
fn an_app_that_expects_another_audience_is_told_of_at_once() {
    let explored = explorer(Some(Habit::TwoBaseUrls)).lives(1).run();
    let why = explored.undecided().unwrap();
    assert!(
        why.starts_with("the app cannot be installed, with nothing wrong"),
        "{why}"
    );
}

#[test]
fn the_careful_backend_survives_plain_orders() {
    explorer(None).lives(40).run().assert_passed();
}
