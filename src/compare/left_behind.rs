//! `LeftBehind`: what of a comparison is still on a site.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

/// What is still on the site, and should not be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LeftBehind {
    /// Keys of dynamic modules.
    pub modules: BTreeSet<String>,
    /// Keys of the app's properties.
    pub properties: BTreeSet<String>,
}

impl LeftBehind {
    /// Whether nothing is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.modules.is_empty() && self.properties.is_empty()
    }
}

impl fmt::Display for LeftBehind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for key in &self.modules {
            writeln!(f, "left behind: the dynamic module {key}")?;
        }
        for key in &self.properties {
            writeln!(f, "left behind: the property {key}")?;
        }
        Ok(())
    }
}
