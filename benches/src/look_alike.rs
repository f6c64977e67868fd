//! Through the proxy of a look-alike network over TLS, beside the tenant's own port.

use std::sync::Arc;
use std::time::Instant;

use mockfluence::{LookAlikeNetwork, Tenant};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::client;
use crate::measure::{median, micros, report};
use crate::peers;

const HOST: &str = "acme.atlassian.net";
const ROUNDS: usize = 5;

async fn answered<S: AsyncRead + Unpin>(stream: &mut S) -> u16 {
    let mut bytes = Vec::with_capacity(16 * 1024);
    loop {
        assert!(stream.read_buf(&mut bytes).await.unwrap() > 0);
        if let Some(reply) = client::reply(&bytes) {
            return reply.status;
        }
    }
}

async fn sequential<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut S,
    get: &[u8],
    count: usize,
) -> f64 {
    let mut times = Vec::with_capacity(count);
    for _ in 0..count {
        let since = Instant::now();
        stream.write_all(get).await.unwrap();
        assert_eq!(answered(stream).await, 200);
        times.push(micros(since));
    }
    median(times)
}

async fn connected(network: &LookAlikeNetwork) -> tokio_rustls::client::TlsStream<TcpStream> {
    let mut stream = TcpStream::connect(("127.0.0.1", network.port()))
        .await
        .unwrap();
    stream.set_nodelay(true).unwrap();
    let connect = format!("CONNECT {HOST}:443 HTTP/1.1\r\nhost: {HOST}\r\n\r\n");
    stream.write_all(connect.as_bytes()).await.unwrap();
    assert_eq!(answered(&mut stream).await, 200);
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from(network.ca_der().to_vec()))
        .unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(HOST).unwrap();
    TlsConnector::from(Arc::new(config))
        .connect(name, stream)
        .await
        .unwrap()
}

/// Verified GETs on one connection, the connection itself, and the start of a tenant, with and without.
pub async fn run(count: usize) {
    let (mut by_proxy, mut direct, mut connects) = (Vec::new(), Vec::new(), Vec::new());
    let (mut looking_alike, mut plain) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let tenant = Tenant::builder().look_alike(HOST).start();
        let app = peers::installed(&tenant).await;
        let requests = peers::requests(&app, 0);
        let get = String::from_utf8(requests.get.clone()).unwrap();
        let get = get.replace("host: localhost", &format!("host: {HOST}"));
        let network = tenant.look_alike_network().unwrap();
        let mut stream = connected(&network).await;
        by_proxy.push(sequential(&mut stream, get.as_bytes(), count).await);
        let mut stream = TcpStream::connect(("127.0.0.1", tenant.port()))
            .await
            .unwrap();
        stream.set_nodelay(true).unwrap();
        direct.push(sequential(&mut stream, &requests.get, count).await);
        for _ in 0..20 {
            let since = Instant::now();
            drop(connected(&network).await);
            connects.push(micros(since));
            let since = Instant::now();
            drop(Tenant::builder().look_alike(HOST).start());
            looking_alike.push(micros(since));
            let since = Instant::now();
            drop(Tenant::start());
            plain.push(micros(since));
        }
    }
    report("verified get", "by proxy", median(by_proxy), "us");
    report("verified get", "direct", median(direct), "us");
    report("connection", "by proxy", median(connects), "us");
    report("start", "look-alike", median(looking_alike), "us");
    report("start", "plain", median(plain), "us");
}
