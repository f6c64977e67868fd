//! 20: a rename of the site brings an `installed` without `installationId`.

use mockfluence::{Settings, Tenant};

use super::moved::{Bug, MovingBoard, keys, manifest};
use super::page;

async fn story(bug: Option<Bug>) -> (Tenant, Option<String>) {
    // story
    let settings = Settings::default().installation_id_on_rename(false);
    let tenant = Tenant::builder().settings(settings).start();
    let board = MovingBoard::start(keys(&tenant), bug).await;
    tenant.install_forge(manifest(&board)).await.unwrap();
    let renamed = tenant.base_url().replace("127.0.0.1", "localhost");
    tenant.rename_site(renamed).await;
    let site = board.site(&tenant.cloud_id()).unwrap();
    // end
    (tenant, site.installation_id)
}

#[tokio::test]
async fn the_careless_backend_forgets_the_installation() {
    let (tenant, installation) = story(Some(Bug::ForgetsInstallation)).await;
    assert_eq!(installation, None);
    page::holds(
        "20-rename-forgets-the-forge-installation",
        include_str!("s20_rename_forgets_the_forge_installation.rs"),
        &tenant.log(),
    );
}

#[tokio::test]
async fn the_careful_backend_takes_silence_for_silence() {
    let (tenant, installation) = story(None).await;
    let app = tenant.forge_apps().pop().unwrap();
    assert_eq!(installation, Some(app.installation_id()));
}
