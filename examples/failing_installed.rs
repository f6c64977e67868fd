//! An app that stores the new secret and then fails `installed`: the host goes back to the old
//! one, and the two no longer agree.
//!
//! `cargo run --example failing_installed`

#[path = "incident_board/mod.rs"]
mod incident_board;

use incident_board::{IncidentBoard, Version};
use mockfluence::settings::SecretOnUpgrade;
use mockfluence::{RequestLog, Settings, Status, Tenant};

pub(crate) async fn flow() -> Result<RequestLog, Box<dyn std::error::Error>> {
    let rotating = Settings::default().secret_on_upgrade(SecretOnUpgrade::Rotated);
    let tenant = Tenant::builder().settings(rotating).start();
    let board = IncidentBoard::start(tenant.keys_url()).await;
    let app = tenant.install(board.descriptor_url()).await?;

    board.release(Version::Conflicting);
    board.fail_installed(Some(500));
    let refusal = app.upgrade().await.unwrap_err();

    assert_eq!(
        refusal.sub_code(),
        "connect.install.error.remote.host.bad.response.500"
    );
    assert_eq!(app.status(), Status::Enabled);
    assert_ne!(
        app.shared_secret(),
        board.stored_secret(&tenant.client_key())
    );
    assert_eq!(board.open_incident("incident-42").await, [401]);
    Ok(tenant.log())
}

#[allow(dead_code)]
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let log = flow().await?;
    println!("{log}\n{}", log.mermaid());
    Ok(())
}
