//! Below HTTP: connections that are reset or cut, bodies that trickle.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Response};
use http_body_util::{Either, Full};
use hyper::body::{Body, Frame};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::time::{Sleep, sleep};

use crate::server::answer::Answer;

/// A connection that can be told to end in a reset.
#[derive(Debug)]
pub(crate) struct Wire {
    stream: TcpStream,
    reset: Arc<AtomicBool>,
}

/// How a connection ends: the other hand on its wire.
#[derive(Clone, Debug)]
pub(crate) struct End {
    reset: Arc<AtomicBool>,
    /// Told when it is to end at once, for a connection on which one answer is not all.
    cut: Arc<Notify>,
}

/// Nothing is written: the connection ends.
#[derive(Debug)]
pub(crate) struct CutOff;

impl std::fmt::Display for CutOff {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("cut off by a fault")
    }
}

impl std::error::Error for CutOff {}

/// A body at once, or in pieces.
pub(crate) type Written = Either<Full<Bytes>, Trickle>;

impl Wire {
    pub(crate) fn new(stream: TcpStream) -> (Self, End) {
        let reset = Arc::new(AtomicBool::new(false));
        let end = End {
            reset: reset.clone(),
            cut: Arc::default(),
        };
        (Self { stream, reset }, end)
    }
}

impl End {
    /// Once the connection is to end.
    #[cfg(feature = "look-alike")]
    pub(super) async fn is_cut(&self) {
        self.cut.notified().await;
    }

    /// Has the connection end in a reset, once it is dropped.
    pub(crate) fn reset(&self) {
        self.reset.store(true, Ordering::Release);
    }

    /// What hyper writes of an answer.
    pub(crate) fn write(&self, answer: Answer) -> Result<Response<Written>, CutOff> {
        match answer {
            Answer::Whole(response) => Ok(response.map(|body| Either::Left(Full::new(body)))),
            Answer::Half(response) => Ok(in_pieces(response, Trickle::half)),
            Answer::Slow {
                response,
                piece,
                pause,
            } => Ok(in_pieces(response, |body| {
                Trickle::slow(body, piece, pause)
            })),
            Answer::Close => Err(self.cut()),
            Answer::Reset => {
                self.reset();
                Err(self.cut())
            }
        }
    }

    fn cut(&self) -> CutOff {
        self.cut.notify_one();
        CutOff
    }
}

fn in_pieces(
    mut response: Response<Bytes>,
    pieces: impl FnOnce(&Bytes) -> Trickle,
) -> Response<Written> {
    let length = HeaderValue::from(response.body().len());
    response.headers_mut().insert(CONTENT_LENGTH, length);
    response.map(|body| Either::Right(pieces(&body)))
}

impl Drop for Wire {
    /// With a linger of zero, closing sends RST and not FIN.
    fn drop(&mut self) {
        if self.reset.load(Ordering::Acquire) {
            let _ = socket2::SockRef::from(&self.stream).set_linger(Some(Duration::ZERO));
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// A body that comes in pieces, with pauses, and may break off.
#[derive(Debug)]
pub(crate) struct Trickle {
    pieces: VecDeque<Bytes>,
    pause: Duration,
    waiting: Option<Pin<Box<Sleep>>>,
    breaks_off: bool,
}

impl Trickle {
    pub(super) fn slow(body: &Bytes, piece: usize, pause: Duration) -> Self {
        let pieces = body.chunks(piece).map(Bytes::copy_from_slice).collect();
        Self {
            pieces,
            pause,
            waiting: None,
            breaks_off: false,
        }
    }

    /// The first half, and then nothing but the end of the connection.
    pub(super) fn half(body: &Bytes) -> Self {
        let pieces = VecDeque::from([body.slice(..body.len() / 2)]);
        Self {
            pieces,
            pause: Duration::ZERO,
            waiting: None,
            breaks_off: true,
        }
    }
}

impl Body for Trickle {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Some(waiting) = &mut self.waiting {
            std::task::ready!(waiting.as_mut().poll(context));
            self.waiting = None;
        }
        match self.pieces.pop_front() {
            Some(piece) => {
                if !self.pieces.is_empty() || self.breaks_off {
                    // Also before breaking off, so that the half is on the wire by then.
                    let pause = self.pause.max(Duration::from_millis(1));
                    self.waiting = Some(Box::pin(sleep(pause)));
                }
                Poll::Ready(Some(Ok(Frame::data(piece))))
            }
            None if self.breaks_off => {
                let error = std::io::Error::other("the body breaks off (fault)");
                Poll::Ready(Some(Err(error)))
            }
            None => Poll::Ready(None),
        }
    }
}
