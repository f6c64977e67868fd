//! Pages, dialogs and keyboard shortcuts.

use super::Shape::{Boolean, Choice, Free, Integer, Object as An};
use super::pattern::Pattern;
use super::shared::{CONDITIONS, DIALOG_OPTIONS, I18N, ICON, KEY, LOCATION, TEMPLATE_URL};
use super::{Object, like, may, must};

pub(super) static GENERAL_PAGE: Object = Object {
    name: "generalPage",
    properties: &[
        must("key", KEY),
        must("name", I18N),
        must("url", TEMPLATE_URL),
        may("location", LOCATION).or("\"system.help/pages\""),
        may("weight", Integer).or("100"),
        may("icon", ICON),
        may("conditions", CONDITIONS),
        may("cacheable", Boolean).or("false"),
        may("params", Free),
    ],
};

pub(super) static ADMIN_PAGE: Object = Object {
    name: "adminPage",
    properties: &[
        must("key", KEY),
        must("name", I18N),
        must("url", TEMPLATE_URL),
        may("location", LOCATION).or("\"system.admin/marketplace_confluence\""),
        may("weight", Integer).or("100"),
        may("icon", ICON),
        may("conditions", CONDITIONS),
        may("cacheable", Boolean).or("false"),
        may("fullPage", Boolean).or("false"),
        may("params", Free),
    ],
};

pub(super) static CONFIGURE_PAGE: Object = Object {
    name: "configurePage",
    properties: &[
        must("key", KEY),
        must("name", I18N),
        must("url", TEMPLATE_URL),
        may("location", LOCATION),
        may("weight", Integer).or("100"),
        may("icon", ICON),
        may("conditions", CONDITIONS),
        may("cacheable", Boolean).or("false"),
        may("fullPage", Boolean).or("false"),
        may("params", Free),
    ],
};

pub(super) static POST_INSTALL_PAGE: Object = Object {
    name: "postInstallPage",
    properties: &[
        must("key", KEY),
        must("name", I18N),
        must("url", TEMPLATE_URL),
        may("location", LOCATION),
        may("weight", Integer).or("100"),
        may("icon", ICON),
        may("conditions", CONDITIONS),
        may("cacheable", Boolean).or("false"),
        may("params", Free),
    ],
};

pub(super) static DIALOG: Object = Object {
    name: "dialog",
    properties: &[
        must("key", KEY),
        must("url", TEMPLATE_URL),
        may("options", An(&DIALOG_OPTIONS)),
        may("cacheable", Boolean).or("false"),
    ],
};

pub(super) static KEYBOARD_SHORTCUT: Object = Object {
    name: "keyboardShortcut",
    properties: &[
        must("key", KEY),
        must("name", I18N),
        must("shortcut", like(Pattern::Shortcut, 3)),
        must("target", An(&SHORTCUT_TARGET)),
        may(
            "context",
            Choice(&["global", "issue_navigation", "issue_action", "agile_board"]),
        ),
    ],
};
static SHORTCUT_TARGET: Object = Object {
    name: "shortcutTarget",
    properties: &[must("key", like(Pattern::ModuleKey, 1000))],
};
