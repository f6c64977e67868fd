//! The control port: connections that are given up when they keep silent, and requests that come whole.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::connect_info::Connected;
use axum::extract::{ConnectInfo, Request};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::serve::{IncomingStream, Listener};
use mockfluence::binary_support::{Answered, Pace, Patience, Patient};
use tokio::net::{TcpListener, TcpStream};

use super::farm::Farm;

/// How long to wait where no connection can be accepted, out of descriptors usually.
const PAUSE: Duration = Duration::from_millis(50);

struct Door {
    listener: TcpListener,
    patience: Patience,
}

impl Listener for Door {
    type Io = Patient<TcpStream>;
    type Addr = std::net::SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            match self.listener.accept().await {
                Ok((stream, address)) => {
                    let _ = stream.set_nodelay(true);
                    return (Patient::new(stream, self.patience), address);
                }
                Err(_) => tokio::time::sleep(PAUSE).await,
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}

/// What a request knows of its connection.
#[derive(Clone)]
struct Asking(Pace);

impl Connected<IncomingStream<'_, Door>> for Asking {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        Self(stream.io().pace())
    }
}

/// Serves until the process ends.
pub(in crate::cli) async fn listen(
    listener: TcpListener,
    farm: &Arc<Farm>,
    router: Router,
) -> std::io::Result<()> {
    let patience = farm.patience();
    let router = router.layer(from_fn(served));
    let service = router.into_make_service_with_connect_info::<Asking>();
    axum::serve(Door { listener, patience }, service).await
}

/// The client need not say anything until its answer is read.
async fn served(
    ConnectInfo(Asking(pace)): ConnectInfo<Asking>,
    request: Request,
    next: Next,
) -> Response {
    let served = pace.served();
    let response = next.run(request).await;
    response.map(|body| axum::body::Body::new(Answered::new(body, served)))
}
