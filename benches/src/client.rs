//! One raw keep-alive client for everybody: what it costs is the same on every side.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub struct Client {
    address: String,
    stream: Option<TcpStream>,
    buffer: Vec<u8>,
}

/// A whole request, ready to be written.
pub fn request(method: &str, target: &str, token: Option<&str>, body: &str) -> Vec<u8> {
    let authorization = token.map_or(String::new(), |token| {
        format!("authorization: JWT {token}\r\n")
    });
    let length = if method == "GET" {
        String::new()
    } else {
        format!("content-length: {}\r\n", body.len())
    };
    format!("{method} {target} HTTP/1.1\r\nhost: localhost\r\n{authorization}{length}\r\n{body}")
        .into_bytes()
}

impl Client {
    pub fn new(address: impl Into<String>) -> Self {
        Self {
            address: address.into(),
            stream: None,
            buffer: Vec::with_capacity(16 * 1024),
        }
    }

    /// Sends, reads the whole reply, gives its status.
    pub async fn send(&mut self, request: &[u8]) -> u16 {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect(&self.address).await.unwrap();
                stream.set_nodelay(true).unwrap();
                stream
            }
        };
        stream.write_all(request).await.unwrap();
        self.buffer.clear();
        loop {
            let read = stream.read_buf(&mut self.buffer).await.unwrap();
            let Some(reply) = reply(&self.buffer) else {
                assert!(
                    read > 0,
                    "the connection ended: {:?}",
                    String::from_utf8_lossy(&self.buffer)
                );
                continue;
            };
            if !reply.closes {
                self.stream = Some(stream);
            }
            return reply.status;
        }
    }
}

pub struct Reply {
    pub status: u16,
    pub closes: bool,
}

/// The reply, once it is there whole.
pub fn reply(bytes: &[u8]) -> Option<Reply> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end])
        .unwrap()
        .to_ascii_lowercase();
    let header = |name: &str| {
        head.lines().find_map(|line| {
            line.strip_prefix(name)?
                .strip_prefix(": ")
                .map(str::to_owned)
        })
    };
    let status: u16 = head[9..12].parse().unwrap();
    let length: usize = header("content-length").map_or(0, |length| length.parse().unwrap());
    let chunked = header("transfer-encoding").is_some();
    let whole = if chunked {
        bytes.ends_with(b"0\r\n\r\n")
    } else {
        bytes.len() >= end + 4 + length
    };
    let closes = header("connection").is_some_and(|value| value == "close");
    whole.then_some(Reply { status, closes })
}
