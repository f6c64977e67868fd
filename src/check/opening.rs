//! `Opening`: a module of the app, and what of it is opened.

use std::fmt;

use crate::tenant::{InstalledApp, Load};

/// A module of the app, and what of it is opened.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Opening {
    Module(String),
    /// The dialog in which a macro is edited.
    Editor(String),
    /// The hidden frame behind a macro's property panel.
    PropertyPanel(String),
}

impl Opening {
    /// All of an app, static and dynamic.
    pub(super) fn all(app: &InstalledApp) -> Vec<Self> {
        let descriptor = app.descriptor();
        let fixed = descriptor.iter().flat_map(|one| one.modules().iter());
        let fixed = fixed.flat_map(|(_, module)| Self::of(module.value()));
        let dynamic = app.dynamic_modules();
        let kinds = dynamic.as_object().into_iter().flatten();
        let dynamic = kinds.flat_map(|(_, all)| all.as_array().into_iter().flatten());
        fixed.chain(dynamic.flat_map(Self::of)).collect()
    }

    fn of(module: &serde_json::Value) -> Vec<Self> {
        let Some(key) = module["key"].as_str() else {
            return Vec::new();
        };
        let mut of = vec![Opening::Module(key.to_owned())];
        if module["editor"]["url"].is_string() {
            of.push(Opening::Editor(key.to_owned()));
        }
        if module["propertyPanel"]["url"].is_string() {
            of.push(Opening::PropertyPanel(key.to_owned()));
        }
        of
    }

    pub(super) fn load(&self, app: &InstalledApp) -> Load {
        match self {
            Opening::Module(key) => app.open(key),
            Opening::Editor(key) => app.editor(key),
            Opening::PropertyPanel(key) => app.property_panel(key),
        }
    }
}

impl fmt::Display for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Opening::Module(key) => f.write_str(key),
            Opening::Editor(key) => write!(f, "{key}/editor"),
            Opening::PropertyPanel(key) => write!(f, "{key}/propertyPanel"),
        }
    }
}
