//! The dynamic modules resource, row by row.
