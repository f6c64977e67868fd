//! What apps keep for a user: properties with three verbs of their own, and no versions.

use serde_json::json;
use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::Site;
use super::rejection::{Rejection, UNREADABLE_BODY};
use super::user::UserProperty;
use crate::cause::Cause;
use crate::clock::Utc;

/// The longest key, in characters: that of content properties.
const KEY_LENGTH: usize = 255;
/// The largest value, in bytes: that of content properties.
const VALUE_SIZE: usize = 32_768;

impl Site {
    /// The property as JSON text, its value as it was written.
    pub(crate) fn user_property(&self, account: &str, key: &str) -> Result<String, Rejection> {
        self.known_user(account)?;
        let kept = self.kept(account, key).ok_or_else(|| missing(key))?;
        let own = format!("{}/rest/api/user/{account}/property/{key}", self.base_url());
        let links = json!({ "self": own, "base": self.base_url(), "context": "/wiki" });
        Ok(format!(
            r#"{{"id":{},"key":{},"value":{},"createdDate":{},"lastModifiedDate":{},"_links":{links}}}"#,
            json!(kept.id.to_string()),
            json!(key),
            kept.value,
            json!(Utc::of_millis(kept.created_millis).iso()),
            json!(Utc::of_millis(kept.changed_millis).iso()),
        ))
    }

    /// `POST`: a key that is there already is a conflict.
    pub(crate) fn create_user_property(
        &mut self,
        account: &str,
        key: &str,
        body: &[u8],
        now_millis: i64,
    ) -> Result<(), Rejection> {
        self.known_user(account)?;
        let value = written(key, body)?;
        if self.kept(account, key).is_some() {
            return Err(taken(key));
        }
        let made = &mut self.accounts.properties_made;
        *made = made.saturating_add(1);
        let property = UserProperty {
            id: *made,
            value,
            created_millis: now_millis,
            changed_millis: now_millis,
        };
        let kept = self.accounts.properties.entry(account.to_owned());
        kept.or_default().insert(key.to_owned(), property);
        Ok(())
    }

    /// `PUT`: it creates nothing.
    pub(crate) fn update_user_property(
        &mut self,
        account: &str,
        key: &str,
        body: &[u8],
        now_millis: i64,
    ) -> Result<(), Rejection> {
        self.known_user(account)?;
        let value = written(key, body)?;
        let kept = self.accounts.properties.get_mut(account);
        let kept = kept.and_then(|kept| kept.get_mut(key));
        let kept = kept.ok_or_else(|| missing(key))?;
        kept.value = value;
        kept.changed_millis = now_millis;
        Ok(())
    }

    pub(crate) fn delete_user_property(
        &mut self,
        account: &str,
        key: &str,
    ) -> Result<(), Rejection> {
        self.known_user(account)?;
        let kept = self.accounts.properties.get_mut(account);
        let gone = kept.and_then(|kept| kept.remove(key));
        gone.map(|_| ()).ok_or_else(|| missing(key))
    }

    fn kept(&self, account: &str, key: &str) -> Option<&UserProperty> {
        self.accounts.properties.get(account)?.get(key)
    }
}

/// The value of a request. The reasons for a 400 are documented, the texts are not.
fn written(key: &str, body: &[u8]) -> Result<String, Rejection> {
    let length = key.chars().count();
    if length > KEY_LENGTH {
        let why = format!("Property key cannot be longer than {KEY_LENGTH} characters");
        let cause = Cause::new(
            "the key is not too long",
            "255 characters",
            length.to_string(),
        );
        return Err(bad(why, cause));
    }
    let written: BTreeMap<String, &RawValue> = serde_json::from_slice(body).map_err(|error| {
        let expected = r#"{"value": …}"#;
        let cause = Cause::new("the body has a value", expected, error.to_string());
        bad(UNREADABLE_BODY.to_owned(), cause)
    })?;
    let value = written.get("value").map(|value| value.get());
    let value = value.filter(|value| *value != "null").ok_or_else(|| {
        let got = String::from_utf8_lossy(body).into_owned();
        let cause = Cause::new("the body has a value", r#"{"value": …}"#, got);
        bad("Property value cannot be empty".into(), cause)
    })?;
    if value.len() > VALUE_SIZE {
        let why = format!("Property value cannot be longer than {VALUE_SIZE} characters");
        let got = format!("{} bytes", value.len());
        let cause = Cause::new("the value is not too large", "at most 32768 bytes", got);
        return Err(bad(why, cause));
    }
    Ok(value.to_owned())
}

fn bad(why: String, cause: Cause) -> Rejection {
    Rejection::service(400, "BadRequestException", why, cause)
}

/// The status is documented, the text assumed.
fn missing(key: &str) -> Rejection {
    let cause = Cause::missing("the property exists", "a key that was created", key)
        .with_likely("PUT changes a property that is there; POST creates it");
    let why = format!("No user property found with key : {key}");
    Rejection::service(404, "NotFoundException", why, cause)
}

/// The status is documented, the text assumed.
fn taken(key: &str) -> Rejection {
    let cause = Cause::new(
        "the key is new",
        "a key that the user has no property of",
        key,
    )
    .with_likely("POST creates a property; PUT changes one that is there");
    let why = format!("User property already exists with key : {key}");
    Rejection::service(409, "ConflictException", why, cause)
}
