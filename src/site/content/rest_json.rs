//! Content as the two REST APIs show it.

use serde_json::{Value, json};

use super::{ContentProperty, Macro, Stored};
use crate::clock::Utc;
use crate::site::{Page, Site};

impl Site {
    /// A page in the REST API v1; its body, and what the account may do with it, where `expand`
    /// asks for them.
    pub(super) fn content_v1(&self, stored: &Stored, expand: &str, account: &str) -> Value {
        let page = &stored.page;
        let (modifier, changed) = self.last_change(page);
        let wants = |name: &str| expand.split(',').any(|one| one.trim() == name);
        let mut shown = json!({
            "id": page.id.to_string(),
            "type": stored.kind,
            "status": if stored.trashed { "trashed" } else { "current" },
            "title": page.title,
            "space": { "id": page.space.id, "key": page.space.key, "name": page.space.name,
                "type": "global" },
            "version": version_v1(page.version, &modifier, changed),
            "_links": {
                "self": format!("{}/rest/api/content/{}", self.base_url(), page.id),
                "webui": format!("/spaces/{}/pages/{}", page.space.key, page.id),
                "base": self.base_url(),
                "context": "/wiki",
            },
            "_expandable": { "body": "", "metadata": "", "ancestors": "" },
        });
        if wants("body.storage") {
            shown["body"] = json!({
                "storage": { "value": page.body, "representation": "storage" }
            });
        }
        if wants("operations") {
            let id = page.id.to_string();
            shown["operations"] = self.operations_on(account, &id, stored.kind).into();
        }
        shown
    }

    /// Who changed a page last, and when.
    fn last_change(&self, page: &Page) -> (String, i64) {
        let modifier = page.last_modifier.clone().or(page.creator.clone());
        let changed = page.changed_millis.expect("add_content has set it");
        (modifier.unwrap_or_else(|| self.admin()), changed)
    }

    /// A page in the REST API v2.
    pub(super) fn content_v2(&self, stored: &Stored, format: Option<&str>) -> Value {
        let page = &stored.page;
        let (modifier, changed) = self.last_change(page);
        let author = page.creator.clone().unwrap_or_else(|| self.admin());
        let mut shown = json!({
            "id": page.id.to_string(),
            "status": if stored.trashed { "trashed" } else { "current" },
            "title": page.title,
            "spaceId": page.space.id.to_string(),
            "authorId": author,
            "createdAt": Utc::of_millis(page.created_millis.expect("add_content has set it")).iso(),
            "version": version_v2(page.version, &modifier, changed),
            "body": {},
            "_links": {
                "webui": format!("/spaces/{}/pages/{}", page.space.key, page.id),
                "base": self.base_url(),
            },
        });
        if format == Some("storage") {
            shown["body"] = json!({
                "storage": { "value": page.body, "representation": "storage" }
            });
        }
        shown
    }

    pub(super) fn property_v1(&self, content: u64, key: &str, property: &ContentProperty) -> Value {
        let link = format!(
            "{}/rest/api/content/{content}/property/{key}",
            self.base_url()
        );
        json!({
            "id": property.id.to_string(),
            "key": key,
            "value": property.value,
            "version": version_v1(property.version, &property.by, property.changed_millis),
            "_links": { "self": link, "base": self.base_url(), "context": "/wiki" },
            "_expandable": { "content": format!("/rest/api/content/{content}") },
        })
    }

    /// What `content_created`, `content_updated` and `content_removed` say of a property.
    pub(super) fn property_as_content(&self, key: &str, property: &ContentProperty) -> Value {
        json!({
            "id": property.id.to_string(),
            "type": "com.atlassian.confluence.plugins.confluence-content-property-storage:\
                     content-property",
            "status": "current",
            "title": key,
            "version": version_v1(property.version, &property.by, property.changed_millis),
            "macroRenderedOutput": {},
            "metadata": {},
            "_expandable": {},
            "_links": { "base": self.base_url(), "context": "/wiki" },
        })
    }
}

pub(super) fn property_v2(key: &str, property: &ContentProperty) -> Value {
    json!({
        "id": property.id.to_string(),
        "key": key,
        "value": property.value,
        "version": version_v2(property.version, &property.by, property.changed_millis),
    })
}

pub(super) fn macro_v1(one: &Macro, content: u64, version: &str) -> Value {
    let link = format!(
        "/rest/api/content/{content}/history/{version}/macro/id/{}",
        one.id
    );
    let parameters = one.parameters.iter();
    let parameters: serde_json::Map<String, Value> = parameters
        .map(|(name, value)| (name.clone(), json!({ "value": value })))
        .collect();
    json!({
        "name": one.name, "body": one.body, "parameters": parameters,
        "_links": { "self": link },
    })
}

fn version_v1(number: u64, by: &str, changed_millis: i64) -> Value {
    json!({
        "number": number,
        "by": { "type": "known", "accountId": by },
        "when": Utc::of_millis(changed_millis).iso(),
        "message": "",
        "minorEdit": false,
    })
}

fn version_v2(number: u64, by: &str, changed_millis: i64) -> Value {
    json!({
        "number": number,
        "message": "",
        "minorEdit": false,
        "authorId": by,
        "createdAt": Utc::of_millis(changed_millis).iso(),
    })
}
