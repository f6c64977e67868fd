//! 21: the licence has `active` where it had `isActive`.

use mockfluence::settings::ForgeContract;
use mockfluence::{Licence, Settings, Tenant};

use super::moved::{Bug, MovingBoard, keys, manifest};
use super::page;

async fn story(bug: Option<Bug>) -> (Tenant, Option<u16>) {
    // story
    let today = Settings::default().forge_contract(ForgeContract::November2026);
    let tenant = Tenant::builder().settings(today).start();
    let board = MovingBoard::start(keys(&tenant), bug).await;
    let app = tenant.install_forge(manifest(&board)).await.unwrap();
    app.set_licence(Licence::Active);
    let seen = app.invoke("board").path("/forge/board").send().await;
    // end
    (tenant, seen.status())
}

#[tokio::test]
async fn the_careless_backend_cannot_read_a_token_of_whoever_pays() {
    let (tenant, status) = story(Some(Bug::WantsIsActive)).await;
    assert_eq!(status, Some(401));
    page::holds(
        "21-licence-field-renamed",
        include_str!("s21_licence_field_renamed.rs"),
        &tenant.log(),
    );
}

#[tokio::test]
async fn the_careful_backend_reads_both_names() {
    assert_eq!(story(None).await.1, Some(200));
}
