//! Stubs given as JSON: what is answered, and to what.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stub {
    #[serde(default = "get")]
    pub(crate) method: String,
    /// The whole path, with /wiki; a final * stands for any rest.
    #[schemars(regex(pattern = r"^/[^?#]*$"))]
    pub(crate) path: String,
    #[serde(default)]
    pub(crate) query: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) headers: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) respond: Respond,
    /// How often it has to be asked; any number of times without it.
    pub(crate) expect: Option<Times>,
}

/// Beyond this nobody waits, in milliseconds.
pub(crate) const HOUR: u64 = 3_600_000;

/// The method of a stub that names none.
pub(crate) fn get() -> String {
    "GET".to_owned()
}

/// The answer.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub(crate) struct Respond {
    #[schemars(range(min = 200, max = 599))]
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) json: Option<Value>,
    pub(crate) text: Option<String>,
    #[schemars(range(max = HOUR))]
    pub(crate) delay_millis: u64,
}

impl Default for Respond {
    fn default() -> Self {
        Self {
            status: 200,
            headers: BTreeMap::new(),
            json: None,
            text: None,
            delay_millis: 0,
        }
    }
}

/// So often exactly, or at least and at most.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Times {
    Exactly(u32),
    Between(Between),
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Between {
    pub(crate) min: u32,
    /// No limit without it.
    pub(crate) max: Option<u32>,
}

/// Whether each stub was asked as often as it expects.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct StubReport {
    pub(crate) satisfied: bool,
    pub(crate) report: Option<String>,
}
