//! The binary as it is attacked: started with little patience, asked byte by byte, and looked after.

use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::engine::{files, fuzz, keep};

/// The longest that an exchange may take: no wait of the server is half as long.
const LONGEST: Duration = Duration::from_secs(20);

/// A server that waits for nothing longer than moments, and whose standard error is kept.
pub(crate) struct Served {
    child: Child,
    ready: Value,
    told: PathBuf,
}

impl Served {
    pub(crate) fn start(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let (told, settings) = (
            folder.join(format!("{name}.err")),
            folder.join(format!("{name}.json")),
        );
        let limits =
            json!({ "request-deadline": 0.3, "idle-deadline": 0.3, "task-poll-wait": 0.1 });
        let patience =
            json!({ "limits": limits, "callback-deadline": 0.2, "connect-deadline": 0.2 });
        std::fs::write(&settings, patience.to_string()).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_mockfluence"))
            .args([
                "serve",
                "--exit-with-parent",
                "--settings",
                settings.to_str().unwrap(),
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(File::create(&told).unwrap())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        output.read_line(&mut line).unwrap();
        let ready = serde_json::from_str(&line).unwrap();
        Self { child, ready, told }
    }

    /// Host and port of the tenant, or of the control API.
    pub(crate) fn place(&self, url: &str) -> String {
        let url = self.ready[url]
            .as_str()
            .unwrap()
            .trim_start_matches("http://");
        url.split('/').next().unwrap().to_owned()
    }

    /// What a control request needs to be let in.
    fn token(&self) -> String {
        let token = self.ready["controlToken"].as_str();
        token.map_or(String::new(), |token| {
            format!("authorization: Bearer {token}\r\n")
        })
    }

    /// Writes bytes, and reads what comes back until the other side closes, and fails if that takes too long.
    pub(crate) fn exchange(&self, url: &str, bytes: &[u8], half_close: bool) -> Vec<u8> {
        let mut stream = TcpStream::connect(self.place(url)).expect("it takes connections");
        stream.set_read_timeout(Some(LONGEST)).unwrap();
        let _ = stream.write_all(bytes);
        if half_close {
            let _ = stream.shutdown(Shutdown::Write);
        }
        let mut reply = Vec::new();
        let read = stream.read_to_end(&mut reply);
        let hangs = read.is_err_and(|error| error.kind() == ErrorKind::WouldBlock);
        assert!(
            !hangs,
            "no end within {LONGEST:?}: {}",
            keep("hangs", bytes)
        );
        reply
    }

    pub(crate) fn control(&self, method: &str, path: &str, body: &[u8]) -> String {
        let (host, token) = (self.place("controlUrl"), self.token());
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\n{token}content-type: application/json\r\n\
             connection: close\r\ncontent-length: {}\r\n\r\n",
            body.len()
        )
        .into_bytes();
        request.extend_from_slice(body);
        String::from_utf8_lossy(&self.exchange("controlUrl", &request, false)).into_owned()
    }

    /// It is there, it answers on both ports, and nothing of it has failed.
    pub(crate) fn is_well(&self) {
        let health = self.control("GET", "/health", b"");
        assert!(health.starts_with("HTTP/1.1 200"), "{health}");
        let told = std::fs::read_to_string(&self.told).unwrap();
        assert!(!told.contains("a defect"), "{told}");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Method and path in the first line, the body in the others. What ends the server, or waits for
/// long, is asked for elsewhere.
fn request(input: &[u8]) -> Option<(String, String, &[u8])> {
    let end = input.iter().position(|byte| *byte == b'\n')?;
    let line = std::str::from_utf8(&input[..end]).ok()?;
    let (method, path) = line.split_once(' ')?;
    let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic());
    let usual = matches!(method, "GET" | "POST" | "PUT" | "DELETE");
    let is_sent = usual && is_plain(path) && path.starts_with('/');
    is_sent.then(|| (method.to_owned(), path.to_owned(), &input[end + 1..]))
}

#[test]
fn control_bodies() {
    let server = Served::start("fuzz-control");
    let app = json!({
        "key": "my-app", "baseUrl": "http://localhost:1", "authentication": { "type": "jwt" },
        "scopes": ["READ"], "lifecycle": { "installed": "/installed" },
    });
    let install = json!({ "descriptor": app, "withoutBackend": true }).to_string();
    let mut count = 0;
    fuzz(
        "control-bodies",
        &files("tests/fuzz/corpus/control"),
        100,
        |input| {
            let Some((method, path, body)) = request(input) else {
                return;
            };
            if count % 50 == 0 {
                // What a mutant took away comes back.
                server.control("POST", "/tenants", br#"{"name": "acme"}"#);
                server.control("DELETE", "/tenants/acme/faults", b"");
                server.control("POST", "/tenants/acme/apps", install.as_bytes());
                server.is_well();
            }
            count += 1;
            let reply = server.control(&method, &path, body);
            assert!(
                !reply.starts_with("HTTP/1.1 500"),
                "{method} {path}: {reply}"
            );
        },
    );
    server.is_well();
}
