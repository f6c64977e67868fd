//! Callbacks to an https app (feature `tls`): a certificate that is trusted, and one that is not.

use std::process::Command;
use std::sync::Arc;

use mockfluence::{Status, Tenant};
use rustls::pki_types::PrivateKeyDer;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Where the test that trusts a certificate finds it, as every TLS client does.
const CERTIFICATES: &str = "SSL_CERT_FILE";

/// An https app that answers everything with 204; its base URL and its certificate.
async fn https_app(key: rcgen::CertifiedKey<rcgen::KeyPair>) -> String {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let private = PrivateKeyDer::try_from(key.signing_key.serialize_der()).unwrap();
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![key.cert.der().clone()], private)
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else {
                continue;
            };
            let mut request = [0; 64 * 1024];
            let _ = stream.read(&mut request).await;
            let _ = stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await;
            let _ = stream.shutdown().await;
        }
    });
    format!("https://localhost:{port}")
}

fn descriptor(base_url: &str) -> serde_json::Value {
    json!({
        "key": "https-app", "baseUrl": base_url, "authentication": { "type": "jwt" },
        "lifecycle": { "installed": "/installed" }
    })
}

fn certificate() -> rcgen::CertifiedKey<rcgen::KeyPair> {
    rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap()
}

#[tokio::test]
async fn an_unknown_certificate_fails_the_install() {
    let base_url = https_app(certificate()).await;
    let refusal = Tenant::start()
        .install(descriptor(&base_url))
        .await
        .unwrap_err();
    assert_eq!(refusal.sub_code(), "connect.install.error.remote.host.ssl");
    assert!(
        refusal.message().starts_with("An SSL error occurred"),
        "{refusal}"
    );
}

/// Runs the test below in a process of its own, as its environment names the certificates.
#[test]
fn a_certificate_that_the_environment_names_is_trusted() {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let file = folder.join(format!("trusted-{}.pem", std::process::id()));
    std::fs::write(&file, "").unwrap();
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "in_the_child"])
        .env(CERTIFICATES, &file)
        .output()
        .unwrap();
    std::fs::remove_file(&file).unwrap();
    assert!(
        child.status.success(),
        "{}",
        String::from_utf8_lossy(&child.stdout)
    );
}

#[tokio::test]
#[ignore = "run by the test above"]
async fn in_the_child() {
    let key = certificate();
    std::fs::write(std::env::var_os(CERTIFICATES).unwrap(), key.cert.pem()).unwrap();
    let base_url = https_app(key).await;
    let app = Tenant::start()
        .install(descriptor(&base_url))
        .await
        .unwrap();
    assert_eq!(app.status(), Status::Enabled);
}
