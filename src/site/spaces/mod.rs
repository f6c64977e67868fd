//! Spaces in both REST APIs: listed and found, made, changed, and deleted by a long task.

mod change;
mod found;
mod listing;
mod shown;

/// How many spaces a list of v1 and of v2 shows without a `limit`, and of v1 at most.
const STANDARD: usize = 25;
const MOST: usize = 1000;
