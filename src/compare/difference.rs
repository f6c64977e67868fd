//! `Difference`: one thing that two sides do not do alike.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ledger::row_of;

/// A setting under which the tenant really answered as the site did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Agreement {
    /// Its name, as the ledger has it.
    pub setting: String,
    /// What it is to be set to, as in a file of settings.
    pub value: Value,
}

/// One thing in which the site and the tenant differ; of two settings, the second and the first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[non_exhaustive]
pub struct Difference {
    /// The probe.
    pub probe: String,
    /// What was asked.
    pub asked: String,
    /// What differs: `status`, `header content-type`, `body shape` and the like.
    pub aspect: String,
    /// What the site has there; nothing where it has none.
    pub site: Option<String>,
    /// What the tenant has there.
    pub tenant: Option<String>,
    /// The rows of the ledger that it speaks to.
    pub rows: Vec<String>,
    /// The setting that would agree, where one was found by trying.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agrees: Option<Agreement>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |text: &Option<String>| match text {
            Some(text) => format!("`{text}`"),
            None => "nothing".to_owned(),
        };
        writeln!(f, "{}: {}", self.probe, self.asked)?;
        let (site, tenant) = (shown(&self.site), shown(&self.tenant));
        writeln!(
            f,
            "    {}: the site has {site}, the tenant {tenant}",
            self.aspect
        )?;
        for id in &self.rows {
            let (what, evidence) = row_of(id).map_or(("", ""), |row| (&*row.what, &*row.evidence));
            writeln!(f, "    row {id} ({evidence}): {what}")?;
        }
        match &self.agrees {
            Some(Agreement { setting, value }) => {
                write!(f, "    the setting {setting} = {value} would agree")
            }
            None => f.write_str("    no setting would agree"),
        }
    }
}
