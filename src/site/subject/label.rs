//! Labels: a name, and the prefix that says whose it is.

use std::fmt;

/// The prefix of labels that are there for everybody.
const GLOBAL: &str = "global";

/// A label of content. Two labels are one if prefix and name are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Label {
    pub(in crate::site) prefix: String,
    pub(in crate::site) name: String,
}

impl Label {
    /// In lower case, as the host has them.
    pub(in crate::site) fn new(prefix: &str, name: &str) -> Self {
        Self {
            prefix: prefix.to_lowercase(),
            name: name.to_lowercase(),
        }
    }

    /// As somebody writes it in the host's field for labels: `runbook`, `my:favourite`.
    pub(in crate::site) fn parse(text: &str) -> Self {
        match text.split_once(':') {
            Some((prefix @ ("my" | "team" | "global" | "system"), name)) => Self::new(prefix, name),
            _ => Self::new(GLOBAL, text),
        }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.prefix.as_str() {
            GLOBAL => f.write_str(&self.name),
            prefix => write!(f, "{prefix}:{}", self.name),
        }
    }
}
