//! Connections to the control port that keep silent are given up; a long wait for an answer is none.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::Server;

/// With so little patience, in seconds.
fn impatient() -> Server {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("impatient.json");
    let limits = json!({ "limits": { "idle-deadline": 0.4, "request-deadline": 0.2 } });
    std::fs::write(&file, limits.to_string()).unwrap();
    Server::start(&["--settings", file.to_str().unwrap()])
}

fn connected(server: &Server, sent: &str) -> TcpStream {
    let place = server
        .text("controlUrl")
        .trim_start_matches("http://")
        .to_owned();
    let mut stream = TcpStream::connect(place).unwrap();
    stream.write_all(sent.as_bytes()).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    stream
}

fn rest(mut stream: TcpStream) -> String {
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    reply
}

const POST: &str = "POST /tenants HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n";

#[test]
fn a_connection_that_keeps_silent_is_closed() {
    let server = impatient();
    for sent in [
        "",
        "GET /health HTT",
        "GET /health HTTP/1.1\r\nhost: localhost\r\n",
    ] {
        assert_eq!(rest(connected(&server, sent)), "", "{sent}");
    }
    let once = "GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n";
    let reply = rest(connected(&server, once));
    assert_eq!(reply.matches("HTTP/1.1").count(), 1, "{reply}");
}

#[test]
fn a_body_that_does_not_come_is_a_408_with_the_setting() {
    let server = impatient();
    let token = server.ready["controlToken"]
        .as_str()
        .unwrap_or("none")
        .to_owned();
    let head = POST.replace(
        "\r\n\r\n",
        &format!("\r\nauthorization: Bearer {token}\r\n\r\n"),
    );
    let reply = rest(connected(&server, &head));
    assert!(reply.starts_with("HTTP/1.1 408"), "{reply}");
    assert!(
        reply.contains("setting `limits.request-deadline`"),
        "{reply}"
    );
}

#[test]
fn whoever_waits_for_an_answer_may_keep_silent() {
    let server = impatient();
    let never =
        json!({ "filter": { "direction": "to-app", "path": "/never" }, "timeoutMillis": 1000 });
    let since = Instant::now();
    let (status, _) = server.ask("POST", "/tenants/acme/log/wait", never);
    assert_eq!(status, 408);
    assert!(since.elapsed() >= Duration::from_secs(1));
    assert_eq!(server.ask("GET", "/health", Value::Null).0, 200);
}
