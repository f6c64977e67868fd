//! The module types of Confluence: one row each.

use super::Object;
use super::content::{BLUEPRINT, CONTENT_PROPERTY, CUSTOM_CONTENT, PUBLISH_CONDITION};
use super::fragments::{
    CONTENT_BYLINE_ITEM, SPACE_TOOLS_TAB, WEB_ITEM, WEB_PANEL, WEB_SECTION, WEBHOOK,
};
use super::macros::{DYNAMIC_CONTENT_MACRO, STATIC_CONTENT_MACRO};
use super::pages::{
    ADMIN_PAGE, CONFIGURE_PAGE, DIALOG, GENERAL_PAGE, KEYBOARD_SHORTCUT, POST_INSTALL_PAGE,
};
use super::theme::THEME;
use crate::descriptor::module::Form::{self, List, Single};

/// One module type.
#[derive(Debug)]
pub(crate) struct ModuleType {
    /// Its name under `modules`.
    pub(crate) name: &'static str,
    /// Is it written as an array or as one object?
    pub(crate) form: Form,
    /// What one module looks like.
    pub(crate) body: &'static Object,
    /// What the host does with it beyond the schema.
    pub(crate) kind: ModuleKind,
    /// Is there evidence that it can be registered dynamically?
    pub(crate) surely_dynamic: bool,
}

/// What the host does with a module beyond the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ModuleKind {
    /// Its conditions must be safe for pages; its URL is relative.
    Page,
    /// It stands inside a page of Confluence: unknown conditions are dropped, its URL may be absolute.
    Item,
    /// As an item, but its URL is relative.
    Panel,
    /// It has a URL that is relative.
    Remote,
    /// It needs a scope.
    Webhook,
    /// Nothing.
    Other,
}

use ModuleKind::{Item, Other, Page, Panel, Remote, Webhook};

/// The last column marks the types with evidence for dynamic registration.
#[rustfmt::skip]
pub(crate) static MODULE_TYPES: [ModuleType; 19] = [
    row("adminPages",                  List,   &ADMIN_PAGE,            Page,    true),
    row("blueprints",                  List,   &BLUEPRINT,             Other,   false),
    row("configurePage",               Single, &CONFIGURE_PAGE,        Page,    false),
    row("confluenceContentProperties", List,   &CONTENT_PROPERTY,      Other,   false),
    row("confluenceThemes",            List,   &THEME,                 Other,   false),
    row("contentBylineItems",          List,   &CONTENT_BYLINE_ITEM,   Item,    false),
    row("customContent",               List,   &CUSTOM_CONTENT,        Other,   false),
    row("dialogs",                     List,   &DIALOG,                Other,   false),
    row("dynamicContentMacros",        List,   &DYNAMIC_CONTENT_MACRO, Remote,  true),
    row("generalPages",                List,   &GENERAL_PAGE,          Page,    false),
    row("keyboardShortcuts",           List,   &KEYBOARD_SHORTCUT,     Other,   false),
    row("postInstallPage",             Single, &POST_INSTALL_PAGE,     Page,    false),
    row("publishConditions",           List,   &PUBLISH_CONDITION,     Item,    false),
    row("spaceToolsTabs",              List,   &SPACE_TOOLS_TAB,       Panel,   false),
    row("staticContentMacros",         List,   &STATIC_CONTENT_MACRO,  Remote,  false),
    row("webItems",                    List,   &WEB_ITEM,              Item,    true),
    row("webPanels",                   List,   &WEB_PANEL,             Panel,   false),
    row("webSections",                 List,   &WEB_SECTION,           Item,    false),
    row("webhooks",                    List,   &WEBHOOK,               Webhook, true),
];

const fn row(
    name: &'static str,
    form: Form,
    body: &'static Object,
    kind: ModuleKind,
    surely_dynamic: bool,
) -> ModuleType {
    ModuleType {
        name,
        form,
        body,
        kind,
        surely_dynamic,
    }
}

/// The row of a type.
pub(crate) fn find(name: &str) -> Option<&'static ModuleType> {
    MODULE_TYPES.iter().find(|known| known.name == name)
}

impl ModuleType {
    pub(crate) fn is_list(&self) -> bool {
        self.form == Form::List
    }
}
