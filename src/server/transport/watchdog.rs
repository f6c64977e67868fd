//! Names the one combination that must hang: a blocking client on the thread that hosts the tenant.
//!
//! On a current-thread runtime a blocking client in the test body keeps the tenant from ever
//! being polled. Only another thread can see that, so one thread, started with the first such
//! tenant of the process, asks each of them for a sign of life. A tenant that gives none while
//! a connection waits at its port is blocked: the thread answers that connection itself.

use std::io::{Read, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, Once, PoisonError, Weak};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::Notify;

use super::connection::Assign;
use super::served::{Served, WeakServed};

/// How often the thread asks.
const TICK: Duration = Duration::from_millis(500);
/// How many unanswered questions in a row mean that the runtime is blocked.
const SILENT_TICKS: u64 = 4;

/// The tenants to ask. It holds nothing that a test can read or change, only whom to ask.
static WATCHED: Mutex<Vec<Weak<Pulse>>> = Mutex::new(Vec::new());
static THREAD: Once = Once::new();

/// One tenant's sign of life.
#[derive(Debug)]
pub(super) struct Pulse {
    asked: AtomicU64,
    answered: AtomicU64,
    question: Notify,
    listener: Weak<TcpListener>,
    served: WeakServed,
}

impl Pulse {
    pub(super) fn watch(listener: &Arc<TcpListener>, served: &Served) -> Arc<Self> {
        let pulse = Arc::new(Self {
            asked: AtomicU64::new(0),
            answered: AtomicU64::new(0),
            question: Notify::new(),
            listener: Arc::downgrade(listener),
            served: served.downgrade(),
        });
        WATCHED
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(Arc::downgrade(&pulse));
        THREAD.call_once(|| {
            let thread = std::thread::Builder::new().name("mockfluence-watchdog".into());
            // Without the thread all works but the diagnosis.
            let _ = thread.spawn(watch_all);
        });
        pulse
    }

    /// Waits for a question and answers it; for ever where nobody asks.
    pub(super) async fn asked(pulse: Option<&Pulse>) {
        match pulse {
            None => std::future::pending().await,
            Some(pulse) => {
                pulse.question.notified().await;
                pulse
                    .answered
                    .store(pulse.asked.load(Ordering::Acquire), Ordering::Release);
            }
        }
    }

    fn tick(&self) {
        let asked = self.asked.fetch_add(1, Ordering::AcqRel).wrapping_add(1);
        self.question.notify_one();
        let silent = asked.wrapping_sub(self.answered.load(Ordering::Acquire));
        let (Some(listener), Some(served)) = (self.listener.upgrade(), self.served.upgrade())
        else {
            return;
        };
        if silent > SILENT_TICKS
            && let Ok((socket, _)) = socket2::SockRef::from(&*listener).accept()
        {
            answer(socket.into(), &served);
        }
    }
}

fn watch_all() {
    loop {
        std::thread::sleep(TICK);
        let watched: Vec<_> = {
            let mut watched = WATCHED.lock().unwrap_or_else(PoisonError::into_inner);
            watched.retain(|pulse| pulse.strong_count() > 0);
            watched.iter().filter_map(Weak::upgrade).collect()
        };
        for pulse in watched {
            pulse.tick();
        }
    }
}

const DIAGNOSIS: &str = "mockfluence: this request would have hung. The tenant lives on a \
current-thread tokio runtime, and a blocking HTTP client holds that thread. Use an async client, \
or Tenant::start_blocking() (or .own_thread() on the builder), or \
#[tokio::test(flavor = \"multi_thread\")].\n";

fn answer(mut socket: std::net::TcpStream, served: &Served) {
    let second = Some(Duration::from_secs(1));
    let _ = socket.set_nonblocking(false);
    let _ = socket.set_read_timeout(second);
    let _ = socket.set_write_timeout(second);
    // What is left unread would turn the close into a reset, and the text would be lost.
    let _ = socket.read(&mut [0; 16 * 1024]);
    let _ = write!(
        socket,
        "HTTP/1.1 500 Internal Server Error\r\ncontent-type: text/plain\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n{DIAGNOSIS}",
        DIAGNOSIS.len()
    );
    served.remark(DIAGNOSIS.trim_end());
}
