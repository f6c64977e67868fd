//! A Connect app moves to Forge: what it is told on the way, and what it still knows afterwards.
//!
//! `cargo run --features forge --example move_to_forge`

#[path = "moving_board/mod.rs"]
mod moving_board;

use mockfluence::manifest::Manifest;
use mockfluence::{RequestLog, Tenant};
use moving_board::{Keys, MANIFEST, MovingBoard};

pub(crate) async fn flow() -> Result<RequestLog, Box<dyn std::error::Error>> {
    let tenant = Tenant::start();
    let keys = Keys {
        connect: tenant.keys_url(),
        forge: tenant.jwks_url(),
    };
    let board = MovingBoard::start(keys, None).await;
    let connect_app = tenant.install(board.descriptor_url()).await?;
    board.open_incident("db-down");

    let manifest = Manifest::from_yaml(MANIFEST)?.with_remote("backend", board.url());
    let app = connect_app.move_to_forge(manifest).await?;
    let seen = app.invoke("board").path("/forge/board").send().await;
    let shown = seen.reply().map(mockfluence::Reply::text);
    assert_eq!(shown.as_deref(), Some(r#"{"incidents":["db-down"]}"#));
    Ok(tenant.log())
}

#[allow(dead_code)]
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let log = flow().await?;
    println!("{log}\n{}", log.mermaid());
    Ok(())
}
