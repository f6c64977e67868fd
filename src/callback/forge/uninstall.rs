//! Uninstalls an app on Forge: `preUninstall`, and `uninstalled` of its Connect half.

use super::ticks::say_farewell;
use crate::callback::deliveries::{CallbackDelivery, Deliveries};
use crate::callback::put_in::tell;
use crate::context::Context;
use crate::settings::ForgeUninstallOrder;
use crate::site::Status;

/// What the app answers changes nothing, and waits no longer than the limit.
pub(crate) async fn uninstall(context: &Context, app_id: &str) -> Deliveries<CallbackDelivery> {
    let _turn = context.turn.lock().await;
    let there = context.site(|site| {
        let app = site.forge_app(app_id)?;
        let there = app.status != Status::Uninstalled;
        there.then(|| app.connect_key().map(str::to_owned))
    });
    let Some(half) = there else {
        let why = format!("`{app_id}` is not installed: nothing to uninstall");
        context.log.remark(why.as_str());
        return Deliveries::new(context, Vec::new(), why);
    };
    let half = half.as_deref();
    let told = match context.settings.forge_uninstall_order {
        ForgeUninstallOrder::UninstalledFirst => {
            let mut told = leave(context, half).await;
            told.extend(say_farewell(context, app_id).await);
            told
        }
        ForgeUninstallOrder::Parallel => {
            // Polled in this order, so the log has them in this order.
            let (mut told, left) =
                tokio::join!(say_farewell(context, app_id), leave(context, half));
            told.extend(left);
            told
        }
        _ => {
            let mut told = say_farewell(context, app_id).await;
            told.extend(leave(context, half).await);
            told
        }
    };
    context.site(|site| {
        if let Some(key) = half {
            site.finish_uninstall(key);
        }
        site.finish_forge_uninstall(app_id);
    });
    context.log.end_forge_tokens(app_id);
    let why = format!(
        "`{app_id}` is told nothing: its manifest has no `preUninstall` and no `uninstalled`"
    );
    Deliveries::new(context, told, why)
}

/// The callbacks of the Connect half.
async fn leave(context: &Context, half: Option<&str>) -> Vec<CallbackDelivery> {
    let mut told = Vec::new();
    let Some(key) = half else {
        return told;
    };
    for event in context.site(|site| site.begin_uninstall(key)) {
        told.extend(tell(context, key, event).await);
    }
    told
}
