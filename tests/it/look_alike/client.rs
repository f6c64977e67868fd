//! A client that is given a proxy and a certificate, and nothing else.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::{http1, http2};
use hyper_util::rt::{TokioExecutor, TokioIo};
use mockfluence::{LookAlikeNetwork, Tenant};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// How long anything here may take before the test fails.
pub(super) const DEADLINE: Duration = Duration::from_secs(20);

pub(super) struct Client {
    port: u16,
    ca: Vec<u8>,
    alpn: &'static [u8],
    /// Takes any certificate, as apps do that ought not to.
    careless: bool,
}

/// A response that is read whole.
#[derive(Debug)]
pub(super) struct Got {
    pub(super) status: u16,
    pub(super) body: String,
    pub(super) version: http::Version,
    pub(super) headers: http::HeaderMap,
}

impl Client {
    pub(super) fn of(tenant: &Tenant) -> Self {
        Self::in_network(&tenant.look_alike_network().unwrap())
    }

    pub(super) fn in_network(network: &LookAlikeNetwork) -> Self {
        Self {
            port: network.port(),
            ca: network.ca_der().to_vec(),
            alpn: b"http/1.1",
            careless: false,
        }
    }

    pub(super) fn http2(mut self) -> Self {
        self.alpn = b"h2";
        self
    }

    pub(super) fn careless(mut self) -> Self {
        self.careless = true;
        self
    }

    /// The same client with the certificate of another network.
    pub(super) fn trusting(mut self, other: &LookAlikeNetwork) -> Self {
        self.ca = other.ca_der().to_vec();
        self
    }

    /// The connection to the proxy, and what it says to `CONNECT`.
    pub(super) async fn connect(&self, authority: &str) -> (TcpStream, String) {
        let head = format!("CONNECT {authority} HTTP/1.1\r\nhost: {authority}\r\n\r\n");
        let (stream, told) = self.say(&head).await;
        (stream, told)
    }

    /// The connection to the proxy, and the head of its answer to this; with a body where it is no 200.
    pub(super) async fn say(&self, head: &str) -> (TcpStream, String) {
        let work = async {
            let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.unwrap();
            stream.write_all(head.as_bytes()).await.unwrap();
            let mut told = Vec::new();
            while !told.ends_with(b"\r\n\r\n") {
                let byte = stream.read_u8().await;
                let Ok(byte) = byte else { break };
                told.push(byte);
            }
            (stream, String::from_utf8(told).unwrap())
        };
        tokio::time::timeout(DEADLINE, work).await.unwrap()
    }

    pub(super) async fn tls(
        &self,
        stream: TcpStream,
        host: &str,
    ) -> std::io::Result<TlsStream<TcpStream>> {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from(self.ca.clone())).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        if self.careless {
            config
                .dangerous()
                .set_certificate_verifier(Arc::new(super::careless::Careless));
        }
        config.alpn_protocols = vec![self.alpn.to_vec()];
        let name = ServerName::try_from(host.to_owned()).unwrap();
        let connecting = TlsConnector::from(Arc::new(config)).connect(name, stream);
        tokio::time::timeout(DEADLINE, connecting).await.unwrap()
    }

    /// By `CONNECT`.
    pub(super) async fn send(&self, url: &str, request: Request<String>) -> std::io::Result<Got> {
        let (host, path) = parts(url);
        let (stream, told) = self.connect(&format!("{host}:443")).await;
        assert!(told.starts_with("HTTP/1.1 200 "), "{told}");
        self.over(stream, host, path, request).await
    }

    /// By the name in TLS alone.
    pub(super) async fn send_direct(&self, url: &str) -> std::io::Result<Got> {
        let (host, path) = parts(url);
        let stream = TcpStream::connect(("127.0.0.1", self.port)).await?;
        self.over(stream, host, path, Request::new(String::new()))
            .await
    }

    async fn over(
        &self,
        stream: TcpStream,
        host: &str,
        path: &str,
        request: Request<String>,
    ) -> std::io::Result<Got> {
        let stream = TokioIo::new(self.tls(stream, host).await?);
        let (mut parts, body) = request.into_parts();
        let body = Full::new(Bytes::from(body));
        let failed = std::io::Error::other::<hyper::Error>;
        let work = async {
            let response = if self.alpn == b"h2" {
                parts.uri = format!("https://{host}{path}").parse().unwrap();
                let executor = TokioExecutor::new();
                let (mut sender, connection) =
                    http2::handshake(executor, stream).await.map_err(failed)?;
                tokio::spawn(connection);
                let sent = sender.send_request(Request::from_parts(parts, body)).await;
                read(sent.map_err(failed)?).await
            } else {
                parts.uri = path.parse().unwrap();
                parts.headers.insert("host", host.parse().unwrap());
                let (mut sender, connection) = http1::handshake(stream).await.map_err(failed)?;
                tokio::spawn(connection);
                let sent = sender.send_request(Request::from_parts(parts, body)).await;
                read(sent.map_err(failed)?).await
            };
            response.map_err(failed)
        };
        tokio::time::timeout(DEADLINE, work).await.unwrap()
    }

    pub(super) async fn get(&self, url: &str) -> Got {
        self.send(url, Request::new(String::new())).await.unwrap()
    }
}

async fn read(response: Response<hyper::body::Incoming>) -> Result<Got, hyper::Error> {
    let (parts, body) = response.into_parts();
    let body = body.collect().await?.to_bytes();
    Ok(Got {
        status: parts.status.as_u16(),
        body: String::from_utf8(body.to_vec()).unwrap(),
        version: parts.version,
        headers: parts.headers,
    })
}

fn parts(url: &str) -> (&str, &str) {
    let rest = url.strip_prefix("https://").unwrap();
    rest.split_at(rest.find('/').unwrap())
}
