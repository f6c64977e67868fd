//! Calls to the tenant: for its keys, and signed with the shared secret.

use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::{Request, Uri};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::Installed;
use super::tokens;

const MODULES: &str = "/rest/atlassian-connect/1/app/module/dynamic";

/// How long a key is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

type Error = Box<dyn std::error::Error + Send + Sync>;

/// POSTs modules as the app; gives the status, 0 if no reply came.
pub(crate) async fn register(tenant: &Installed, modules: &Value) -> u16 {
    let token = tokens::sign("POST", MODULES, &tenant.shared_secret);
    let request = Request::post(format!("{}{MODULES}", tenant.base_url))
        .header("authorization", format!("JWT {token}"))
        .header("content-type", "application/json");
    let reply = send(request, modules.to_string()).await;
    reply.map_or(0, |(status, _)| status)
}

/// The public key of this id, if there is one.
pub(crate) async fn key(keys_url: &str, key_id: &str) -> Option<String> {
    // Whoever makes up a token chooses this text: no path of its own may come of it.
    if key_id
        .split('/')
        .any(|part| part.is_empty() || part == "..")
    {
        return None;
    }
    let request = Request::get(format!("{keys_url}/{key_id}"));
    // The host waits ten seconds for the answer to an install.
    let sent = timeout(PATIENCE, send(request, String::new())).await.ok()?;
    let (status, key) = sent.ok()?;
    (status == 200).then_some(key)
}

/// One request on a connection of its own: status and body of the reply.
async fn send(
    request: hyper::http::request::Builder,
    body: String,
) -> Result<(u16, String), Error> {
    let mut request = request.body(Full::<Bytes>::from(body))?;
    let url = std::mem::take(request.uri_mut());
    let authority = url.authority().ok_or("an absolute URL")?.as_str();
    let host = authority.parse()?;
    request.headers_mut().insert("host", host);
    let path = url.path_and_query().ok_or("a path")?.as_str();
    *request.uri_mut() = path.parse::<Uri>()?;
    let stream = TcpStream::connect(authority).await?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    let reply = sender.send_request(request).await?;
    let status = reply.status().as_u16();
    let body = reply.into_body().collect().await?.to_bytes();
    Ok((status, String::from_utf8(body.into())?))
}
