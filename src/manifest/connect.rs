//! The Connect half of a manifest as a descriptor: `app.connect` and `connectModules`.

use serde_json::{Map, Value, json};

use super::document::Manifest;
use super::listed::listed;
use crate::descriptor::{Descriptor, DescriptorError, module_type};

/// What stands before the names of Confluence's Connect modules.
pub(super) const CONFLUENCE: &str = "confluence:";

/// What ends the name of a scope that is Connect's.
const CONNECT_SCOPE: &str = ":connect-confluence";

impl Manifest {
    /// Its Connect half as a descriptor, or none where it has no `connectModules`: the base URL and those of the
    /// regions are those of the remote that `app.connect.remote` names. `installed` may be missing, for Forge has a
    /// lifecycle of its own.
    ///
    /// ```
    /// use mockfluence::manifest::Manifest;
    ///
    /// let manifest = Manifest::from_yaml("
    /// app:
    ///   id: ari:cloud:ecosystem::app/406d303d-0393-4ec4-ad7c-1435be94583a
    ///   connect: { key: my-app, remote: backend }
    /// remotes: [{ key: backend, baseUrl: https://my-app.example.com }]
    /// connectModules:
    ///   confluence:lifecycle: [{ key: life, uninstalled: /uninstalled }]
    /// permissions: { scopes: [space-admin:connect-confluence] }
    /// ").unwrap();
    /// let connect = manifest.connect().unwrap();
    /// assert_eq!((connect.key(), connect.base_url()), ("my-app", "https://my-app.example.com"));
    /// assert_eq!(connect.scopes(), ["SPACE_ADMIN"]);
    /// assert_eq!(connect.lifecycle("installed"), None);
    /// ```
    #[must_use]
    pub fn connect(&self) -> Option<Descriptor> {
        self.connect_half().and_then(Result::ok)
    }

    /// The same, with why it is none that can be read.
    pub(crate) fn connect_half(&self) -> Option<Result<Descriptor, DescriptorError>> {
        let modules = self.value()["connectModules"].as_object()?;
        let key = self.connect_key()?;
        let remote = self.value()["app"]["connect"]["remote"].as_str();
        let remote = remote.and_then(|remote| self.remote(remote));
        let base_url = remote.and_then(|remote| remote.base_url(None));
        let mut descriptor = Map::new();
        descriptor.insert("key".into(), key.into());
        descriptor.insert("baseUrl".into(), base_url.unwrap_or_default().into());
        let regions = remote.map(|remote| remote.region_base_urls());
        let regions = regions.unwrap_or_default().into_iter();
        let regions: Map<String, Value> = regions
            .map(|(region, url)| (region.to_owned(), url.into()))
            .collect();
        if !regions.is_empty() {
            descriptor.insert("regionBaseUrls".into(), regions.into());
        }
        descriptor.insert("authentication".into(), json!({ "type": "jwt" }));
        descriptor.insert("scopes".into(), self.connect_scopes().into());
        if self.value()["app"]["licensing"]["enabled"] == true {
            descriptor.insert("enableLicensing".into(), true.into());
        }
        put_modules(&mut descriptor, modules);
        Some(Descriptor::from_value(descriptor.into()))
    }

    /// The scopes of its Connect half, by Connect's names.
    fn connect_scopes(&self) -> Vec<String> {
        let scopes = self.scopes().into_iter();
        let scopes = scopes.filter_map(|scope| scope.strip_suffix(CONNECT_SCOPE));
        scopes
            .map(|scope| scope.replace('-', "_").to_ascii_uppercase())
            .collect()
    }
}

/// What Connect has beside `modules` goes where Connect has it.
fn put_modules(descriptor: &mut Map<String, Value>, given: &Map<String, Value>) {
    let mut modules = Map::new();
    for (name, entries) in given {
        let Some(kind) = name.strip_prefix(CONFLUENCE) else {
            continue;
        };
        let first = listed(entries).next();
        match (kind, first) {
            ("lifecycle" | "translations" | "cloudAppMigration", first) => {
                let first = first.and_then(Value::as_object).cloned();
                let mut first = first.unwrap_or_default();
                first.remove("key");
                descriptor.insert(kind.to_owned(), first.into());
            }
            (kind, Some(first)) if module_type(kind).is_some_and(|known| !known.is_list()) => {
                modules.insert(kind.to_owned(), first.clone());
            }
            ("webhooks", _) => {
                modules.insert(kind.to_owned(), without_keys(entries));
            }
            (kind, _) => {
                modules.insert(kind.to_owned(), entries.clone());
            }
        }
    }
    descriptor.insert("modules".into(), modules.into());
}

/// A webhook of Connect has no key, where every module of a manifest has one.
fn without_keys(entries: &Value) -> Value {
    let mut entries = entries.clone();
    for entry in entries.as_array_mut().into_iter().flatten() {
        if let Some(entry) = entry.as_object_mut() {
            entry.remove("key");
        }
    }
    entries
}
