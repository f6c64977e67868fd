//! The explorer on an app with known bugs: each is found, and the careful one is left in peace.

mod bugs;
mod by_hand;
mod desk;
mod explorer;
mod failure;
mod found;
mod handlers;
mod host;
mod hunt;
#[path = "../stories/page.rs"]
#[allow(dead_code)]
mod page;
mod sync;
mod table;
#[path = "../../examples/incident_board/tokens.rs"]
mod tokens;

/// What the token code shared with the example expects here.
mod descriptor {
    pub(crate) const APP_KEY: &str = "incident-desk";
}
