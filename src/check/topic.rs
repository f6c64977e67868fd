//! `Topic`: why something is asked, who was hit by it, how to mend it, and how we know.

use serde::Serialize;

/// How we know that an app should do so, in the words of the ledger of behaviours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// Atlassian says so.
    Documented,
    /// It has been seen with real apps.
    Captured,
    /// What clients of real hosts rely on.
    ClientCode,
    /// It follows from what an app is for; nobody wrote it down.
    Assumed,
}

impl Grade {
    /// Its name, as in the ledger.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Grade::Documented => "documented",
            Grade::Captured => "captured",
            Grade::ClientCode => "client-code",
            Grade::Assumed => "assumed",
        }
    }
}

/// What checks of one kind have in common: the page of what they find.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Topic {
    /// Its name, by which the page of findings has it.
    pub name: &'static str,
    /// In a few words.
    pub title: &'static str,
    /// What goes wrong where a check of it fails.
    pub what: &'static str,
    /// The requirement, or the report, that it comes from.
    pub source: &'static str,
    /// How we know.
    pub grade: Grade,
    /// Who was hit by it.
    pub hit: &'static str,
    /// How to mend it.
    pub mend: &'static str,
    /// What would make the check wrong.
    pub wrong_if: &'static str,
    /// What an app must have for it; empty where any app will do.
    pub needs: &'static str,
}
