//! 23: an event that the backend does not know is answered with 501, five times.

use mockfluence::{Page, Tenant, Webhook, to_app};

use super::moved::{Bug, MovingBoard, forge_only, keys};
use super::page;

async fn story(bug: Option<Bug>) -> (Tenant, usize) {
    // story
    let tenant = Tenant::start();
    let board = MovingBoard::start(keys(&tenant), bug).await;
    let app = tenant.install_forge(forge_only(&board)).await.unwrap();
    let page = Page::new(4711, "Runbook");
    tenant.fire(Webhook::page("page_created", page)).await;
    while app.retry_events().await > 0 {}
    let sent = tenant.log().only(to_app().path("/forge/events"));
    // end
    (tenant.clone(), sent.len())
}

#[tokio::test]
async fn the_careless_backend_is_asked_five_times() {
    let (tenant, sent) = story(Some(Bug::RefusesUnknownEvents)).await;
    assert_eq!(sent, 5);
    page::holds(
        "23-unknown-event-answered-with-501",
        include_str!("s23_unknown_event_answered_with_501.rs"),
        &tenant.log(),
    );
}

#[tokio::test]
async fn the_careful_backend_is_asked_once() {
    assert_eq!(story(None).await.1, 1);
}
