//! A little of the Confluence Query Language: the fields that apps search by, with `and`, `or`,
//! `not`, `in` and `order by`. What is not known here is said to be so, clause and all.

mod clause;
mod node;
mod parse;
mod span;
mod tokens;
mod unanswered;
mod value;
mod words;

pub(super) use clause::{Clause, Sorting, Test};
pub(super) use node::{Node, Query};
pub(super) use parse::parse;
