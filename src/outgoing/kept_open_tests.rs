//! Connections that are asked one request after the other, closed under our hands, or never answered on.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;

/// Answers so many requests on each connection, and closes it without a word.
async fn server(of_each: usize) -> (KeptOpen, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let kept = KeptOpen::to(listener.local_addr().unwrap());
    let accepted = Arc::new(AtomicUsize::new(0));
    let count = accepted.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            count.fetch_add(1, Ordering::AcqRel);
            tokio::spawn(async move {
                for _ in 0..of_each {
                    let mut read = Vec::new();
                    while !read.ends_with(b"\r\n\r\n") {
                        if stream.read_buf(&mut read).await.unwrap_or_default() == 0 {
                            return;
                        }
                    }
                    let reply = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
                    stream.write_all(reply).await.unwrap();
                }
            });
        }
    });
    (kept, accepted)
}

async fn ask(kept: &KeptOpen) -> Result<Incoming, SendError> {
    ask_within(kept, Duration::from_secs(10)).await
}

async fn ask_within(kept: &KeptOpen, whole: Duration) -> Result<Incoming, SendError> {
    let request = Request::get("/x");
    let limits = SendLimits {
        connect: Duration::from_secs(10),
        whole,
        told: whole,
        body_bytes: 100,
    };
    let request = request.body(Full::default()).unwrap();
    kept.send(request, limits).await
}

#[tokio::test]
async fn one_connection_carries_all_that_is_asked_in_turn() {
    let (kept, accepted) = server(usize::MAX).await;
    for _ in 0..20 {
        assert_eq!(ask(&kept).await.unwrap().body, "ok");
    }
    assert_eq!(accepted.load(Ordering::Acquire), 1);
}

#[tokio::test]
async fn as_many_are_open_as_are_asked_at_once_and_no_more_are_kept_than_may_be() {
    let (kept, _) = server(usize::MAX).await;
    let kept = Arc::new(kept);
    let asked = (0..2 * MOST).map(|_| {
        let kept = kept.clone();
        tokio::spawn(async move { ask(&kept).await.unwrap().status })
    });
    for one in asked.collect::<Vec<_>>() {
        assert_eq!(one.await.unwrap(), 200);
    }
    let idle = kept.idle(|idle| idle.len());
    assert!((1..=MOST).contains(&idle), "{idle}");
}

#[tokio::test]
async fn what_was_closed_meanwhile_is_opened_again() {
    let (kept, accepted) = server(1).await;
    for count in 1..=20 {
        assert_eq!(ask(&kept).await.unwrap().status, 200);
        assert_eq!(accepted.load(Ordering::Acquire), count);
    }
}

#[tokio::test]
async fn each_request_has_its_own_deadline_on_a_connection_that_has_carried_others() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let kept = KeptOpen::to(listener.local_addr().unwrap());
    let (long, short) = (Duration::from_secs(60), Duration::from_millis(30));
    let reply: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
    let answer = async |stream: &mut tokio::net::TcpStream| {
        let mut read = Vec::new();
        while !read.ends_with(b"\r\n\r\n") {
            assert_ne!(stream.read_buf(&mut read).await.unwrap(), 0);
        }
        stream.write_all(reply).await.unwrap();
    };
    let (first, stream) = tokio::join!(ask_within(&kept, short), async {
        let (mut stream, _) = listener.accept().await.unwrap();
        answer(&mut stream).await;
        stream
    });
    let mut stream = stream;
    assert_eq!(first.unwrap().status, 200);
    // The alarm of the first one goes off while the second waits, and is no alarm of the second's.
    let (second, ()) = tokio::join!(ask_within(&kept, long), async {
        tokio::time::sleep(2 * short).await;
        answer(&mut stream).await;
    });
    assert_eq!(second.unwrap().status, 200);
    // The alarm of the second one is a minute away.
    let third = ask_within(&kept, short).await;
    assert!(matches!(third, Err(SendError::Timeout(_))), "{third:?}");
    assert_eq!(kept.idle(|idle| idle.len()), 0);
}
