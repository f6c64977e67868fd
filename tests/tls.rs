//! An app at an https:// address, with a certificate that no public authority signed.

use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use http_body_util::Full;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use mockfluence::{InstallError, Status, Tenant, to_app};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use serde_json::json;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// An app behind TLS: the base URL, and its certificate as PEM.
async fn start(name: &str) -> (String, String) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed([name.to_owned()]).unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("https://{}", listener.local_addr().unwrap());
    let descriptor = json!({
        "key": "secure-app", "baseUrl": base_url, "authentication": { "type": "jwt" },
        "lifecycle": { "installed": "/installed?v=1", "enabled": "/enabled" }
    })
    .to_string();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, descriptor) = (acceptor.clone(), descriptor.clone());
            tokio::spawn(async move {
                let Ok(stream) = acceptor.accept(stream).await else {
                    return;
                };
                let answer = service_fn(async |_| {
                    let body = Full::new(bytes::Bytes::from(descriptor.clone()));
                    Ok::<_, Infallible>(http::Response::new(body))
                });
                let http = hyper::server::conn::http1::Builder::new();
                let _ = http.serve_connection(TokioIo::new(stream), answer).await;
            });
        }
    });
    (base_url, cert.pem())
}

/// The descriptor as a value, so that `installed` is the first call.
fn descriptor(base_url: &str) -> serde_json::Value {
    json!({
        "key": "secure-app", "baseUrl": base_url, "authentication": { "type": "jwt" },
        "lifecycle": { "installed": "/installed?v=1" }
    })
}

async fn refused(tenant: &Tenant, base_url: &str) -> InstallError {
    let error = tenant
        .install(descriptor(base_url))
        .await
        .expect_err("TLS fails");
    assert!(tenant.app("secure-app").is_none());
    let code = "connect.install.error.remote.host.ssl";
    assert_eq!(error.sub_code(), code, "{error}");
    error
}

#[tokio::test]
async fn a_trusted_certificate_lets_the_app_be_installed() {
    let (base_url, pem) = start("127.0.0.1").await;
    let tenant = Tenant::builder().trust_certificates(pem).start();
    let url = format!("{base_url}/atlassian-connect.json");
    let app = tenant.install(url).await.unwrap();
    assert_eq!(app.status(), Status::Enabled);
    assert_eq!(
        tenant.log().only(to_app()).statuses(),
        [Some(200), Some(200), Some(200)]
    );
}

#[tokio::test]
async fn an_untrusted_certificate_is_refused() {
    let (base_url, _) = start("127.0.0.1").await;
    let error = refused(&Tenant::start(), &base_url).await;
    let text = format!(
        "An SSL error occurred when we tried to contact the app host at \"{base_url}/installed\" \
         (invalid peer certificate: UnknownIssuer). Please try again later or contact the app \
         vendor."
    );
    assert_eq!(error.message(), text);
    assert!(
        error
            .to_string()
            .contains("TenantBuilder::trust_certificates"),
        "{error}"
    );
}

#[tokio::test]
async fn a_descriptor_behind_an_untrusted_certificate_is_not_fetched() {
    let (base_url, _) = start("127.0.0.1").await;
    let tenant = Tenant::start();
    let error = tenant
        .install(format!("{base_url}/d.json"))
        .await
        .unwrap_err();
    assert_eq!(error.sub_code(), "upm.pluginInstall.error.ssl");
    assert!(error.to_string().contains("UnknownIssuer"), "{error}");
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused() {
    let (base_url, pem) = start("elsewhere.example").await;
    let tenant = Tenant::builder().trust_certificates(pem).start();
    let error = refused(&tenant, &base_url).await;
    assert!(error.message().contains("not valid for name"), "{error}");
}

#[tokio::test]
async fn an_app_that_speaks_no_tls_is_refused() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("https://{}", listener.local_addr().unwrap());
    let app = axum::Router::new();
    tokio::spawn(async move { axum::serve(listener, app).await });
    refused(&Tenant::start(), &base_url).await;
}

/// The environment is the process's, so a process of its own reads `SSL_CERT_FILE`.
#[tokio::test]
async fn ssl_cert_file_is_trusted_too() {
    let (base_url, pem) = start("127.0.0.1").await;
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("mockfluence-{}.pem", std::process::id()));
    std::fs::write(&file, pem).unwrap();
    let child = tokio::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "installs_what_the_environment_names"])
        .env("SSL_CERT_FILE", &file)
        .env("MOCKFLUENCE_TEST_BASE_URL", &base_url)
        .output();
    let child = child.await.unwrap();
    std::fs::remove_file(file).unwrap();
    let out = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success() && out.contains("1 passed"), "{out}");
}

#[tokio::test]
async fn installs_what_the_environment_names() {
    // Set by the test above; alone, there is nothing to install.
    if let Ok(base_url) = std::env::var("MOCKFLUENCE_TEST_BASE_URL") {
        Tenant::start()
            .install(descriptor(&base_url))
            .await
            .unwrap();
    }
}

#[test]
fn a_text_without_a_certificate_is_refused_at_once() {
    let bad = [
        "",
        "hello",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    ];
    for pem in bad {
        let builder = Tenant::builder();
        let panic = catch_unwind(AssertUnwindSafe(|| drop(builder.trust_certificates(pem))));
        let text = panic.expect_err("a panic").downcast::<String>().unwrap();
        assert!(text.starts_with("trust_certificates: "), "{text}");
    }
}
