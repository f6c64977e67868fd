//! TLS towards an app (feature `tls`): public roots, what `SSL_CERT_FILE` names, and what a test
//! trusts beside them.

use std::sync::Arc;

use rustls::pki_types::{CertificateDer, ServerName, pem::PemObject};
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio_rustls::{TlsConnector, client::TlsStream};

use super::target::SendError;

/// The certificates of a PEM text; an error in words if there is none.
pub(crate) fn certificates(pem: &str) -> Result<Vec<CertificateDer<'static>>, String> {
    let certificates: Vec<_> = CertificateDer::pem_slice_iter(pem.as_bytes())
        .collect::<Result<_, _>>()
        .map_err(|error| format!("the text is no PEM: {error}"))?;
    if certificates.is_empty() {
        return Err("the text has no `-----BEGIN CERTIFICATE-----`".into());
    }
    let mut roots = RootCertStore::empty();
    for certificate in &certificates {
        roots
            .add(certificate.clone())
            .map_err(|error| format!("a certificate cannot be read: {error}"))?;
    }
    Ok(certificates)
}

pub(super) async fn wrap(
    host: &str,
    stream: TcpStream,
    trusted: &[CertificateDer<'static>],
) -> Result<TlsStream<TcpStream>, SendError> {
    let tls = |why: String| SendError::Tls(why);
    let name = ServerName::try_from(host.to_owned()).map_err(|error| tls(error.to_string()))?;
    TlsConnector::from(Arc::new(config(trusted)?))
        .connect(name, stream)
        .await
        .map_err(|error| tls(error.to_string()))
}

/// The provider is passed and not installed: the app in the same process keeps its own.
fn config(trusted: &[CertificateDer<'static>]) -> Result<ClientConfig, SendError> {
    let tls = |why: String| SendError::Tls(why);
    let mut roots = RootCertStore::empty();
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    if let Some(file) = std::env::var_os("SSL_CERT_FILE") {
        let certificates = CertificateDer::pem_file_iter(&file)
            .map_err(|error| tls(format!("SSL_CERT_FILE {}: {error}", file.display())))?;
        roots.add_parsable_certificates(certificates.flatten());
    }
    roots.add_parsable_certificates(trusted.iter().cloned());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| tls(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth())
}
