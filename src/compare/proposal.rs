//! `Proposal`: what an evidence file would change in the ledger and in the defaults.

use std::fmt;

use super::difference::Agreement;
use super::evidence::Evidence;
use super::ledger::value_of;

/// Changes to the ledger, and to defaults, that evidence speaks for.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Proposal {
    /// Rows that the site confirmed, whose evidence was weaker than a capture.
    pub confirmed: Vec<String>,
    /// Rows that the site contradicts, each with what differs in one line.
    pub contradicted: Vec<(String, String)>,
    /// Defaults that would agree with the site.
    pub defaults: Vec<Agreement>,
    date: String,
}

/// Why a ledger cannot be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerError(String);

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for LedgerError {}

/// What is at least as strong as a capture.
const STRONG: [&str; 2] = ["captured", "documented"];

impl Evidence {
    /// What it would change in a ledger, the text of `fixtures/fidelity.toml`.
    #[must_use]
    pub fn proposal(&self, ledger: &str) -> Proposal {
        let mut contradicted: Vec<(String, String)> = Vec::new();
        for one in &self.differences {
            let shown = |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".into());
            let line = format!(
                "{} {}: {} for {}",
                one.probe,
                one.aspect,
                shown(&one.site),
                shown(&one.tenant)
            );
            for row in &one.rows {
                if !contradicted.iter().any(|(known, _)| known == row) {
                    contradicted.push((row.clone(), line.clone()));
                }
            }
        }
        let mut confirmed: Vec<String> = Vec::new();
        // The first row of a probe is what it is for; the others only lend their words.
        let nearest = self
            .probes
            .iter()
            .filter(|probe| probe.agreed)
            .filter_map(|probe| probe.rows.first());
        for row in nearest {
            let is_open = |(known, _): &(String, String)| known == row;
            let is_weak =
                evidence_of(ledger, row).is_some_and(|evidence| !STRONG.contains(&evidence));
            if is_weak && !contradicted.iter().any(is_open) && !confirmed.contains(row) {
                confirmed.push(row.clone());
            }
        }
        Proposal {
            confirmed,
            contradicted,
            defaults: self.agreements(),
            date: self.date.clone(),
        }
    }
}

impl Proposal {
    /// The ledger with what was confirmed: graded `captured`, with the day beside its source.
    ///
    /// # Errors
    /// If the ledger has not one of the rows.
    pub fn applied(&self, ledger: &str) -> Result<String, LedgerError> {
        let mut lines: Vec<String> = ledger.lines().map(str::to_owned).collect();
        for row in &self.confirmed {
            let place = place(&lines, row)
                .ok_or_else(|| LedgerError(format!("the ledger has no row {row}")))?;
            for line in lines
                .iter_mut()
                .skip(place + 1)
                .take_while(|line| !line.starts_with("[["))
            {
                if value_of(line, "evidence").is_some() {
                    *line = r#"evidence = "captured""#.into();
                } else if let Some(source) = value_of(line, "source") {
                    *line = format!(
                        r#"source = "captured from a site on {}; before that: {source}""#,
                        self.date
                    );
                }
            }
        }
        Ok(lines.join("\n") + "\n")
    }
}

fn place(lines: &[String], row: &str) -> Option<usize> {
    lines
        .iter()
        .position(|line| value_of(line, "id") == Some(row))
}

fn evidence_of<'a>(ledger: &'a str, row: &str) -> Option<&'a str> {
    let mut lines = ledger
        .lines()
        .skip_while(|line| value_of(line, "id") != Some(row));
    lines.find_map(|line| value_of(line, "evidence"))
}

impl fmt::Display for Proposal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in &self.confirmed {
            writeln!(f, "row {row}: evidence = \"captured\", on {}", self.date)?;
        }
        for (row, line) in &self.contradicted {
            writeln!(f, "row {row}: the site does otherwise: {line}")?;
        }
        for Agreement { setting, value } in &self.defaults {
            writeln!(f, "default of {setting}: {value}")?;
        }
        let (confirmed, contradicted) = (self.confirmed.len(), self.contradicted.len());
        write!(f, "{confirmed} rows confirmed, {contradicted} contradicted")
    }
}
