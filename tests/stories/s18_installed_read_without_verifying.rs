//! 18: the token of `installed` is read and not verified.

use mockfluence::{Fault, Tamper, Tenant, to_app};

use super::moved::{Bug, MovingBoard, forge_only, keys};
use super::page;

async fn story(bug: Option<Bug>) -> (Tenant, Vec<String>) {
    // story
    let tenant = Tenant::start();
    let board = MovingBoard::start(keys(&tenant), bug).await;
    let forged = Fault::token(Tamper::WrongSignature);
    tenant.inject(forged.on(to_app().path("/forge/lifecycle")));
    tenant.install_forge(forge_only(&board)).await.unwrap();
    let believed = board.known_sites();
    // end
    (tenant, believed)
}

#[tokio::test]
async fn the_careless_backend_files_what_anybody_says() {
    let (tenant, believed) = story(Some(Bug::ReadsUnverified)).await;
    assert_eq!(believed, [tenant.cloud_id()]);
    page::holds(
        "18-installed-read-without-verifying",
        include_str!("s18_installed_read_without_verifying.rs"),
        &tenant.log(),
    );
}

#[tokio::test]
async fn the_careful_backend_believes_nobody_unverified() {
    assert!(story(None).await.1.is_empty());
}
