//! Sends events to the triggers of apps on Forge.

use crate::callback::deliver::deliver;
use crate::callback::delivered::Delivery;
use crate::callback::deliveries::WebhookDelivery;
use crate::context::Context;
use crate::site::{Callback, Webhook};

/// An event of the site, to every trigger that it reaches.
pub(in crate::callback) async fn fire(
    context: &Context,
    webhook: &Webhook,
    now_millis: i64,
) -> Vec<WebhookDelivery> {
    let gateway = context.gateway_url();
    let (calls, unreached) = context.site(|site| site.trigger_calls(webhook, &gateway, now_millis));
    for one in unreached {
        context.log.remark(one.to_string());
    }
    send_all(context, calls).await
}

/// An event of an app's own life.
pub(super) async fn tell_life(context: &Context, app_id: &str, event: &str) {
    let gateway = context.gateway_url();
    let (calls, unreached) = context.site(|site| site.life_calls(app_id, event, &gateway));
    for one in unreached {
        context.log.remark(one.to_string());
    }
    send_all(context, calls).await;
}

async fn send_all(context: &Context, calls: Vec<Callback>) -> Vec<WebhookDelivery> {
    let mut deliveries = Vec::new();
    for call in calls {
        let status = match deliver(context, &call).await.outcome {
            Delivery::Answered(reply) => Some(reply.status),
            Delivery::Failed(_) | Delivery::NotSent | Delivery::Postponed => None,
        };
        deliveries.push(WebhookDelivery {
            app: call.app_key,
            path: call.path,
            status,
            trigger: call.event.map(|event| event.trigger),
        });
    }
    deliveries
}
