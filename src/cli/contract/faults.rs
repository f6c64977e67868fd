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
}

/// How long to wait until an exchange is held.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub(crate) struct Reach {
    pub(crate) timeout_millis: super::log::Timeout,
}

impl Default for Reach {
    fn default() -> Self {
        Self {
            timeout_millis: super::log::Timeout::FIVE_SECONDS,
        }
    }
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
