//! Conflicting upgrade: one dynamic module turns static, and all of them are gone.
//!
//! `cargo run --example conflicting_upgrade`

#[path = "incident_board/mod.rs"]
mod incident_board;

use incident_board::{IncidentBoard, Version};
use mockfluence::{DYNAMIC_MODULES, RequestLog, Tenant, from_app};

pub(crate) async fn flow() -> Result<RequestLog, Box<dyn std::error::Error>> {
    let tenant = Tenant::start();
    let board = IncidentBoard::start(tenant.keys_url()).await;
    let app = tenant.install(board.descriptor_url()).await?;
    board.open_incident("incident-42").await;
    board.open_incident("incident-43").await;

    board.release(Version::Conflicting);
    let upgrade = app.upgrade().await?;

    assert_eq!(upgrade.conflicts(), ["incident-42"]);
    assert_eq!(upgrade.removed_modules(), ["incident-42", "incident-43"]);
    // The app hears nothing of it: it registers what it always does, and one key is taken now.
    let posts = tenant.wait_for(3, from_app().post(DYNAMIC_MODULES)).await?;
    assert_eq!(posts.statuses(), [Some(200), Some(200), Some(400)]);
    assert!(app.dynamic_module_keys().is_empty());
    Ok(tenant.log())
}

#[allow(dead_code)]
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let log = flow().await?;
    println!("{log}\n{}", log.mermaid());
    Ok(())
}
