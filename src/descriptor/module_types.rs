//! The module types of Confluence: one row each.

use super::module::Form;

/// One module type.
#[derive(Debug)]
pub(crate) struct ModuleType {
    pub(crate) name: &'static str,
    pub(crate) form: Form,
    /// Is there evidence that it can be registered dynamically?
    pub(crate) surely_dynamic: bool,
}

const fn list(name: &'static str) -> ModuleType {
    ModuleType {
        name,
        form: Form::List,
        surely_dynamic: false,
    }
}

const fn sure(name: &'static str) -> ModuleType {
    ModuleType {
        name,
        form: Form::List,
        surely_dynamic: true,
    }
}

const fn single(name: &'static str) -> ModuleType {
    ModuleType {
        name,
        form: Form::Single,
        surely_dynamic: false,
    }
}

static MODULE_TYPES: [ModuleType; 19] = [
    sure("webItems"),
    list("webPanels"),
    list("webSections"),
    sure("webhooks"),
    list("generalPages"),
    sure("adminPages"),
    single("configurePage"),
    single("postInstallPage"),
    list("dialogs"),
    list("keyboardShortcuts"),
    sure("dynamicContentMacros"),
    list("staticContentMacros"),
    list("spaceToolsTabs"),
    list("blueprints"),
    list("confluenceContentProperties"),
    list("contentBylineItems"),
    list("customContent"),
    list("confluenceThemes"),
    list("publishConditions"),
];

pub(crate) fn find(name: &str) -> Option<&'static ModuleType> {
    MODULE_TYPES.iter().find(|known| known.name == name)
}

impl ModuleType {
    pub(crate) fn is_list(&self) -> bool {
        self.form == Form::List
    }
}
