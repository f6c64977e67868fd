//! Why a text is no manifest: where it breaks, and by what.

use std::fmt;

use crate::foreign::Foreign;

/// Why a manifest could not be read. `Display` says where and what to do.
///
/// ```
/// use mockfluence::manifest::Manifest;
///
/// let refused = Manifest::from_yaml("app:\n  id: 1\n  id: 2\n").unwrap_err();
/// assert_eq!((refused.line(), refused.column()), (Some(3), Some(3)));
/// assert!(refused.to_string().contains("`id` stands there twice"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestError {
    place: Option<(usize, usize)>,
    why: String,
}

impl ManifestError {
    pub(super) fn at(place: (usize, usize), why: impl Into<String>) -> Self {
        Self {
            place: Some(place),
            why: why.into(),
        }
    }

    pub(super) fn whole(why: impl Into<String>) -> Self {
        Self {
            place: None,
            why: why.into(),
        }
    }

    /// The line where reading stopped, from 1; none where the text was not the matter.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.place.map(|(line, _)| line)
    }

    /// The character in that line, from 1.
    #[must_use]
    pub fn column(&self) -> Option<usize> {
        self.place.map(|(_, column)| column)
    }
}

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = Foreign(&self.why).line();
        match self.place {
            Some((line, column)) => write!(
                f,
                "cannot read the manifest at line {line}, column {column}: {why}"
            ),
            None => write!(f, "cannot read the manifest: {why}"),
        }
    }
}

impl std::error::Error for ManifestError {}
