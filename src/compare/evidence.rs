//! `Evidence`: how a site answered, as a file that can be read before it leaves the machine.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::alternatives::with;
use super::difference::{Agreement, Difference};
use super::observed::Observed;
use crate::settings::Settings;

/// The form of the file.
const FORM: &str = "mockfluence-evidence-1";

/// What a probe saw at the site.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProbeEvidence {
    /// The probe.
    pub probe: String,
    /// The rows of the ledger that it speaks to.
    pub rows: Vec<String>,
    /// Whether the tenant answered the same.
    pub agreed: bool,
    /// What the site answered.
    pub seen: Vec<Observed>,
}

impl ProbeEvidence {
    pub(super) fn new(probe: &str, rows: Vec<String>, seen: Vec<Observed>, agreed: bool) -> Self {
        Self {
            probe: probe.to_owned(),
            rows,
            agreed,
            seen,
        }
    }
}

/// How a site answered, on a day. It has no name of the site, no secret and no token, and of bodies
/// nothing but their shape and the host's words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Evidence {
    form: String,
    /// The version that asked.
    pub mockfluence: String,
    /// The day, as in `2026-11-26`.
    pub date: String,
    /// What was seen.
    pub probes: Vec<ProbeEvidence>,
    /// In what the tenant differed.
    pub differences: Vec<Difference>,
}

/// Why a file is no evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceError(String);

impl fmt::Display for EvidenceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for EvidenceError {}

impl Evidence {
    pub(super) fn new(
        date: String,
        probes: Vec<ProbeEvidence>,
        differences: Vec<Difference>,
    ) -> Self {
        Self {
            form: FORM.to_owned(),
            mockfluence: env!("CARGO_PKG_VERSION").to_owned(),
            date,
            probes,
            differences,
        }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// If it is none.
    pub fn parse(text: &str) -> Result<Self, EvidenceError> {
        let evidence: Self = serde_json::from_str(text)
            .map_err(|error| EvidenceError(format!("this is no evidence file: {error}")))?;
        if evidence.form != FORM {
            let form = evidence.form;
            return Err(EvidenceError(format!(
                "the form is `{form}`, and this version reads {FORM}"
            )));
        }
        let is_date = evidence.date.len() == 10
            && evidence
                .date
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'-');
        if !is_date {
            return Err(EvidenceError("the date is none such as 2026-11-26".into()));
        }
        Ok(evidence)
    }

    /// The file, for reading.
    #[must_use]
    pub fn to_text(&self) -> String {
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        format!("{text}\n")
    }

    /// The settings that were found to agree, each once.
    #[must_use]
    pub fn agreements(&self) -> Vec<Agreement> {
        let mut all: Vec<Agreement> = Vec::new();
        for agreement in self
            .differences
            .iter()
            .filter_map(|one| one.agrees.as_ref())
        {
            if !all.iter().any(|known| known.setting == agreement.setting) {
                all.push(agreement.clone());
            }
        }
        all
    }
}

impl Settings {
    /// The settings by which a tenant answers as the site of an evidence file did, as far as
    /// settings go; the rest is as by default.
    ///
    /// # Errors
    /// If the text is no evidence, or has a setting that this version has not.
    pub fn from_evidence(text: &str) -> Result<Self, EvidenceError> {
        let evidence = Evidence::parse(text)?;
        let mut settings = Settings::default();
        for Agreement { setting, value } in evidence.agreements() {
            settings = with(&settings, &setting, value.clone())
                .ok_or_else(|| unknown(&setting, &value))?;
        }
        Ok(settings)
    }
}

fn unknown(setting: &str, value: &Value) -> EvidenceError {
    EvidenceError(format!(
        "this version has no setting {setting} that can be {value}"
    ))
}
