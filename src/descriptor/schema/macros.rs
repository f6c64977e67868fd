//! Macros: what both kinds share, and their parameters, editors and property panels.

use super::Shape::{AnyOf, Boolean, Choice, Integer, List, Object as An};
use super::pattern::Pattern;
use super::shared::{I18N, ICON, KEY, LINK, SHORT, SHORT_LIST, SIZE, TEMPLATE_URL};
use super::{ANY_TEXT, Object, Shape, like, list, may, must, text};

const OUTPUT_TYPE: Shape = Choice(&["block", "inline"]);
const PARAMETERS: Shape = List(&An(&MACRO_PARAMETER), usize::MAX);

pub(super) static DYNAMIC_CONTENT_MACRO: Object = Object {
    name: "dynamicContentMacro",
    properties: &[
        must("key", KEY),
        must("name", I18N),
        must("url", TEMPLATE_URL),
        may("description", I18N),
        may("icon", ICON),
        may("documentation", LINK),
        may("categories", SHORT_LIST),
        may("outputType", OUTPUT_TYPE).or("\"block\""),
        may(
            "bodyType",
            Choice(&["rich-text", "plain-text", "none", "multi-body-rich-text"]),
        )
        .or("\"none\""),
        may("aliases", SHORT_LIST),
        may("featured", Boolean).or("false"),
        may("hidden", Boolean).or("false"),
        may("parameters", PARAMETERS),
        may("autoconvert", An(&AUTOCONVERT)),
        may("editor", An(&MACRO_EDITOR)),
        may("propertyPanel", An(&PROPERTY_PANEL)),
        may("imagePlaceholder", An(&IMAGE_PLACEHOLDER)),
        may("width", SIZE),
        may("height", SIZE),
        may("renderModes", An(&RENDER_MODES)),
        may("cacheable", Boolean).or("false"),
        may("refDataSchema", An(&REF_DATA_SCHEMA)),
    ],
};

pub(super) static STATIC_CONTENT_MACRO: Object = Object {
    name: "staticContentMacro",
    properties: &[
        must("key", KEY),
        must("name", I18N),
        must("url", TEMPLATE_URL),
        may("description", I18N),
        may("icon", ICON),
        may("documentation", LINK),
        may("categories", SHORT_LIST),
        may("outputType", OUTPUT_TYPE).or("\"block\""),
        may("bodyType", Choice(&["rich-text", "plain-text", "none"])).or("\"none\""),
        may("aliases", SHORT_LIST),
        may("featured", Boolean).or("false"),
        may("hidden", Boolean).or("false"),
        may("parameters", PARAMETERS),
        may("autoconvert", An(&AUTOCONVERT)),
        may("editor", An(&MACRO_EDITOR)),
        may("propertyPanel", An(&PROPERTY_PANEL)),
        may("imagePlaceholder", An(&IMAGE_PLACEHOLDER)),
        may("renderingMethod", Choice(&["get", "post"])).or("\"get\""),
    ],
};

/// The identifier's pattern is searched for: `pageId` passes, though the documentation asks for lower case.
static MACRO_PARAMETER: Object = Object {
    name: "macroParameter",
    properties: &[
        must("identifier", like(Pattern::Identifier, usize::MAX)),
        must("name", I18N),
        must("type", PARAMETER_TYPE),
        may("description", I18N),
        may("required", Boolean).or("false"),
        may("multiple", Boolean).or("false"),
        may("hidden", Boolean).or("false"),
        may("defaultValue", text(1000)),
        may("values", list(&text(1000))),
        may("aliases", SHORT_LIST),
        may("indexing", An(&INDEXING)),
    ],
};
const PARAMETER_TYPE: Shape = Choice(&[
    "attachment",
    "boolean",
    "confluence-content",
    "enum",
    "int",
    "label",
    "spacekey",
    "string",
    "url",
    "username",
]);
pub(super) static INDEXING: Object = Object {
    name: "indexing",
    properties: &[may("enabled", Boolean).or("false")],
};

static AUTOCONVERT: Object = Object {
    name: "autoconvert",
    properties: &[
        must("urlParameter", SHORT),
        may("matchers", List(&An(&MATCHER), 200)),
    ],
};
static MATCHER: Object = Object {
    name: "matcher",
    properties: &[must("pattern", text(1024))],
};

static MACRO_EDITOR: Object = Object {
    name: "macroEditor",
    properties: &[
        must("url", TEMPLATE_URL),
        may("editTitle", I18N),
        may("insertTitle", I18N),
        may("width", SIZE),
        may("height", SIZE),
        may("cacheable", Boolean).or("false"),
    ],
};

static IMAGE_PLACEHOLDER: Object = Object {
    name: "imagePlaceholder",
    properties: &[
        must("url", ANY_TEXT),
        may("width", Integer),
        may("height", Integer),
        may("applyChrome", Boolean).or("false"),
    ],
};

static RENDER_MODES: Object = Object {
    name: "renderModes",
    properties: &[
        may("default", RENDER_MODE),
        may("pdf", RENDER_MODE),
        may("word", RENDER_MODE),
        may("email", RENDER_MODE),
    ],
};
const RENDER_MODE: Shape = An(&EMBEDDED_STATIC_CONTENT_MACRO);
static EMBEDDED_STATIC_CONTENT_MACRO: Object = Object {
    name: "embeddedStaticContentMacro",
    properties: &[must("url", TEMPLATE_URL)],
};

static REF_DATA_SCHEMA: Object = Object {
    name: "refDataSchema",
    properties: &[may("inputType", text(255)), may("outputType", text(255))],
};

static PROPERTY_PANEL: Object = Object {
    name: "propertyPanel",
    properties: &[
        must("url", TEMPLATE_URL),
        may(
            "controls",
            list(&AnyOf(&[
                &CONTROL_BUTTON,
                &CONTROL_TOGGLES,
                &CONTROL_GROUP,
                &CONTROL_TEXT,
            ])),
        ),
        may("cacheable", Boolean).or("false"),
    ],
};
static CONTROL_BUTTON: Object = Object {
    name: "buttonControl",
    properties: &[
        must("key", KEY),
        must("label", I18N),
        must("type", Choice(&["button"])),
    ],
};
static CONTROL_TOGGLES: Object = Object {
    name: "toggleGroupControl",
    properties: &[
        must("type", Choice(&["togglegroup"])),
        must("macroParameter", like(Pattern::Identifier, 100)),
        must("controls", List(&An(&CONTROL_TOGGLE), usize::MAX)),
    ],
};
static CONTROL_TOGGLE: Object = Object {
    name: "toggleButtonControl",
    properties: &[
        must("key", KEY),
        must("label", I18N),
        must("type", Choice(&["togglebutton"])),
        must("macroParameterValue", text(10_000)),
    ],
};
static CONTROL_GROUP: Object = Object {
    name: "groupControl",
    properties: &[
        must("type", Choice(&["group"])),
        must("controls", List(&An(&CONTROL_BUTTON), usize::MAX)),
    ],
};
static CONTROL_TEXT: Object = Object {
    name: "textControl",
    properties: &[
        must("key", KEY),
        must("type", Choice(&["text"])),
        must("macroParameter", SHORT),
    ],
};
