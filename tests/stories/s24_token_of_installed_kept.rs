//! 24: the token that came with `installed` is kept for later.

use std::time::Duration;

use mockfluence::Tenant;

use super::moved::{Bug, MovingBoard, forge_only, keys};
use super::page;

async fn story(bug: Option<Bug>) -> (Tenant, Vec<u16>) {
    // story
    let tenant = Tenant::start();
    let board = MovingBoard::start(keys(&tenant), bug).await;
    let app = tenant.install_forge(forge_only(&board)).await.unwrap();
    app.run_schedule("hourly").await;
    tenant.clock().advance(Duration::from_secs(5 * 60 * 60));
    app.run_schedule("hourly").await;
    let said = board.site(&tenant.cloud_id()).unwrap().synced;
    // end
    (tenant, said)
}

#[tokio::test]
async fn the_careless_backend_works_until_the_night() {
    let (tenant, said) = story(Some(Bug::KeepsFirstToken)).await;
    assert_eq!(said, [200, 401]);
    page::holds(
        "24-token-of-installed-kept",
        include_str!("s24_token_of_installed_kept.rs"),
        &tenant.log(),
    );
}

#[tokio::test]
async fn the_careful_backend_has_a_fresh_token_for_each_run() {
    assert_eq!(story(None).await.1, [200, 200]);
}
