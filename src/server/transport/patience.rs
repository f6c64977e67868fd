//! How long a connection may keep silent: before a request, inside of its head, and while it does not read.
//!
//! The time is tokio's. What has arrived is always read before a deadline counts, so that paused
//! time, which leaps to the next deadline when nothing else is to be done, ends no connection that
//! has something to say.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

use crate::settings::Limits;

/// How long is waited, and for what.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For the next request, and for a client that does not read its answer.
    idle: Duration,
    /// For a head to be whole, from its first byte on; the same again for a body.
    pub request: Duration,
}

impl Patience {
    /// For a connection on which more than heads begins: what is silent is idle.
    #[cfg(feature = "look-alike")]
    pub(crate) fn without_heads(self) -> Self {
        Self {
            request: self.idle,
            ..self
        }
    }
}

impl From<&Limits> for Patience {
    fn from(limits: &Limits) -> Self {
        Self {
            idle: limits.idle_deadline,
            request: limits.request_deadline,
        }
    }
}

/// What a connection is waited for.
#[derive(Clone, Copy, Debug)]
enum Phase {
    Idle,
    Head,
    /// It has been asked something, and it is not its turn.
    Served,
}

#[derive(Debug)]
struct State {
    phase: Phase,
    /// How many requests are being served: over HTTP/2, several.
    served: usize,
    since: Instant,
    first: Option<u8>,
    head_is_late: bool,
}

/// What is known of a connection beside its bytes.
#[derive(Clone, Debug)]
pub struct Pace(Arc<Mutex<State>>);

impl Pace {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn enter(&self, phase: Phase) {
        let mut state = self.state();
        state.phase = phase;
        state.since = Instant::now();
    }

    /// A request is there; as long as this lives, the client need not say anything.
    #[must_use]
    pub fn served(&self) -> BeingServed {
        let mut state = self.state();
        state.served = state.served.saturating_add(1);
        drop(state);
        self.enter(Phase::Served);
        BeingServed(self.clone())
    }

    /// The first byte that came.
    pub(super) fn first_byte(&self) -> Option<u8> {
        self.state().first
    }

    /// Whether the connection was given up inside of a head.
    pub(super) fn head_is_late(&self) -> bool {
        self.state().head_is_late
    }
}

/// A request on its way through the server, up to the last byte of its answer.
#[derive(Debug)]
pub struct BeingServed(Pace);

impl Drop for BeingServed {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.served = state.served.saturating_sub(1);
        let last = state.served == 0;
        drop(state);
        if last {
            self.0.enter(Phase::Idle);
        }
    }
}

/// A connection that ends when its client has kept silent for too long.
#[derive(Debug)]
pub struct Patient<S> {
    stream: S,
    patience: Patience,
    pace: Pace,
    reading: Option<Pin<Box<Sleep>>>,
    writing: Option<Pin<Box<Sleep>>>,
}

impl<S> Patient<S> {
    /// A new connection.
    pub fn new(stream: S, patience: Patience) -> Self {
        let state = State {
            phase: Phase::Idle,
            served: 0,
            since: Instant::now(),
            first: None,
            head_is_late: false,
        };
        Self {
            stream,
            patience,
            pace: Pace(Arc::new(Mutex::new(state))),
            reading: None,
            writing: None,
        }
    }

    /// What is known of it.
    pub fn pace(&self) -> Pace {
        self.pace.clone()
    }

    /// Ready when the client has kept silent for too long.
    fn silence(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let deadline = {
            let State { phase, since, .. } = *self.pace.state();
            match phase {
                Phase::Served => return Poll::Pending,
                Phase::Idle => since.checked_add(self.patience.idle),
                Phase::Head => since.checked_add(self.patience.request),
            }
        };
        let Some(deadline) = deadline else {
            return Poll::Pending;
        };
        let sleep = self
            .reading
            .get_or_insert_with(|| Box::pin(sleep_until(deadline)));
        if sleep.deadline() != deadline {
            sleep.as_mut().reset(deadline);
        }
        sleep.as_mut().poll(context)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    /// The end of the stream, too, where a client has kept silent for too long.
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        if let Poll::Ready(read) = Pin::new(&mut self.stream).poll_read(context, buffer) {
            if let Some(byte) = buffer.filled().get(before) {
                let mut state = self.pace.state();
                state.first.get_or_insert(*byte);
                if matches!(state.phase, Phase::Idle) {
                    (state.phase, state.since) = (Phase::Head, Instant::now());
                }
            }
            return Poll::Ready(read);
        }
        ready!(self.silence(context));
        let mut state = self.pace.state();
        state.head_is_late = matches!(state.phase, Phase::Head);
        drop(state);
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        if let Poll::Ready(written) = Pin::new(&mut this.stream).poll_write(context, bytes) {
            this.writing = None;
            return Poll::Ready(written);
        }
        let idle = this.patience.idle;
        let sleep = this
            .writing
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(idle)));
        ready!(sleep.as_mut().poll(context));
        let why = "the client does not read its answer (setting `limits.idle_deadline`)";
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, why)))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
