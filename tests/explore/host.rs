//! The desk's calls to its host, signed with the shared secret.

use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::{Request, Uri};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

use super::tokens;

pub(crate) const MODULES: &str = "/rest/atlassian-connect/1/app/module/dynamic";

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoReply {
    Broken,
    TooLate,
}

pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Reply {
    /// The keys of the modules that a list names.
    pub(crate) fn keys(&self) -> Option<Vec<String>> {
        let modules: Value = serde_json::from_str(&self.body).ok()?;
        let lists = modules.as_object()?.values().filter_map(Value::as_array);
        let keys = lists.flatten().filter_map(|one| one["key"].as_str());
        Some(keys.map(str::to_owned).collect())
    }
}

/// A token for a call; the query begins with its question mark.
pub(crate) fn token(method: &str, query: &str, secret: &str) -> String {
    if query.is_empty() {
        return tokens::sign(method, MODULES, secret);
    }
    let iat = jsonwebtoken::get_current_timestamp();
    let claims = tokens::Claims {
        iss: super::descriptor::APP_KEY.to_owned(),
        iat,
        exp: iat + 180,
        qsh: tokens::hash(method, MODULES, query.strip_prefix('?')),
    };
    let key = jsonwebtoken::EncodingKey::from_secret(secret.as_bytes());
    let signed = jsonwebtoken::encode(&jsonwebtoken::Header::default(), &claims, &key);
    signed.expect("a signed token")
}

/// One call to the dynamic modules resource.
pub(crate) async fn call(
    base_url: &str,
    token: &str,
    method: &str,
    query: &str,
    body: String,
    limit: Duration,
) -> Result<Reply, NoReply> {
    let request = Request::builder()
        .method(method)
        .uri(format!("{base_url}{MODULES}{query}"))
        .header("authorization", format!("JWT {token}"))
        .header("content-type", "application/json");
    match tokio::time::timeout(limit, send(request, body)).await {
        Ok(reply) => reply.ok_or(NoReply::Broken),
        Err(_) => Err(NoReply::TooLate),
    }
}

/// The public key of this id, if there is one.
pub(crate) async fn key(keys_url: &str, key_id: &str) -> Option<String> {
    let request = Request::get(format!("{keys_url}/{key_id}"));
    let asked = tokio::time::timeout(Duration::from_secs(5), send(request, String::new()));
    let reply = asked.await.ok()??;
    (reply.status == 200 && reply.body.starts_with("-----BEGIN")).then_some(reply.body)
}

/// One request on a connection of its own.
async fn send(request: hyper::http::request::Builder, body: String) -> Option<Reply> {
    let mut request = request.body(Full::<Bytes>::from(body)).ok()?;
    let url = std::mem::take(request.uri_mut());
    let authority = url.authority()?.as_str();
    let host = authority.parse().ok()?;
    request.headers_mut().insert("host", host);
    *request.uri_mut() = url.path_and_query()?.as_str().parse::<Uri>().ok()?;
    // By its address: a look-up on another thread is nothing to a paused clock.
    let address = authority.replace("localhost", "127.0.0.1");
    let stream = TcpStream::connect(address).await.ok()?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.ok()?;
    tokio::spawn(connection);
    let reply = sender.send_request(request).await.ok()?;
    let status = reply.status().as_u16();
    let body = reply.into_body().collect().await.ok()?.to_bytes();
    let body = String::from_utf8(body.into()).ok()?;
    Some(Reply { status, body })
}
