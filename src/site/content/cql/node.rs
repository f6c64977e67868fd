//! A query that has been read.

use super::clause::{Clause, Sorting};

/// What a query is made of: tests, and how they are joined.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::site::content) enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    Is(Clause),
}

/// A query.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::site::content) struct Query {
    pub(in crate::site::content) node: Node,
    /// The order, the first of the fields before the others; none if it is not asked for.
    pub(in crate::site::content) order: Vec<(Sorting, bool)>,
}
