//! One HTTP request to an app: connect, write, read, each within its deadline.
//!
//! On hyper's connection and not on a pooling client: a test wants to know in which phase a
//! call failed, and no callback may travel on a connection that an earlier one left behind.

use std::sync::atomic::Ordering;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use http_body_util::{BodyExt, Full, Limited};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
#[cfg(feature = "stubs")]
use tokio::time::Instant;
use tokio::time::timeout;

use super::preamble::Preamble;
use super::target::{SendError, Target};
use crate::boxed::boxed;

/// A request to be sent.
#[derive(Clone)]
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    pub(crate) target: Target,
    pub(crate) headers: Vec<(&'static str, String)>,
    /// Headers passed on from another request.
    pub(crate) passed_on: HeaderMap,
    pub(crate) body: Bytes,
    /// Certificates to trust beside the public ones.
    #[cfg(feature = "tls")]
    pub(crate) trusted: super::Trusted,
}

/// The limits of one call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SendLimits {
    pub(crate) connect: Duration,
    pub(crate) whole: Duration,
    /// The deadline as the settings have it, of which `whole` may be the rest: for the words, which
    /// must not differ from run to run.
    pub(crate) told: Duration,
    pub(crate) body_bytes: usize,
}

/// A whole reply.
#[derive(Clone)]
pub(crate) struct Incoming {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// Without what may be a secret: query, headers, body.
impl std::fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Outgoing")
            .field("method", &self.method)
            .field("authority", &self.target.authority)
            .field("path", &self.target.plain_path())
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Incoming {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Incoming")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl SendLimits {
    /// When a call that begins now has to be over.
    #[cfg(feature = "stubs")]
    pub(super) fn end(&self) -> Instant {
        let now = Instant::now();
        now.checked_add(self.whole).unwrap_or(now)
    }

    pub(super) fn late(&self) -> SendError {
        SendError::Timeout(format!("no whole reply within {:?}", self.told))
    }
}

/// Sends one request on a connection of its own.
pub(crate) async fn send(outgoing: Outgoing, limits: SendLimits) -> Result<Incoming, SendError> {
    let sent = timeout(limits.whole, connect_and_send(outgoing, limits)).await;
    sent.unwrap_or_else(|_| Err(limits.late()))
}

async fn connect_and_send(outgoing: Outgoing, limits: SendLimits) -> Result<Incoming, SendError> {
    let target = &outgoing.target;
    #[cfg(not(feature = "tls"))]
    if target.tls {
        return Err(SendError::Tls(
            "an https:// app needs the feature `tls` of mockfluence; for a test, http:// on \
             loopback is enough"
                .into(),
        ));
    }
    let stream = connect_in_time(target, limits).await?;
    #[cfg(feature = "tls")]
    if target.tls {
        let stream = super::tls::wrap(&target.host, stream, &outgoing.trusted).await?;
        return exchange(stream, outgoing, limits).await;
    }
    exchange(stream, outgoing, limits).await
}

async fn connect_in_time(target: &Target, limits: SendLimits) -> Result<TcpStream, SendError> {
    let (place, most) = (&target.authority, limits.connect);
    let late = || SendError::ConnectTimeout(format!("no connection to {place} within {most:?}"));
    let stream = timeout(most, connect(target)).await;
    stream.unwrap_or_else(|_| Err(late()))
}

pub(super) fn no_connection(authority: &str, error: &std::io::Error) -> String {
    let advice = match out_of_descriptors(error) {
        true => {
            "; raise the limit of this process (`ulimit -n`), or let fewer callbacks run at once"
        }
        false => "",
    };
    format!("{authority}: {error}{advice}")
}

/// `EMFILE` and `ENFILE`, which std has no name for.
pub(crate) fn out_of_descriptors(error: &std::io::Error) -> bool {
    matches!(error.raw_os_error(), Some(24 | 23))
}

pub(crate) async fn connect(target: &Target) -> Result<TcpStream, SendError> {
    #[cfg(feature = "compare")]
    if let Some(proxy) = &target.proxy {
        let stream = straight(proxy).await?;
        return super::tunnel::through(stream, target).await;
    }
    straight(target).await
}

async fn straight(target: &Target) -> Result<TcpStream, SendError> {
    // Names below `localhost` are this machine, as RFC 6761 has it, whatever its resolver knows.
    let host = match target.host.rsplit_once('.') {
        Some((_, "localhost")) => "localhost",
        _ => target.host.as_str(),
    };
    let addresses: Vec<_> = tokio::net::lookup_host((host, target.port))
        .await
        .map_err(|_| SendError::NoSuchHost(target.host.clone()))?
        .collect();
    let mut last = SendError::NoSuchHost(target.host.clone());
    for address in addresses {
        match TcpStream::connect(address).await {
            Ok(stream) => return Ok(stream),
            Err(error) => {
                let why = no_connection(&target.authority, &error);
                last = match error.kind() {
                    std::io::ErrorKind::ConnectionRefused => SendError::Refused(why),
                    _ => SendError::Broken(why),
                };
            }
        }
    }
    Err(last)
}

async fn exchange<S>(
    stream: S,
    outgoing: Outgoing,
    limits: SendLimits,
) -> Result<Incoming, SendError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (stream, answered) = Preamble::new(stream);
    let opened = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await;
    let (mut sender, connection) = opened.map_err(|error| broken(&error))?;
    // Ends with this future, so that a call given up at its deadline leaves nothing behind.
    let _driver = AbortOnDrop(tokio::spawn(boxed(connection)));
    let response = sender.send_request(request(outgoing)?).await;
    let response = response.map_err(|error| broken(&error))?;
    answered.store(true, Ordering::Release);
    whole(response, limits).await
}

/// The reply, once its body is there.
pub(super) async fn whole(
    response: http::Response<hyper::body::Incoming>,
    limits: SendLimits,
) -> Result<Incoming, SendError> {
    let (head, body) = response.into_parts();
    let body = Limited::new(body, limits.body_bytes).collect().await;
    let body = body.map_err(|error| match error.downcast::<hyper::Error>() {
        Ok(error) => broken(&error),
        Err(_) => SendError::TooLarge(limits.body_bytes),
    })?;
    Ok(Incoming {
        status: head.status.as_u16(),
        headers: head.headers,
        body: body.to_bytes(),
    })
}

fn request(outgoing: Outgoing) -> Result<http::Request<Full<Bytes>>, SendError> {
    let bad = |what: &str| SendError::BadUrl(format!("`{what}` cannot be sent"));
    let mut request = http::Request::new(Full::new(outgoing.body));
    *request.uri_mut() = outgoing
        .target
        .path
        .parse()
        .map_err(|_| bad(&outgoing.target.path))?;
    *request.method_mut() = outgoing.method;
    *request.headers_mut() = outgoing.passed_on;
    let host = HeaderValue::from_str(&outgoing.target.authority);
    request
        .headers_mut()
        .insert("host", host.map_err(|_| bad("host"))?);
    for (name, value) in outgoing.headers {
        let value = HeaderValue::from_str(&value).map_err(|_| bad(name))?;
        request
            .headers_mut()
            .insert(HeaderName::from_static(name), value);
    }
    Ok(request)
}

/// hyper's own words, and below them the operating system's.
pub(super) fn broken(error: &hyper::Error) -> SendError {
    use std::error::Error;
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    SendError::Broken(text)
}

struct AbortOnDrop<T>(tokio::task::JoinHandle<T>);

impl<T> Drop for AbortOnDrop<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
