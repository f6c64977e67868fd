//! Every example runs, and its log is what it was.
