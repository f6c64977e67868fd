//! Connections to a server of the tenant's own, which stay open from one request to the next.

use std::future::poll_fn;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::{Mutex, PoisonError};
use std::task::Poll;

use bytes::Bytes;
use http::header::HOST;
use http::{HeaderValue, Request};
use http_body_util::Full;
use hyper::client::conn::http1::{Connection, SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep_until, timeout};

use super::send::{Incoming, SendLimits, broken, no_connection, whole};
use super::target::SendError;

/// More at once are asked, and not kept.
pub(super) const MOST: usize = 32;

/// A connection is asked by one request at a time.
///
/// For the server of the stubs alone: an app sees a connection of its own for each request, as no
/// callback may travel on what an earlier one left behind.
#[derive(Debug)]
pub(crate) struct KeptOpen {
    address: SocketAddr,
    host: HeaderValue,
    idle: Mutex<Vec<Open>>,
}

/// Both ends of it in one hand: it moves on while somebody waits for an answer, on no task of its own.
#[derive(Debug)]
pub(super) struct Open {
    sender: SendRequest<Full<Bytes>>,
    connection: Connection<TokioIo<TcpStream>, Full<Bytes>>,
    /// Goes off at some request's deadline, and is set again by the one that it is too early for:
    /// a timer for each would wake the runtime each time.
    alarm: Pin<Box<Sleep>>,
}

impl KeptOpen {
    pub(crate) fn to(address: SocketAddr) -> Self {
        let host = HeaderValue::try_from(address.to_string());
        Self {
            address,
            host: host.expect("an address is a header's value"),
            idle: Mutex::default(),
        }
    }

    /// Where the connections lead.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Sends one request: on a connection that is open, or on a new one.
    pub(crate) async fn send(
        &self,
        mut request: Request<Full<Bytes>>,
        limits: SendLimits,
    ) -> Result<Incoming, SendError> {
        request.headers_mut().insert(HOST, self.host.clone());
        let until = limits.end();
        let kept = || self.idle(|idle| idle.pop());
        while let Some(open) = kept() {
            match self.ask(open, request, limits, until).await? {
                Ok(incoming) => return Ok(incoming),
                // It was closed before anything of the request was written.
                Err(unsent) => request = unsent,
            }
        }
        let open = self.open(limits, until).await?;
        let asked = self.ask(open, request, limits, until).await?;
        asked.map_err(|_| SendError::Broken("the connection closed at once".to_owned()))
    }

    async fn ask(
        &self,
        mut open: Open,
        request: Request<Full<Bytes>>,
        limits: SendLimits,
        until: Instant,
    ) -> Result<Result<Incoming, Request<Full<Bytes>>>, SendError> {
        let sent = open.sender.try_send_request(request);
        let answered = async {
            match sent.await {
                Ok(response) => whole(response, limits).await.map(Ok),
                Err(mut error) => match error.take_message() {
                    Some(unsent) => Ok(Err(unsent)),
                    None => Err(broken(error.error())),
                },
            }
        };
        let answered = open.moving(until, answered).await;
        let incoming = answered.ok_or_else(|| limits.late())??;
        // What the other end has closed is over, and is not looked at again.
        if incoming.is_ok() && !open.sender.is_closed() {
            self.idle(|idle| {
                if idle.len() < MOST {
                    idle.push(open);
                }
            });
        }
        Ok(incoming)
    }

    pub(super) fn idle<R>(&self, with: impl FnOnce(&mut Vec<Open>) -> R) -> R {
        with(&mut self.idle.lock().unwrap_or_else(PoisonError::into_inner))
    }

    async fn open(&self, limits: SendLimits, until: Instant) -> Result<Open, SendError> {
        let most = limits.connect;
        let Ok(stream) = timeout(most, TcpStream::connect(self.address)).await else {
            let why = format!("no connection to {} within {most:?}", self.address);
            return Err(SendError::ConnectTimeout(why));
        };
        let why = |error| SendError::Broken(no_connection(&self.address.to_string(), &error));
        let stream = stream.map_err(why)?;
        // Requests are small, and each waits for the answer to the one before.
        let _ = stream.set_nodelay(true);
        let opened = handshake(TokioIo::new(stream)).await;
        let (sender, connection) = opened.map_err(|error| broken(&error))?;
        Ok(Open {
            sender,
            connection,
            alarm: Box::pin(sleep_until(until)),
        })
    }
}

impl Open {
    /// What comes of a request, for which the connection has to be read and written; none after
    /// `until`. The end of the connection is no end of the request: what came before is read.
    async fn moving<T>(&mut self, until: Instant, answered: impl Future<Output = T>) -> Option<T> {
        let (mut answered, mut ended) = (pin!(answered), false);
        if self.alarm.deadline() > until {
            self.alarm.as_mut().reset(until);
        }
        poll_fn(|context| {
            ended = ended || Pin::new(&mut self.connection).poll(context).is_ready();
            if let Poll::Ready(answer) = answered.as_mut().poll(context) {
                return Poll::Ready(Some(answer));
            }
            while self.alarm.as_mut().poll(context).is_ready() {
                if self.alarm.deadline() >= until {
                    return Poll::Ready(None);
                }
                self.alarm.as_mut().reset(until);
            }
            Poll::Pending
        })
        .await
    }
}

#[cfg(test)]
#[path = "kept_open_tests.rs"]
mod tests;
