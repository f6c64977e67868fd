//! A connection that is let through: bytes both ways, untouched, until both ends are silent for too long.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadHalf, WriteHalf, split};
use tokio::time::{Instant, sleep_until};

/// When something went last, either way.
struct Last(Mutex<Instant>);

impl Last {
    fn set(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    fn get(&self) -> Instant {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Passes bytes on until both ends are done, one fails, or nothing goes for so long.
pub(super) async fn pass<A, B>(one: A, other: B, idle: Duration)
where
    A: AsyncRead + AsyncWrite,
    B: AsyncRead + AsyncWrite,
{
    let last = Last(Mutex::new(Instant::now()));
    let (from_one, to_one) = split(one);
    let (from_other, to_other) = split(other);
    let there = pump(from_one, to_other, &last);
    let back = pump(from_other, to_one, &last);
    tokio::select! {
        _ = async { tokio::try_join!(there, back) } => {}
        () = silence(&last, idle) => {}
    }
}

async fn pump<A, B>(mut from: ReadHalf<A>, mut to: WriteHalf<B>, last: &Last) -> std::io::Result<()>
where
    A: AsyncRead,
    B: AsyncWrite,
{
    let mut piece = vec![0; 16 * 1024];
    loop {
        let read = from.read(&mut piece).await?;
        last.set();
        if read == 0 {
            return to.shutdown().await;
        }
        to.write_all(&piece[..read]).await?;
        to.flush().await?;
        last.set();
    }
}

async fn silence(last: &Last, idle: Duration) {
    while let Some(end) = last.get().checked_add(idle) {
        sleep_until(end).await;
        if last
            .get()
            .checked_add(idle)
            .is_none_or(|later| later <= end)
        {
            return;
        }
    }
    std::future::pending::<()>().await;
}
