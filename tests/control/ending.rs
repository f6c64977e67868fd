//! A server that is told to end ends within two seconds, whatever hangs; and nobody has to read its standard error.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rstest::rstest;
use serde_json::{Value, json};

use crate::descriptor;

/// A server whose standard error is a pipe that nobody reads, with all that it has to tell.
struct Unread {
    child: Child,
    ready: Value,
}

impl Unread {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_mockfluence"))
            .arg("serve")
            .args(arguments)
            .env("RUST_LOG", "trace")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        output.read_line(&mut line).unwrap();
        let ready = serde_json::from_str(&line).unwrap();
        Self { child, ready }
    }

    fn place(&self, url: &str) -> String {
        let url = self.ready[url].as_str().unwrap();
        let authority = url.trim_start_matches("http://");
        authority.split('/').next().unwrap().to_owned()
    }

    /// Asks without waiting for the answer.
    fn asked(&self, method: &str, path: &str, body: &Value) -> TcpStream {
        let place = self.place("controlUrl");
        let mut stream = TcpStream::connect(&place).unwrap();
        let token = self.ready["controlToken"].as_str().unwrap_or("none");
        let body = body.to_string();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {place}\r\nauthorization: Bearer {token}\r\n\
             content-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all((head + &body).as_bytes()).unwrap();
        stream
    }

    fn done(&self, method: &str, path: &str, body: &Value) {
        let mut reply = String::new();
        self.asked(method, path, body)
            .read_to_string(&mut reply)
            .unwrap();
        assert!(reply.starts_with("HTTP/1.1 2"), "{method} {path}: {reply}");
    }

    /// A request to the tenant.
    fn calls(&self, path: &str) -> TcpStream {
        let place = self.place("baseUrl");
        let mut stream = TcpStream::connect(&place).unwrap();
        let head = format!("GET {path} HTTP/1.1\r\nhost: {place}\r\nconnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        stream
    }

    fn terminate(&self) {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .unwrap()
                .success()
        );
    }

    /// How long it takes to end.
    fn ended_after(&mut self) -> Duration {
        let told = Instant::now();
        self.terminate();
        while self.child.try_wait().unwrap().is_none() {
            assert!(told.elapsed() < Duration::from_secs(20), "it goes on");
            std::thread::sleep(Duration::from_millis(10));
        }
        told.elapsed()
    }
}

impl Drop for Unread {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An app that takes connections and says nothing.
fn silent_app() -> (std::net::TcpListener, Value) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let mut app = descriptor();
    app["baseUrl"] = format!("http://{}", listener.local_addr().unwrap()).into();
    (listener, app)
}

fn nothing(_: &Unread) -> Vec<TcpStream> {
    Vec::new()
}

/// A call that is held, a wait for it, a request that is delayed by an hour.
fn held(server: &Unread) -> Vec<TcpStream> {
    let filter = json!({ "direction": "from-app", "path": "/wiki/held" });
    server.done("POST", "/tenants/acme/holds", &filter);
    let hour = json!({ "delay": { "min": 3_600_000, "max": 3_600_000 } });
    let delay = json!({ "kind": hour, "on": { "direction": "from-app", "path": "/wiki/slow" } });
    server.done("POST", "/tenants/acme/faults", &delay);
    let never =
        json!({ "filter": { "direction": "to-app", "path": "/never" }, "timeoutMillis": 60_000 });
    vec![
        server.calls("/wiki/held"),
        server.calls("/wiki/slow"),
        server.asked("POST", "/tenants/acme/log/wait", &never),
    ]
}

/// Heads and bodies that do not come.
fn partial(server: &Unread) -> Vec<TcpStream> {
    let places = [server.place("baseUrl"), server.place("controlUrl")];
    let begun = |place: &String| {
        let heads = [
            "GET /wiki HTTP/1.1\r\nhost:",
            "POST /tenants HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\n",
        ];
        heads.map(|head| {
            let mut stream = TcpStream::connect(place).unwrap();
            stream.write_all(head.as_bytes()).unwrap();
            stream
        })
    };
    places.iter().flat_map(begun).collect()
}

#[rstest]
#[case::nothing(nothing)]
#[case::what_is_held(held)]
#[case::what_does_not_come(partial)]
fn a_server_ends_within_two_seconds(#[case] hangs: fn(&Unread) -> Vec<TcpStream>) {
    let mut server = Unread::start(&[]);
    let open = hangs(&server);
    std::thread::sleep(Duration::from_millis(50));
    let after = server.ended_after();
    assert!(after < Duration::from_secs(2), "{after:?}");
    drop(open);
}

#[test]
fn a_server_ends_while_an_app_is_silent() {
    let (listener, app) = silent_app();
    let mut server = Unread::start(&[]);
    let install = server.asked("POST", "/tenants/acme/apps", &json!({ "descriptor": app }));
    // The callback is on its way once the app has a connection.
    let (callback, _) = listener.accept().unwrap();
    let after = server.ended_after();
    assert!(after < Duration::from_secs(2), "{after:?}");
    drop((install, callback));
}

/// More lines than a pipe and the queue behind it hold.
#[test]
fn a_standard_error_that_nobody_reads_stops_nothing() {
    let mut server = Unread::start(&[]);
    for _ in 0..400 {
        let mut reply = String::new();
        let path = format!("/wiki/{}", "x".repeat(2000));
        server.calls(&path).read_to_string(&mut reply).unwrap();
        assert!(reply.starts_with("HTTP/1.1 "), "{reply}");
    }
    server.done("GET", "/health", &Value::Null);
    let after = server.ended_after();
    assert!(after < Duration::from_secs(2), "{after:?}");
}
