//! An app that answers by what it is asked.

use std::io::{Read, Write};
use std::net::TcpListener;

/// Its base URL. The answer is made of a request's head, and no request keeps its connection.
pub(crate) fn answering(answer: impl Fn(&str) -> (u16, String) + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut bytes = [0; 16 * 1024];
            let count = stream.read(&mut bytes).unwrap();
            let (status, body) = answer(&String::from_utf8_lossy(&bytes[..count]));
            let length = body.len();
            let _ = write!(
                stream,
                "HTTP/1.1 {status} X\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
            );
        }
    });
    url
}
