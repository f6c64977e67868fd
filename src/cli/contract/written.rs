//! Faults as they are written in JSON, before the library judges their values.

use std::borrow::Cow;

use mockfluence::{Fault, Filter};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;

/// An hour, the longest that anything is delayed, in milliseconds.
const HOUR: u64 = 3_600_000;

/// Something that goes wrong, on the exchanges that its filter names.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Fault", deny_unknown_fields)]
pub(crate) struct Written {
    pub(crate) kind: Kind,
    /// All exchanges without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) on: Option<Filter>,
    /// At most so often.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1))]
    pub(crate) times: Option<u32>,
    /// Not on the first so many, counted from the injection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) after: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1))]
    pub(crate) probability: Option<f64>,
    /// Whether it goes on until the `Retry-After` of its answer is over.
    #[serde(
        rename = "until-retry-after",
        skip_serializing_if = "std::ops::Not::not"
    )]
    #[schemars(default)]
    pub(crate) until_retry_after: bool,
}

impl Written {
    /// As the library reads it.
    pub(crate) fn judged(&self) -> serde_json::Result<Fault> {
        serde_json::to_value(self).and_then(serde_json::from_value)
    }
}

/// What goes wrong: a name, or a name with what it needs.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Kind {
    Named(Name),
    With(With),
}

/// The name of a kind that needs no more.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct Name(pub(crate) String);

/// From the library's list.
impl JsonSchema for Name {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Name".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = Fault::kinds().map(|(name, _)| name).collect();
        json_schema!({ "type": "string", "enum": names })
    }
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum With {
    /// This answer in place of the real one.
    Status(Answer),
    /// A time between the two, in milliseconds.
    Delay(Delay),
    /// So many bytes at a time, with so many milliseconds between.
    SlowBody(SlowBody),
    /// A token that another tenant issues.
    OtherTenant(OtherTenant),
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Answer {
    #[schemars(range(min = 200, max = 999))]
    pub(crate) status: u16,
    #[schemars(default)]
    pub(crate) headers: Vec<(String, String)>,
    #[schemars(default)]
    pub(crate) body: String,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Delay {
    #[schemars(range(max = HOUR))]
    pub(crate) min: u64,
    #[schemars(range(max = HOUR))]
    pub(crate) max: u64,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct SlowBody {
    #[schemars(range(min = 1))]
    pub(crate) bytes: u32,
    #[schemars(range(max = HOUR))]
    pub(crate) pause: u64,
}

/// A second tenant that issues the token, with its secret for a genuine one.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub(crate) struct OtherTenant {
    pub(crate) client_key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) shared_secret: Option<String>,
}
