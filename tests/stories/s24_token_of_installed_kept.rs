//! 24: the token that came with `installed` is kept for later.

use std::time::Duration;

use mockfluence::Tenant;

use super::moved::{Bug, MovingBoard, forge_only, keys};
use super::page;

async fn story(bug: Option<Bug>) -> (Tenant, Option<u16>, Vec<u16>) {
    // story
    let tenant = Tenant::start();
    let board = MovingBoard::start(keys(&tenant), bug).await;
    let app = tenant.install_forge(forge_only(&board)).await.unwrap();
    app.run_schedule("hourly").await;
    tenant.clock().advance(Duration::from_secs(5 * 60 * 60));
    let at_night = board.work_at_night(&tenant.cloud_id()).await;
    // end
    let by_day = board.site(&tenant.cloud_id()).unwrap().synced;
    (tenant, at_night, by_day)
}

#[tokio::test]
async fn the_careless_backend_works_until_the_night() {
    let (tenant, at_night, by_day) = story(Some(Bug::KeepsFirstToken)).await;
    assert_eq!((by_day.as_slice(), at_night), (&[200][..], Some(401)));
    page::holds(
        "24-token-of-installed-kept",
        include_str!("s24_token_of_installed_kept.rs"),
        &tenant.log(),
    );
}

#[tokio::test]
async fn the_careful_backend_waits_for_the_schedule() {
    let (_, at_night, by_day) = story(None).await;
    assert_eq!((by_day.as_slice(), at_night), (&[200][..], None));
}
