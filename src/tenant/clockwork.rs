//! What goes by a tenant's clock.

use std::sync::Arc;

use crate::context::Context;
use crate::traffic::Command;

/// Has events of Forge's tried again as long as the tenant is there, from the first that an app did not take.
#[cfg(feature = "forge")]
pub(super) fn keep_retrying(runtime: &tokio::runtime::Handle, context: &Arc<Context>) {
    let (runtime, there) = (runtime.clone(), Arc::downgrade(context));
    context.retries.on_first(move |watched| {
        let retrying = crate::callback::keep_retrying(there, watched);
        runtime.spawn(crate::boxed::boxed(retrying));
    });
}

/// Every move of the clock is in the log, and may be what something waits for.
pub(super) fn follow_clock(context: &Arc<Context>) {
    let told = Arc::downgrade(context);
    context.clock.on_move(move |clock_move| {
        if let Some(context) = told.upgrade() {
            context.log.command(&Command::MoveClock(clock_move));
            #[cfg(feature = "forge")]
            context.retries.tell();
        }
    });
}
