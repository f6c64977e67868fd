//! Requests that are no good: garbage, sizes, nesting, lying lengths.
