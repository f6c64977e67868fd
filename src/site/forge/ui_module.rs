//! The module of an app that a user sees and that calls a remote.

use serde_json::{Map, Value, json};

use super::installation::ForgeInstallation;
use crate::jwt::InvokedBy;
use crate::site::module_load::LoadError;
use crate::slip::did_you_mean;

/// A module of a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct UiModule {
    pub(super) by: InvokedBy,
}

impl UiModule {
    /// The module of this key; without one, the first whose resolver is this endpoint.
    pub(super) fn of(
        app: &ForgeInstallation,
        key: Option<&str>,
        endpoint: &str,
    ) -> Result<Self, LoadError> {
        let value = app.manifest.value();
        let types = value["modules"].as_object().into_iter().flatten();
        let all = types.flat_map(|(kind, modules)| {
            let modules = modules.as_array().into_iter().flatten();
            modules.filter_map(move |module| Some((kind.as_str(), module["key"].as_str()?, module)))
        });
        let all: Vec<_> = all.filter(|(kind, ..)| !is_backend(kind)).collect();
        let named = |(_, own, module): &&(&str, &str, &Value)| match key {
            Some(key) => *own == key,
            None => module["resolver"]["endpoint"] == endpoint,
        };
        if let Some((kind, key, _)) = all.iter().find(named) {
            let by = InvokedBy {
                kind: extension_type(kind),
                key: (*key).to_owned(),
            };
            return Ok(Self { by });
        }
        let known: Vec<&str> = all.iter().map(|(_, key, _)| *key).collect();
        match (key, all.first()) {
            (Some(key), _) => {
                let meant = did_you_mean(key, known);
                Err(LoadError::new(format!(
                    "the manifest has no module `{key}` with a page{meant}"
                )))
            }
            // A page may call any endpoint of its app; the first one does.
            (None, Some((kind, key, _))) => Ok(Self {
                by: InvokedBy {
                    kind: extension_type(kind),
                    key: (*key).to_owned(),
                },
            }),
            (None, None) => Err(LoadError::new(
                "the manifest has no module with a page, so that no front end calls: see the calls from a function",
            )),
        }
    }

    /// A module's own part of the context.
    pub(super) fn extension(&self) -> Map<String, Value> {
        let own = json!({ "type": self.short_type(), "isEditing": false, "references": [] });
        own.as_object().cloned().unwrap_or_default()
    }

    /// What the context calls the module: without what stands before the colon.
    fn short_type(&self) -> &str {
        let kind = self.by.kind.as_str();
        kind.rsplit_once(':').map_or(kind, |(_, short)| short)
    }
}

/// Captured for a macro, and assumed for the others, which keep the manifest's name.
fn extension_type(kind: &str) -> String {
    match kind {
        "macro" => "xen:macro".into(),
        other => other.into(),
    }
}

/// Modules that no user sees.
fn is_backend(kind: &str) -> bool {
    matches!(
        kind,
        "endpoint"
            | "function"
            | "trigger"
            | "scheduledTrigger"
            | "preUninstall"
            | "webtrigger"
            | "consumer"
            | "connectToForgeMigration"
            | "confluence:contentProperty"
    )
}
