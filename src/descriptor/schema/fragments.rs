//! What stands inside Confluence's own pages: web items, panels, sections, byline items, space tools tabs; and webhooks.

use super::Shape::{Boolean, Free, Integer, Object as An};
use super::pattern::Pattern;
use super::shared::{
    CONDITIONS, I18N, ICON, ITEM_CONTEXT, KEY, LOCATION, SHORT, SIZE, TARGET, TEMPLATE_URL,
};
use super::{ANY_TEXT, Object, Shape, like, list, may, must, text};

const STYLE_CLASS: Shape = like(Pattern::StyleClass, 1000);

/// The schema does not require `url`, though only an item with a `dialogmodule` target can do without.
pub(super) static WEB_ITEM: Object = Object {
    name: "webItem",
    properties: &[
        must("key", KEY),
        must("name", I18N),
        must("location", LOCATION),
        may("url", TEMPLATE_URL),
        may("context", ITEM_CONTEXT).or("\"addon\""),
        may("target", TARGET),
        may("weight", Integer).or("100"),
        may("icon", ICON),
        may("tooltip", I18N),
        may("conditions", CONDITIONS),
        may("params", Free),
        may("styleClasses", list(&STYLE_CLASS)),
        may("cacheable", Boolean).or("false"),
    ],
};

pub(super) static WEB_PANEL: Object = Object {
    name: "webPanel",
    properties: &[
        must("key", KEY),
        must("name", I18N),
        must("location", LOCATION),
        must("url", TEMPLATE_URL),
        may("weight", Integer),
        may("layout", An(&WEB_PANEL_LAYOUT)),
        may("tooltip", I18N),
        may("conditions", CONDITIONS),
        may("params", Free),
        may("cacheable", Boolean).or("false"),
        may("supportsNative", Boolean).or("false"),
    ],
};
static WEB_PANEL_LAYOUT: Object = Object {
    name: "webPanelLayout",
    properties: &[may("width", SIZE), may("height", SIZE)],
};

pub(super) static WEB_SECTION: Object = Object {
    name: "webSection",
    properties: &[
        must("key", KEY),
        must("name", I18N),
        must("location", LOCATION),
        may("weight", Integer).or("100"),
        may("tooltip", I18N),
        may("conditions", CONDITIONS),
        may("params", Free),
    ],
};

pub(super) static CONTENT_BYLINE_ITEM: Object = Object {
    name: "contentBylineItem",
    properties: &[
        must("key", KEY),
        must("name", I18N),
        may("url", TEMPLATE_URL),
        may("context", ITEM_CONTEXT).or("\"addon\""),
        may("target", TARGET),
        may("icon", ICON),
        may("tooltip", I18N),
        may("conditions", CONDITIONS),
        may("params", Free),
        may("cacheable", Boolean).or("false"),
        may("contentPropertyKey", like(Pattern::ModuleKey, 100)),
    ],
};

pub(super) static SPACE_TOOLS_TAB: Object = Object {
    name: "spaceToolsTab",
    properties: &[
        must("key", KEY),
        must("name", I18N),
        must("url", TEMPLATE_URL),
        may("location", LOCATION).or("\"contenttools\""),
        may("weight", Integer).or("100"),
        may("conditions", CONDITIONS),
        may("params", Free),
    ],
};

/// A webhook has no key: what a client sends as one is an unknown property, which is tolerated.
pub(super) static WEBHOOK: Object = Object {
    name: "webhook",
    properties: &[
        must("event", SHORT),
        must("url", TEMPLATE_URL),
        may("filter", text(10_000)),
        may("excludeBody", Boolean).or("false"),
        may("propertyKeys", list(&ANY_TEXT)),
        may("conditions", CONDITIONS),
    ],
};
