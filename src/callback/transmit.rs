//! Sends a callback, or does to it what a fault wants.

use std::time::Duration;

use bytes::Bytes;
use tokio::io::AsyncWriteExt;

use crate::fault::ReplyFault;
use crate::outgoing::{Incoming, Outgoing, SendError, SendLimits, connect, send};

pub(super) async fn transmit(
    outgoing: Outgoing,
    limits: SendLimits,
    fault: Option<&ReplyFault>,
) -> Result<Incoming, SendError> {
    let broken = |why: &str| Err(SendError::Broken(why.to_owned()));
    let Some(fault) = fault else {
        return send(outgoing, limits).await;
    };
    match fault {
        ReplyFault::Status(fault) => Ok(Incoming {
            status: fault.status,
            headers: fault.header_map(),
            body: Bytes::from(fault.body.clone()),
        }),
        ReplyFault::RefuseConnection => broken("Connection refused (fault)"),
        ReplyFault::LoseReply => {
            send(outgoing, limits).await?;
            broken("the reply was lost (fault)")
        }
        ReplyFault::Reset => {
            send_half(&outgoing, limits, true).await?;
            broken("the connection was reset (fault)")
        }
        ReplyFault::Close | ReplyFault::CloseMidBody => {
            send_half(&outgoing, limits, false).await?;
            broken("the connection was closed (fault)")
        }
        // Of the tenant's own answers only; none is picked for a request to an app.
        ReplyFault::SlowBody(_) | ReplyFault::TruncatedJson | ReplyFault::GarbageJson => {
            send(outgoing, limits).await
        }
    }
}

/// The head and half of the body, and then the end of the connection: FIN, or RST.
async fn send_half(outgoing: &Outgoing, limits: SendLimits, reset: bool) -> Result<(), SendError> {
    let broken = |error: std::io::Error| SendError::Broken(error.to_string());
    let connected = tokio::time::timeout(limits.connect, connect(&outgoing.target)).await;
    let mut stream =
        connected.map_err(|_| SendError::Timeout("no connection in time".into()))??;
    let half = &outgoing.body[..outgoing.body.len() / 2];
    let bytes = [head(outgoing).as_bytes(), half].concat();
    stream.write_all(&bytes).await.map_err(broken)?;
    if reset {
        let socket = socket2::SockRef::from(&stream);
        socket.set_linger(Some(Duration::ZERO)).map_err(broken)?;
    }
    Ok(())
}

fn head(outgoing: &Outgoing) -> String {
    let Outgoing {
        method,
        target,
        headers,
        body,
        ..
    } = outgoing;
    let mut head = format!(
        "{method} {} HTTP/1.1\r\nhost: {}\r\n",
        target.path, target.authority
    );
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    head
}
