//! TLS towards an app (feature `tls`): public roots, and what `SSL_CERT_FILE` names.

use std::sync::Arc;

use rustls::pki_types::{CertificateDer, ServerName, pem::PemObject};
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio_rustls::{TlsConnector, client::TlsStream};

use super::send::SendError;

pub(super) async fn wrap(host: &str, stream: TcpStream) -> Result<TlsStream<TcpStream>, SendError> {
    let tls = |why: String| SendError::Tls(why);
    let name = ServerName::try_from(host.to_owned()).map_err(|error| tls(error.to_string()))?;
    TlsConnector::from(Arc::new(config()?))
        .connect(name, stream)
        .await
        .map_err(|error| tls(error.to_string()))
}

/// The provider is passed and not installed: the app in the same process keeps its own.
fn config() -> Result<ClientConfig, SendError> {
    let tls = |why: String| SendError::Tls(why);
    let mut roots = RootCertStore::empty();
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    if let Some(file) = std::env::var_os("SSL_CERT_FILE") {
        let certificates = CertificateDer::pem_file_iter(&file)
            .map_err(|error| tls(format!("SSL_CERT_FILE {}: {error}", file.display())))?;
        roots.add_parsable_certificates(certificates.flatten());
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| tls(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth())
}
