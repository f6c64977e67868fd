//! Calls without an event: by the clock, and before an uninstall.

use crate::callback::deliver::deliver;
use crate::callback::delivered::Delivery;
use crate::callback::deliveries::{CallbackDelivery, Deliveries};
use crate::context::Context;
use crate::jwt::{Draft, Invocation, TokenKind, context_token_claims};
use crate::site::{Callback, Signature, Tick};

/// Runs a schedule of an app once. What it answers changes nothing, and it is not tried again.
pub(crate) async fn run_schedule(
    context: &Context,
    app_id: &str,
    key: &str,
) -> Deliveries<CallbackDelivery> {
    let gateway = context.gateway_url();
    let found = context.site(|site| site.schedule_call(app_id, key, &gateway));
    match found {
        Ok(tick) => {
            let told = send(context, tick).await;
            Deliveries::new(context, vec![told], "")
        }
        Err(why) => {
            context.log.remark(why.as_str());
            Deliveries::new(context, Vec::new(), why)
        }
    }
}

/// What is called before an uninstall, each in turn.
pub(super) async fn say_farewell(context: &Context, app_id: &str) -> Vec<CallbackDelivery> {
    let gateway = context.gateway_url();
    let (ticks, unreached) = context.site(|site| site.farewell_calls(app_id, &gateway));
    for one in unreached {
        context.log.remark(one.to_string());
    }
    let mut told = Vec::new();
    for tick in ticks {
        told.push(send(context, tick).await);
    }
    told
}

async fn send(context: &Context, tick: Tick) -> CallbackDelivery {
    let call = with_context_token(context, tick);
    let status = match deliver(context, &call).await.outcome {
        Delivery::Answered(reply) => Some(reply.status),
        Delivery::Failed(_) | Delivery::NotSent | Delivery::Postponed => None,
    };
    CallbackDelivery {
        app: call.app_key,
        path: call.path,
        status,
    }
}

/// The body has a token by which Forge knows the call again, and which means nothing to the app.
fn with_context_token(context: &Context, tick: Tick) -> Callback {
    let Tick { mut call, account } = tick;
    let Signature::Invocation(of) = &call.signature else {
        return call;
    };
    let token = context_token(context, of, &account);
    call.payload = context.site(|site| site.forge_tick(&of.module.key, &token));
    call
}

fn context_token(context: &Context, of: &Invocation, account: &str) -> String {
    let now = context.clock.now_millis() / 1000;
    let id = context.site(|site| site.invocation_id(&of.app, &of.module.key, 0));
    let draft = Draft {
        kind: TokenKind::Invocation,
        claims: context_token_claims(of, account, now, id),
        key: context.invocation_keys().of_context_tokens(),
        secret: None,
        method: "POST",
        earlier: None,
        instead: None,
    };
    let signed = draft.sign(None);
    signed.map_or_else(String::new, |signed| signed.token.expose().to_owned())
}
