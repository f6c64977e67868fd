//! What an app must refuse, and that the page lists all of it.

use mockfluence::{Fault, Tamper, Tenant, TokenKind, to_app};

use crate::incident_board::IncidentBoard;
use crate::page::held;

const SOURCE: &str = include_str!("forged_tokens.rs");

#[tokio::test]
async fn forged_tokens() {
    // forged tokens
    let tenant = Tenant::start();
    let backend = IncidentBoard::start(tenant.keys_url()).await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    for fault in Fault::forgeries(TokenKind::SignedInstall) {
        let name = fault.name();
        tenant.inject(fault.on(to_app().post("/installed")).times(1));
        assert!(app.repeat_installed().await.is_err(), "{name}");
    }
    for tamper in app.open("board").forgeries().unwrap() {
        let name = tamper.name();
        let page = app.open("board").tamper(tamper).send().await.unwrap();
        assert_eq!(page.status(), 401, "{name}");
    }
    // A second tenant's install is good for itself: its token must not vouch for this one's body.
    let second = Tenant::builder().name("globex").start();
    let other = second.install(backend.descriptor_url()).await.unwrap();
    let crossed = Fault::token(other.as_other_tenant()).on(to_app().post("/installed"));
    tenant.inject(crossed.times(1));
    app.repeat_installed().await.unwrap_err();
    // end
    held("forged_tokens", SOURCE, "forged tokens", None);
}

#[test]
fn the_page_lists_every_way() {
    let page = include_str!("../../src/cookbook/forged_tokens.md");
    for tamper in Tamper::ALL {
        let row = format!("| `{tamper}` | {} |", tamper.description());
        assert!(page.contains(&row), "{row}");
    }
    let rows = page.lines().filter(|line| line.starts_with("| `")).count();
    assert_eq!(rows, Tamper::ALL.len());
}
