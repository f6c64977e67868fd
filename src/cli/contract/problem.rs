//! Why there is no good answer.

use mockfluence::InstallError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What went wrong, and what else helps.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
pub(crate) struct Problem {
    /// The status of the reply.
    #[serde(skip)]
    pub(crate) status: u16,
    pub(crate) error: String,
    /// The host's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) sub_code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) explanation: Option<String>,
    /// The end of the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) log: Option<String>,
}

impl Problem {
    pub(crate) fn new(status: u16, error: impl Into<String>) -> Self {
        Self {
            status,
            error: error.into(),
            sub_code: None,
            explanation: None,
            log: None,
        }
    }
}

/// The host refused, or the app did: 422 with the host's code; a command that makes no sense: 409.
impl From<InstallError> for Problem {
    fn from(error: InstallError) -> Self {
        let misuse = error.is_misuse();
        let mut problem = Self::new(if misuse { 409 } else { 422 }, error.message());
        problem.sub_code = Some(error.sub_code().to_owned());
        problem.explanation = Some(error.to_string());
        problem
    }
}

impl Problem {
    /// For a person at a terminal: the words, with all that is explained.
    pub(crate) fn told(&self) -> String {
        let words = self.explanation.as_ref().unwrap_or(&self.error);
        match &self.log {
            Some(log) => format!("{words}\nthe last of the log:\n{log}"),
            None => words.clone(),
        }
    }

    /// As the API answers it.
    pub(crate) fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
