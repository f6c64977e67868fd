//! Uninstall and reinstall: a new secret, the same clientKey, the dynamic modules back.
//!
//! `cargo run --example reinstall`

#[path = "incident_board/mod.rs"]
mod incident_board;

use incident_board::IncidentBoard;
use mockfluence::{RequestLog, Tenant};

pub(crate) async fn flow() -> Result<RequestLog, Box<dyn std::error::Error>> {
    let tenant = Tenant::start();
    let board = IncidentBoard::start(tenant.keys_url()).await;
    let app = tenant.install(board.descriptor_url()).await?;
    board.open_incident("incident-42").await;
    let first_secret = app.shared_secret();

    app.uninstall().await;
    // The app opens no incident now, yet registers the open one again when it is enabled.
    let app = tenant.install(board.descriptor_url()).await?;

    assert_ne!(app.shared_secret(), first_secret);
    assert_eq!(app.dynamic_module_keys(), ["incident-42"]);
    let posts = mockfluence::from_app().post(mockfluence::DYNAMIC_MODULES);
    let posts = tenant.wait_for(2, posts).await?;
    // The module survived, so to register it again is a duplicate.
    assert_eq!(posts.statuses(), [Some(200), Some(400)]);
    Ok(tenant.log())
}

#[allow(dead_code)]
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let log = flow().await?;
    println!("{log}\n{}", log.mermaid());
    Ok(())
}
