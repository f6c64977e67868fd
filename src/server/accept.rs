//! The listener: accepts connections and serves each with the router.
//!
//! An accept loop of our own, as the faults below HTTP need the socket.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Weak};
use std::time::Duration;

use axum::response::Response;
use hyper::service::Service;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use super::router::router;
use super::shared::Directory;
use super::watchdog::Pulse;
use super::wire::{Cut, Wire};
use crate::callback;
use crate::context::Context;

/// Whom a listener serves.
#[derive(Clone, Debug)]
pub(crate) enum Served {
    One(Arc<Context>),
    Many(Arc<Directory>),
}

/// The same without keeping anybody alive.
#[derive(Debug)]
pub(super) enum WeakServed {
    One(Weak<Context>),
    Many(Weak<Directory>),
}

impl WeakServed {
    pub(super) fn upgrade(&self) -> Option<Served> {
        match self {
            WeakServed::One(context) => context.upgrade().map(Served::One),
            WeakServed::Many(directory) => directory.upgrade().map(Served::Many),
        }
    }
}

impl Served {
    pub(super) fn downgrade(&self) -> WeakServed {
        match self {
            Served::One(context) => WeakServed::One(Arc::downgrade(context)),
            Served::Many(directory) => WeakServed::Many(Arc::downgrade(directory)),
        }
    }

    /// A line about a connection that brought no request.
    pub(super) fn remark(&self, text: &str) {
        match self {
            Served::One(context) => context.log.remark(text),
            // Nobody knows which tenant it was for.
            Served::Many(_) => tracing::debug!(target: "mockfluence", text, "remarked"),
        }
    }

    /// The tenant of a request, which it knows from now on, as if it were the only one.
    fn assign<B>(&self, request: &mut http::Request<B>) -> Result<(), Box<Response>> {
        let context = match self {
            Served::One(context) => context.clone(),
            Served::Many(directory) => directory.find(request)?,
        };
        match context.mount.as_str() {
            "" => strip(request, context.public_prefix()),
            mount => strip(request, mount),
        }
        request.extensions_mut().insert(context);
        Ok(())
    }
}

/// An open port; dropped, it closes with all its connections.
#[derive(Debug)]
pub(crate) struct Listening {
    _close: oneshot::Sender<()>,
}

/// Serves until the `Listening` is dropped. The future is the server: whoever hosts the tenant
/// polls it.
pub(crate) fn listen(
    served: Served,
    listener: std::net::TcpListener,
    watched: bool,
) -> std::io::Result<(Listening, impl Future<Output = ()> + Send + 'static)> {
    listener.set_nonblocking(true)?;
    let listener = Arc::new(TcpListener::from_std(listener)?);
    let pulse = watched.then(|| Pulse::watch(&listener, &served));
    let (close, closed) = oneshot::channel::<()>();
    let serve = async move {
        tokio::select! {
            () = accept(&served, &listener, pulse) => {}
            _ = closed => {}
        }
    };
    Ok((Listening { _close: close }, serve))
}

async fn accept(served: &Served, listener: &TcpListener, pulse: Option<Arc<Pulse>>) {
    let router = router();
    let mut connections = JoinSet::new();
    let mut failing = false;
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    failing = false;
                    connections.spawn(serve(served.clone(), router.clone(), stream));
                }
                // Out of descriptors, usually; the next turn may find one free again. Said once,
                // and with a pause: this may go on for long.
                Err(error) => {
                    if !failing {
                        let advice = match callback::out_of_descriptors(&error) {
                            true => "; raise the limit of this process (`ulimit -n`)",
                            false => "",
                        };
                        let remark =
                            format!("a connection could not be accepted: {error}{advice}");
                        served.remark(&remark);
                    }
                    failing = true;
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            },
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
            () = Pulse::asked(pulse.as_deref()) => {}
        }
    }
}

async fn serve(served: Served, router: axum::Router, stream: TcpStream) {
    // Small replies at once; without it a client with delayed acknowledgements waits 40 ms.
    let _ = stream.set_nodelay(true);
    let mut first = [0];
    let _ = stream.peek(&mut first).await;
    // No timer for idle connections: under paused time it would fire between two requests, and
    // nobody waits for a connection that sends nothing.
    let (wire, reset) = Wire::new(stream);
    let router = TowerToHyperService::new(router);
    let whom = served.clone();
    let service = hyper::service::service_fn(move |mut request: http::Request<_>| {
        let assigned = whom.assign(&mut request);
        let reply = assigned.map(|()| router.call(request));
        let reset = reset.clone();
        async move {
            let response = match reply {
                Ok(reply) => reply.await.unwrap_or_else(|never| match never {}),
                Err(nobody) => *nobody,
            };
            match response.extensions().get::<Cut>() {
                None => Ok(response),
                Some(cut) => {
                    reset.store(*cut == Cut::Reset, Ordering::Release);
                    Err("cut off by a fault")
                }
            }
        }
    });
    // A client that has said all and closed its half still gets its answer.
    let ended = hyper::server::conn::http1::Builder::new()
        .half_close(true)
        .serve_connection(TokioIo::new(wire), service)
        .await;
    let Err(error) = ended else { return };
    if error.is_parse() {
        let hint = match first {
            [TLS_HANDSHAKE] => "; it looks like TLS, and the tenant speaks http:// only",
            _ => "",
        };
        let remark = format!("a connection brought no HTTP request: {error}{hint}");
        served.remark(&remark);
    } else if error.is_incomplete_message() {
        served.remark("a connection ended inside of a request's head");
    }
}

/// A proxy may pass the public path on or strip it; the routes know it without.
fn strip<B>(request: &mut http::Request<B>, prefix: &str) {
    if prefix.is_empty() {
        return;
    }
    let target = request
        .uri()
        .path_and_query()
        .map_or("/", |target| target.as_str());
    let rest = target
        .strip_prefix(prefix)
        .filter(|rest| rest.starts_with('/'));
    if let Some(rest) = rest.and_then(|rest| rest.parse().ok()) {
        *request.uri_mut() = rest;
    }
}

/// The first byte of a TLS connection.
const TLS_HANDSHAKE: u8 = 0x16;
