//! The words of Forge's linter for its kinds of rules.

use crate::descriptor::Violation;

/// The schema says no.
pub(super) const DOCUMENT: &str = "valid-document-required";
/// `app` and `remotes`.
pub(super) const APP: &str = "valid-app-config-required";
/// `modules`.
pub(super) const MODULE: &str = "valid-module-required";
/// `connectModules`.
pub(super) const CONNECT_MODULE: &str = "valid-connect-module-required";

/// What an install refuses.
pub(super) fn refused(
    rule: &str,
    place: impl Into<String>,
    message: impl Into<String>,
) -> Violation {
    Violation::refused(rule, place, message)
}
