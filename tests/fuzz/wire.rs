//! Requests put together of parts that may fit or not: methods, targets, heads, framing, pipelines.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::dictionary::WORDS;
use crate::engine::{Budget, Random, keep, seed};
use crate::served::Served;

const METHODS: &[&str] = &[
    "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "get", "BREW",
    "", "G\0T", "PRI",
];

const TARGETS: &[&str] = &[
    "/",
    "*",
    "/wiki",
    "/wiki/",
    "/wiki/rest/atlassian-connect/1/app/module/dynamic",
    "/wiki/rest/atlassian-connect/1/addons/app/properties/k",
    "/wiki/rest/api/user/current",
    "/wiki/rest/api/content/7?expand=body.storage,version",
    "/wiki/api/v2/pages/7",
    "/wiki/rest/plugins/1.0/",
    "/wiki/rest/plugins/1.0/app-key",
    "/oauth2/token",
    "/keys/x",
    "/_edge/tenant_info",
    "/health",
    "/tenants",
    "/tenants/acme/log?format=text",
    "/openapi.json",
    "http://127.0.0.1/wiki",
    "http://user@host:99999/",
    "//wiki",
    "/wiki/../wiki",
    "/wiki/%zz",
    "/wiki/%00",
    "/wiki?jwt=a.b.c",
    "/wiki?%",
    "wiki",
    "/wiki#x",
    "/wiki/\u{e9}",
    "127.0.0.1:80",
];

const HEADERS: &[&str] = &[
    "host: localhost",
    "host: evil.example",
    "host:",
    "host: a\r\nhost: b",
    "connection: close",
    "connection: keep-alive",
    "connection: upgrade\r\nupgrade: websocket",
    "expect: 100-continue",
    "expect: x",
    "accept: */*",
    "content-type: application/json",
    "te: trailers",
    "content-type: application/x-www-form-urlencoded",
    "authorization: JWT a.b.c",
    "authorization: JWT eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJhcHAifQ.c2ln",
    "authorization: Basic YTpi",
    "authorization: Basic !",
    "authorization: Bearer x",
    "authorization",
    "cookie: a=b",
    "x: \u{1b}[2J",
    "x : y",
    " folded: x",
    "x: a\r\n folded",
    ": nameless",
    "x:\0",
    "origin: null",
    "transfer-encoding: gzip",
    "range: bytes=0-",
    "sec-fetch-site: cross-site",
];

const PLAIN_HEADERS: &[&str] = &[
    "accept: */*",
    "content-type: application/json",
    "te: trailers",
    "expect: 100-continue",
    "content-type: application/x-www-form-urlencoded",
    "authorization: JWT a.b.c",
    "authorization: JWT eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJhcHAifQ.c2ln",
    "authorization: Basic YTpi",
    "authorization: Basic !",
    "authorization: Bearer x",
    "cookie: a=b",
    "origin: null",
    "upgrade: websocket",
    "range: bytes=0-",
    "upm-token: 1",
    "x-empty:",
];

const BODIES: &[&str] = &[
    "",
    "{}",
    "[",
    "a=b&a=c",
    "{\"webItems\":[{}]}",
    "null",
    "\0",
    "{\"name\":\"x\"}",
    "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=a.b.c",
];

/// The bodies' lengths, said rightly, wrongly, twice, or by chunks.
fn framed(body: &str, random: &mut Random) -> (String, String) {
    let right = format!("content-length: {}", body.len());
    let chunked = "transfer-encoding: chunked".to_owned();
    let chunks = format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len());
    match random.below(12) {
        0 => (
            format!("content-length: {}", body.len() + random.below(9)),
            body.to_owned(),
        ),
        1 => (format!("{right}\r\n{right}"), body.to_owned()),
        2 => (format!("{right}\r\ncontent-length: 7"), body.to_owned()),
        3 => ("content-length: -1".to_owned(), body.to_owned()),
        4 => (
            "content-length: 99999999999999999999".to_owned(),
            body.to_owned(),
        ),
        5 => (chunked, chunks),
        6 => (
            chunked,
            format!("{:x};x=\"y\"\r\n{body}\r\n0\r\nx: y\r\n\r\n", body.len()),
        ),
        7 => (chunked, format!("fffffffffffffffff\r\n{body}")),
        8 => (format!("{chunked}\r\n{right}"), chunks),
        9 => (format!("{chunked}, {chunked}"), body.to_owned()),
        _ => (right, body.to_owned()),
    }
}

/// One that is understood, so that what lies behind the framing is reached.
fn plain(random: &mut Random) -> String {
    let method = *random.pick::<&str>(&METHODS[..5]);
    let target = *random.pick::<&str>(&TARGETS[2..17]);
    let mut text = format!("{method} {target} HTTP/1.1\r\nhost: localhost\r\n");
    for _ in 0..random.below(4) {
        let header = *random.pick::<&str>(PLAIN_HEADERS);
        text.push_str(&format!("{header}\r\n"));
    }
    let body = *random.pick::<&str>(BODIES);
    text + &format!("content-length: {}\r\n\r\n{body}", body.len())
}

fn request(random: &mut Random) -> String {
    if random.below(3) > 0 {
        return plain(random);
    }

    let word = *random.pick(WORDS);
    let target = match random.below(6) {
        0 => format!("/wiki/{word}"),
        1 => format!("{}?{word}={word}", random.pick(TARGETS)),
        2 => format!("/{}", "x".repeat(random.below(9000))),
        _ => (*random.pick(TARGETS)).to_owned(),
    };
    let version = *random.pick(&[
        "HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/9", "",
    ]);
    let end = *random.pick(&["\r\n", "\r\n", "\r\n", "\n"]);
    let mut text = format!("{} {target} {version}{end}", random.pick(METHODS));
    for _ in 0..random.below(6) {
        let header = *random.pick::<&str>(HEADERS);
        text.push_str(header);
        text.push_str(end);
    }
    if random.below(20) == 0 {
        let many = 20 + random.below(150);
        text.extend((0..many).map(|number| format!("x-{number}: {word}{end}")));
    }
    let body = match random.below(5) {
        0 => word.repeat(random.below(200)),
        _ => (*random.pick(BODIES)).to_owned(),
    };
    let (framing, body) = framed(&body, random);
    text + &framing + end + end + &body
}

/// One connection: requests in a row, whole or cut off.
fn connection(random: &mut Random) -> Vec<u8> {
    let count = 1 + random.below(4);
    let mut bytes: Vec<u8> = (0..count)
        .flat_map(|_| request(random).into_bytes())
        .collect();
    if random.below(4) == 0 {
        bytes.truncate(random.below(bytes.len() + 1));
    }
    if random.below(8) == 0 && !bytes.is_empty() {
        let at = random.below(bytes.len());
        bytes[at] = u8::try_from(random.below(256)).unwrap();
    }
    bytes
}

/// How many connections are open at a time.
const AT_ONCE: u64 = 8;

#[test]
fn wire() {
    let server = Served::start("fuzz-wire");
    let done = AtomicU64::new(0);
    let mut budget = Budget::of(80);
    while budget.goes_on() {
        let first = budget.done;
        std::thread::scope(|scope| {
            for lane in 0..AT_ONCE {
                let (server, done) = (&server, &done);
                scope.spawn(move || {
                    let mut random = Random::new(seed() ^ (first + lane));
                    let bytes = connection(&mut random);
                    let port = *random.pick(&["baseUrl", "baseUrl", "controlUrl"]);
                    let half_close = random.below(2) == 0;
                    let reply = server.exchange(port, &bytes, half_close);
                    let reply = String::from_utf8_lossy(&reply);
                    let failed = reply.contains("mockfluence itself failed");
                    assert!(!failed, "{}: {reply}", keep("wire", &bytes));
                    done.fetch_add(1, Ordering::Relaxed);
                });
            }
        });
        budget.done = done.load(Ordering::Relaxed);
        if budget.done.is_multiple_of(40) {
            server.is_well();
        }
    }
    server.is_well();
    budget.report("wire", 0);
}
