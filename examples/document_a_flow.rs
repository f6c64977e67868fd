//! A flow as a document in the repository: `examples/conflicting_upgrade.md`, with a diagram, the
//! decoded tokens and the bodies. Run it when the flow has changed; a test keeps it current.
//!
//! `cargo run --example document_a_flow`

#[path = "incident_board/mod.rs"]
mod incident_board;

use incident_board::{IncidentBoard, Version};
use mockfluence::{DYNAMIC_MODULES, RequestLog, Tenant, from_app};

pub(crate) const DOCUMENT: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/examples/conflicting_upgrade.md"
);

pub(crate) async fn flow() -> Result<RequestLog, Box<dyn std::error::Error>> {
    let tenant = Tenant::start();
    let board = IncidentBoard::start(tenant.keys_url()).await;
    let app = tenant.install(board.descriptor_url()).await?;
    board.open_incident("incident-42").await;
    board.release(Version::Conflicting);
    app.upgrade().await?;
    tenant.wait_for(2, from_app().post(DYNAMIC_MODULES)).await?;
    // The keys are the app's own business.
    Ok(tenant.log().without(from_app().path("/keys/*")))
}

/// What the document should say.
pub(crate) fn document(log: &RequestLog) -> String {
    log.markdown("A conflicting upgrade")
}

#[allow(dead_code)]
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    std::fs::write(DOCUMENT, document(&flow().await?))?;
    println!("{DOCUMENT}");
    Ok(())
}
