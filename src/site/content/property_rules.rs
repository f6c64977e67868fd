//! Content properties: by key in the REST API v1, by id in v2, with a version rule in both.

use serde_json::Value;

use super::page_rules::read;
use super::refused::{Act, bad, conflict, missing};
use super::rest_json::property_v2;
use super::{Api, Author, ContentChange, ContentProperty, ContentRequest, Decided, Stored};
use crate::cause::Cause;
use crate::site::paging::{CursorPage, Place, Sortable, Window};
use crate::site::rejection::Rejection;
use crate::site::{Site, Webhook};

/// The longest key, in characters.
const KEY_LIMIT: usize = 255;

/// The largest value, in bytes of its JSON.
const VALUE_LIMIT: usize = 32 * 1024;

impl Site {
    pub(crate) fn list_content_properties(
        &self,
        target: &ContentRequest,
        key: Option<&str>,
    ) -> Decided {
        let stored = self.stored(target)?;
        let known = stored.properties.iter();
        let wanted = known.filter(|(known, _)| key.is_none_or(|key| *known == key));
        if target.api == Api::V1 {
            let window = Window::of(&target.query, 10, 1000)?;
            let shown = wanted.map(|(key, one)| self.property_v1(stored.page.id, key, one));
            let part = window.cut(shown);
            return Ok(ContentChange::shows(self.part_v1(
                &target.query,
                window,
                part,
            )));
        }
        let page = CursorPage::of(&target.query, self.settings(), 25, "key")?;
        let place = |(key, one): &(&String, &ContentProperty)| Place {
            value: Sortable::Text((*key).clone()),
            id: one.id,
        };
        let after = wanted.filter(|one| page.after.as_ref() < Some(&place(one)));
        let (part, next) = page.cut(after, place);
        let shown = part.iter().map(|(key, one)| Ok(property_v2(key, one)));
        self.listed_v2(&target.query, &page, shown, next)
    }

    /// By key in v1, by id in v2.
    pub(crate) fn read_content_property(&self, target: &ContentRequest, name: &str) -> Decided {
        let (id, key) = self.property_place(target, name)?;
        let property = &self.stored(target)?.properties[&key];
        Ok(ContentChange::shows(match target.api {
            Api::V1 => self.property_v1(id, &key, property),
            Api::V2 => property_v2(&key, property),
        }))
    }

    /// The key must be new: 409, as reports from Cloud have it, where the description says 400.
    pub(crate) fn create_content_property(
        &mut self,
        target: &ContentRequest,
        body: &[u8],
        author: &Author,
    ) -> Decided {
        let api = target.api;
        let body = read(api, body)?;
        let key = body["key"].as_str().unwrap_or_default().to_owned();
        check_key(api, &key)?;
        let value = checked_value(api, &body)?;
        let stored = self.stored(target)?;
        if stored.properties.contains_key(&key) {
            let cause = Cause::new("the key is new", "a key without a property", &key)
                .with_likely("to change it, PUT it with its version + 1");
            let why = format!("A property with key {key} already exists");
            return Err(conflict(api, why, cause));
        }
        self.permit(api, &target.account, stored, Act::CreateProperty(&key))?;
        self.put_property(target, key, value, 1, "created", author)
    }

    /// The version is the next one; in v1 a key that is new takes version 1.
    pub(crate) fn update_content_property(
        &mut self,
        target: &ContentRequest,
        name: &str,
        body: &[u8],
        author: &Author,
    ) -> Decided {
        let api = target.api;
        let body = read(api, body)?;
        let sent = body["version"]["number"].as_u64();
        let stored = self.stored(target)?;
        let current = match self.property_place(target, name) {
            Ok((_, key)) => Some((stored.properties[&key].version, key)),
            Err(_) if api == Api::V1 && sent.unwrap_or(1) == 1 => None,
            Err(missing) => return Err(missing),
        };
        let value = checked_value(api, &body)?;
        let Some((version, key)) = current else {
            check_key(api, name)?;
            self.permit(api, &target.account, stored, Act::CreateProperty(name))?;
            return self.put_property(target, name.to_owned(), value, 1, "created", author);
        };
        let next = version.saturating_add(1);
        if sent != Some(next) {
            let got = sent.map_or_else(|| "no version".to_owned(), |sent| sent.to_string());
            let cause = Cause::new("the version is the next one", next.to_string(), got)
                .with_likely("read it again, and send that version + 1");
            let why =
                format!("Version is not correctly incremented. Current version is: {version}");
            return Err(conflict(api, why, cause));
        }
        self.permit(api, &target.account, stored, Act::UpdateProperty(&key))?;
        self.put_property(target, key, value, next, "updated", author)
    }

    pub(crate) fn delete_content_property(
        &mut self,
        target: &ContentRequest,
        name: &str,
    ) -> Decided {
        let (id, key) = self.property_place(target, name)?;
        let stored = self.stored(target)?;
        self.permit(
            target.api,
            &target.account,
            stored,
            Act::DeleteProperty(&key),
        )?;
        let gone = |stored: &mut Stored| stored.properties.remove(&key);
        let gone = self.contents.change(id, gone).flatten();
        let mut change = ContentChange::gone();
        if let Some(property) = gone {
            let body = self.property_as_content(&key, &property);
            change = change.with(Webhook::raw("content_removed", body));
        }
        Ok(change)
    }

    fn put_property(
        &mut self,
        target: &ContentRequest,
        key: String,
        value: Value,
        version: u64,
        what: &str,
        author: &Author,
    ) -> Decided {
        let content = self.stored(target)?.page.id;
        let known = self.contents.get(content);
        let known = known
            .and_then(|stored| stored.properties.get(&key))
            .map(|known| known.id);
        let id = known.unwrap_or_else(|| self.contents.next_id());
        let property = ContentProperty {
            id,
            value,
            version,
            by: author.account.clone(),
            changed_millis: author.now_millis,
        };
        let shown = match target.api {
            Api::V1 => self.property_v1(content, &key, &property),
            Api::V2 => property_v2(&key, &property),
        };
        let body = self.property_as_content(&key, &property);
        let put = |stored: &mut Stored| stored.properties.insert(key, property);
        self.contents.change(content, put);
        let event = Webhook::raw(format!("content_{what}"), body);
        Ok(ContentChange::shows(shown).with(event))
    }

    /// The content's id and the property's key.
    fn property_place(
        &self,
        target: &ContentRequest,
        name: &str,
    ) -> Result<(u64, String), Rejection> {
        let stored = self.stored(target)?;
        let mut known = stored.properties.iter();
        let found = known.find(|(key, property)| match target.api {
            Api::V1 => *key == name,
            Api::V2 => property.id.to_string() == name,
        });
        match found {
            Some((key, _)) => Ok((stored.page.id, key.clone())),
            None => {
                let all: Vec<&str> = stored.properties.keys().map(String::as_str).collect();
                let cause = Cause::missing("the content has the property", all.join(", "), name);
                Err(match target.api {
                    Api::V1 => {
                        let why = format!("No property found with key : {name}");
                        Rejection::service(404, "NotFoundException", why, cause)
                    }
                    Api::V2 => missing(Api::V2, name, cause),
                })
            }
        }
    }
}

fn check_key(api: Api, key: &str) -> Result<(), Rejection> {
    let length = key.chars().count();
    if (1..=KEY_LIMIT).contains(&length) {
        return Ok(());
    }
    let cause = Cause::new(
        "a key has 1 to 255 characters",
        "a shorter key, or one",
        length.to_string(),
    );
    Err(bad(
        api,
        "The property key is empty or longer than 255 characters".into(),
        cause,
    ))
}

fn checked_value(api: Api, body: &Value) -> Result<Value, Rejection> {
    let Some(value) = body.get("value") else {
        let cause = Cause::new("a property has a value", "`value`", body.to_string());
        return Err(bad(api, "A property must have a value".into(), cause));
    };
    let length = value.to_string().len();
    if length <= VALUE_LIMIT {
        return Ok(value.clone());
    }
    let cause = Cause::new(
        "a value has at most 32 KB",
        VALUE_LIMIT.to_string(),
        length.to_string(),
    );
    let why = "The property value is longer than 32 KB".to_owned();
    Err(match api {
        Api::V1 => Rejection::service(413, "RequestEntityTooLargeException", why, cause),
        Api::V2 => bad(api, why, cause),
    })
}
