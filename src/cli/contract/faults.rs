//! Faults and holds.

use std::borrow::Cow;

use mockfluence::{Fault, Filter};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

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

/// From the list of kinds, as the way they are written is their own.
impl JsonSchema for NewFault {
    fn schema_name() -> Cow<'static, str> {
        "Fault".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let count = json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX });
        let times = json!({ "type": "integer", "minimum": 1, "maximum": u32::MAX });
        json_schema!({
            "type": "object",
            "description": "Something that goes wrong, on the exchanges that its filter names: at \
                            most so many `times`, not on those that come `after` the injection first.",
            "properties": {
                "kind": kind(),
                "on": generator.subschema_for::<Filter>(),
                "times": times,
                "after": count,
                "probability": { "type": "number", "minimum": 0, "maximum": 1 },
            },
            "required": ["kind"],
            "additionalProperties": false,
        })
    }
}

fn kind() -> Value {
    let simple: Vec<String> = Fault::kinds().map(|(name, _)| name.into()).collect();
    let hour = json!({ "type": "integer", "minimum": 0, "maximum": 3_600_000 });
    let bytes = json!({ "type": "integer", "minimum": 1, "maximum": u32::MAX });
    let pair = json!({
        "type": "array", "prefixItems": [{ "type": "string" }, { "type": "string" }],
        "items": { "type": "string" }, "minItems": 2, "maxItems": 2,
    });
    let status = json!({
        "status": { "type": "integer", "minimum": 200, "maximum": 999 },
        "headers": { "type": "array", "items": pair },
        "body": { "type": "string" },
    });
    json!({ "oneOf": [
        { "type": "string", "enum": simple },
        super::named("status", status, &["status"]),
        super::named("delay", json!({ "min": hour, "max": hour }), &["min", "max"]),
        super::named("slow-body", json!({ "bytes": bytes, "pause": hour }), &["bytes", "pause"]),
        super::loads::other_tenant(),
    ] })
}
