//! 17: a token that Forge signed for another app is taken.

use mockfluence::{Tamper, Tenant};

use super::moved::{Bug, MovingBoard, keys, manifest};
use super::page;

async fn story(bug: Option<Bug>) -> (Tenant, Option<u16>) {
    // story
    let tenant = Tenant::start();
    let board = MovingBoard::start(keys(&tenant), bug).await;
    let app = tenant.install_forge(manifest(&board)).await.unwrap();
    let call = app.invoke("board").path("/forge/board");
    let seen = call.tamper(Tamper::WrongAudience).send().await;
    // end
    (tenant, seen.status())
}

#[tokio::test]
async fn the_careless_backend_answers_to_every_app() {
    let (tenant, status) = story(Some(Bug::AnyAudience)).await;
    assert_eq!(status, Some(200));
    page::holds(
        "17-token-of-another-forge-app",
        include_str!("s17_token_of_another_forge_app.rs"),
        &tenant.log(),
    );
}

#[tokio::test]
async fn the_careful_backend_answers_to_its_own() {
    assert_eq!(story(None).await.1, Some(401));
}
