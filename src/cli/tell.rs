//! The tenants' events on standard error, for `RUST_LOG=mockfluence=debug`, whether anybody reads them or not.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::time::Duration;

use mockfluence::binary_support::without_escapes;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::{Layer, Registry, fmt};

use super::output;

/// How many lines may wait to be read. Beyond it they are left out, and counted: a standard error
/// that nobody reads must not stop the tenants.
const WAITING: usize = 10_000;

/// How long the end of the process waits for the last lines.
const LAST_LINES: Duration = Duration::from_millis(500);

enum Message {
    Line(Vec<u8>),
    /// Answers once all lines before it are written.
    End(Sender<()>),
}

/// Takes lines without ever waiting.
#[derive(Clone)]
struct Queue {
    sender: SyncSender<Message>,
    left_out: Arc<AtomicU64>,
}

impl Write for Queue {
    /// Called once for each event, with its whole line.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if self.sender.try_send(Message::Line(line.to_vec())).is_err() {
            self.left_out.fetch_add(1, Ordering::Relaxed);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes what is in the queue, on a thread of its own.
fn write_all(queue: &Receiver<Message>, left_out: &AtomicU64, to: &mut impl Write) {
    for message in queue {
        let missing = left_out.swap(0, Ordering::Relaxed);
        if missing > 0 {
            let _ = writeln!(
                to,
                "mockfluence: {missing} lines are left out here: nobody read them in time"
            );
        }
        match message {
            // Where standard error is gone, there is nobody to tell.
            Message::Line(line) => drop(to.write_all(visible(&line).as_bytes())),
            Message::End(written) => drop(written.send(())),
        }
    }
}

/// Without what a terminal would obey.
fn visible(line: &[u8]) -> String {
    without_escapes(&String::from_utf8_lossy(line))
}

/// Waits a moment for the last lines when it goes.
pub(super) struct Telling(SyncSender<Message>);

impl Drop for Telling {
    fn drop(&mut self) {
        let (written, is_written) = channel();
        if self.0.try_send(Message::End(written)).is_ok() {
            let _ = is_written.recv_timeout(LAST_LINES);
        }
    }
}

/// Defects of our own, and what `RUST_LOG` asks for: a level, alone or for `mockfluence`.
pub(super) fn tell_on_standard_error() -> Telling {
    let (sender, receiver) = sync_channel(WAITING);
    let left_out = Arc::new(AtomicU64::new(0));
    let queue = Queue {
        sender: sender.clone(),
        left_out: left_out.clone(),
    };
    std::thread::spawn(move || write_all(&receiver, &left_out, &mut io::stderr()));
    tell_panics(queue.clone());
    tell_events(queue);
    Telling(sender)
}

/// The hook that is there by default waits until somebody reads, in the midst of a request.
fn tell_panics(queue: Queue) {
    std::panic::set_hook(Box::new(move |panic| {
        let thread = std::thread::current();
        let thread = thread.name().unwrap_or("without a name").to_owned();
        let line = format!("mockfluence: a defect, on the thread {thread}: {panic}\n");
        let _ = queue.clone().write(line.as_bytes());
    }));
}

fn tell_events(queue: Queue) {
    let Some(wanted) = std::env::var("RUST_LOG")
        .ok()
        .filter(|wanted| !wanted.is_empty())
    else {
        return;
    };
    let targets: Targets = match wanted.parse() {
        Ok(targets) => targets,
        Err(error) => return output::complain(&format!("RUST_LOG={wanted}: {error}")),
    };
    let lines = fmt::layer()
        .without_time()
        .with_ansi(false)
        .with_writer(move || queue.clone())
        .with_filter(targets);
    // Only the binary sets it, and once.
    let _ = tracing::subscriber::set_global_default(Registry::default().with(lines));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_reads_is_left_out_counted_and_said() {
        let (sender, receiver) = sync_channel(2);
        let left_out = Arc::new(AtomicU64::new(0));
        let mut queue = Queue {
            sender,
            left_out: left_out.clone(),
        };
        for line in 0..5 {
            queue
                .write_all(format!("line {line}\n").as_bytes())
                .unwrap();
        }
        drop(queue);
        let mut told = Vec::new();
        write_all(&receiver, &left_out, &mut told);
        let told = String::from_utf8(told).unwrap();
        assert!(
            told.starts_with("mockfluence: 3 lines are left out"),
            "{told}"
        );
        assert!(told.ends_with("line 0\nline 1\n"), "{told}");
    }
}
