//! Descriptors that cannot be fetched or read.

use std::time::Duration;

use mockfluence::settings::{DescriptorPorts, Limits};
use mockfluence::{DescriptorSource, InstallError, Settings, Tenant, to_app};
use rstest::rstest;

use crate::raw::{Behaviour, closed_port, raw_app};
use crate::scripted_app::ScriptedApp;

/// Installs from a URL that must fail; nothing may be installed or called.
async fn refused(settings: Settings, url: &str) -> InstallError {
    let tenant = Tenant::builder().settings(settings).start();
    let refusal = tenant.install(url).await.unwrap_err();
    assert!(
        tenant.log().only(to_app().method("POST")).is_empty(),
        "{}",
        tenant.log()
    );
    assert!(!refusal.message().is_empty());
    refusal
}

#[rstest]
#[case::missing(404, "upm.pluginInstall.error.file.not.found")]
#[case::unauthorized(401, "upm.pluginInstall.error.access.denied")]
#[case::forbidden(403, "upm.pluginInstall.error.access.denied")]
#[case::broken(500, "upm.pluginInstall.error.response.exception")]
#[tokio::test]
async fn a_status_that_is_no_200_is_named(#[case] status: u16, #[case] code: &str) {
    let app = ScriptedApp::start().await;
    app.reply("/atlassian-connect.json", status, "{}");
    let refusal = refused(Settings::default(), &app.descriptor_url()).await;
    assert_eq!(refusal.sub_code(), code);
    assert!(
        refusal.to_string().contains(&format!("status {status}")),
        "{refusal}"
    );
}

#[rstest]
#[case::html("<!DOCTYPE html><html></html>", "HTML")]
#[case::template(r#"{"key": {{appKey}}}"#, "unrendered template")]
#[case::trailing_comma("{\"key\": \"a\",\n}", "trailing comma")]
#[case::comment("{ // a comment\n}", "comment")]
#[case::broken("{\"key\": \"a\"\n \"b\"}", "line 2")]
#[case::empty("", "empty")]
#[case::array("[]", "object")]
#[tokio::test]
async fn text_that_is_no_descriptor_is_explained(#[case] body: &str, #[case] word: &str) {
    let app = ScriptedApp::start().await;
    app.reply("/atlassian-connect.json", 200, body);
    let refusal = refused(Settings::default(), &app.descriptor_url()).await;
    assert!(refusal.to_string().contains(word), "{refusal}");
    let by_value = Tenant::start()
        .install(DescriptorSource::text(body))
        .await
        .unwrap_err();
    assert_eq!(by_value.sub_code(), refusal.sub_code());
}

#[rstest]
#[case::relative(
    "/atlassian-connect.json",
    "upm.pluginInstall.error.invalid.relative.uri"
)]
#[case::ftp(
    "ftp://app/atlassian-connect.json",
    "upm.pluginInstall.error.unsupported.protocol"
)]
#[case::words("not a url", "upm.pluginInstall.error.invalid.relative.uri")]
#[case::unknown_host("http://app.invalid/x", "upm.pluginInstall.error.response.exception")]
#[tokio::test]
async fn a_url_that_leads_nowhere_is_named(#[case] url: &str, #[case] code: &str) {
    let refusal = refused(Settings::default(), url).await;
    assert_eq!(refusal.sub_code(), code, "{refusal}");
}

#[tokio::test]
async fn an_unreachable_host_is_named() {
    let url = format!("http://{}/atlassian-connect.json", closed_port().await);
    let refusal = refused(Settings::default(), &url).await;
    assert!(refusal.to_string().contains("refused"), "{refusal}");
}

#[cfg(not(feature = "tls"))]
#[tokio::test]
async fn https_without_the_feature_says_which_one() {
    let url = format!(
        "https://{}/atlassian-connect.json",
        raw_app(Behaviour::Write(Vec::new()))
            .await
            .split_once("://")
            .unwrap()
            .1
    );
    let refusal = refused(Settings::default(), &url).await;
    assert!(refusal.to_string().contains("feature `tls`"), "{refusal}");
}

#[tokio::test]
async fn a_redirect_that_leads_to_the_descriptor_is_followed() {
    let app = ScriptedApp::start().await;
    app.reply("/moved/old", 302, "new");
    app.reply("/moved/new", 301, "/atlassian-connect.json");
    let tenant = Tenant::start();
    tenant
        .install(format!("{}/moved/old", app.base_url()))
        .await
        .unwrap();
    assert_eq!(
        tenant.log().only(to_app().method("GET")).statuses(),
        [Some(302), Some(301), Some(200)]
    );
}

#[tokio::test]
async fn a_redirect_loop_ends() {
    let app = ScriptedApp::start().await;
    app.reply("/loop", 302, "/loop");
    let refusal = refused(Settings::default(), &format!("{}/loop", app.base_url())).await;
    assert!(
        refusal.to_string().contains("more than 10 redirects"),
        "{refusal}"
    );
}

/// Each hop is quick enough, the three of them are not.
#[tokio::test(start_paused = true)]
async fn one_deadline_holds_for_a_chain_of_redirects() {
    let app = ScriptedApp::start().await;
    for (from, to) in [
        ("/one", "/two"),
        ("/two", "/three"),
        ("/three", "/atlassian-connect.json"),
    ] {
        app.reply(from, 302, to);
        app.call_from(from, |_| tokio::time::sleep(Duration::from_secs(6)));
    }
    let settings = Settings::default().callback_deadline(Duration::from_secs(10));
    let refusal = refused(settings, &format!("{}/one", app.base_url())).await;
    assert_eq!(
        refusal.sub_code(),
        "upm.pluginInstall.error.response.exception"
    );
    assert!(
        refusal
            .to_string()
            .contains("(setting `callback_deadline`)"),
        "{refusal}"
    );
    assert_eq!(app.calls(), ["/one", "/two"]);
}

#[tokio::test]
async fn a_descriptor_of_20_mb_is_refused() {
    let app = ScriptedApp::start().await;
    app.reply("/atlassian-connect.json", 200, "x".repeat(20 * 1024 * 1024));
    let refusal = refused(Settings::default(), &app.descriptor_url()).await;
    assert!(
        refusal.to_string().contains("larger than 5242880 bytes"),
        "{refusal}"
    );
}

#[tokio::test]
async fn a_body_that_never_ends_is_cut_by_size_or_deadline() {
    let head = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    let small = Settings::default().limits(Limits::default().descriptor_size_limit(64 * 1024));
    let mut chunk = b"1000\r\n".to_vec();
    chunk.extend(vec![b'x'; 4096]);
    chunk.extend(b"\r\n");
    let mut endless = head.to_vec();
    endless.extend(chunk.repeat(32));
    let url = raw_app(Behaviour::WriteAndHang(endless)).await;
    assert!(
        refused(small, &url)
            .await
            .to_string()
            .contains("larger than 65536 bytes")
    );

    let short = Settings::default().callback_deadline(Duration::from_millis(200));
    let url = raw_app(Behaviour::WriteAndHang(head.to_vec())).await;
    let refusal = refused(short, &url).await;
    assert!(
        refusal.to_string().contains("no whole reply within 200ms"),
        "{refusal}"
    );
}

#[tokio::test]
async fn bytes_that_are_no_text_are_named() {
    let reply = b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n\xff\xfe\xfd\xfc".to_vec();
    let refusal = refused(Settings::default(), &raw_app(Behaviour::Write(reply)).await).await;
    assert!(refusal.to_string().contains("not UTF-8"), "{refusal}");
}

#[tokio::test]
async fn documented_ports_refuse_a_random_port() {
    let app = ScriptedApp::start().await;
    let documented = Settings::default().descriptor_ports(DescriptorPorts::Documented);
    let refusal = refused(documented, &app.descriptor_url()).await;
    assert!(
        refusal.to_string().contains("none of 80, 443 and 8080"),
        "{refusal}"
    );
    assert!(app.received().is_empty());
}
