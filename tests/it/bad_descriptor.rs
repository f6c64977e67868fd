//! Descriptors that cannot be fetched or read.
