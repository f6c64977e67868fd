//! What belongs to content in the REST API v1: its space, its history, versions, people, labels.

use serde_json::{Value, json};

use super::Stored;
use super::expand::Expand;
use super::shown::{Object, Showing};
use super::stored::{Edition, Past};
use crate::clock::Utc;
use crate::site::subject::Label;
use crate::site::{Site, Space, User};

impl Showing<'_> {
    /// A space as it is shown within other things.
    pub(in crate::site) fn space(&self, space: &Space, expand: &Expand) -> Value {
        let own = format!("/rest/api/space/{}", space.key);
        let mut shown = Object::new(
            json!({
                "id": space.id, "key": space.key, "name": space.name,
                "type": if space.personal { "personal" } else { "global" }, "status": "current",
            }),
            expand,
        );
        let homepage = self.site.contents.homepage(space.id);
        let link = homepage.map(|page| format!("/rest/api/content/{}", page.id()));
        match homepage.filter(|page| self.may_see(page)) {
            Some(page) => shown.field("homepage", link.unwrap_or_default(), |expand| {
                self.content(page, expand)
            }),
            None => shown.field("homepage", link.unwrap_or_default(), |_| Value::Null),
        }
        self.more_of_space(space, &mut shown);
        shown.done(json!({
            "self": format!("{}{own}", self.site.base_url()),
            "webui": format!("/spaces/{}", space.key),
        }))
    }

    pub(super) fn history(&self, stored: &Stored, expand: &Expand) -> Value {
        let page = &stored.page;
        let creator = page.creator.clone().unwrap_or_else(|| self.site.admin());
        let created = Utc::of_millis(page.created_millis.unwrap_or_default()).iso();
        let own = format!("/rest/api/content/{}/history", stored.id());
        let mut shown = Object::new(
            json!({
                "latest": true, "createdBy": self.site.user_v1(&creator), "createdDate": created,
            }),
            expand,
        );
        shown.field("lastUpdated", "", |expand| {
            self.version(stored, Edition::Present, expand)
        });
        shown.field("previousVersion", "", |expand| match stored.past.last() {
            Some(past) => self.version(stored, Edition::Past(past), expand),
            None => Value::Null,
        });
        shown.field("nextVersion", "", |_| Value::Null);
        shown.field("contributors", "", |expand| {
            let mut shown = Object::new(json!({}), expand);
            shown.field("publishers", "", |_| {
                let accounts = self.site.publishers(stored);
                let users: Vec<_> = accounts.iter().map(|one| self.site.user_v1(one)).collect();
                json!({ "users": users, "userKeys": [] })
            });
            shown.done(json!({}))
        });
        let owner = |_: &Expand| self.site.user_v1(&creator);
        shown.field("ownedBy", "", owner);
        shown.field("lastOwnedBy", "", |_| Value::Null);
        shown.done(json!({ "self": format!("{}{own}", self.site.base_url()) }))
    }

    /// The present version, or one of the past.
    pub(super) fn version(&self, stored: &Stored, version: Edition<'_>, expand: &Expand) -> Value {
        let shown = Version::of(self.site, stored, version);
        let id = stored.id();
        let mut object = Object::new(
            json!({
                "by": self.site.user_v1(&shown.by),
                "when": Utc::of_millis(shown.when).iso(),
                "message": shown.message,
                "number": shown.number,
                "minorEdit": shown.minor,
                "contentTypeModified": false,
            }),
            expand,
        );
        object.field("collaborators", "", |_| {
            let users = [self.site.user_v1(&shown.by)];
            json!({ "users": users, "userKeys": [] })
        });
        let link = format!("/rest/api/content/{id}");
        object.field("content", link, |expand| match version {
            Edition::Present => self.content(stored, expand),
            Edition::Past(past) => self.content(&stored.at(past), expand),
        });
        let own = format!("/rest/api/content/{id}/version/{}", shown.number);
        object.done(json!({ "self": format!("{}{own}", self.site.base_url()) }))
    }
}

/// What both APIs show of a version.
#[derive(Debug)]
pub(super) struct Version<'a> {
    pub(super) number: u64,
    pub(super) by: String,
    pub(super) when: i64,
    pub(super) message: &'a str,
    pub(super) minor: bool,
}

impl<'a> Version<'a> {
    /// The present one, or the given one of the past.
    pub(super) fn of(site: &Site, stored: &'a Stored, version: Edition<'a>) -> Self {
        let page = &stored.page;
        match version {
            Edition::Past(past) => Self {
                number: past.number,
                by: past.by.clone().unwrap_or_else(|| site.admin()),
                when: past.when,
                message: &past.message,
                minor: past.minor,
            },
            Edition::Present => {
                let by = page.last_modifier.clone().or(page.creator.clone());
                Self {
                    number: page.version,
                    by: by.unwrap_or_else(|| site.admin()),
                    when: page.changed_millis.unwrap_or_default(),
                    message: &stored.message,
                    minor: stored.minor,
                }
            }
        }
    }
}

impl Site {
    /// Somebody as v1 shows them within other things; of an account that is not on the site, what
    /// its id says.
    pub(in crate::site) fn user_v1(&self, account: &str) -> Value {
        let unknown = || {
            User::new(if account.is_empty() {
                "unknown"
            } else {
                account
            })
        };
        let user = self.user(account).cloned().unwrap_or_else(unknown);
        let mut shown = user.to_json(self.base_url(), false);
        if let Some(links) = shown["_links"].as_object_mut() {
            links.remove("base");
            links.remove("context");
        }
        shown
    }

    /// Nobody, as v1 shows them within other things.
    pub(super) fn anonymous_v1(&self) -> Value {
        let mut shown = self.anonymous_json();
        if let Some(fields) = shown.as_object_mut() {
            fields.remove("_links");
            fields.remove("operations");
            fields.insert("_expandable".into(), json!({ "operations": "" }));
        }
        shown
    }

    pub(in crate::site) fn label_v1(&self, label: &Label) -> Value {
        json!({
            "prefix": label.prefix,
            "name": label.name,
            "id": self.contents.label_id(label).unwrap_or_default().to_string(),
            "label": label.name,
        })
    }

    /// Who made a version of it, each once, the last one first.
    fn publishers(&self, stored: &Stored) -> Vec<String> {
        let past = stored.past.iter().rev().map(Edition::Past);
        let mut accounts = Vec::new();
        for version in std::iter::once(Edition::Present).chain(past) {
            let by = Version::of(self, stored, version).by;
            if !accounts.contains(&by) {
                accounts.push(by);
            }
        }
        accounts
    }
}

impl Stored {
    /// As it was in a version of the past.
    pub(in crate::site) fn at(&self, past: &Past) -> Stored {
        let mut then = self.clone();
        then.page.title.clone_from(&past.title);
        then.page.body.clone_from(&past.body);
        then.page.version = past.number;
        then.page.last_modifier.clone_from(&past.by);
        then.page.changed_millis = Some(past.when);
        then.message.clone_from(&past.message);
        then.minor = past.minor;
        then
    }
}
