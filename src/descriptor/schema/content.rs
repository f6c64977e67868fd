//! Blueprints, content properties, custom content and publish conditions.

use super::Shape::{Boolean, Choice, Free, List, Object as An};
use super::macros::INDEXING;
use super::shared::{
    CONDITIONS, I18N, ICON, ITEM_CONTEXT, KEY, SHORT, SHORT_LIST, SIZE, TEMPLATE_URL,
};
use super::{ANY_TEXT, Object, Shape, may, must, text};

pub(super) static BLUEPRINT: Object = Object {
    name: "blueprint",
    properties: &[
        must("key", KEY),
        must("name", I18N),
        must("template", An(&BLUEPRINT_TEMPLATE)),
        may("description", I18N),
        may("icon", ICON),
        may("createResult", Choice(&["edit", "view"])).or("\"edit\""),
    ],
};
static BLUEPRINT_TEMPLATE: Object = Object {
    name: "blueprintTemplate",
    properties: &[
        must("url", ANY_TEXT),
        may("blueprintContext", An(&BLUEPRINT_CONTEXT)),
    ],
};
static BLUEPRINT_CONTEXT: Object = Object {
    name: "blueprintContext",
    properties: &[must("url", ANY_TEXT)],
};

pub(super) static CONTENT_PROPERTY: Object = Object {
    name: "confluenceContentProperty",
    properties: &[
        must("key", KEY),
        must("name", I18N),
        may(
            "keyConfigurations",
            List(&An(&KEY_CONFIGURATION), usize::MAX),
        ),
    ],
};
static KEY_CONFIGURATION: Object = Object {
    name: "keyConfiguration",
    properties: &[
        must("propertyKey", SHORT),
        must("extractions", List(&An(&EXTRACTION), usize::MAX)),
    ],
};
static EXTRACTION: Object = Object {
    name: "extraction",
    properties: &[
        must("objectName", text(1000)),
        must("type", Choice(&["number", "string", "text", "date"])),
        may("alias", ANY_TEXT),
        may("uiSupport", An(&PROPERTY_UI_SUPPORT)),
    ],
};
/// The documentation writes `contentId` and `contentType`, which this list, all lower or all upper case, does not have.
static PROPERTY_UI_SUPPORT: Object = Object {
    name: "contentPropertyUiSupport",
    properties: &[
        must("name", I18N),
        must("valueType", VALUE_TYPE),
        may("tooltip", I18N),
        may("dataUri", ANY_TEXT),
        may("defaultOperator", SHORT),
    ],
};
const VALUE_TYPE: Shape = Choice(&[
    "space",
    "label",
    "user",
    "contentid",
    "contenttype",
    "date",
    "string",
    "number",
]);

pub(super) static CUSTOM_CONTENT: Object = Object {
    name: "customContent",
    properties: &[
        must("key", KEY),
        must("name", I18N),
        must("uiSupport", An(&CUSTOM_CONTENT_UI_SUPPORT)),
        must("apiSupport", An(&API_SUPPORT)),
        may("description", I18N),
    ],
};
static CUSTOM_CONTENT_UI_SUPPORT: Object = Object {
    name: "customContentUiSupport",
    properties: &[
        must("contentViewComponent", COMPONENT),
        may("listViewComponent", COMPONENT),
        may("editComponent", COMPONENT),
        must("icons", An(&CUSTOM_CONTENT_ICONS)),
        may("breadcrumbs", An(&BREADCRUMBS)),
        may("editComponentTitlePlaceholder", I18N),
        may("editComponentSubmitButtonLabel", I18N),
        may("editComponentCancelButtonLabel", I18N),
    ],
};
const COMPONENT: Shape = An(&COMPONENT_REFERENCE);
static COMPONENT_REFERENCE: Object = Object {
    name: "componentReference",
    properties: &[must("moduleKey", SHORT), may("addonKey", SHORT)],
};
static CUSTOM_CONTENT_ICONS: Object = Object {
    name: "customContentIcons",
    properties: &[must("item", ICON), may("create", ICON), may("list", ICON)],
};
static BREADCRUMBS: Object = Object {
    name: "breadcrumbs",
    properties: &[may("relations", List(&An(&RELATION), usize::MAX))],
};
static RELATION: Object = Object {
    name: "relation",
    properties: &[may("name", SHORT)],
};
static API_SUPPORT: Object = Object {
    name: "apiSupport",
    properties: &[
        must("supportedContainerTypes", SHORT_LIST),
        may("supportedChildTypes", SHORT_LIST),
        may("supportedSpacePermissions", SHORT_LIST),
        may("bodyType", Choice(&["storage", "raw"])).or("\"storage\""),
        may("preventDuplicateTitle", Boolean).or("false"),
        may("indexing", An(&INDEXING)),
    ],
};

pub(super) static PUBLISH_CONDITION: Object = Object {
    name: "publishCondition",
    properties: &[
        must("key", KEY),
        must("name", I18N),
        must("errorMessage", I18N),
        may("context", ITEM_CONTEXT).or("\"addon\""),
        may("conditions", CONDITIONS),
        may("params", Free),
        may("dialog", An(&PUBLISH_DIALOG)),
    ],
};
static PUBLISH_DIALOG: Object = Object {
    name: "publishConditionDialog",
    properties: &[
        must("url", TEMPLATE_URL),
        may("header", I18N),
        may("width", SIZE),
        may("height", SIZE),
        may("conditions", CONDITIONS),
    ],
};
