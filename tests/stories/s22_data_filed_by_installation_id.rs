//! 22: data are filed by the installationId, and a reinstall orphans them.

use mockfluence::Tenant;

use super::moved::{Bug, MovingBoard, forge_only, keys};
use super::page;

async fn story(bug: Option<Bug>) -> (Tenant, String) {
    // story
    let tenant = Tenant::start();
    let board = MovingBoard::start(keys(&tenant), bug).await;
    tenant.install_forge(forge_only(&board)).await.unwrap();
    board.open_incident("db-down");
    tenant.import_site().await;
    let app = tenant.install_forge(forge_only(&board)).await.unwrap();
    let seen = app.invoke("board").path("/forge/board").send().await;
    // end
    let shown = seen.reply().map(|reply| reply.text()).unwrap_or_default();
    (tenant, shown)
}

#[tokio::test]
async fn the_careless_backend_shows_an_empty_board() {
    let (tenant, shown) = story(Some(Bug::FilesByInstallation)).await;
    assert_eq!(shown, r#"{"incidents":[]}"#);
    page::holds(
        "22-data-filed-by-installation-id",
        include_str!("s22_data_filed_by_installation_id.rs"),
        &tenant.log(),
    );
}

#[tokio::test]
async fn the_careful_backend_knows_the_site_again() {
    assert_eq!(story(None).await.1, r#"{"incidents":["db-down"]}"#);
}
