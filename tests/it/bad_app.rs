//! An app that refuses, hangs, drops, redirects or answers garbage.

use std::time::Duration;

use mockfluence::settings::InstalledSuccess;
use mockfluence::{InstallError, Settings, Status, Tenant};
use rstest::rstest;
use serde_json::{Value, json};

use crate::app::sent;
use crate::raw::{Behaviour, closed_port, raw_app};
use crate::scripted_app::ScriptedApp;

fn descriptor(base_url: &str) -> Value {
    json!({
        "key": "bad-app", "baseUrl": base_url, "authentication": { "type": "jwt" },
        "lifecycle": { "installed": "/installed?v=1", "enabled": "/enabled" }
    })
}

async fn refused(settings: Settings, base_url: &str) -> InstallError {
    let tenant = Tenant::builder().settings(settings).start();
    let refusal = tenant.install(descriptor(base_url)).await.unwrap_err();
    assert!(tenant.app("bad-app").is_none(), "nothing is left of it");
    assert!(
        refusal
            .to_string()
            .contains("tenant -> app  POST /installed?v=1"),
        "{refusal}"
    );
    refusal
}

const OTHER: &str = "The app failed to install. Please try again later or contact the app vendor.";

#[rstest]
#[tokio::test]
async fn a_status_of_the_list_has_a_code_and_text_of_its_own(
    #[values(400, 401, 402, 403, 404, 500, 501, 502, 503)] status: u16,
) {
    let app = ScriptedApp::start().await;
    app.reply("/installed", status, "");
    let refusal = refused(Settings::default(), app.base_url()).await;
    assert_eq!(
        refusal.sub_code(),
        format!("connect.install.error.remote.host.bad.response.{status}")
    );
    assert_eq!(
        refusal.message(),
        format!(
            "The app host returned HTTP response code {status} when we tried to contact it during \
             installation. Please try again later or contact the app vendor."
        )
    );
}

#[rstest]
#[tokio::test]
async fn any_other_status_fails_too(#[values(202, 206, 301, 302, 304, 418, 429, 504)] status: u16) {
    let app = ScriptedApp::start().await;
    app.reply("/installed", status, "/elsewhere");
    let refusal = refused(Settings::default(), app.base_url()).await;
    assert_eq!(refusal.sub_code(), "connect.remote.upm.install.exception");
    assert_eq!(refusal.message(), OTHER);
    assert_eq!(app.calls(), ["/installed"], "a redirect is not followed");
}

#[rstest]
#[case::source(InstalledSuccess::HostSource, 201, true)]
#[case::documented(InstalledSuccess::Documented, 201, false)]
#[case::ok(InstalledSuccess::Documented, 200, true)]
#[tokio::test]
async fn which_statuses_accept_is_a_setting(
    #[case] rule: InstalledSuccess,
    #[case] status: u16,
    #[case] good: bool,
) {
    let tenant = Tenant::builder()
        .settings(Settings::default().installed_success(rule))
        .start();
    let app = ScriptedApp::start().await;
    app.reply("/installed", status, "any body, \u{0} even this");
    assert_eq!(tenant.install(app.descriptor_url()).await.is_ok(), good);
}

#[tokio::test]
async fn a_hanging_app_fails_at_the_deadline() {
    let short = Settings::default().callback_deadline(Duration::from_millis(200));
    let base_url = raw_app(Behaviour::WriteAndHang(Vec::new())).await;
    let refusal = refused(short, &base_url).await;
    assert_eq!(
        refusal.sub_code(),
        "connect.install.error.remote.host.timeout"
    );
    assert_eq!(
        refusal.message(),
        format!(
            "The app host did not respond when we tried to contact it at \"{base_url}/installed\" \
             during installation (the attempt timed out). Please try again later or contact the \
             app vendor."
        )
    );
}

#[tokio::test]
async fn a_connection_that_never_opens_fails_at_its_deadline() {
    use socket2::{Domain, Socket, Type};
    // A queue of one that nobody empties: the system drops every further attempt.
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket
        .bind(&std::net::SocketAddr::from(([127, 0, 0, 1], 0)).into())
        .unwrap();
    socket.listen(0).unwrap();
    let address = socket.local_addr().unwrap().as_socket().unwrap();
    let _queue: Vec<_> = std::iter::repeat_with(|| {
        std::net::TcpStream::connect_timeout(&address, Duration::from_millis(100))
    })
    .take_while(Result::is_ok)
    .collect();
    let short = Settings::default().connect_deadline(Duration::from_millis(50));
    let refusal = refused(short, &format!("http://{address}")).await;
    assert_eq!(
        refusal.sub_code(),
        "connect.install.error.remote.host.timeout"
    );
    assert!(
        refusal.to_string().contains("no connection to"),
        "{refusal}"
    );
}

#[tokio::test]
async fn a_host_that_does_not_exist_is_named() {
    let refusal = refused(Settings::default(), "http://app.invalid").await;
    assert_eq!(
        refusal.sub_code(),
        "connect.install.error.remote.host.bad.domain"
    );
    assert!(
        refusal
            .message()
            .starts_with("The app host domain name \"app.invalid\" does not exist.")
    );
}

#[rstest]
#[case::closed(Behaviour::Write(Vec::new()))]
#[case::not_http(Behaviour::Write(b"SSH-2.0-OpenSSH_9.2\r\n".to_vec()))]
#[case::half_a_head(Behaviour::Write(b"HTTP/1.1 200 OK\r\ncontent-le".to_vec()))]
#[case::half_a_body(Behaviour::Write(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhal".to_vec()))]
#[case::bad_chunk(Behaviour::Write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n".to_vec()))]
#[case::endless(Behaviour::WriteForEver(vec![b'x'; 4096]))]
#[tokio::test]
async fn an_answer_that_is_none_fails_the_install(#[case] behaviour: Behaviour) {
    let refusal = refused(Settings::default(), &raw_app(behaviour).await).await;
    assert_eq!(
        refusal.sub_code(),
        "connect.remote.upm.install.exception",
        "{refusal}"
    );
}

#[tokio::test]
async fn a_port_that_nobody_listens_on_fails_the_install() {
    let refusal = refused(
        Settings::default(),
        &format!("http://{}", closed_port().await),
    )
    .await;
    assert_eq!(refusal.sub_code(), "connect.remote.upm.install.exception");
    assert!(refusal.to_string().contains("refused"), "{refusal}");
}

#[tokio::test]
async fn a_failed_first_install_leaves_nothing_and_the_retry_has_a_fresh_secret() {
    let tenant = Tenant::start();
    let app = ScriptedApp::start().await;
    app.reply("/installed", 500, "");
    tenant.install(app.descriptor_url()).await.unwrap_err();
    assert_eq!(app.calls(), ["/installed"]);
    let first = app.last("/installed").json()["sharedSecret"].clone();
    app.reply("/installed", 200, "");
    let handle = tenant.install(app.descriptor_url()).await.unwrap();
    assert_eq!(handle.status(), Status::Enabled);
    assert_ne!(app.last("/installed").json()["sharedSecret"], first);
}

#[tokio::test]
async fn failing_enabled_disabled_and_uninstalled_change_nothing() {
    let tenant = Tenant::start();
    let app = ScriptedApp::start().await;
    for path in ["/enabled", "/disabled", "/uninstalled"] {
        app.reply(path, 500, "");
    }
    let handle = tenant.install(app.descriptor_url()).await.unwrap();
    assert_eq!(handle.status(), Status::Enabled);
    assert_eq!(sent(&handle.disable().await), [("/disabled", Some(500))]);
    assert_eq!(handle.status(), Status::Disabled);
    handle.enable().await;
    handle.clone().uninstall().await;
    assert_eq!(handle.status(), Status::Uninstalled);
    let calls = [
        "/installed",
        "/enabled",
        "/disabled",
        "/enabled",
        "/disabled",
        "/uninstalled",
    ];
    assert_eq!(app.calls(), calls, "nothing is sent again");
}

#[tokio::test]
async fn a_handler_that_panics_fails_the_install() {
    let tenant = Tenant::start();
    let app = ScriptedApp::start().await;
    app.call_from("/installed", |_| async {
        panic!("the handler of the app under test")
    });
    let refusal = tenant.install(app.descriptor_url()).await.unwrap_err();
    assert_eq!(
        refusal.sub_code(),
        "connect.remote.upm.install.exception",
        "{refusal}"
    );
}

#[tokio::test]
async fn an_install_that_is_no_longer_awaited_runs_to_its_end() {
    let tenant = Tenant::start();
    let app = ScriptedApp::start().await;
    let install = tenant.install(app.descriptor_url());
    // Polled once, which starts it, and dropped.
    let gone = tokio::time::timeout(Duration::ZERO, install).await;
    assert!(gone.is_err());
    tenant
        .wait_for(1, mockfluence::to_app().post("/enabled"))
        .await
        .unwrap();
    assert_eq!(
        tenant.app("scripted-app").unwrap().status(),
        Status::Enabled
    );
}
