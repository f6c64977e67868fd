//! TLS with an app: by the name that it asks for, with the faults that a test wants, and then HTTP by what it prefers.

use std::sync::Arc;

use rustls::ServerConfig;
use rustls::server::{Acceptor, ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;
use tokio_rustls::LazyConfigAcceptor;
use tokio_rustls::server::{StartHandshake, TlsStream};

use super::authority::{Flaw, failed};
use super::front::Front;
use super::network::Network;
use super::way::Way;
use crate::context::Context;
use crate::fault::{FaultTarget, TlsFault};
use crate::server::{Assign, End, Patience, Patient, http1, http2};
use crate::traffic::{BeforeReply, Direction, Headers, Note, Opening, Outcome};

/// Serves a connection that begins with TLS; `named` is the host that a `CONNECT` named.
pub(super) async fn serve<S>(network: Arc<Network>, named: Option<Arc<str>>, stream: S, end: End)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let deadline = network.limits.request_deadline;
    let hello = LazyConfigAcceptor::new(Acceptor::default(), stream);
    let start = match timeout(deadline, hello).await {
        Ok(Ok(start)) => start,
        // It said nothing, and may have wanted to see whether somebody is there.
        Err(_) => return,
        Ok(Err(error)) => {
            let whom = named.as_deref().unwrap_or("no host");
            let text = format!("a connection for {whom} brought no TLS: {error}");
            network.residents.remark(&text);
            return;
        }
    };
    let asked = start.client_hello().server_name().map(str::to_owned);
    let Some(asked) = asked.or_else(|| named.as_deref().map(str::to_owned)) else {
        let text = "a connection over TLS named no host (SNI), neither did it come by CONNECT";
        network.residents.remark(text);
        return;
    };
    match network.way(&asked) {
        Way::Own(host) => {
            let front = Front {
                residents: network.residents.clone(),
                host,
            };
            own(network, front, start, end).await;
        }
        // Whoever is let through comes by CONNECT, and is not looked into.
        Way::Through => {
            let why = format!("{asked} is reached by CONNECT alone");
            refuse(network, start, why).await;
        }
        Way::Refused(why) => refuse(network, start, why).await,
    }
}

/// Ends a handshake with an alert: nothing is decrypted.
async fn refuse<S>(network: Arc<Network>, start: StartHandshake<S>, why: String)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    network.residents.remark(&why);
    if let Ok(config) = without_certificate() {
        let _ = timeout(network.limits.request_deadline, start.into_stream(config)).await;
    }
}

async fn own<S>(network: Arc<Network>, front: Front, start: StartHandshake<S>, end: End)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let context = front.residents.of_host(&front.host);
    let context = context.or_else(|| front.residents.asked());
    let fault = context
        .as_ref()
        .and_then(|context| pick(context, &front.host));
    let told = fault.and_then(|fault| Some(Told::begin(context?, &front.host, fault)));
    if fault == Some(TlsFault::Reset) {
        end.reset();
        drop(start);
        return told
            .into_iter()
            .for_each(|told| told.failed("the connection was reset in the handshake (fault)"));
    }
    let stream = match config(&network, &front.host, fault) {
        Ok(config) => handshake(network.clone(), start, config).await,
        Err(error) => Err(error),
    };
    match (stream, told) {
        (Err(_), Some(told)) if fault == Some(TlsFault::Refuse) => {
            told.failed("the handshake was refused (fault)");
        }
        (Err(error), Some(told)) => told.failed(&error.to_string()),
        (Err(error), None) => front.remark(&network.door.tls_failed(&front.host, &error)),
        (Ok(stream), told) => {
            told.into_iter().for_each(Told::accepted);
            http(network, front, stream, end).await;
        }
    }
}

fn config(
    network: &Network,
    host: &str,
    fault: Option<TlsFault>,
) -> std::io::Result<Arc<ServerConfig>> {
    match fault {
        None | Some(TlsFault::Reset) => network.authority.server(host, Flaw::None),
        Some(TlsFault::ExpiredCertificate) => network.authority.server(host, Flaw::Expired),
        Some(TlsFault::WrongName) => network.authority.server(host, Flaw::WrongName),
        Some(TlsFault::Refuse) => without_certificate(),
    }
}

async fn handshake<S>(
    network: Arc<Network>,
    start: StartHandshake<S>,
    config: Arc<ServerConfig>,
) -> std::io::Result<TlsStream<S>>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let deadline = network.limits.request_deadline;
    match timeout(deadline, start.into_stream(config)).await {
        Ok(done) => done,
        Err(_) => Err(std::io::Error::other(format!(
            "not done within {deadline:?}"
        ))),
    }
}

async fn http<S>(network: Arc<Network>, front: Front, stream: TlsStream<S>, end: End)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let patience = Patience::from(&network.limits);
    let two = stream.get_ref().1.alpn_protocol() == Some(b"h2");
    // A connection that breaks off says why on the other side.
    let _ = match two {
        true => http2(front, Patient::new(stream, patience.without_heads()), end).await,
        false => http1(front, Patient::new(stream, patience), end).await,
    };
}

/// The fault for a handshake that begins now.
fn pick(context: &Context, host: &str) -> Option<TlsFault> {
    let known = BeforeReply {
        direction: Direction::FromApp,
        method: "CONNECT",
        target: host,
        body: b"",
        app: None,
    };
    context.pick(FaultTarget::Handshake, known).tls()
}

/// A handshake in the log, which has only those with a fault.
struct Told {
    context: Arc<Context>,
    id: u32,
}

impl Told {
    fn begin(context: Arc<Context>, host: &str, fault: TlsFault) -> Self {
        let id = context.log.begin(Opening {
            by_proxy: true,
            direction: Direction::FromApp,
            app: None,
            method: "CONNECT",
            origin: &format!("https://{host}"),
            target: &format!("{host}:443"),
            headers: Headers::default(),
            credential: None,
            claims: None,
            body: b"",
        });
        let fault = fault.to_string();
        context.log.note(id, Note::Fault { fault });
        Self { context, id }
    }

    fn finish(self, outcome: Outcome) {
        self.context
            .log
            .finish(self.id, outcome, &Headers::default(), b"");
    }

    fn failed(self, why: &str) {
        self.finish(Outcome::Failed(why.to_owned()));
    }

    /// The app has seen what is wrong, and goes on.
    fn accepted(self) {
        let why = "the app went on: it does not look at the certificates of those that it talks to";
        self.context.log.note(self.id, why);
        self.finish(Outcome::Status(200));
    }
}

/// A server that has no certificate, and so ends every handshake with an alert.
fn without_certificate() -> std::io::Result<Arc<ServerConfig>> {
    #[derive(Debug)]
    struct Nothing;
    impl ResolvesServerCert for Nothing {
        fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
            None
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(failed)?
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(Nothing));
    Ok(Arc::new(config))
}
