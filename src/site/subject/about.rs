//! What every event needs to know, and the bounds of its numbers.

use serde_json::{Value, json};

use crate::settings::WebhookIds;

/// The largest id, version and size: what every JSON reader can tell from its neighbours.
pub(crate) const LARGEST: u64 = (1 << 53) - 1;

#[track_caller]
pub(super) fn bounded(what: &str, number: u64) -> u64 {
    assert!(
        number <= LARGEST,
        "{what} {number} is beyond what JSON can say exactly: at most {LARGEST}"
    );
    number
}

#[track_caller]
pub(super) fn version(number: u64) -> u64 {
    assert!(
        number > 0,
        "versions are counted from 1: there is no version 0"
    );
    bounded("the version", number)
}

/// What every event needs to know: of the site, the time, and who acted.
#[derive(Debug)]
pub(in crate::site) struct About<'a> {
    pub(in crate::site) base_url: &'a str,
    pub(in crate::site) ids: WebhookIds,
    pub(in crate::site) now_millis: i64,
    pub(in crate::site) actor: &'a str,
}

impl About<'_> {
    /// What all content has.
    pub(super) fn content(&self, id: u64, creator: Option<&str>, modifier: Option<&str>) -> Value {
        let creator = creator.unwrap_or(self.actor);
        let shown_id = match self.ids {
            WebhookIds::Text => Value::from(id.to_string()),
            _ => Value::from(id),
        };
        json!({
            "id": shown_id,
            "idAsString": id.to_string(),
            "creatorAccountId": creator,
            "lastModifierAccountId": modifier.unwrap_or(creator),
            "creationDate": self.now_millis,
            "modificationDate": self.now_millis,
        })
    }

    pub(super) fn link(&self, place: &str) -> String {
        format!("{}/{place}", self.base_url)
    }
}
