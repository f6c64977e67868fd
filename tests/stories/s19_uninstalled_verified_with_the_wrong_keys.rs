//! 19: Connect's `uninstalled` is verified with the keys of Forge.

use mockfluence::Tenant;

use super::moved::{Bug, MovingBoard, keys, manifest};
use super::page;

async fn story(bug: Option<Bug>) -> (Tenant, Vec<String>) {
    // story
    let tenant = Tenant::start();
    let board = MovingBoard::start(keys(&tenant), bug).await;
    let app = tenant.install_forge(manifest(&board)).await.unwrap();
    app.uninstall().await;
    let left_over = board.known_sites();
    // end
    (tenant, left_over)
}

#[tokio::test]
async fn the_careless_backend_keeps_the_secret_of_a_site_that_left() {
    let (tenant, left_over) = story(Some(Bug::OneKeySet)).await;
    assert_eq!(left_over, [tenant.cloud_id()]);
    page::holds(
        "19-uninstalled-verified-with-the-wrong-keys",
        include_str!("s19_uninstalled_verified_with_the_wrong_keys.rs"),
        &tenant.log(),
    );
}

#[tokio::test]
async fn the_careful_backend_forgets_the_site_whichever_half_goes_first() {
    assert!(story(None).await.1.is_empty());
}
