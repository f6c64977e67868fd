//! Themes and their look and feel.

use super::Shape::{Boolean, Object as An};
use super::pattern::Pattern;
use super::shared::{I18N, ICON, KEY, TEMPLATE_URL};
use super::{Object, Property, Shape, like, may, must};

const COLOUR: Shape = css(Pattern::Colour);
const LENGTH: Shape = css(Pattern::Length);
const LENGTHS: Shape = css(Pattern::LengthList);
const DECLARATION: Shape = css(Pattern::Declaration);

const fn css(pattern: Pattern) -> Shape {
    like(pattern, usize::MAX)
}

pub(super) static THEME: Object = Object {
    name: "confluenceTheme",
    properties: &[
        must("key", KEY),
        must("name", I18N),
        may("description", I18N),
        may("icon", ICON),
        may("availableGlobally", Boolean).or("false"),
        may("routeOverride", Boolean).or("true"),
        may("routes", An(&ROUTES)),
        may("lookAndFeel", An(&LOOK_AND_FEEL)),
    ],
};
static ROUTES: Object = Object {
    name: "themeRoutes",
    properties: &[may("spaceview", An(&ROUTE))],
};
static ROUTE: Object = Object {
    name: "themeRoute",
    properties: &[must("url", TEMPLATE_URL)],
};

static LOOK_AND_FEEL: Object = Object {
    name: "lookAndFeel",
    properties: &[
        must("bordersAndDividers", An(&COLOURED)),
        must("headings", An(&COLOURED)),
        must("header", An(&HEADER)),
        must("links", An(&COLOURED)),
        must("menus", An(&NAVIGATION)),
        must("content", An(&CONTENT)),
    ],
};
static COLOURED: Object = Object {
    name: "coloured",
    properties: &[must("color", COLOUR)],
};
static NAVIGATION: Object = Object {
    name: "navigation",
    properties: &[
        must("color", COLOUR),
        must("hoverOrFocus", An(&HOVER_OR_FOCUS)),
    ],
};
static HOVER_OR_FOCUS: Object = Object {
    name: "hoverOrFocus",
    properties: &[must("backgroundColor", COLOUR), may("color", COLOUR)],
};
static HEADER: Object = Object {
    name: "themeHeader",
    properties: &[
        must("backgroundColor", COLOUR),
        must("button", An(&BUTTON)),
        must("primaryNavigation", An(&NAVIGATION)),
        must("secondaryNavigation", An(&NAVIGATION)),
        must("search", An(&BUTTON)),
    ],
};
static BUTTON: Object = Object {
    name: "themeButton",
    properties: &[must("backgroundColor", COLOUR), must("color", COLOUR)],
};
static CONTENT: Object = Object {
    name: "themeContent",
    properties: &[
        must("container", An(&BOX)),
        must("screen", An(&SCREEN)),
        must("header", An(&BOX)),
        must("body", An(&BOX)),
    ],
};

const BACKGROUND_COLOR: Property = may("backgroundColor", COLOUR);
const BACKGROUND: Property = may("background", DECLARATION);
const BACKGROUND_IMAGE: Property = may("backgroundImage", DECLARATION);
const BACKGROUND_POSITION: Property = may("backgroundPosition", DECLARATION);
const BACKGROUND_REPEAT: Property = may("backgroundRepeat", DECLARATION);
const BACKGROUND_ORIGIN: Property = may("backgroundOrigin", DECLARATION);
const BACKGROUND_CLIP: Property = may("backgroundClip", DECLARATION);
const BACKGROUND_ATTACHMENT: Property = may("backgroundAttachment", DECLARATION);
const BACKGROUND_BLEND_MODE: Property = may("backgroundBlendMode", DECLARATION);
const BACKGROUND_SIZE: Property = may("backgroundSize", css(Pattern::BackgroundSize));

static BOX: Object = Object {
    name: "themeBox",
    properties: &[
        must("padding", LENGTHS),
        must("borderRadius", LENGTHS),
        BACKGROUND_COLOR,
        BACKGROUND,
        BACKGROUND_IMAGE,
        BACKGROUND_POSITION,
        BACKGROUND_REPEAT,
        BACKGROUND_ORIGIN,
        BACKGROUND_CLIP,
        BACKGROUND_ATTACHMENT,
        BACKGROUND_BLEND_MODE,
        BACKGROUND_SIZE,
    ],
};
static SCREEN: Object = Object {
    name: "themeScreen",
    properties: &[
        must("gutterTop", css(Pattern::BlockGutter)),
        must("gutterRight", css(Pattern::SideGutter)),
        must("gutterBottom", css(Pattern::BlockGutter)),
        must("gutterLeft", css(Pattern::SideGutter)),
        may("layer", An(&LAYER)),
        BACKGROUND_COLOR,
        BACKGROUND,
        BACKGROUND_IMAGE,
        BACKGROUND_POSITION,
        BACKGROUND_REPEAT,
        BACKGROUND_ORIGIN,
        BACKGROUND_CLIP,
        BACKGROUND_ATTACHMENT,
        BACKGROUND_BLEND_MODE,
        BACKGROUND_SIZE,
    ],
};
static LAYER: Object = Object {
    name: "themeLayer",
    properties: &[
        must("width", LENGTH),
        must("height", LENGTH),
        BACKGROUND_COLOR,
        BACKGROUND,
        BACKGROUND_IMAGE,
        BACKGROUND_POSITION,
        BACKGROUND_REPEAT,
        BACKGROUND_ORIGIN,
        BACKGROUND_CLIP,
        BACKGROUND_ATTACHMENT,
        BACKGROUND_BLEND_MODE,
        BACKGROUND_SIZE,
    ],
};
