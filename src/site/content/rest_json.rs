//! Properties and macros of content as the two REST APIs show them.

use serde_json::{Value, json};

use super::{ContentProperty, Macro};
use crate::clock::Utc;
use crate::site::Site;

impl Site {
    pub(super) fn property_v1(&self, content: u64, key: &str, property: &ContentProperty) -> Value {
        let link = format!(
            "{}/rest/api/content/{content}/property/{key}",
            self.base_url()
        );
        json!({
            "id": property.id.to_string(),
            "key": key,
            "value": property.value,
            "version": version_of_property(property),
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

/// Without its author, whom no answer of v1 shows.
fn version_of_property(property: &ContentProperty) -> Value {
    let mut version = version_v1(property.version, &property.by, property.changed_millis);
    if let Some(fields) = version.as_object_mut() {
        fields.remove("by");
    }
    version
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
