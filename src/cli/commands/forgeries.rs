//! What is said where an app accepted what it should have refused.

use crate::cli::contract::apps::AcceptedForgery;

/// A line for each.
pub(super) fn shouted(accepted: &[AcceptedForgery]) -> impl Iterator<Item = String> {
    accepted.iter().map(|one| {
        let AcceptedForgery {
            path,
            status,
            forgery,
        } = one;
        format!(
            "! ACCEPTED A FORGERY: the app answered {status} to {path} ({forgery}); it must refuse it"
        )
    })
}
