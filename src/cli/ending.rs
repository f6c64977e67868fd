//! When a server ends: on a signal, or with the process that started it.

use super::commands::failure::Failure;

pub(super) async fn until_told(with_parent: bool) -> Result<(), Failure> {
    tokio::select! {
        told = signal() => told.map_err(|error| format!("no signals: {error}"))?,
        () = parent_gone(), if with_parent => {}
    }
    Ok(())
}

#[cfg(unix)]
async fn signal() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

#[cfg(not(unix))]
async fn signal() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}

async fn parent_gone() {
    let mut nowhere = tokio::io::sink();
    let _ = tokio::io::copy(&mut tokio::io::stdin(), &mut nowhere).await;
}
