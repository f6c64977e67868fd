//! An app that refuses, hangs, drops, redirects or answers garbage.
