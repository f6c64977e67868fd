//! Opens a module as the host would, and fires events: requests that change nothing here.

use super::deliver::{Delivery, deliver, deliver_and_show, join};
use super::send::{Incoming, Target};
use super::sign::sign;
use crate::context::Context;
use crate::site::{Callback, LoadError, ModuleLoad, TokenAt, Webhook};

/// What a webhook came to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WebhookDelivery {
    /// The key of the app.
    pub app: String,
    /// Path and query below the app's base URL.
    pub path: String,
    /// What it answered, if it did.
    pub status: Option<u16>,
}

impl WebhookDelivery {
    /// Whether it counts as delivered: 200 and 204 do, and nothing else. Confluence does not try
    /// again.
    #[must_use]
    pub fn is_delivered(&self) -> bool {
        matches!(self.status, Some(200 | 204))
    }
}

/// Sends an event to all that listen, one after the other, so that every run has one order.
pub(crate) async fn fire(context: &Context, webhook: &Webhook) -> Vec<WebhookDelivery> {
    let now = context.clock.now_millis();
    let calls = context.site(|site| site.webhook_calls(webhook, now));
    let event = webhook.event();
    if calls.is_empty() {
        let why = format!("`{event}` fired: no enabled app has a webhook for it");
        context.log.remark(&why);
    }
    let mut deliveries = Vec::new();
    for call in calls {
        let status = match deliver(context, &call).await {
            Delivery::Answered(reply) => Some(reply.status),
            Delivery::Failed(_) | Delivery::NotSent | Delivery::Postponed => None,
        };
        let delivery = WebhookDelivery {
            app: call.app_key,
            path: call.path,
            status,
        };
        if call.reachable && !delivery.is_delivered() {
            context.log.remark(&format!(
                "`{event}` not delivered: 200 and 204 count, nothing else; it is not sent again"
            ));
        }
        deliveries.push(delivery);
    }
    deliveries
}

/// The reply to a load, with the URL and the token that it went out with.
pub(crate) struct Loaded {
    pub(crate) reply: Incoming,
    pub(crate) token: Option<String>,
}

pub(crate) async fn open(context: &Context, load: &ModuleLoad) -> Result<Loaded, LoadError> {
    let call = context.site(|site| site.load(load))?;
    let (delivery, token) = deliver_and_show(context, &call).await;
    match delivery {
        Delivery::Answered(reply) => Ok(Loaded { reply, token }),
        Delivery::Failed(error) => Err(LoadError(format!(
            "{} gave no whole reply: {error}",
            join(&call.base_url, &call.path)
        ))),
        Delivery::NotSent | Delivery::Postponed => Err(LoadError(format!(
            "`{}` was installed without a backend, so there is nothing to open; its signed URL is \
             there all the same: url()",
            call.app_key
        ))),
    }
}

/// The absolute URL of a load, with its token where it belongs there, and the token.
pub(crate) fn signed_url(
    context: &Context,
    load: &ModuleLoad,
) -> Result<(String, Option<String>), LoadError> {
    let call: Callback = context.site(|site| site.load(load))?;
    let mut url = join(&call.base_url, &call.path);
    let target = Target::parse(&url).map_err(|error| LoadError(error.to_string()))?;
    let token = sign(context, &call, &target, None).map(|signed| signed.token);
    if let (Some(token), TokenAt::Query) = (&token, call.token_at) {
        let joint = if url.contains('?') { '&' } else { '?' };
        url.push_str(&format!("{joint}jwt={token}"));
    }
    Ok((url, token))
}
