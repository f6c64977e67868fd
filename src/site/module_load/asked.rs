//! What a test asks to be opened, by whom, and the error that says why it cannot be.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::jwt::Tamper;
use crate::unhandled::Unhandled;

/// What a test asks to be opened.
#[derive(Clone, Debug)]
pub(crate) struct ModuleLoad {
    pub(crate) app_key: String,
    pub(crate) what: Opened,
    pub(crate) subject: Viewer,
    pub(crate) variables: BTreeMap<String, String>,
    pub(crate) about: Value,
    pub(crate) tamper: Option<Tamper>,
}

/// Which of a module's URLs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Opened {
    /// The module's own, or that of the module it leads to.
    Module(String),
    /// The dialog in which a macro is edited.
    Editor(String),
    /// The hidden frame of a macro's property panel.
    PropertyPanel(String),
    /// The image that stands for a macro in the editor.
    ImagePlaceholder(String),
    /// The one for a way of rendering a macro, such as `pdf`.
    RenderMode(String, String),
    /// The context of a blueprint.
    Blueprint(String),
    /// A remote condition, by its URL.
    Condition(String),
}

impl Opened {
    /// The key of the module that was asked for.
    pub(super) fn key(&self) -> Option<&str> {
        match self {
            Opened::Module(key)
            | Opened::Editor(key)
            | Opened::PropertyPanel(key)
            | Opened::ImagePlaceholder(key)
            | Opened::RenderMode(key, _)
            | Opened::Blueprint(key) => Some(key),
            Opened::Condition(_) => None,
        }
    }
}

/// Who looks at the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Viewer {
    /// The site's administrator.
    #[default]
    Admin,
    User(String),
    Anonymous,
}

/// A module cannot be opened, or gave no whole reply; `Display` says why and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError(String, Unhandled);

impl LoadError {
    pub(crate) fn new(why: impl Into<String>) -> Self {
        Self(why.into(), Unhandled::default())
    }

    /// The same, as what the test gets from a call of its own.
    pub(crate) fn known_as(mut self, unhandled: impl FnOnce(&str) -> Unhandled) -> Self {
        self.1 = unhandled(&self.0);
        self
    }

    /// The token cannot be spoilt so.
    pub(crate) fn misfit(tamper: &Tamper, why: &str) -> Self {
        Self::new(format!("`{tamper}` does not apply: {why}"))
    }
}

impl std::fmt::Display for LoadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for LoadError {}
