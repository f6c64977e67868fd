//! What apps accepted and should have refused, while a command ran.

use mockfluence::{Exchange, Tenant};

use crate::cli::contract::apps::AcceptedForgery;

/// The moment before a command.
pub(super) struct Since {
    tenant: Tenant,
    last: u32,
}

impl Since {
    pub(super) fn now(tenant: &Tenant) -> Self {
        let last = tenant.log().exchanges().last().map_or(0, Exchange::id);
        let tenant = tenant.clone();
        Self { tenant, last }
    }

    /// What was accepted from then on: by this app, or by any.
    pub(super) fn accepted(&self, app: Option<&str>) -> Vec<AcceptedForgery> {
        let log = self.tenant.log();
        let since = log.exchanges().filter(|one| one.id() > self.last);
        let of_app = since.filter(|one| app.is_none() || one.app() == app);
        let accepted = of_app.filter_map(|one| {
            Some(AcceptedForgery {
                path: one.path().to_owned(),
                status: one.status()?,
                forgery: one.accepted_forgery()?.to_owned(),
            })
        });
        accepted.collect()
    }
}
