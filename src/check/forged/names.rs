//! How forgeries are called, and how bad each is.

use crate::check::severity::Severity;
use crate::fault::Fault;

/// What is forged, as ids have it: `audience` for `wrong-audience`.
pub(in crate::check) fn short(name: &str) -> &str {
    name.strip_prefix("wrong-").unwrap_or(name)
}

/// How bad it is that a forgery of this name is accepted where the worst is this bad: what only a
/// genuine token with a flaw can do is less.
pub(in crate::check) fn severity(name: &str, worst: Severity) -> Severity {
    match name {
        "no-expiry" | "expired" => worst.max(Severity::Medium),
        "not-yet-valid" | "in-query" | "no-base-url" => worst.max(Severity::Low),
        "no-client-key" | "no-shared-secret" => worst.max(Severity::Medium),
        _ => worst,
    }
}

/// What is forged, in words.
pub(super) fn words(fault: &Fault) -> String {
    let words = fault.to_string();
    words.trim_end_matches(" on every exchange").to_owned()
}
