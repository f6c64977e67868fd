//! Below HTTP: an app that is a socket, and requests written byte by byte.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// How long anything here may take before the test fails.
const DEADLINE: Duration = Duration::from_secs(20);

/// What a raw app does with a connection once it has read the request.
#[derive(Clone)]
pub(crate) enum Behaviour {
    /// Writes this and closes.
    Write(Vec<u8>),
    /// Writes this and keeps the connection open, silent.
    WriteAndHang(Vec<u8>),
    /// Writes this again and again for ever.
    WriteForEver(Vec<u8>),
}

/// An app that is a socket: its base URL.
pub(crate) async fn raw_app(behaviour: Behaviour) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(behave(stream, behaviour.clone()));
        }
    });
    format!("http://{address}")
}

async fn behave(mut stream: TcpStream, behaviour: Behaviour) {
    let mut request = [0; 64 * 1024];
    let _ = stream.read(&mut request).await;
    match behaviour {
        Behaviour::Write(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        Behaviour::WriteAndHang(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.read(&mut request).await;
        }
        Behaviour::WriteForEver(bytes) => {
            while stream.write_all(&bytes).await.is_ok() {
                tokio::task::yield_now().await;
            }
        }
    }
}

/// A port on which nothing listens.
pub(crate) async fn closed_port() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap()
}

/// Writes bytes to a port and reads what comes back until the other side closes.
pub(crate) async fn exchange(port: u16, bytes: &[u8], half_close: bool) -> String {
    let talk = async {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        let (mut read, mut write) = stream.split();
        let mut answer = Vec::new();
        let send = async {
            let _ = write.write_all(bytes).await;
            if half_close {
                let _ = write.shutdown().await;
            }
            std::future::pending::<()>().await;
        };
        tokio::select! {
            () = send => {}
            _ = read.read_to_end(&mut answer) => {}
        }
        String::from_utf8_lossy(&answer).into_owned()
    };
    tokio::time::timeout(DEADLINE, talk)
        .await
        .expect("an answer or a close in time")
}
