//! An app's properties on the tenant, with the host's order of checks.

use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::installation::{AppProperties, Installation};
use super::rejection::Rejection;
use super::{Caller, Site};
use crate::cause::Cause;
use crate::settings::LongProperty;

/// The longest key, in characters.
const KEY_LENGTH: usize = 127;
/// The largest value, in bytes.
const VALUE_SIZE: usize = 32_768;
/// A property every app has without writing it: the tenant's clientKey, for a migration to Forge.
const CLIENT_KEY: &str = "connect_client_key_019cdff3-8bfb-71fe-9628-875b700aebb8";

impl Site {
    pub(crate) fn list_properties(&self, caller: &Caller, app: &str) -> Result<Value, Rejection> {
        let app = self.own(caller, app)?;
        let keys: Vec<Value> = app
            .properties
            .0
            .iter()
            .map(|(key, _)| json!({ "key": key, "self": self.property_url(caller, key) }))
            .collect();
        Ok(json!({ "keys": keys }))
    }

    /// The property as JSON text, its value as it was written.
    pub(crate) fn read_property(
        &self,
        caller: &Caller,
        app: &str,
        key: &str,
    ) -> Result<String, Rejection> {
        refuse_other_app(caller, app)?;
        refuse_long_key(key)?;
        let app = self.own(caller, app)?;
        let reserved = (key == CLIENT_KEY).then(|| json!(self.client_key()).to_string());
        let value = reserved
            .or_else(|| app.properties.get(key).map(str::to_owned))
            .ok_or_else(|| not_found(key))?;
        let url = json!(self.property_url(caller, key));
        Ok(format!(
            r#"{{"key":{},"value":{value},"self":{url}}}"#,
            json!(key)
        ))
    }

    /// Writes; true if the key is new.
    pub(crate) fn write_property(
        &mut self,
        caller: &Caller,
        app: &str,
        key: &str,
        value: &[u8],
    ) -> Result<bool, Rejection> {
        self.refuse_large(value)?;
        refuse_other_app(caller, app)?;
        refuse_long_key(key)?;
        refuse_reserved(key)?;
        let value = json_value(value)?;
        let limit = self.settings().property_limit;
        let counts_updates = self.settings().property_limit_counts_updates;
        let properties = self.properties_of(caller, app)?;
        let known = properties.0.iter().position(|(known, _)| known == key);
        if properties.0.len() >= limit && (known.is_none() || counts_updates) {
            return Err(full(limit));
        }
        match known {
            Some(place) => properties.0[place].1 = value,
            None => properties.0.push((key.to_owned(), value)),
        }
        Ok(known.is_none())
    }

    pub(crate) fn remove_property(
        &mut self,
        caller: &Caller,
        app: &str,
        key: &str,
    ) -> Result<(), Rejection> {
        refuse_other_app(caller, app)?;
        refuse_long_key(key)?;
        refuse_reserved(key)?;
        let properties = self.properties_of(caller, app)?;
        let place = properties.0.iter().position(|(known, _)| known == key);
        properties.0.remove(place.ok_or_else(|| not_found(key))?);
        Ok(())
    }

    fn own(&self, caller: &Caller, app: &str) -> Result<&Installation, Rejection> {
        refuse_other_app(caller, app)?;
        self.present(caller)
    }

    fn properties_of(
        &mut self,
        caller: &Caller,
        app: &str,
    ) -> Result<&mut AppProperties, Rejection> {
        refuse_other_app(caller, app)?;
        Ok(&mut self.present_mut(caller)?.properties)
    }

    fn refuse_large(&self, value: &[u8]) -> Result<(), Rejection> {
        if value.len() <= VALUE_SIZE {
            return Ok(());
        }
        let status = match self.settings().long_property {
            LongProperty::Forbidden => 403,
            LongProperty::BadRequest => 400,
        };
        let got = format!("{} bytes", value.len());
        let cause = Cause::new("the value is not too large", "at most 32768 bytes", got);
        Err(Rejection::of_app_data(
            status,
            "The value cannot be bigger than 32 KB.",
            cause,
        ))
    }

    fn property_url(&self, caller: &Caller, key: &str) -> String {
        let key = percent_encoding::utf8_percent_encode(key, percent_encoding::NON_ALPHANUMERIC);
        let base = self.base_url();
        let app = &caller.app_key;
        let key = key
            .to_string()
            .replace("%2D", "-")
            .replace("%2E", ".")
            .replace("%5F", "_");
        format!("{base}/rest/atlassian-connect/1/addons/{app}/properties/{key}")
    }
}

fn refuse_other_app(caller: &Caller, app: &str) -> Result<(), Rejection> {
    if caller.app_key == app {
        return Ok(());
    }
    let cause = Cause::new("an app asks for its own properties", &caller.app_key, app);
    Err(Rejection::of_app_data(
        404,
        "App with key does not exist.",
        cause,
    ))
}

fn json_value(value: &[u8]) -> Result<String, Rejection> {
    match serde_json::from_slice::<&RawValue>(value) {
        Ok(value) => Ok(value.get().to_owned()),
        Err(error) => Err(Rejection::of_app_data(
            400,
            "Property value must be a valid JSON object.",
            Cause::new("the value is JSON", "any JSON value", error.to_string()),
        )),
    }
}

fn refuse_long_key(key: &str) -> Result<(), Rejection> {
    let length = key.chars().count();
    if length <= KEY_LENGTH {
        return Ok(());
    }
    Err(Rejection::of_app_data(
        400,
        "The property key cannot be longer than 127 characters.",
        Cause::new(
            "the key is not too long",
            "at most 127 characters",
            length.to_string(),
        ),
    ))
}

/// The status is documented, the text is not.
fn refuse_reserved(key: &str) -> Result<(), Rejection> {
    if key != CLIENT_KEY {
        return Ok(());
    }
    let cause = Cause::new("the key is not reserved", "another key", key)
        .with_likely("it is read-only: the host makes it up from the tenant's clientKey");
    Err(Rejection::of_app_data(
        403,
        "The property key is reserved.",
        cause,
    ))
}

fn not_found(key: &str) -> Rejection {
    let cause = Cause::missing("the property exists", "a key that was written", key);
    Rejection::of_app_data(404, "Property with key not found.", cause)
}

fn full(limit: usize) -> Rejection {
    let message =
        format!("Maximum number of properties allowed to be stored {limit} has been reached.");
    let cause = Cause::new(
        "there is room for a property",
        format!("fewer than {limit}"),
        "as many",
    );
    Rejection::of_app_data(409, message, cause)
}
