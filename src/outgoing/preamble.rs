//! A bound on what an app may send before the head of its answer.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// More than hyper takes for a head and reads at once. Interim answers (`100 Continue`) come
/// before the head, and hyper reads them without end and without a pause.
const MOST: usize = 1024 * 1024;

/// A connection that fails once too much has come without an answer.
#[derive(Debug)]
pub(super) struct Preamble<S> {
    stream: S,
    read: usize,
    answered: Arc<AtomicBool>,
}

impl<S> Preamble<S> {
    /// The connection, and the switch that lifts the bound.
    pub(super) fn new(stream: S) -> (Self, Arc<AtomicBool>) {
        let answered = Arc::new(AtomicBool::new(false));
        let this = Self {
            stream,
            read: 0,
            answered: answered.clone(),
        };
        (this, answered)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Preamble<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.read > MOST && !self.answered.load(Ordering::Acquire) {
            let why = format!("more than {MOST} bytes came before the head of an answer");
            return Poll::Ready(Err(io::Error::other(why)));
        }
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, buffer);
        self.read = self
            .read
            .saturating_add(buffer.filled().len().saturating_sub(before));
        polled
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Preamble<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
