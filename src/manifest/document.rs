//! `Manifest`: a `manifest.yml`, what it says, and what a test says in its place.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;

use super::bounds;
use super::environment::ForgeEnvironment;
use super::error::ManifestError;
use super::variables;
use super::yaml::{self, Places};
use crate::descriptor::outside_text;

/// The `manifest.yml` of a Forge app. Any YAML or JSON object can be read as one; whether Forge would take it is for
/// [`validate`](Self::validate) to say.
///
/// ```
/// use mockfluence::manifest::Manifest;
///
/// let manifest = Manifest::from_yaml("
/// app:
///   id: ari:cloud:ecosystem::app/406d303d-0393-4ec4-ad7c-1435be94583a
///   runtime: { name: nodejs22.x }
/// remotes:
///   - key: backend
///     baseUrl: https://my-app.example.com
/// modules:
///   trigger:
///     - { key: edits, endpoint: events, events: [avi:confluence:updated:page] }
///   endpoint:
///     - { key: events, remote: backend, route: { path: /events } }
/// permissions:
///   scopes: [read:confluence-content.summary]
/// ")?;
/// assert_eq!(manifest.app_id(), "406d303d-0393-4ec4-ad7c-1435be94583a");
/// assert!(manifest.validate().is_empty());
/// // For an app that runs here:
/// let here = manifest.with_remote("backend", "http://localhost:3000");
/// assert_eq!(here.remote("backend").unwrap().base_url(None), Some("http://localhost:3000"));
/// # Ok::<(), mockfluence::manifest::ManifestError>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct Manifest {
    /// As it was read, and with variables and remotes put in.
    written: Value,
    pub(super) value: Value,
    places: Arc<Places>,
    variables: BTreeMap<String, String>,
    missing: Vec<String>,
    pub(super) remotes: BTreeMap<String, String>,
    environment: ForgeEnvironment,
    pub(crate) reachable: bool,
    /// Whether whoever gives it names, by that, the hosts in it to the tenant.
    pub(crate) names_hosts: bool,
}

impl std::fmt::Debug for Manifest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Manifest")
            .field("app", &self.app_id())
            .field("environment", &self.environment)
            .finish_non_exhaustive()
    }
}

impl Manifest {
    /// Reads a manifest as `manifest.yml` has it. JSON is YAML, too.
    ///
    /// # Errors
    /// The text is not YAML, has a property twice, is too long or too deep, or is not an object.
    pub fn from_yaml(text: &str) -> Result<Self, ManifestError> {
        let (value, places) = yaml::read(text.strip_prefix('\u{feff}').unwrap_or(text))?;
        Self::of(value, places)
    }

    /// A manifest from a value, as `serde_json::json!` makes it.
    ///
    /// # Errors
    /// As of [`from_yaml`](Self::from_yaml).
    pub fn from_json(value: Value) -> Result<Self, ManifestError> {
        bounds::bounded(&value)?;
        Self::of(value, Places::new())
    }

    /// Reads a manifest from a file, now.
    ///
    /// # Errors
    /// The file cannot be read, or is no manifest.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, ManifestError> {
        let path = path.as_ref();
        let unreadable = |why: &dyn std::fmt::Display| {
            ManifestError::whole(format!("{}: {why}", path.display()))
        };
        let bytes = std::fs::read(path).map_err(|error| unreadable(&error))?;
        Self::from_yaml(outside_text(&bytes).map_err(|_| unreadable(&"it is not UTF-8"))?)
    }

    fn of(written: Value, places: Places) -> Result<Self, ManifestError> {
        if !written.is_object() {
            let what = match &written {
                Value::Null => "nothing",
                Value::Array(_) => "a list",
                _ => "a single value",
            };
            let why = format!("it is {what}, and no object with `app`, `modules` and so on");
            return Err(ManifestError::at((1, 1), why));
        }
        let mut manifest = Self {
            value: Value::Null,
            written,
            places: Arc::new(places),
            variables: BTreeMap::new(),
            missing: Vec::new(),
            remotes: BTreeMap::new(),
            environment: ForgeEnvironment::default(),
            reachable: true,
            names_hosts: true,
        };
        manifest.put_in();
        Ok(manifest)
    }

    fn put_in(&mut self) {
        let (mut value, missing) = variables::put_in(&self.written, &self.variables);
        let remotes = value.get_mut("remotes").and_then(Value::as_array_mut);
        for remote in remotes.into_iter().flatten() {
            let url = remote["key"].as_str().and_then(|key| self.remotes.get(key));
            if let (Some(url), Some(remote)) = (url.cloned(), remote.as_object_mut()) {
                remote.insert("baseUrl".into(), url.into());
            }
        }
        (self.value, self.missing) = (value, missing);
    }

    /// The remote of this key is called at `url`, in every region, whatever the manifest says. An install refuses a key
    /// that the manifest does not have.
    #[must_use]
    pub fn with_remote(mut self, key: impl Into<String>, url: impl Into<String>) -> Self {
        self.remotes.insert(key.into(), url.into());
        self.put_in();
        self
    }

    /// The value of a variable that the manifest declares under `environment.variables`; the tenant reads none from
    /// its own environment.
    #[must_use]
    pub fn with_variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.variables.insert(name.into(), value.into());
        self.put_in();
        self
    }

    /// As it was deployed to this environment; to production if nothing is said.
    #[must_use]
    pub fn in_environment(mut self, environment: ForgeEnvironment) -> Self {
        self.environment = environment;
        self
    }

    /// There is no backend to call: calls are recorded and count as answered.
    #[must_use]
    pub fn without_backend(mut self) -> Self {
        self.reachable = false;
        self
    }

    /// The environment that it was deployed to.
    #[must_use]
    pub fn environment(&self) -> ForgeEnvironment {
        self.environment
    }

    /// The whole manifest, with variables and remotes put in.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The line in which the value at a JSON pointer stands, from 1; none for a manifest from a value.
    ///
    /// ```
    /// use mockfluence::manifest::Manifest;
    ///
    /// let manifest = Manifest::from_yaml("app:\n  id: x\n").unwrap();
    /// assert_eq!(manifest.line("/app/id"), Some(2));
    /// ```
    #[must_use]
    pub fn line(&self, pointer: &str) -> Option<usize> {
        self.places.get(pointer).map(|(line, _)| *line)
    }

    /// Without what a test put in place of the remotes, so that an upgrade is judged by what was deployed.
    pub(super) fn deployed(&self) -> Value {
        variables::put_in(&self.written, &self.variables).0
    }

    /// The declared variables that have no value.
    pub(super) fn missing_variables(&self) -> &[String] {
        &self.missing
    }

    /// What was given and the manifest does not have, in words.
    pub(super) fn misgiven(&self) -> Option<String> {
        let remote = self.remotes.keys().find(|key| self.remote(key).is_none());
        if let Some(key) = remote {
            let known: Vec<String> = self
                .remotes()
                .map(|one| format!("`{}`", one.key()))
                .collect();
            let known = match known.is_empty() {
                true => "it has none".to_owned(),
                false => format!("it has {}", known.join(", ")),
            };
            return Some(format!("the manifest has no remote `{key}`: {known}"));
        }
        let declared = variables::declared(&self.written);
        let variable = self
            .variables
            .keys()
            .find(|name| !declared.contains_key(*name));
        variable.map(|name| {
            format!("the manifest declares no variable `{name}` under `environment.variables`")
        })
    }

    /// The URLs to whose hosts the tester sends the tenant by giving it this.
    pub(crate) fn named_urls(&self, region: Option<&str>) -> Vec<String> {
        let own = self.remotes().filter_map(|one| one.base_url(region));
        let all = own.chain(self.remotes.values().map(String::as_str));
        let all = all.filter(|_| self.names_hosts);
        all.map(str::to_owned).collect()
    }

    /// The same, with what was given to an earlier version as far as this one says nothing else.
    #[must_use]
    pub(crate) fn after(mut self, earlier: &Self) -> Self {
        for (key, url) in &earlier.remotes {
            let there = super::listed::listed(&self.written["remotes"])
                .any(|remote| remote["key"] == **key);
            if there && !self.remotes.contains_key(key) {
                self.remotes.insert(key.clone(), url.clone());
            }
        }
        self.reachable &= earlier.reachable;
        self.put_in();
        self
    }
}
