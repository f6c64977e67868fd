//! A way through a proxy (feature `compare`): CONNECT, and what it answers.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::target::{SendError, Target};

/// The longest head of an answer, in bytes.
const LONGEST: usize = 8 * 1024;

/// The same connection once it leads to the target.
pub(super) async fn through(
    mut stream: TcpStream,
    target: &Target,
) -> Result<TcpStream, SendError> {
    let broken = |why: String| SendError::Broken(format!("the proxy: {why}"));
    let io = |error: std::io::Error| broken(error.to_string());
    let host = match target.host.contains(':') {
        true => format!("[{}]:{}", target.host, target.port),
        false => format!("{}:{}", target.host, target.port),
    };
    let head = format!("CONNECT {host} HTTP/1.1\r\nhost: {host}\r\n\r\n");
    stream.write_all(head.as_bytes()).await.map_err(io)?;
    let mut answer = Vec::new();
    // Byte by byte: what follows the head belongs to the target.
    while !answer.ends_with(b"\r\n\r\n") {
        if answer.len() >= LONGEST {
            return Err(broken("its answer has no end".into()));
        }
        answer.push(stream.read_u8().await.map_err(io)?);
    }
    let first = String::from_utf8_lossy(&answer);
    let status = first.split(' ').nth(1).unwrap_or_default();
    match status {
        "200" => Ok(stream),
        _ => Err(broken(format!("it answers {status} for {host}"))),
    }
}
