//! When a server ends: on a signal, or with the process that started it; soon, whatever hangs.

use std::time::Duration;

use tokio::sync::oneshot;

use super::commands::failure::Failure;

/// How long an ordinary end may take: then the process ends all the same.
const GRACE: Duration = Duration::from_millis(1500);

/// Told when it is time to end. A thread of its own listens, which nothing else can hold up, and
/// which ends the process if nobody else does.
pub(super) fn ending(with_parent: bool) -> Result<oneshot::Receiver<()>, Failure> {
    let (tell, told) = oneshot::channel();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| format!("no runtime: {error}"))?;
    let listen = move || {
        if runtime.block_on(until_told(with_parent)).is_err() {
            // Without signals the process ends as the system does it.
            return;
        }
        let _ = tell.send(());
        std::thread::sleep(GRACE);
        std::process::exit(0);
    };
    let thread = std::thread::Builder::new()
        .name("ending".into())
        .spawn(listen);
    thread.map_err(|error| format!("no thread for signals: {error}"))?;
    Ok(told)
}

/// For a command: done when it is told to end, also by a terminal that closes, and never where
/// signals cannot be heard.
pub(super) async fn told_to_end() {
    tokio::select! {
        Ok(()) = signal() => {}
        Ok(()) = hang_up() => {}
        else => std::future::pending().await,
    }
}

#[cfg(unix)]
async fn hang_up() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    signal(SignalKind::hangup())?.recv().await;
    Ok(())
}

#[cfg(not(unix))]
async fn hang_up() -> std::io::Result<()> {
    std::future::pending().await
}

async fn until_told(with_parent: bool) -> std::io::Result<()> {
    tokio::select! {
        told = signal() => told,
        () = parent_gone(), if with_parent => Ok(()),
    }
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
