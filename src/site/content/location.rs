//! Where a comment is.

/// Where a comment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    Footer,
    Inline,
}
