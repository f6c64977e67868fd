//! Opens a module as the host would, and fires events: requests that change nothing here.

use super::deliver::{deliver, has_had_token};
use super::delivered::{Delivered, Delivery};
use super::deliveries::{Deliveries, WebhookDelivery};
use super::sign::sign;
use crate::context::Context;
use crate::jwt::{Tamper, TokenKind};
use crate::outgoing::{Incoming, Target};
use crate::secret::Secret;
use crate::site::{
    LoadError, LoadWarning, ModuleLoad, PreparedLoad, TokenAt, Webhook, WebhookWarning,
    with_parameters,
};

/// Sends an event to all that listen, one after the other, so that every run has one order.
pub(crate) async fn fire(context: &Context, webhook: &Webhook) -> Deliveries<WebhookDelivery> {
    let now = context.clock.now_millis();
    let calls = context.site(|site| site.webhook_calls(webhook, now));
    let event = webhook.event();
    for warning in context.site(|site| site.webhook_warnings(webhook)) {
        context.log.remark(warning);
    }
    let nobody = WebhookWarning::NobodyListens(event.to_owned());
    let mut deliveries = Vec::new();
    for call in calls {
        let status = match deliver(context, &call).await.outcome {
            Delivery::Answered(reply) => Some(reply.status),
            Delivery::Failed(_) | Delivery::NotSent | Delivery::Postponed => None,
        };
        let delivery = WebhookDelivery {
            app: call.app_key,
            path: call.path,
            status,
            #[cfg(feature = "forge")]
            trigger: None,
        };
        if call.reachable && !delivery.is_delivered() {
            context.log.remark(format!(
                "`{event}` not delivered: 200 and 204 count, nothing else; it is not sent again"
            ));
        }
        deliveries.push(delivery);
    }
    #[cfg(feature = "forge")]
    deliveries.extend(super::forge::fire(context, webhook, now).await);
    Deliveries::new(context, deliveries, nobody.to_string())
}

/// The reply to a load, with the token that it went out with and what it went without.
pub(crate) struct Loaded {
    pub(crate) reply: Incoming,
    pub(crate) token: Option<Secret>,
    pub(crate) warnings: Vec<LoadWarning>,
}

pub(crate) async fn open(context: &Context, load: &ModuleLoad) -> Result<Loaded, LoadError> {
    let prepared = prepared(context, load)?;
    let (call, warnings) = (prepared.callback, prepared.warnings);
    for warning in &warnings {
        context.log.remark(warning.to_string());
    }
    let Delivered { outcome, token } = deliver(context, &call).await;
    match outcome {
        Delivery::Answered(reply) => Ok(Loaded {
            reply,
            token,
            warnings,
        }),
        Delivery::Failed(error) => Err(LoadError::new(format!(
            "{} gave no whole reply: {error}",
            call.url()
        ))),
        Delivery::NotSent | Delivery::Postponed => Err(LoadError::new(format!(
            "`{}` was installed without a backend, so there is nothing to open; its signed URL is \
             there all the same: url()",
            call.app_key
        ))),
    }
}

/// A load that is not sent.
pub(crate) struct SignedLoad {
    /// The absolute URL, with its token where it belongs there.
    pub(crate) url: String,
    pub(crate) token: Option<Secret>,
    pub(crate) warnings: Vec<LoadWarning>,
    pub(crate) in_frame: bool,
}

fn prepared(context: &Context, load: &ModuleLoad) -> Result<PreparedLoad, LoadError> {
    let prepared = context.site(|site| site.load(load))?;
    match &prepared.callback.tamper {
        Some(tamper @ Tamper::Replayed) if !has_had_token(context, &prepared.callback) => {
            Err(LoadError::misfit(
                tamper,
                "no token has gone to this path before: open it once",
            ))
        }
        _ => Ok(prepared),
    }
}

/// What kind of token goes with a load, if any.
pub(crate) fn load_token(
    context: &Context,
    load: &ModuleLoad,
) -> Result<Option<TokenKind>, LoadError> {
    Ok(context.site(|site| site.load(load))?.callback.token_kind())
}

pub(crate) fn signed_load(context: &Context, load: &ModuleLoad) -> Result<SignedLoad, LoadError> {
    let prepared = prepared(context, load)?;
    let call = prepared.callback;
    let mut url = call.url();
    let target = Target::parse(&url).map_err(|error| LoadError::new(error.to_string()))?;
    let signed = sign(context, &call, &target, None);
    if let Some(signed) = signed
        .as_ref()
        .filter(|signed| signed.place == TokenAt::Query)
    {
        url = with_parameters(&url, &format!("jwt={}", signed.token.expose()));
    }
    Ok(SignedLoad {
        url,
        token: signed.map(|signed| signed.token),
        warnings: prepared.warnings,
        in_frame: prepared.in_frame,
    })
}
