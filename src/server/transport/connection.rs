//! One connection over HTTP: each request told whom it is for, served, and its answer written.

use std::sync::Arc;

use bytes::Bytes;
use http::Request;
use hyper::body::{Body, Incoming};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};

use super::answered::Answered;
use super::patience::Patient;
use super::wire::End;
use crate::caught::{FAILED, caught};
use crate::context::Context;
use crate::server::answer::Answer;
use crate::server::passage;
use crate::server::reply::HostReply;

/// Who tells the tenant of a request.
pub(crate) trait Assign: Clone + Send + Sync + 'static {
    /// The tenant of a request, which it knows from now on, as if it were the only one.
    fn assign<B>(&self, request: &mut Request<B>) -> Result<Arc<Context>, NoTenant>;

    /// A line about what is part of no exchange.
    fn remark(&self, text: &str);
}

/// No tenant is meant: what the client is told.
#[derive(Debug)]
pub(crate) struct NoTenant(pub(crate) String);

impl From<NoTenant> for HostReply {
    fn from(none: NoTenant) -> Self {
        HostReply::message(501, &none.0)
    }
}

/// Serves a connection in HTTP/1.1 to its end.
pub(crate) async fn http1<W, S>(whom: W, wire: Patient<S>, end: End) -> hyper::Result<()>
where
    W: Assign,
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let pace = wire.pace();
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let (whom, end, busy) = (whom.clone(), end.clone(), pace.served());
        async move {
            let written = end.write(answer(&whom, request).await);
            written.map(|response| response.map(|body| Answered::new(body, busy)))
        }
    });
    // A client that has said all and closed its half still gets its answer.
    hyper::server::conn::http1::Builder::new()
        .half_close(true)
        .serve_connection(TokioIo::new(wire), service)
        .await
}

/// The same in HTTP/2, of which a cut connection ends with all that is asked by it.
#[cfg(feature = "look-alike")]
pub(crate) async fn http2<W, S>(whom: W, wire: Patient<S>, end: End) -> hyper::Result<()>
where
    W: Assign,
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (pace, ending) = (wire.pace(), end.clone());
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let (whom, end, busy) = (whom.clone(), end.clone(), pace.served());
        async move {
            let written = end.write(answer(&whom, request).await);
            written.map(|response| response.map(|body| Answered::new(body, busy)))
        }
    });
    let executor = hyper_util::rt::TokioExecutor::new();
    let serving = hyper::server::conn::http2::Builder::new(executor)
        .max_concurrent_streams(100)
        .max_header_list_size(HEAD_LIMIT)
        .serve_connection(TokioIo::new(wire), service);
    tokio::select! {
        ended = serving => ended,
        () = ending.is_cut() => Ok(()),
    }
}

/// How large a head may be, in bytes.
#[cfg(feature = "look-alike")]
const HEAD_LIMIT: u32 = 64 * 1024;

/// The answer to one request.
pub(crate) async fn answer<W: Assign, B>(whom: &W, mut request: Request<B>) -> Answer
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: std::fmt::Display,
{
    let answered = caught(async {
        match whom.assign(&mut request) {
            Ok(context) => passage::serve(context, request).await,
            Err(none) => Answer::Whole(HostReply::from(none).into()),
        }
    });
    answered.await.unwrap_or_else(|panicked| {
        whom.remark(&panicked.to_string());
        Answer::Whole(HostReply::message(500, FAILED).into())
    })
}
