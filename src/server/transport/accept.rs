//! The listener: accepts connections and serves each request that comes by them.
//!
//! An accept loop of our own, as the faults below HTTP need the socket.

use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use super::patience::{Answered, Patience, Patient};
use super::served::Served;
use super::watchdog::Pulse;
use super::wire::Wire;
use crate::callback;
use crate::caught::{FAILED, caught};
use crate::server::answer::Answer;
use crate::server::passage;
use crate::server::reply::HostReply;

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
    let mut connections = JoinSet::new();
    let mut failing = false;
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    failing = false;
                    connections.spawn(serve(served.clone(), stream));
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

async fn serve(served: Served, stream: TcpStream) {
    // Small replies at once; without it a client with delayed acknowledgements waits 40 ms.
    let _ = stream.set_nodelay(true);
    let (wire, end) = Wire::new(stream);
    let wire = Patient::new(wire, Patience::from(&served.limits()));
    let pace = wire.pace();
    let asked = pace.clone();
    let whom = served.clone();
    let service = hyper::service::service_fn(move |request: http::Request<_>| {
        let (whom, end, busy) = (whom.clone(), end.clone(), asked.served());
        async move {
            let written = end.write(answer(&whom, request).await);
            written.map(|response| response.map(|body| Answered::new(body, busy)))
        }
    });
    // A client that has said all and closed its half still gets its answer.
    let ended = hyper::server::conn::http1::Builder::new()
        .half_close(true)
        .serve_connection(TokioIo::new(wire), service)
        .await;
    if pace.head_is_late() {
        served.remark(&late(served.limits().request_deadline));
        return;
    }
    let Err(error) = ended else { return };
    if error.is_parse() {
        let hint = match pace.first_byte() {
            Some(TLS_HANDSHAKE) => "; it looks like TLS, and the tenant speaks http:// only",
            _ => "",
        };
        let remark = format!("a connection brought no HTTP request: {error}{hint}");
        served.remark(&remark);
    } else if error.is_incomplete_message() {
        served.remark("a connection ended inside of a request's head");
    }
}

fn late(deadline: Duration) -> String {
    format!(
        "a connection was given up: the head of its request was not whole within {deadline:?} \
         (setting `limits.request_deadline`)"
    )
}

async fn answer(served: &Served, mut request: http::Request<Incoming>) -> Answer {
    let answered = caught(async {
        match served.assign(&mut request) {
            Ok(context) => passage::serve(context, request).await,
            Err(none) => Answer::Whole(HostReply::from(none).into()),
        }
    });
    answered.await.unwrap_or_else(|panicked| {
        served.remark(&panicked.to_string());
        Answer::Whole(HostReply::message(500, FAILED).into())
    })
}

/// The first byte of a TLS connection.
const TLS_HANDSHAKE: u8 = 0x16;
