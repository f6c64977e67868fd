//! Whether a fault can apply at all, as far as that can be foreseen.

use super::kind::Kind;
use super::misuse::{FaultError, refuse};
use super::value::Fault;
use crate::door::Door;
use crate::site::Callback;
use crate::traffic::{BeforeReply, Direction};

impl Fault {
    /// Whether it can apply where nobody speaks TLS to the tenant.
    pub(crate) fn check_without_tls(&self, door: Door) -> Result<(), FaultError> {
        let Kind::Tls(fault) = self.kind else {
            return Ok(());
        };
        let way = door.words(
            "start the tenant with .look_alike(\"acme.atlassian.net\")",
            "start it by `mockfluence serve --look-alike acme.atlassian.net`",
        );
        refuse(format!("{fault}: nobody speaks TLS to this tenant: {way}"))
    }

    /// Whether the fault can apply to what its filter names, as far as that is known: some kinds
    /// make sense in one direction only, and some for one kind of token. `known` are requests to
    /// apps that are sure to be possible, with the target of each.
    pub(crate) fn check_against(&self, known: &[(Callback, String)]) -> Result<(), FaultError> {
        let Some(filter) = &self.on else {
            return Ok(());
        };
        let direction = match filter.is_to_app() {
            true => Direction::ToApp,
            false => Direction::FromApp,
        };
        if !self.kind.fits(direction) {
            return refuse(format!("`{}` does not apply to {filter}", self.kind));
        }
        let named = known.iter().filter(|(callback, target)| {
            filter.may_name(BeforeReply::of_callback(callback, target))
        });
        let misfits: Vec<Option<String>> = named
            .map(|(callback, _)| self.kind.misfit(callback, true))
            .collect();
        match misfits.first() {
            Some(Some(why)) if misfits.iter().all(Option::is_some) => {
                refuse(format!("`{}` does not apply to {filter}: {why}", self.kind))
            }
            _ => Ok(()),
        }
    }
}
