//! Connections that keep silent: given up at the deadline to the millisecond, and nobody else waits for them.

use std::time::Duration;

use mockfluence::settings::Limits;
use mockfluence::{Settings, Tenant};
use rstest::rstest;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::Instant;

async fn connected(tenant: &Tenant, sent: &str) -> TcpStream {
    let mut stream = TcpStream::connect(("127.0.0.1", tenant.port()))
        .await
        .unwrap();
    stream.write_all(sent.as_bytes()).await.unwrap();
    stream
}

const WHOLE: &str = "GET /wiki/rest/api/user/current HTTP/1.1\r\nhost: localhost\r\n\r\n";

/// Reads one answer with a length.
async fn answered(stream: &mut TcpStream) -> String {
    let mut reply = Vec::new();
    loop {
        let mut some = [0; 4096];
        let count = stream.read(&mut some).await.unwrap();
        assert!(
            count > 0,
            "closed after {}",
            String::from_utf8_lossy(&reply)
        );
        reply.extend_from_slice(&some[..count]);
        let text = String::from_utf8_lossy(&reply);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
                return text.into_owned();
            }
        }
    }
}

async fn closed(stream: &mut TcpStream) -> bool {
    let mut rest = [0; 16];
    matches!(stream.read(&mut rest).await, Ok(0) | Err(_))
}

fn limits() -> Limits {
    let limits = Limits::default().idle_deadline(Duration::from_secs(60));
    limits.request_deadline(Duration::from_secs(7))
}

fn patient() -> Tenant {
    Tenant::builder()
        .settings(Settings::default().limits(limits()))
        .start()
}

#[rstest]
#[case::nothing("", 60)]
#[case::a_letter("G", 7)]
#[case::half_a_head("GET /wiki HTTP/1.1\r\nhost: x\r\n", 7)]
#[tokio::test(start_paused = true)]
async fn silence_ends_at_its_deadline(#[case] sent: &str, #[case] seconds: u64) {
    let tenant = patient();
    let mut stream = connected(&tenant, sent).await;
    let since = Instant::now();
    assert!(closed(&mut stream).await);
    let late = since
        .elapsed()
        .checked_sub(Duration::from_secs(seconds))
        .expect("not before");
    assert!(late < Duration::from_millis(20), "{late:?}");
    let told = tenant.log().to_string();
    let why = "the head of its request was not whole within 7s (setting `limits.request_deadline`)";
    assert_eq!(told.contains(why), seconds == 7, "{told}");
}

#[tokio::test(start_paused = true)]
async fn a_head_that_trickles_has_one_deadline() {
    let tenant = patient();
    let mut stream = connected(&tenant, "GET /wiki HTTP/1.1\r\n").await;
    let since = Instant::now();
    let mut number = 0;
    while stream
        .write_all(format!("x-{number}: y\r\n").as_bytes())
        .await
        .is_ok()
    {
        number += 1;
        let second = tokio::time::sleep(Duration::from_secs(1));
        tokio::select! {
            () = second => {}
            true = closed(&mut stream) => break,
        }
    }
    assert_eq!(since.elapsed().as_secs(), 7);
}

#[tokio::test(start_paused = true)]
async fn between_two_requests_a_connection_may_be_idle_up_to_its_deadline() {
    let tenant = patient();
    let mut stream = connected(&tenant, WHOLE).await;
    for _ in 0..3 {
        assert!(answered(&mut stream).await.starts_with("HTTP/1.1 "));
        tokio::time::sleep(Duration::from_millis(59_900)).await;
        stream.write_all(WHOLE.as_bytes()).await.unwrap();
    }
    answered(&mut stream).await;
    let since = Instant::now();
    assert!(closed(&mut stream).await);
    assert_eq!(since.elapsed().as_secs(), 60);
}

/// Whoever waits for an answer, or takes it in slowly because the tenant says it slowly, is not idle.
#[tokio::test(start_paused = true)]
async fn an_answer_may_take_longer_than_idleness() {
    let tenant = patient();
    tenant.inject(mockfluence::Fault::delay(Duration::from_secs(600)).times(1));
    let pause = Duration::from_secs(50);
    tenant.inject(mockfluence::Fault::slow_body(16, pause).times(1));
    let mut stream = connected(&tenant, WHOLE).await;
    let since = Instant::now();
    assert!(answered(&mut stream).await.starts_with("HTTP/1.1 403"));
    assert!(
        since.elapsed() > Duration::from_secs(700),
        "{:?}",
        since.elapsed()
    );
    stream.write_all(WHOLE.as_bytes()).await.unwrap();
    answered(&mut stream).await;
}

/// How many; `.ci/run` asks for thousands.
fn many() -> usize {
    let asked = std::env::var("SILENT_CONNECTIONS").ok();
    asked.map_or(300, |count| count.parse().unwrap())
}

fn descriptors() -> Option<usize> {
    Some(std::fs::read_dir("/proc/self/fd").ok()?.count())
}

#[tokio::test]
async fn silent_connections_stop_nobody_and_their_descriptors_come_back() {
    let limits = limits().idle_deadline(Duration::from_secs(3));
    let settings = Settings::default().limits(limits.request_deadline(Duration::from_secs(3)));
    let tenant = Tenant::builder().settings(settings).own_thread().start();
    let before = descriptors();
    let mut silent = Vec::new();
    for number in 0..many() {
        let sent = ["", "GET /wiki HT", "GET /wiki HTTP/1.1\r\nhost: x\r\n"][number % 3];
        silent.push(connected(&tenant, sent).await);
    }
    let since = Instant::now();
    let mut one = connected(&tenant, WHOLE).await;
    answered(&mut one).await;
    assert!(
        since.elapsed() < Duration::from_secs(2),
        "{:?}",
        since.elapsed()
    );
    for stream in &mut silent {
        assert!(closed(stream).await);
    }
    drop((silent, one));
    let now = descriptors();
    // Other tests of the process open and close some, too.
    let kept = now
        .zip(before)
        .map_or(0, |(now, before)| now.saturating_sub(before));
    assert!(kept < many() / 2, "{kept} are still open");
}
