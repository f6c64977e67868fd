//! Confluence's own REST, where a row of the ledger says what an app meets.

use crate::compare::ask::Ask;
use crate::compare::look::Look;
use crate::compare::probe::{Probe, Takes};
use crate::compare::signed::ProbeToken;

pub(super) fn all() -> Vec<Probe> {
    let read = Takes::Scope("READ");
    vec![
        Probe::new(
            "rest.nobody",
            &["stub.authentication"],
            Ask::get("/rest/api/group").by(ProbeToken::None),
        ),
        Probe::new(
            "rest.limit-above-maximum",
            &["paging.v2.maximum"],
            Ask::get("/api/v2/pages?limit=251").look(Look::Data),
        )
        .takes(read),
        Probe::new(
            "rest.deprecated",
            &["content.gone"],
            Ask::get("/rest/api/content?limit=1").look(Look::Data),
        )
        .takes(read),
        Probe::new(
            "rest.page-missing",
            &["content.missing.v2"],
            Ask::get("/api/v2/pages/1"),
        )
        .takes(read),
        Probe::new(
            "rest.user-unknown",
            &["user.unknown"],
            Ask::get("/rest/api/user?accountId=mockfluence-nobody"),
        )
        .takes(read),
        Probe::new(
            "rest.space-missing",
            &["spaces.missing", "content.gone"],
            Ask::get("/rest/api/space/MOCKFLUENCENONE"),
        )
        .takes(read),
    ]
}
