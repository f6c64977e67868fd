//! The body of an event of Confluence as Forge delivers it: flat, with its name in it.

use serde_json::{Map, Value, json};

use super::event_content::{Shown, user};
use crate::clock::Utc;
use crate::site::Site;
use crate::site::event_subject::EventSubject;
use crate::site::webhook::Webhook;

impl Site {
    /// The bodies of an event by this name of Forge's: one, or one for each file. `selfGenerated` is for each app to
    /// say.
    pub(super) fn forge_bodies(
        &self,
        webhook: &Webhook,
        name: &str,
        now_millis: i64,
    ) -> Vec<Value> {
        let admin = self.admin();
        let actor = webhook.actor().unwrap_or(&admin);
        let shown = Shown {
            site: self,
            now_millis,
            actor,
            status: status_after(name),
        };
        let about = match &webhook.subject {
            EventSubject::Body(body) => return vec![raw(body, name)],
            subject => about(&shown, subject),
        };
        let mut common = Map::new();
        common.insert("eventType".into(), name.into());
        common.insert(
            "eventCreatedDate".into(),
            Utc::of_millis(now_millis).iso().into(),
        );
        if !matches!(webhook.subject, EventSubject::User(_)) {
            common.insert("atlassianId".into(), actor.into());
        }
        let quiet = matches!(
            &webhook.subject,
            EventSubject::Space(_) | EventSubject::Label(..) | EventSubject::User(_)
        );
        if !quiet {
            common.insert("suppressNotifications".into(), false.into());
        }
        if name.starts_with("avi:confluence:updated:") && !quiet {
            common.insert("updateTrigger".into(), "edit_page".into());
        }
        for field in ["updateTrigger", "suppressNotifications", "originContentId"] {
            let value = webhook.extra.get(field);
            common.extend(value.map(|value| (field.to_owned(), value.clone())));
        }
        let bodies = about.into_iter();
        bodies
            .map(|about| common.clone().into_iter().chain(about).collect())
            .collect()
    }
}

/// A body of the tester's own, with the name of the event where he has left it out.
fn raw(body: &Value, name: &str) -> Value {
    let mut body = body.clone();
    if let Some(fields) = body.as_object_mut() {
        fields.entry("eventType").or_insert_with(|| name.into());
    }
    body
}

fn about(shown: &Shown<'_>, subject: &EventSubject) -> Vec<Map<String, Value>> {
    let fields = match subject {
        EventSubject::Page(kind, page) => {
            let kind = if *kind == "page" { "page" } else { "blogpost" };
            json!({ "content": shown.page(page, kind) })
        }
        EventSubject::Moved(pages) => {
            let [page, old, _] = pages.as_ref();
            let mut before = page.clone();
            before.space = old.space.clone();
            json!({ "content": shown.page(page, "page"), "prevContent": shown.page(&before, "page") })
        }
        EventSubject::Reordered(page, old, new) => {
            let ids = |pages: &[crate::site::Page]| -> Value {
                let ids = pages.iter().map(|page| page.id().to_string());
                ids.collect::<Vec<_>>().into()
            };
            json!({
                "content": shown.page(page, "page"),
                "oldSortedChildPageIds": ids(old),
                "newSortedChildPageIds": ids(new),
            })
        }
        EventSubject::Comment(comment) => json!({ "content": shown.comment(comment) }),
        EventSubject::Attachments(page, files) => {
            let files = files.iter();
            let files = files.map(|file| json!({ "attachment": shown.attachment(file, page) }));
            return files.filter_map(members).collect();
        }
        EventSubject::Label(label, page) => json!({
            "label": shown.label("global", label),
            "content": shown.labeled(page),
        }),
        EventSubject::Space(space) => json!({ "space": shown.whole_space(space) }),
        EventSubject::User(account) => json!({ "user": user(shown.site, account) }),
        EventSubject::Body(_) => return Vec::new(),
    };
    members(fields).into_iter().collect()
}

fn members(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(members) => Some(members),
        _ => None,
    }
}

/// The status of content once the event has happened.
fn status_after(name: &str) -> &'static str {
    let verb = name.split(':').nth(2).unwrap_or_default();
    match verb {
        "trashed" | "deleted" => "trashed",
        "archived" => "archived",
        _ => "current",
    }
}
