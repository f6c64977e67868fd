//! Faults on the way to the app: forged tokens, deliveries lost, doubled or late, failing keys.

use std::io::ErrorKind;
use std::time::Duration;

use mockfluence::{Fault, Status, Tamper, Tenant, from_app, to_app};
use rstest::rstest;
use serde_json::json;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

use crate::incident_board::IncidentBoard;
use crate::scripted_app::ScriptedApp;

#[rstest]
#[case::wrong_signature(Fault::token(Tamper::WrongSignature))]
#[case::wrong_key(Fault::token(Tamper::WrongKey))]
#[case::unknown_kid(Fault::token(Tamper::UnknownKid))]
#[case::wrong_audience(Fault::token(Tamper::WrongAudience))]
#[case::expired(Fault::token(Tamper::Expired))]
#[case::unsigned(Fault::token(Tamper::Unsigned))]
#[tokio::test]
async fn a_careful_app_refuses_a_forged_install(#[case] fault: Fault) {
    let tenant = Tenant::start();
    let board = IncidentBoard::start(tenant.keys_url()).await;
    tenant.inject(fault.on(to_app().post("/installed")).times(1));
    let refusal = tenant.install(board.descriptor_url()).await.unwrap_err();
    assert_eq!(
        refusal.sub_code(),
        "connect.install.error.remote.host.bad.response.401"
    );
    assert_eq!(board.stored_secret(&tenant.client_key()), None);
    tenant.install(board.descriptor_url()).await.unwrap();
}

#[tokio::test]
async fn a_token_can_lie_ahead_or_come_again() {
    let tenant = Tenant::start();
    let app = ScriptedApp::start().await;
    tenant.inject(
        Fault::token(Tamper::NotYetValid)
            .on(to_app().post("/installed"))
            .times(1),
    );
    let handle = tenant.install(app.descriptor_url()).await.unwrap();
    let claims = app.last("/installed").claims();
    let ahead = claims["nbf"].as_u64().unwrap() - jsonwebtoken::get_current_timestamp();
    assert!((3590..=3600).contains(&ahead), "{ahead}");

    let token = |app: &ScriptedApp| {
        app.last("/enabled")
            .header("authorization")
            .unwrap()
            .to_owned()
    };
    let first = token(&app);
    tenant.clock().advance(Duration::from_secs(60));
    tenant.inject(
        Fault::token(Tamper::Replayed)
            .on(to_app().post("/enabled"))
            .times(1),
    );
    handle.disable().await;
    handle.enable().await;
    assert_eq!(token(&app), first);
}

#[tokio::test]
async fn a_delivery_comes_twice_not_at_all_or_late() {
    let tenant = Tenant::start();
    let app = ScriptedApp::start().await;
    tenant.inject(Fault::duplicate().on(to_app().post("/enabled")).times(1));
    let handle = tenant.install(app.descriptor_url()).await.unwrap();
    assert_eq!(app.calls(), ["/installed", "/enabled", "/enabled"]);

    tenant.inject(
        Fault::drop_delivery()
            .on(to_app().post("/disabled"))
            .times(1),
    );
    handle.disable().await;
    assert_eq!(handle.status(), Status::Disabled);
    handle.enable().await;
    assert_eq!(app.calls()[3..], ["/enabled"]);

    // The host's known defect: `disabled` after the app is gone, and without a token.
    tenant.inject(Fault::reorder().on(to_app().post("/disabled")).times(1));
    tenant.inject(
        Fault::token(Tamper::Unsigned)
            .on(to_app().post("/disabled"))
            .times(1),
    );
    handle.uninstall().await;
    assert_eq!(app.calls()[4..], ["/uninstalled", "/disabled"]);
    assert_eq!(app.last("/disabled").header("authorization"), None);
}

#[rstest]
#[case::status(
    Fault::status(500),
    0,
    "connect.install.error.remote.host.bad.response.500"
)]
#[case::refused(Fault::refuse_connection(), 0, "connect.remote.upm.install.exception")]
#[case::dropped(Fault::drop_delivery(), 0, "connect.install.error.remote.host.timeout")]
#[case::lost(Fault::lose_reply(), 1, "connect.remote.upm.install.exception")]
#[case::half(Fault::close_mid_body(), 0, "connect.remote.upm.install.exception")]
#[case::reset(Fault::reset(), 0, "connect.remote.upm.install.exception")]
#[tokio::test]
async fn installed_fails_on_its_way(
    #[case] fault: Fault,
    #[case] arrived: usize,
    #[case] code: &str,
) {
    let tenant = Tenant::start();
    let app = ScriptedApp::start().await;
    tenant.inject(fault.on(to_app().post("/installed")).times(1));
    let refusal = tenant.install(app.descriptor_url()).await.unwrap_err();
    assert_eq!(refusal.sub_code(), code);
    // A request cut in half is no call, though the app may see its beginning.
    let whole = app
        .received()
        .iter()
        .filter(|call| call.json()["eventType"] == "installed")
        .count();
    assert_eq!(whole, arrived);
    assert!(tenant.app("scripted-app").is_none());
}

/// As the app's socket sees it.
#[rstest]
#[case::reset(Fault::reset(), Some(ErrorKind::ConnectionReset))]
#[case::close(Fault::close(), None)]
#[tokio::test]
async fn a_reset_of_a_callback_is_a_reset_and_a_close_is_none(
    #[case] fault: Fault,
    #[case] end: Option<ErrorKind>,
) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let seen = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        loop {
            match stream.read(&mut [0; 4096]).await {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => return Some(error.kind()),
            }
        }
    });
    let tenant = Tenant::start();
    tenant.inject(fault.on(to_app().post("/installed")));
    let descriptor = json!({
        "key": "raw", "baseUrl": base_url, "authentication": { "type": "jwt" },
        "lifecycle": { "installed": "/installed" }
    });
    tenant.install(descriptor).await.unwrap_err();
    assert_eq!(seen.await.unwrap(), end);
}

#[tokio::test]
async fn the_key_server_can_fail_and_its_key_can_change() {
    let tenant = Tenant::start();
    let board = IncidentBoard::start(tenant.keys_url()).await;
    tenant.inject(Fault::status(404).on(from_app().path("/keys/*")).times(1));
    tenant.install(board.descriptor_url()).await.unwrap_err();
    let app = tenant.install(board.descriptor_url()).await.unwrap();
    tenant.rotate_install_key();
    app.upgrade().await.unwrap();
    let keys = tenant.log().only(from_app().path("/keys/*").status(200));
    let paths: Vec<_> = keys
        .exchanges()
        .map(|exchange| exchange.path().to_owned())
        .collect();
    assert_ne!(paths[0], paths[1]);
    let old = format!("http://127.0.0.1:{}{}", tenant.port(), paths[0]);
    assert_eq!(
        reqwest::get(old).await.unwrap().status(),
        200,
        "the old key is still served"
    );
}
