//! The test of the page `document_a_flow` of the cookbook.

// The app under test, a file to copy, too; yours takes its place.
#[path = "../incident_board/mod.rs"]
mod incident_board;

use incident_board::IncidentBoard;
use mockfluence::Tenant;

#[tokio::test]
async fn document_a_flow() {
    let tenant = Tenant::start();
    let backend = IncidentBoard::start(tenant.keys_url()).await;
    tenant.install(backend.descriptor_url()).await.unwrap();
    let log = tenant.log();
    // A title, a Mermaid diagram, each exchange with its decoded token and its bodies:
    let document = log.markdown("A first install");
    assert!(document.contains("## 2. Confluence → app: `POST /installed`, 204"));
    // The diagram alone; a page for the browser; an archive for its developer tools:
    let (_diagram, page, archive) = (log.mermaid(), log.html("A first install"), log.har());
    assert!(page.starts_with("<!doctype html>"));
    assert_eq!(archive["log"]["version"], "1.2");
}
