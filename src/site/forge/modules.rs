//! The dynamic modules of one installation on Forge: made, changed, hidden and removed one at a time.
//!
//! Another interface than Connect's: the host makes the key, a static module with that key hides the
//! dynamic one where Connect removes them all, and nothing is registered in bulk.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::cause::Cause;
use crate::manifest::Manifest;
use crate::site::rejection::{ErrorBody, Rejection};

/// How many an installation may have.
pub(crate) const MOST: usize = 100;

/// The types of Confluence whose reference has a dynamic section.
pub(crate) const TYPES: &[&str] = &[
    "trigger",
    "macro",
    "confluence:contentBylineItem",
    "confluence:contentProperty",
];

/// One module, as its app wrote it, by the key that the host made.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ForgeModule {
    pub(crate) key: String,
    pub(crate) kind: String,
    /// As a manifest would have it, the key with it.
    pub(crate) data: Value,
}

/// The body of a POST or PUT.
#[derive(Debug, Deserialize)]
pub(crate) struct Wanted {
    #[serde(rename = "type")]
    kind: Option<Value>,
    data: Option<Value>,
    key: Option<Value>,
}

/// All of one installation, in the order in which they were made.
#[derive(Clone, Debug, Default)]
pub(crate) struct ForgeModules {
    modules: Vec<ForgeModule>,
    /// How many were ever made: each has a key of its own.
    pub(super) made: u32,
}

impl ForgeModule {
    /// As the resource shows it: the key beside the data, and again in them.
    pub(crate) fn to_json(&self) -> Value {
        json!({ "key": self.key, "type": self.kind, "data": self.data })
    }
}

impl ForgeModules {
    /// Makes one by the key that is due after so many others.
    pub(crate) fn create(
        &mut self,
        wanted: &Wanted,
        manifest: &Manifest,
        key: String,
    ) -> Result<&ForgeModule, Rejection> {
        let (kind, data) = judged(wanted, manifest)?;
        if self.modules.len() >= MOST {
            return Err(too_many());
        }
        self.made = self.made.saturating_add(1);
        let data = keyed(data, &key);
        self.modules.push(ForgeModule { key, kind, data });
        Ok(self.modules.last().expect("one was pushed"))
    }

    /// Puts another in the place of one, under the same key.
    pub(crate) fn replace(
        &mut self,
        key: &str,
        wanted: &Wanted,
        manifest: &Manifest,
    ) -> Result<&ForgeModule, Rejection> {
        let at = self.place(key)?;
        let keys = [
            wanted.key.as_ref(),
            wanted.data.as_ref().map(|data| &data["key"]),
        ];
        if let Some(other) = keys
            .into_iter()
            .flatten()
            .find(|one| !one.is_null() && *one != key)
        {
            return Err(key_changed(key, other));
        }
        let (kind, data) = judged(wanted, manifest)?;
        let module = &mut self.modules[at];
        (module.kind, module.data) = (kind, keyed(data, key));
        Ok(module)
    }

    /// Removes one.
    pub(crate) fn remove(&mut self, key: &str) -> Result<ForgeModule, Rejection> {
        let at = self.place(key)?;
        Ok(self.modules.remove(at))
    }

    /// One that no static module hides.
    pub(crate) fn one(&self, key: &str, manifest: &Manifest) -> Result<&ForgeModule, Rejection> {
        let module = &self.modules[self.place(key)?];
        match hides(manifest, key) {
            true => Err(hidden(key)),
            false => Ok(module),
        }
    }

    /// Those that no static module hides.
    pub(crate) fn shown(&self, manifest: &Manifest) -> impl Iterator<Item = &ForgeModule> {
        let modules = self.modules.iter();
        modules.filter(|one| !hides(manifest, &one.key))
    }

    fn place(&self, key: &str) -> Result<usize, Rejection> {
        let mut modules = self.modules.iter();
        modules
            .position(|one| one.key == key)
            .ok_or_else(|| unknown(key))
    }
}

/// Whether the manifest has a module of this key.
fn hides(manifest: &Manifest, key: &str) -> bool {
    let types = manifest.value()["modules"]
        .as_object()
        .into_iter()
        .flatten();
    let mut kinds = types.map(|(kind, _)| kind);
    kinds.any(|kind| manifest.modules(kind).any(|module| module["key"] == key))
}

/// The type and the data of a module that the host takes.
fn judged(wanted: &Wanted, manifest: &Manifest) -> Result<(String, Map<String, Value>), Rejection> {
    let kind = wanted.kind.as_ref().and_then(Value::as_str);
    let kind = kind.ok_or_else(|| {
        bad(
            "`type` is the type of a module",
            "a text",
            shown(wanted.kind.as_ref()),
        )
    })?;
    if !TYPES.contains(&kind) {
        let got = format!("`{kind}`");
        return Err(bad("the type has dynamic modules", TYPES.join(", "), got));
    }
    let data = wanted.data.as_ref().and_then(Value::as_object);
    let data = data.ok_or_else(|| {
        bad(
            "`data` is the module",
            "an object",
            shown(wanted.data.as_ref()),
        )
    })?;
    let endpoint = data.get("endpoint").filter(|endpoint| !endpoint.is_null());
    if let Some(endpoint) = endpoint {
        let known = endpoint.as_str().and_then(|key| manifest.endpoint(key));
        if known.is_none() {
            let expected = manifest
                .endpoints()
                .map(|one| one.key())
                .collect::<Vec<_>>();
            let expected = format!("one of the manifest's: {}", expected.join(", "));
            return Err(bad(
                "the endpoint is in the manifest",
                expected,
                endpoint.to_string(),
            ));
        }
    }
    if kind == "trigger" && endpoint.is_none() && !data.contains_key("function") {
        let got = "neither `endpoint` nor `function`";
        return Err(bad(
            "a trigger names what it calls",
            "`endpoint` or `function`",
            got,
        ));
    }
    Ok((kind.to_owned(), data.clone()))
}

fn keyed(mut data: Map<String, Value>, key: &str) -> Value {
    data.insert("key".into(), key.into());
    data.into()
}

fn shown(value: Option<&Value>) -> String {
    value.map_or("nothing".into(), Value::to_string)
}

/// The status of a bad module is assumed, and so is its text.
fn bad(check: &'static str, expected: impl Into<String>, got: impl Into<String>) -> Rejection {
    refused(400, "Invalid module", Cause::new(check, expected, got))
}

/// The status is documented, its text is not.
fn too_many() -> Rejection {
    let check = "an installation has a limited number of dynamic modules";
    let cause = Cause::new(
        check,
        format!("at most {MOST}"),
        format!("{MOST} and one more"),
    );
    refused(
        422,
        &format!("Maximum of {MOST} dynamic modules exceeded"),
        cause,
    )
}

fn key_changed(key: &str, other: &Value) -> Rejection {
    let check = "the key of a module stays as the host made it";
    let cause = Cause::new(check, format!("no `key`, or `{key}`"), other.to_string());
    refused(400, "Key cannot be modified during update", cause)
}

/// The status is documented, its text is not.
fn unknown(key: &str) -> Rejection {
    let check = "the installation has a dynamic module of this key";
    let cause = Cause::missing(check, "a key that the host made", format!("`{key}`"));
    refused(404, NOT_FOUND, cause)
}

fn hidden(key: &str) -> Rejection {
    let check = "no static module has the key";
    let got = format!(
        "`{key}`, which a static module of the manifest has, too: it hides the dynamic one"
    );
    let cause = Cause::missing(check, "a key that the manifest does not have", got);
    refused(404, NOT_FOUND, cause)
}

const NOT_FOUND: &str = "Module not found";

fn refused(status: u16, message: &str, cause: Cause) -> Rejection {
    Rejection {
        status,
        body: ErrorBody::Message(message.into()),
        cause: Box::new(cause),
    }
}
