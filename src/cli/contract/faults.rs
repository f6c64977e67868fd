//! Faults and holds.

use std::borrow::Cow;

use mockfluence::{Fault, Filter};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use super::written::Written;

/// Those that have not applied as often as they should.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Faults {
    pub(crate) faults: Vec<Injected>,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Injected {
    pub(crate) id: u32,
    pub(crate) fault: NewFault,
    pub(crate) words: String,
}

/// What to take it back by.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Id {
    pub(crate) id: u32,
}

/// Those that are not released.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Holds {
    pub(crate) holds: Vec<Held>,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Held {
    pub(crate) id: u32,
    pub(crate) filter: Filter,
    pub(crate) words: String,
    /// How many exchanges it holds now.
    pub(crate) held: usize,
}

/// How long to wait until so many exchanges have come to a hold.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub(crate) struct Reach {
    pub(crate) timeout_millis: super::log::Timeout,
    /// Those included that went on.
    pub(crate) times: u32,
}

impl Default for Reach {
    fn default() -> Self {
        Self {
            timeout_millis: super::log::Timeout::FIVE_SECONDS,
            times: 1,
        }
    }
}

/// What goes on: all, and nothing is held any more; or the one that was held first.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Release {
    pub(crate) one: bool,
}

/// A fault to be injected.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct NewFault(pub(crate) Fault);

/// As it is written.
impl JsonSchema for NewFault {
    fn schema_name() -> Cow<'static, str> {
        Written::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Written::json_schema(generator)
    }
}
