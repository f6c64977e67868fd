//! The careful board moves on every host that differs in Forge, and loses nothing.

use mockfluence::settings::Host;
use mockfluence::{InvokeOutcome, Page, Tenant, Webhook};

use super::moved::{MovingBoard, keys, manifest};

async fn moves(host: Host) {
    let settings = host.settings();
    let lags = host == Host::AccessLags;
    let tenant = Tenant::builder().settings(settings).start();
    let board = MovingBoard::start(keys(&tenant), None).await;
    let connect = tenant.install(board.descriptor_url()).await.unwrap();
    board.open_incident("db-down");
    let app = connect.move_to_forge(manifest(&board)).await.unwrap();
    let known = || board.site(&tenant.cloud_id());
    let half = known().and_then(|site| site.connect);
    let secret = half.map(|half| half.shared_secret);
    assert_eq!(secret, connect.shared_secret(), "{host}");
    let seen = app.invoke("board").path("/forge/board").send().await;
    assert_eq!(seen.outcome(), &InvokeOutcome::Resolved, "{host}");
    let shown = seen.reply().unwrap().text();
    assert_eq!(shown, r#"{"incidents":["db-down"]}"#, "{host}");
    let edit = Webhook::page("page_updated", Page::new(10_000_001, "Runbook"));
    tenant.fire(edit).await;
    app.run_schedule("hourly").await;
    let site = known().unwrap();
    assert_eq!(site.changed_pages, ["Runbook"], "{host}: {}", tenant.log());
    // While the access lags a careful app waits for the next hour.
    assert_eq!(site.synced, [if lags { 403 } else { 200 }], "{host}");
    app.clone().uninstall().await;
    assert!(board.known_sites().is_empty(), "{host}");
    let back = tenant.install_forge(manifest(&board)).await.unwrap();
    let id = known().unwrap().installation_id;
    assert_eq!(id, Some(back.installation_id()), "{host}");
}

#[tokio::test]
async fn the_moving_board_survives_every_host_of_forge() {
    for host in Host::ALL.iter().filter(|host| host.is_of_forge()) {
        moves(*host).await;
    }
}
