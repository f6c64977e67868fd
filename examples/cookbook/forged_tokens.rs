//! The test of the page `forged_tokens` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../incident_board/mod.rs"]
mod incident_board;

use incident_board::IncidentBoard;
use mockfluence::{Fault, Tenant, TokenKind, to_app};

#[tokio::test]
async fn forged_tokens() {
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
}
