//! `ContentClash`: why a test cannot put something on a site.

use std::fmt;

/// Why a page or a space cannot be put on a site.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ContentClash {
    /// A page has the title already, in the same space.
    Title {
        /// Its id.
        other: u64,
    },
    /// The page above it is not there, is in another space, or would be below itself.
    Parent {
        /// The id that was given for it.
        id: u64,
    },
    /// Another space has the id.
    SpaceId {
        /// The id.
        id: u64,
        /// The key of the space that has it.
        other: String,
    },
}

impl std::error::Error for ContentClash {}

impl fmt::Display for ContentClash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ContentClash::Title { other } => write!(
                f,
                "page {other} has this title in the same space, and a title is there once: choose \
                 another"
            ),
            ContentClash::Parent { id } => write!(
                f,
                "{id} cannot be what it is below: that is a page which is there already, in the \
                 same space, and not below what is put there; of a comment, what it is on"
            ),
            ContentClash::SpaceId { id, other } => write!(
                f,
                "the space `{other}` has the id {id}: give another to the new space"
            ),
        }
    }
}
