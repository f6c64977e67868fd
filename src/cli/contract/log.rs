//! The log: what of it is asked for, in which form, and what is awaited.

use std::fmt;
use std::time::Duration;

use mockfluence::Filter;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How the log is printed.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, clap::ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Format {
    /// A line for each exchange, as for a snapshot.
    Text,
    /// Every entry with all it has.
    #[default]
    Json,
    /// A sequence diagram.
    Mermaid,
    /// Diagram, decoded tokens and bodies, for a repository.
    Markdown,
    /// A page for a browser.
    Html,
    /// An HTTP archive, for developer tools.
    Har,
    /// What the page for a browser is made of.
    Timeline,
}

/// A text to be kept out of the log.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Masked {
    #[schemars(length(min = 1))]
    pub(crate) text: String,
}

/// Which entries, and how.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Query {
    pub(crate) format: Format,
    /// Leaves out so many entries at the beginning.
    pub(crate) after: Option<u32>,
    /// At most so many entries.
    pub(crate) count: Option<u32>,
    /// Only the exchanges of a filter in words, e.g. `from-app POST /wiki/rest/* 401`.
    pub(crate) only: Option<String>,
    /// With `format=timeline`, only what was added or has changed after this `revision` of an earlier answer, in the
    /// order of the changes; 0 for all there is.
    pub(crate) since: Option<u64>,
}

/// The log as JSON: whole entries, an archive, what a timeline shows, or what is new of it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(deny_unknown_fields)]
pub(crate) enum LogReply {
    Entries {
        entries: Vec<Entry>,
        /// For `after`.
        next: u32,
    },
    /// For `format=har`.
    Archive { log: Entry },
    /// For `since`.
    Changes {
        /// To ask `since` the next time; it is of this log alone, and whoever has it of another gets everything.
        revision: u64,
        /// How many entries the whole log has.
        total: u32,
        entries: Vec<Change>,
        /// Whether `count` has kept some back.
        more: bool,
        /// All there are, with the last of what has changed.
        #[serde(skip_serializing_if = "Option::is_none")]
        lives: Option<Vec<Life>>,
    },
    /// For `format=timeline`.
    Timeline(Vec<Entry>),
}

/// An entry as it is now, without what begins and ends at it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Change {
    /// Where it stands in the whole log, from 0.
    pub(crate) place: u32,
    pub(crate) entry: Entry,
}

/// A secret, token or key, from the entry at which it begins to the last one at which it is good.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Life {
    pub(crate) kind: LifeKind,
    pub(crate) name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) app: Option<String>,
    pub(crate) begins: u32,
    /// None as long as it is good.
    pub(crate) ends: Option<u32>,
}

/// What is good for a while.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum LifeKind {
    Secret,
    AccessToken,
    /// All that went to one app.
    InvocationToken,
    InvocationKey,
}

/// An exchange; a command of the tester, with `command` and `words`; or a `remark` on what happened without either.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub(crate) struct Entry(pub(crate) serde_json::Map<String, Value>);

/// What is awaited: so many finished exchanges, past ones included.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Awaited {
    pub(crate) filter: Filter,
    #[serde(default = "one")]
    pub(crate) count: u32,
    #[serde(default)]
    pub(crate) timeout_millis: Timeout,
}

/// The quiet that is awaited.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Quiet {
    /// For how long nothing has to come.
    pub(crate) quiet_millis: Timeout,
    #[serde(default)]
    pub(crate) timeout_millis: Timeout,
}

/// The keys of dynamic modules, in any order.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct AwaitedModules {
    pub(crate) keys: Vec<String>,
    #[serde(default)]
    pub(crate) timeout_millis: Timeout,
}

fn one() -> u32 {
    1
}

/// They came.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Came {
    pub(crate) entries: Vec<Entry>,
}

/// The longest wait, in milliseconds.
const LONGEST: u64 = 60_000;

/// Milliseconds to wait, at most a minute; five seconds unless it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "u64")]
pub(crate) struct Timeout(#[schemars(range(max = LONGEST))] u64);

impl Timeout {
    pub(crate) const FIVE_SECONDS: Self = Self(5_000);

    pub(crate) fn duration(self) -> Duration {
        Duration::from_millis(self.0)
    }
}

impl Default for Timeout {
    fn default() -> Self {
        Self::FIVE_SECONDS
    }
}

/// Longer than anybody should wait.
#[derive(Debug)]
pub(crate) struct TooLong;

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a wait is at most {LONGEST} ms")
    }
}

impl TryFrom<u64> for Timeout {
    type Error = TooLong;

    fn try_from(millis: u64) -> Result<Self, TooLong> {
        match millis <= LONGEST {
            true => Ok(Self(millis)),
            false => Err(TooLong),
        }
    }
}
