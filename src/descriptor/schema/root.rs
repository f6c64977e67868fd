//! The top level of the descriptor.

use super::Shape::{AppKey, Boolean, Choice, Integer, Map, Modules, Number, Object as An};
use super::shared::URI;
use super::{ANY_TEXT, Object, Shape, list, may, must};

pub(crate) static ROOT: Object = Object {
    name: "descriptor",
    properties: &[
        must("key", AppKey),
        must("baseUrl", URI),
        must("authentication", An(&AUTHENTICATION)),
        may("name", ANY_TEXT).or("\"\""),
        may("version", ANY_TEXT).or("\"1.0\""),
        may("apiVersion", Integer).or("1"),
        may("description", ANY_TEXT).or("\"\""),
        may("vendor", An(&VENDOR)),
        may("links", Map(&ANY_TEXT)).or("{}"),
        may("lifecycle", An(&LIFECYCLE)),
        may("enableLicensing", Boolean).or("false"),
        may("editionsEnabled", Boolean).or("false"),
        may("scopes", list(&SCOPE)).or("[]"),
        may("modules", Modules).or("{}"),
        may("apiMigrations", An(&API_MIGRATIONS)),
        may("regionBaseUrls", Map(&URI)),
        may("dataResidency", An(&DATA_RESIDENCY)),
        may("cloudAppMigration", An(&CLOUD_APP_MIGRATION)),
        may("translations", An(&TRANSLATIONS)),
    ],
};

static AUTHENTICATION: Object = Object {
    name: "authentication",
    properties: &[
        may("type", Choice(&["jwt", "none"])).or("\"jwt\""),
        may("publicKey", ANY_TEXT),
    ],
};
static VENDOR: Object = Object {
    name: "vendor",
    properties: &[may("name", ANY_TEXT), may("url", URI)],
};
static LIFECYCLE: Object = Object {
    name: "lifecycle",
    properties: &[
        may("installed", URI),
        may("uninstalled", URI),
        may("enabled", URI),
        may("disabled", URI),
        may("dare-migration", ANY_TEXT),
    ],
};
/// `PROJECT_ADMIN` is Jira's, but one list served both products.
const SCOPE: Shape = Choice(&[
    "none",
    "read",
    "write",
    "delete",
    "project_admin",
    "space_admin",
    "admin",
    "act_as_user",
    "access_email_addresses",
]);
static API_MIGRATIONS: Object = Object {
    name: "apiMigrations",
    properties: &[
        may("gdpr", Boolean),
        may("signed-install", Boolean),
        may("context-qsh", Boolean),
    ],
};
static DATA_RESIDENCY: Object = Object {
    name: "dataResidency",
    properties: &[may("maxMigrationDurationHours", Number)],
};
static CLOUD_APP_MIGRATION: Object = Object {
    name: "cloudAppMigration",
    properties: &[may("migrationWebhookPath", ANY_TEXT)],
};
static TRANSLATIONS: Object = Object {
    name: "translations",
    properties: &[may("paths", Map(&ANY_TEXT))],
};
