//! The listener: accepts connections and serves each request that comes by them.
//!
//! An accept loop of our own, as the faults below HTTP need the socket.

use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use super::connection::{Assign, http1};
use super::patience::{Patience, Patient};
use super::served::Served;
use super::watchdog::Pulse;
use super::wire::Wire;
use crate::boxed::boxed;
use crate::outgoing;

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
    let remarking = served.clone();
    let remark = move |text: &str| remarking.remark(text);
    let each = move |stream| serve(served.clone(), stream);
    Ok(until_dropped(async move {
        accept(&listener, pulse, usize::MAX, remark, each).await;
    }))
}

/// The same for connections that somebody else serves, so many of them at once at most.
#[cfg(feature = "look-alike")]
pub(crate) fn listen_for<F: Future<Output = ()> + Send + 'static>(
    listener: std::net::TcpListener,
    at_once: usize,
    remark: impl Fn(&str) + Send + Sync + 'static,
    each: impl Fn(TcpStream) -> F + Send + Sync + 'static,
) -> std::io::Result<(Listening, impl Future<Output = ()> + Send + 'static)> {
    listener.set_nonblocking(true)?;
    let listener = TcpListener::from_std(listener)?;
    Ok(until_dropped(async move {
        accept(&listener, None, at_once, remark, each).await;
    }))
}

fn until_dropped(
    serve: impl Future<Output = ()> + Send + 'static,
) -> (Listening, impl Future<Output = ()> + Send + 'static) {
    let (close, closed) = oneshot::channel::<()>();
    let serve = async move {
        tokio::select! {
            () = serve => {}
            _ = closed => {}
        }
    };
    (Listening { _close: close }, serve)
}

async fn accept<F: Future<Output = ()> + Send + 'static>(
    listener: &TcpListener,
    pulse: Option<Arc<Pulse>>,
    at_once: usize,
    remark: impl Fn(&str),
    each: impl Fn(TcpStream) -> F,
) {
    let mut connections = JoinSet::new();
    let mut failing = false;
    loop {
        tokio::select! {
            accepted = listener.accept(), if connections.len() < at_once => match accepted {
                Ok((stream, _)) => {
                    failing = false;
                    connections.spawn(boxed(each(stream)));
                }
                // Out of descriptors, usually; the next turn may find one free again. Said once,
                // and with a pause: this may go on for long.
                Err(error) => {
                    if !failing {
                        let advice = match outgoing::out_of_descriptors(&error) {
                            true => "; raise the limit of this process (`ulimit -n`)",
                            false => "",
                        };
                        remark(&format!("a connection could not be accepted: {error}{advice}"));
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
    let ended = http1(served.clone(), wire, end).await;
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

/// The first byte of a TLS connection.
pub(crate) const TLS_HANDSHAKE: u8 = 0x16;
