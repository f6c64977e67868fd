//! How the desk is explored: what the page of the cookbook shows.

use std::time::Duration;

use mockfluence::explore::Explorer;

use super::bugs::Bug;
use super::desk::Desk;

// page
pub(crate) fn explorer(bug: Option<Bug>) -> Explorer<Desk> {
    Explorer::new(move |tenant| Desk::start(tenant.keys_url(), bug))
        .version("1.0.0", |desk| desk.descriptor(1))
        .version("2.0.0", |desk| desk.descriptor(2))
        .command(
            "open 1",
            |desk| async move { desk.open("incident-1").await },
        )
        .command(
            "open 2",
            |desk| async move { desk.open("incident-2").await },
        )
        .command(
            "close 1",
            |desk| async move { desk.close("incident-1").await },
        )
        .same("incidents", |desk| async move { desk.incidents() })
        .invariant("each once", |desk| async move { desk.each_once() })
        .runtime(without_waiting)
        .quiet(Duration::from_secs(60))
}
// end

/// A runtime whose clock runs on when there is nothing to do.
fn without_waiting() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
}
