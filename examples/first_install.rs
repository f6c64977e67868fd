//! First install: the descriptor, `installed`, `enabled`, and what the app registers after it.
//!
//! `cargo run --example first_install`

#[path = "incident_board/mod.rs"]
mod incident_board;

use incident_board::IncidentBoard;
use mockfluence::{DYNAMIC_MODULES, RequestLog, Tenant, from_app};

pub(crate) async fn flow() -> Result<RequestLog, Box<dyn std::error::Error>> {
    let tenant = Tenant::start();
    let board = IncidentBoard::start(tenant.keys_url()).await;
    board.add_incident("incident-42");

    let app = tenant.install(board.descriptor_url()).await?;
    // The app registers after it has answered `enabled`, so perhaps after `install` is done.
    tenant.wait_for(1, from_app().post(DYNAMIC_MODULES)).await?;

    assert_eq!(
        app.shared_secret(),
        board.stored_secret(&tenant.client_key())
    );
    assert_eq!(app.dynamic_module_keys(), ["incident-42"]);
    Ok(tenant.log())
}

#[allow(dead_code)]
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let log = flow().await?;
    println!("{log}\n{}", log.mermaid());
    Ok(())
}
