//! Events of the site as webhooks: in what words.

use serde_json::{Map, Value};

use super::Site;
use crate::descriptor::{event_misfit, meant_event};
use crate::slip::slips;

use super::event_subject::EventSubject;
use super::subject::{About, Attachment, Comment, Page, Space};

/// Something that happens on the site, to be fired with [`Tenant::fire`](crate::Tenant::fire).
///
/// It carries what it is about as the site has it (feature `content`): page, blog post, comment,
/// file or space, found by its id. What the test says of it otherwise, as a version, is as it says.
///
/// The body has the fields that were captured from Confluence Cloud: the name of the event is not
/// among them, for it is nowhere in the request. Whoever needs it declares one URL for each event.
///
/// ```
/// use mockfluence::{Page, Webhook};
/// let edit = Webhook::page("page_updated", Page::new(10_000_001, "Runbook").with_version(2))
///     .with("updateTrigger", "edit_page");
/// assert_eq!(edit.event(), "page_updated");
/// ```
///
/// # Panics
/// Each function that makes one: if Confluence has no such event, with the one that was meant;
/// [`raw`](Self::raw) takes any name but a misspelt one.
#[derive(Clone, Debug, PartialEq)]
pub struct Webhook {
    event: String,
    pub(super) subject: EventSubject,
    actor: Option<String>,
    /// The app that brought it about by a call of its own, by its key or the bare id that it has on Forge.
    pub(super) made_by: Option<String>,
    pub(super) extra: Map<String, Value>,
}

impl Webhook {
    #[track_caller]
    fn new(event: impl Into<String>, subject: EventSubject) -> Self {
        let event = event.into();
        if let Some(why) = Self::misfit(&event, matches!(subject, EventSubject::Body(_))) {
            panic!("{why}");
        }
        Self {
            event,
            subject,
            actor: None,
            made_by: None,
            extra: Map::new(),
        }
    }

    /// Why there cannot be such an event. Any name can be fired with a raw body, but for one that
    /// is a slip of the pen.
    pub(crate) fn misfit(event: &str, raw: bool) -> Option<String> {
        match raw {
            false => event_misfit(event)
                .map(|why| format!("{why} (an event with a body of your own can have any name)")),
            true => event_misfit(event)
                .filter(|_| meant_event(event).is_some_and(|meant| slips(event, &meant) == 1)),
        }
    }

    /// `page_created`, `page_updated`, `page_trashed` (to the trash), `page_removed` (purged),
    /// `page_restored`, `page_viewed` and the other events of one page.
    #[track_caller]
    #[must_use]
    pub fn page(event: impl Into<String>, page: Page) -> Self {
        Self::new(event, EventSubject::Page("page", page))
    }

    /// `page_moved`, with the parents before and after. It is also what comes when a page is
    /// taken from the archive.
    #[track_caller]
    #[must_use]
    pub fn page_moved(page: Page, old_parent: Page, new_parent: Page) -> Self {
        Self::new(
            "page_moved",
            EventSubject::Moved(Box::new([page, old_parent, new_parent])),
        )
    }

    /// `page_children_reordered`, with the children before and after.
    #[track_caller]
    #[must_use]
    pub fn children_reordered(page: Page, before: Vec<Page>, after: Vec<Page>) -> Self {
        let subject = EventSubject::Reordered(page, before, after);
        Self::new("page_children_reordered", subject)
    }

    /// `blog_created`, `blog_updated` and the other events of a blog post.
    #[track_caller]
    #[must_use]
    pub fn blog(event: impl Into<String>, post: Page) -> Self {
        Self::new(event, EventSubject::Page("blog", post))
    }

    /// `comment_created`, `comment_updated`, `comment_removed`.
    #[track_caller]
    #[must_use]
    pub fn comment(event: impl Into<String>, comment: Comment) -> Self {
        Self::new(event, EventSubject::Comment(comment))
    }

    /// `attachment_created` and the other events of files on a page.
    #[track_caller]
    #[must_use]
    pub fn attachments(event: impl Into<String>, page: Page, files: Vec<Attachment>) -> Self {
        Self::new(event, EventSubject::Attachments(page, files))
    }

    /// `label_added`, `label_removed`, `label_created`, `label_deleted`.
    #[track_caller]
    #[must_use]
    pub fn label(event: impl Into<String>, label: impl Into<String>, labeled: Page) -> Self {
        Self::new(event, EventSubject::Label(label.into(), labeled))
    }

    /// `space_created`, `space_updated`, `space_removed` and the other events of a space.
    #[track_caller]
    #[must_use]
    pub fn space(event: impl Into<String>, space: Space) -> Self {
        Self::new(event, EventSubject::Space(space))
    }

    /// `user_followed`, `user_reactivated`, `user_removed`.
    #[track_caller]
    #[must_use]
    pub fn user(event: impl Into<String>, account_id: impl Into<String>) -> Self {
        Self::new(event, EventSubject::User(account_id.into()))
    }

    /// An event with this body and no other: `content_created` and its like, whose body is the v1
    /// content object itself, or one that this crate has no builder for.
    #[track_caller]
    #[must_use]
    pub fn raw(event: impl Into<String>, body: Value) -> Self {
        Self::new(event, EventSubject::Body(body))
    }

    /// The account that did it; the site's administrator unless this says otherwise.
    #[must_use]
    pub fn by(mut self, account_id: impl Into<String>) -> Self {
        self.actor = Some(account_id.into());
        self
    }

    /// One more field of the body, e.g. `updateTrigger`, or another value for one it has.
    #[must_use]
    pub fn with(mut self, field: impl Into<String>, value: impl Into<Value>) -> Self {
        self.extra.insert(field.into(), value.into());
        self
    }

    /// The app that brought it about by a call of its own: its key, or the bare id that it has on Forge. A trigger of
    /// that app is told so by `selfGenerated`, or not called at all if it has `ignoreSelf`. What an app changes over
    /// REST is so without a word.
    #[must_use]
    pub fn made_by_app(mut self, app: impl Into<String>) -> Self {
        self.made_by = Some(app.into());
        self
    }

    /// The account that did it, where one was named.
    pub(super) fn actor(&self) -> Option<&str> {
        self.actor.as_deref()
    }

    /// The event's name.
    #[must_use]
    pub fn event(&self) -> &str {
        &self.event
    }

    /// The pages and blog posts that should be there when it happens: not the ones that are gone
    /// by it.
    pub(super) fn content_spoken_of(&self) -> Vec<u64> {
        let gone = ["_removed", "_trashed", "_deleted"];
        let gone = gone.iter().any(|end| self.event.ends_with(end));
        self.subject.content_spoken_of(gone)
    }

    /// The same with each thing that it speaks of as this site has it, where it has it.
    #[cfg(feature = "content")]
    pub(crate) fn into_stored(mut self, site: &Site) -> Self {
        self.subject = self.subject.into_stored(site);
        self
    }

    pub(super) fn body(&self, site: &Site, now_millis: i64) -> Value {
        let admin = site.admin();
        let actor = self.actor.as_deref().unwrap_or(&admin);
        let about = About {
            base_url: site.base_url(),
            ids: site.settings().webhook_ids,
            now_millis,
            actor,
        };
        let mut body = self.subject.json(&about);
        let Some(fields) = body.as_object_mut() else {
            return body;
        };
        if !matches!(self.subject, EventSubject::Body(_)) {
            fields.insert("userAccountId".into(), actor.into());
            // What every capture has for ordinary users; `atlassian` has not been seen.
            fields.insert("accountType".into(), "customer".into());
            fields.insert("timestamp".into(), now_millis.into());
            fields.insert("suppressNotifications".into(), false.into());
        }
        fields.extend(self.extra.clone());
        body
    }
}
