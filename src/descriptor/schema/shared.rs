//! The objects that several module types share.

use super::Shape::{AnyOf, Boolean, Choice, Free, Integer, List, Object as An};
use super::pattern::Pattern;
use super::{ANY_TEXT, Object, Shape, like, list, may, must, text};

/// A module key. Macro keys should be unique over all apps, which nobody checks here.
pub(super) const KEY: Shape = like(Pattern::ModuleKey, 100);
/// A URL that may hold `{context.parameters}`; so nothing can be said about its characters.
pub(super) const TEMPLATE_URL: Shape = ANY_TEXT;
pub(super) const URI: Shape = like(Pattern::Uri, usize::MAX);
/// `"100%"`, `"200px"`: a number would be refused.
pub(super) const SIZE: Shape = text(10);
pub(super) const SHORT: Shape = text(100);
pub(super) const SHORT_LIST: Shape = list(&SHORT);
pub(super) const LOCATION: Shape = SHORT;

pub(super) const I18N: Shape = An(&I18N_PROPERTY);
static I18N_PROPERTY: Object = Object {
    name: "i18nProperty",
    properties: &[must("value", text(1500)), may("i18n", text(300))],
};

pub(super) const ICON: Shape = An(&ICON_OBJECT);
static ICON_OBJECT: Object = Object {
    name: "icon",
    properties: &[
        must("url", URI),
        may("width", Integer),
        may("height", Integer),
    ],
};

pub(super) const LINK: Shape = An(&LINK_OBJECT);
static LINK_OBJECT: Object = Object {
    name: "link",
    properties: &[
        must("url", ANY_TEXT),
        may("title", text(1000)),
        may("altText", text(1000)),
    ],
};

/// A list of conditions. Nothing is required of a composite one, so any object passes whose `conditions` and `type`
/// are well-formed: also `{"condition": 5}`.
pub(super) const CONDITIONS: Shape = List(&CONDITION, usize::MAX);
static CONDITION: Shape = AnyOf(&[&SINGLE_CONDITION, &COMPOSITE_CONDITION]);
static SINGLE_CONDITION: Object = Object {
    name: "singleCondition",
    properties: &[
        must("condition", SHORT),
        may("invert", Boolean).or("false"),
        may("params", Free),
    ],
};
static COMPOSITE_CONDITION: Object = Object {
    name: "compositeCondition",
    properties: &[
        may("conditions", List(&CONDITION, usize::MAX)),
        may("type", Choice(&["and", "or"])),
    ],
};

pub(super) const ITEM_CONTEXT: Shape = Choice(&["page", "addon", "product"]);

/// Where a web item leads. Its options match any of three forms, whatever the type says.
pub(super) const TARGET: Shape = An(&TARGET_OBJECT);
static TARGET_OBJECT: Object = Object {
    name: "target",
    properties: &[
        may(
            "type",
            Choice(&["page", "dialog", "inlinedialog", "dialogmodule"]),
        )
        .or("\"page\""),
        may(
            "options",
            AnyOf(&[
                &INLINE_DIALOG_OPTIONS,
                &DIALOG_MODULE_OPTIONS,
                &DIALOG_OPTIONS,
            ]),
        ),
    ],
};
static INLINE_DIALOG_OPTIONS: Object = Object {
    name: "inlineDialogOptions",
    properties: &[
        may("width", SIZE),
        may("offsetX", SIZE),
        may("offsetY", SIZE),
        may("showDelay", Integer),
        may("onHover", Boolean),
        may("onTop", Boolean),
        may("persistent", Boolean),
        may("closeOthers", Boolean),
        may("isRelativeToMouse", Boolean),
    ],
};
static DIALOG_MODULE_OPTIONS: Object = Object {
    name: "dialogModuleOptions",
    properties: &[must("key", SHORT)],
};
pub(super) static DIALOG_OPTIONS: Object = Object {
    name: "dialogOptions",
    properties: &[
        may(
            "size",
            Choice(&[
                "small",
                "medium",
                "large",
                "x-large",
                "fullscreen",
                "maximum",
            ]),
        ),
        may("width", SIZE),
        may("height", SIZE),
        may("chrome", Boolean).or("true"),
        may("header", I18N),
    ],
};
