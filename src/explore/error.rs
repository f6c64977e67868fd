//! `ExploreError`: why there is nothing to explore as it was asked for.

/// An exploration cannot begin as it was asked for: a story cannot be read, a file of stories cannot be read or
/// written, there is no version to install, or no event of a name. `Display` says which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExploreError(String);

impl ExploreError {
    pub(super) fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

impl std::fmt::Display for ExploreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ExploreError {}
