//! The lists of what an app has to refuse: each is whole, holds nothing that is right, and a careful
//! app refuses all of it.

use std::collections::BTreeSet;

use mockfluence::{Fault, Tamper, Tenant, TokenKind, to_app};
use serde_json::json;

use crate::app::App;
use crate::incident_board::IncidentBoard;

/// Names, without the one that is no forgery though it fits.
fn names(all: impl IntoIterator<Item = Tamper>) -> BTreeSet<&'static str> {
    let names = all.into_iter().map(|one| one.name());
    names.filter(|name| *name != "replayed").collect()
}

#[tokio::test]
async fn every_list_has_what_can_be_done_and_nothing_else() {
    let tenant = Tenant::start();
    let name = json!({ "value": "A" });
    let app = App::without_backend().modules(json!({
        "generalPages": [{ "key": "page", "name": name, "url": "/page" },
            { "key": "cached", "name": name, "url": "/cached", "cacheable": true }],
        "staticContentMacros": [{ "key": "static", "name": name, "url": "/static" }],
    }));
    let app = app.on(&tenant).await;
    for (module, kind) in [("page", TokenKind::Page), ("static", TokenKind::Callback)] {
        let load = app.open(module);
        let possible = Tamper::ALL.iter().cloned();
        let possible = possible.filter(|one| load.clone().tamper(one.clone()).url().is_ok());
        assert_eq!(
            names(load.forgeries().unwrap()),
            names(possible),
            "{module}"
        );
        assert_eq!(
            load.forgeries().unwrap(),
            Tamper::forgeries(kind).collect::<Vec<_>>()
        );
    }
    assert_eq!(app.open("cached").forgeries().unwrap(), []);
    let token = || app.context_token(Some("712020:a"), json!({}));
    let possible = Tamper::ALL.iter().cloned();
    let possible = possible.filter(|one| token().tamper(one.clone()).sign().is_ok());
    assert_eq!(names(token().forgeries()), names(possible));
}

#[test]
fn the_lists_of_the_kinds_differ_in_what_each_kind_has() {
    // The right hash of a context token is the wrong one elsewhere, and the reverse.
    for kind in TokenKind::ALL {
        let all = names(Tamper::forgeries(*kind));
        let forge = *kind == TokenKind::Invocation;
        assert_eq!(
            all.contains("context-qsh"),
            *kind != TokenKind::Context && !forge,
            "{kind}"
        );
        assert_eq!(all.contains("wrong-qsh"), !forge, "{kind}");
        // Each world has the other's token to refuse, and never its own.
        assert_eq!(all.contains("connect-token"), forge, "{kind}");
        assert_eq!(all.contains("invocation-token"), !forge, "{kind}");
    }
    let installs: BTreeSet<&str> = names(Tamper::forgeries(TokenKind::SignedInstall));
    let invocations: BTreeSet<&str> = names(Tamper::forgeries(TokenKind::Invocation));
    let of_forge_alone: Vec<&&str> = invocations.difference(&installs).collect();
    assert_eq!(
        of_forge_alone,
        [
            &"connect-token",
            &"dangerous-label",
            &"forge-context-token",
            &"mixed-installations",
            &"mixed-sites",
            &"no-installation",
            &"other-app"
        ]
    );
    let faults: Vec<Fault> = Fault::forgeries(TokenKind::SignedInstall).collect();
    assert_eq!(
        faults.len(),
        Tamper::ALL.len() - 1 - of_forge_alone.len() + 3
    );
    assert_eq!(Fault::forgeries(TokenKind::Context).count(), 0);
}

#[tokio::test]
async fn a_careful_app_refuses_all_of_them() {
    let tenant = Tenant::start();
    let backend = IncidentBoard::start(tenant.keys_url()).await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    for fault in Fault::forgeries(TokenKind::SignedInstall) {
        let name = fault.name();
        tenant.inject(fault.on(to_app().post("/installed")).times(1));
        assert!(app.repeat_installed().await.is_err(), "{name}");
    }
    for fault in Fault::forgeries(TokenKind::Callback) {
        let name = fault.name();
        tenant.inject(fault.on(to_app().post("/disabled")).times(1));
        let sent = app.disable().await;
        assert_eq!(sent[0].status, Some(401), "{name}");
        app.enable().await.assert_answered();
    }
    for tamper in app.open("board").forgeries().unwrap() {
        let name = tamper.name();
        let reply = app.open("board").tamper(tamper).send().await.unwrap();
        assert_eq!(reply.status(), 401, "{name}");
    }
    assert!(tenant.faults_left().is_empty());
    let accepted = |one: &&mockfluence::Exchange| one.accepted_forgery().is_some();
    assert_eq!(tenant.log().exchanges().filter(accepted).count(), 0);
}
