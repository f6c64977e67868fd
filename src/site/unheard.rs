//! What an event is fired in vain for: nobody hears of it, or what it is about is not there.

use std::fmt;

use serde::Serialize;

use super::webhook::Webhook;
use super::{Site, Status};
use crate::descriptor::meant_event;

/// Something about an event that its author may not have meant. It stands in the log, and
/// [`Tenant::webhook_warnings`](crate::Tenant::webhook_warnings) gives it.
///
/// `Display` words it. As JSON it is an object: `kind` is the variant, `name` what it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "name", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WebhookWarning {
    /// No enabled app has a webhook for this event.
    NobodyListens(String),
    /// The page or blog post of this id is not on the site: an app that reads it is answered 404.
    NoSuchContent(u64),
}

impl fmt::Display for WebhookWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WebhookWarning::NobodyListens(event) => {
                write!(f, "`{event}` fired: no enabled app has a webhook for it")?;
                match meant_event(event) {
                    Some(meant) => write!(f, "; did you mean `{meant}`?"),
                    None => Ok(()),
                }
            }
            WebhookWarning::NoSuchContent(id) => write!(
                f,
                "the event speaks of {id}, which is not on the site: an app that reads it is \
                 answered 404"
            ),
        }
    }
}

impl Site {
    /// What its author may not have meant of an event.
    pub(crate) fn webhook_warnings(&self, webhook: &Webhook) -> Vec<WebhookWarning> {
        let hears = |app: &super::Installation| {
            app.status == Status::Enabled && super::listeners::listens(app, webhook.event())
        };
        let heard = self.apps.values().any(|app| hears(app));
        #[cfg(feature = "forge")]
        let heard = heard || self.triggers_on(webhook.event());
        let unheard = (!heard).then(|| WebhookWarning::NobodyListens(webhook.event().to_owned()));
        let missing = webhook.content_spoken_of().into_iter();
        let missing = missing.filter(|id| !self.is_there(*id));
        let missing = missing.map(WebhookWarning::NoSuchContent);
        unheard.into_iter().chain(missing).collect()
    }

    #[cfg(feature = "content")]
    fn is_there(&self, id: u64) -> bool {
        self.content(id).is_some()
    }

    /// Without pages, no app can read one.
    #[cfg(not(feature = "content"))]
    #[expect(
        clippy::unused_self,
        reason = "the same signature with and without pages"
    )]
    fn is_there(&self, _: u64) -> bool {
        true
    }
}
