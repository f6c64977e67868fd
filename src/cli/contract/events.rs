//! What happens on a site without the app's doing: events, and what became of their webhooks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::apps::AcceptedForgery;
use super::loads::Warning;
use super::numbers::{LARGEST, exact, version};
use super::site::Comment;

/// The page or the blog post of an event: what is not given is as the site has it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct EventPage {
    #[schemars(range(max = LARGEST))]
    #[serde(deserialize_with = "exact")]
    pub(crate) id: u64,
    pub(crate) title: Option<String>,
    #[schemars(range(min = 1, max = LARGEST))]
    #[serde(default, deserialize_with = "version")]
    pub(crate) version: Option<u64>,
    /// The account that made it.
    pub(crate) creator: Option<String>,
    /// The account that changed it last.
    pub(crate) last_modifier: Option<String>,
    #[schemars(range(max = LARGEST))]
    #[serde(default, deserialize_with = "exact")]
    pub(crate) space_id: Option<u64>,
    pub(crate) space_key: Option<String>,
    pub(crate) space_name: Option<String>,
    /// A blog post, and no page.
    #[serde(default)]
    pub(crate) blog_post: bool,
}

/// The space of an event, by its key or its id: what is not given is as the site has it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventSpace {
    #[schemars(range(max = LARGEST))]
    #[serde(default, deserialize_with = "exact")]
    pub(crate) id: Option<u64>,
    pub(crate) key: Option<String>,
    pub(crate) name: Option<String>,
    /// Somebody's own.
    #[serde(default)]
    pub(crate) personal: bool,
}

/// An event: about a page and what hangs on it, a space or a user, or with a whole body.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Event {
    pub(crate) event: String,
    /// The page it is about, or on which it happens.
    pub(crate) page: Option<EventPage>,
    /// A comment on the page.
    pub(crate) comment: Option<Comment>,
    /// Files on the page.
    pub(crate) attachments: Option<Vec<Attachment>>,
    /// A label of the page.
    pub(crate) label: Option<String>,
    /// Where the page was and is now.
    pub(crate) moved: Option<Moved>,
    /// The children of the page, before and after.
    pub(crate) reordered: Option<Reordered>,
    pub(crate) space: Option<EventSpace>,
    /// The account it is about.
    pub(crate) user: Option<String>,
    /// A whole body.
    pub(crate) body: Option<Map<String, Value>>,
    /// The account that did it; the site's administrator without it.
    pub(crate) by: Option<String>,
    /// The app that brought it about by a call of its own: its key, or the id that it has on Forge.
    pub(crate) made_by: Option<String>,
    /// Further fields of the body.
    #[serde(default)]
    pub(crate) with: Map<String, Value>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Attachment {
    #[schemars(range(max = LARGEST))]
    #[serde(deserialize_with = "exact")]
    pub(crate) id: u64,
    /// That of the site without it.
    pub(crate) file_name: Option<String>,
    /// In bytes.
    #[schemars(range(max = LARGEST))]
    #[serde(default, deserialize_with = "exact")]
    pub(crate) file_size: Option<u64>,
    #[schemars(range(min = 1, max = LARGEST))]
    #[serde(default, deserialize_with = "version")]
    pub(crate) version: Option<u64>,
    pub(crate) comment: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Moved {
    pub(crate) old_parent: EventPage,
    pub(crate) new_parent: EventPage,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reordered {
    pub(crate) before: Vec<EventPage>,
    pub(crate) after: Vec<EventPage>,
}

/// What became of each webhook.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Deliveries {
    pub(crate) deliveries: Vec<Delivery>,
    /// That nobody listens, or that what it is about is not there.
    pub(crate) warnings: Vec<Warning>,
    /// What apps accepted and should have refused.
    pub(crate) accepted_forgeries: Vec<AcceptedForgery>,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Delivery {
    pub(crate) app: String,
    pub(crate) path: String,
    pub(crate) status: Option<u16>,
    /// The key of the trigger of an app on Forge; none for a webhook of Connect's.
    pub(crate) trigger: Option<String>,
    /// 200 or 204, and nothing else.
    pub(crate) delivered: bool,
}
