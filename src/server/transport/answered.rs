//! The body of an answer that is served to its end.

use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body, Frame, SizeHint};

use super::patience::BeingServed;

/// The body of an answer, which is served to its end.
#[derive(Debug)]
pub struct Answered<B> {
    body: B,
    _served: BeingServed,
}

impl<B> Answered<B> {
    /// The body, with what its end tells.
    pub fn new(body: B, served: BeingServed) -> Self {
        Self {
            body,
            _served: served,
        }
    }
}

impl<B: Body + Unpin> Body for Answered<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
