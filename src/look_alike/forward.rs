//! A request over http:// that is let through: sent on to its host, and the answer passed back.

use http::header::{
    CONNECTION, HOST, HeaderName, PROXY_AUTHORIZATION, TE, TRAILER, TRANSFER_ENCODING, UPGRADE,
};
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderValue, Request, Response, Uri};
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;

use super::way::connect;
use crate::server::{Patience, Patient};

/// What is said from one hop to the next alone.
const OF_ONE_HOP: [HeaderName; 8] = [
    CONNECTION,
    PROXY_AUTHORIZATION,
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
];

/// Sends the request on.
///
/// # Errors
/// Why no answer came.
pub(super) async fn forward(
    mut request: Request<Incoming>,
    patience: Patience,
) -> Result<Response<Incoming>, String> {
    let authority = request.uri().authority().cloned();
    let authority = authority.ok_or("the request names no host")?;
    let port = authority.port_u16().unwrap_or(80);
    let stream = connect(authority.host(), port).await?;
    let stream = Patient::new(stream, patience.without_heads());
    let path = request.uri().path_and_query().cloned();
    *request.uri_mut() = Uri::from(path.unwrap_or_else(|| PathAndQuery::from_static("/")));
    without_hop(request.headers_mut());
    let host = HeaderValue::from_str(authority.as_str());
    let host = host.map_err(|error| error.to_string())?;
    request.headers_mut().entry(HOST).or_insert(host);
    let failed = |error: hyper::Error| format!("no answer from {authority}: {error}");
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .map_err(failed)?;
    // It ends with its only exchange, or when its host has kept silent for too long.
    tokio::spawn(connection);
    let mut response = sender.send_request(request).await.map_err(failed)?;
    without_hop(response.headers_mut());
    Ok(response)
}

/// Also what the header `Connection` names.
fn without_hop(headers: &mut HeaderMap) {
    let named = headers.get_all(CONNECTION).iter();
    let named = named.filter_map(|value| value.to_str().ok());
    let named: Vec<HeaderName> = named
        .flat_map(|value| value.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .collect();
    for name in named.iter().chain(&OF_ONE_HOP) {
        headers.remove(name);
    }
}
