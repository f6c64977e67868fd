//! One request, one reply: what the commands need to reach a running server or an app.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, StatusCode};
use http_body_util::{BodyExt, Full, Limited};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// The largest reply that is read, in bytes.
const LIMIT: usize = 64 * 1024 * 1024;

/// Status and body.
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) body: Bytes,
}

/// A request to an `http://` URL.
pub(super) struct Call<'a> {
    pub(super) method: &'a str,
    pub(super) url: &'a str,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: String,
    pub(super) limit: Duration,
}

/// Sends it and waits for the whole reply, from a thread without a runtime.
pub(super) fn call(call: &Call<'_>) -> Result<Reply, String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    runtime.block_on(async {
        tokio::time::timeout(call.limit, send(call))
            .await
            .unwrap_or_else(|_| Err(format!("no answer within {:?}", call.limit)))
    })
}

async fn send(call: &Call<'_>) -> Result<Reply, String> {
    let words = |error: &dyn std::error::Error| error.to_string();
    let rest = call
        .url
        .strip_prefix("http://")
        .ok_or("only http:// URLs are asked")?;
    let (authority, target) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let address = match authority.rsplit_once(':') {
        Some((_, port)) if port.parse::<u16>().is_ok() => authority.to_owned(),
        _ => format!("{authority}:80"),
    };
    let stream = TcpStream::connect(&address)
        .await
        .map_err(|error| words(&error))?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .map_err(|error| words(&error))?;
    tokio::spawn(connection);
    let target = match target.starts_with('/') {
        true => target.to_owned(),
        false => format!("/{target}"),
    };
    let mut request = Request::builder()
        .method(call.method)
        .uri(target)
        .header("host", authority);
    for (name, value) in &call.headers {
        request = request.header(*name, value);
    }
    let request = request.body(Full::new(Bytes::from(call.body.clone())));
    let request = request.map_err(|error| words(&error))?;
    let reply = sender
        .send_request(request)
        .await
        .map_err(|error| words(&error))?;
    let status = reply.status();
    let body = Limited::new(reply.into_body(), LIMIT).collect().await;
    let body = body
        .map_err(|error| format!("the answer broke off: {error}"))?
        .to_bytes();
    Ok(Reply { status, body })
}
