//! The proxy: takes `CONNECT` and whole URLs, and TLS without either, by the name in it.

use std::io::Error;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::header::LOCATION;
use http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Empty, Full};
use hyper::body::{Body, Incoming};
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::forward::forward;
use super::front::Front;
use super::network::Network;
use super::way::{Way, connect};
use super::{handshake, tunnel};
use crate::server::{Answered, End, Listening, Patient, TLS_HANDSHAKE, Wire, answer, listen_for};

/// How many connections are open at once; others wait.
const AT_ONCE: usize = 1024;

/// How large the head of a request to the proxy may be, in bytes.
const HEAD_LIMIT: usize = 64 * 1024;

/// Serves until the `Listening` is dropped. The future is the proxy: whoever hosts it polls it.
pub(crate) fn listen(
    network: Arc<Network>,
    listener: std::net::TcpListener,
) -> std::io::Result<(Listening, impl Future<Output = ()> + Send + 'static)> {
    let residents = network.residents.clone();
    let remark = move |text: &str| residents.remark(text);
    listen_for(listener, AT_ONCE, remark, move |stream| {
        serve(network.clone(), stream)
    })
}

async fn serve(network: Arc<Network>, stream: TcpStream) {
    let _ = stream.set_nodelay(true);
    let mut first = [0];
    let peeked = timeout(network.limits.idle_deadline, stream.peek(&mut first)).await;
    let Ok(Ok(1)) = peeked else { return };
    let (wire, end) = Wire::new(stream);
    match first == [TLS_HANDSHAKE] {
        true => handshake::serve(network, None, wire, end).await,
        false => http(network, wire, end).await,
    }
}

/// What a connection goes on with once its `CONNECT` is answered.
struct Next {
    upgrade: OnUpgrade,
    to: To,
}

enum To {
    Own(Arc<str>),
    Through(TcpStream),
}

async fn http(network: Arc<Network>, wire: Wire, end: End) {
    let wire = Patient::new(wire, network.patience());
    let pace = wire.pace();
    let next: Arc<Mutex<Option<Next>>> = Arc::default();
    let asking = {
        let (network, next, end, pace) = (network.clone(), next.clone(), end.clone(), pace.clone());
        hyper::service::service_fn(move |request| {
            let busy = pace.served();
            let asked = asked(network.clone(), next.clone(), end.clone(), request);
            async move {
                asked
                    .await
                    .map(|reply| reply.map(|body| Answered::new(body, busy)))
            }
        })
    };
    let served = hyper::server::conn::http1::Builder::new()
        .half_close(true)
        .max_buf_size(HEAD_LIMIT)
        .serve_connection(TokioIo::new(wire), asking)
        .with_upgrades()
        .await;
    let next = next.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Err(error) = served
        && error.is_parse()
    {
        let text = format!("a connection to the proxy brought no HTTP request: {error}");
        network.residents.remark(&text);
    }
    let Some(Next { upgrade, to }) = next else {
        return;
    };
    let _busy = pace.served();
    let upgraded = timeout(Duration::from_secs(10), upgrade).await;
    let Ok(Ok(upgraded)) = upgraded else { return };
    let stream = TokioIo::new(upgraded);
    match to {
        To::Own(host) => handshake::serve(network, Some(host), stream, end).await,
        To::Through(other) => tunnel::pass(stream, other, network.limits.idle_deadline).await,
    }
}

type Reply = Response<UnsyncBoxBody<Bytes, Error>>;

fn reply<B>(response: Response<B>) -> Reply
where
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    response.map(|body| body.map_err(Error::other).boxed_unsync())
}

/// In the proxy's own words.
fn told(status: StatusCode, text: &str) -> Reply {
    let mut response = Response::new(Full::from(format!("mockfluence: {text}\n")));
    *response.status_mut() = status;
    reply(response)
}

/// The answer to a request to the proxy; an error where the connection is to end without one.
async fn asked(
    network: Arc<Network>,
    next: Arc<Mutex<Option<Next>>>,
    end: End,
    mut request: Request<Incoming>,
) -> Result<Reply, Error> {
    let Some(authority) = request.uri().authority().cloned() else {
        let why = "this is a proxy, and asks for no page itself: give it to your app as HTTPS_PROXY, as \
                   `mockfluence env` does";
        return Ok(told(StatusCode::BAD_REQUEST, why));
    };
    let way = network.way(authority.host());
    if request.method() == Method::CONNECT {
        let to = match (way, authority.port_u16().unwrap_or(443)) {
            (Way::Own(host), 443) => Ok(To::Own(host)),
            (Way::Own(host), port) => {
                Err(format!("{host} is served at port 443, and not at {port}"))
            }
            (Way::Through, port) => connect(authority.host(), port).await.map(To::Through),
            (Way::Refused(why), _) => Err(why),
        };
        return Ok(match to {
            Ok(to) => {
                let upgrade = hyper::upgrade::on(&mut request);
                *next.lock().unwrap_or_else(PoisonError::into_inner) = Some(Next { upgrade, to });
                reply(Response::new(Empty::new()))
            }
            Err(why) => refused(&network, &why),
        });
    }
    match way {
        Way::Own(host) if request.uri().scheme_str() == Some("https") => {
            let residents = network.residents.clone();
            let front = Front { residents, host };
            let answer = answer(&front, request).await;
            Ok(reply(end.write(answer).map_err(Error::other)?))
        }
        Way::Own(host) => Ok(to_https(&network, &host, &request)),
        Way::Through if request.uri().scheme_str() == Some("http") => {
            let sent = forward(request, network.patience()).await;
            Ok(sent.map_or_else(|why| refused(&network, &why), reply))
        }
        Way::Through => {
            let why = format!("{authority} is reached over https:// by CONNECT alone");
            Ok(refused(&network, &why))
        }
        Way::Refused(why) => Ok(refused(&network, &why)),
    }
}

fn refused(network: &Network, why: &str) -> Reply {
    network.residents.remark(why);
    told(StatusCode::BAD_GATEWAY, why)
}

/// Assumed: what the edge says to http:// is not known.
fn to_https<B>(network: &Network, host: &str, request: &Request<B>) -> Reply {
    let target = request.uri().path_and_query();
    let place = format!(
        "https://{host}{}",
        target.map_or("/", |target| target.as_str())
    );
    let text = format!(
        "an app asked {} over http://, and was led to https://",
        request.uri()
    );
    network.residents.remark(&text);
    let mut response = Response::new(Empty::new());
    *response.status_mut() = StatusCode::MOVED_PERMANENTLY;
    if let Ok(place) = HeaderValue::from_str(&place) {
        response.headers_mut().insert(LOCATION, place);
    }
    reply(response)
}
