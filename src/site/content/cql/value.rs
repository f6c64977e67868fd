//! The value of a clause.

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    /// A function, and its parameter.
    Call(String, Option<String>),
}
