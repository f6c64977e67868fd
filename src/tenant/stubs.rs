//! Stubs (feature `stubs`): wiremock answers what the tenant does not serve itself.

use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::handle::Tenant;
use super::stub::{Mounted, Stub};
use super::stub_report::{StubReport, Unmet};
use crate::context::StubServer;
use crate::server::UNMATCHED;
use crate::traffic::Command;

/// The lowest priority wiremock has: what answers where no stub does.
const LAST: u8 = u8::MAX;

/// The stub server of a tenant and what is mounted on it.
///
/// A test mounts without waiting. wiremock can only be started and told by waiting, so it is, when
/// the first request comes that a stub may answer, or when a verdict is asked for.
#[derive(Default)]
pub(super) struct Stubs {
    server: OnceCell<Server>,
    changes: Mutex<Changes>,
    mounted: Mutex<Vec<Mounted>>,
    /// One at a time brings the server up to date; whoever comes meanwhile waits for the stubs
    /// that may be for him. A permit, not a lock on state.
    turn: tokio::sync::Mutex<()>,
}

/// What the test has said and the server does not know.
#[derive(Default)]
struct Changes {
    /// First of all, everything it knows is taken back.
    cleared: bool,
    mocks: Vec<Mock>,
}

impl std::fmt::Debug for Stubs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stubs").finish_non_exhaustive()
    }
}

impl Stubs {
    fn change(&self, with: impl FnOnce(&mut Changes)) {
        with(&mut self.changes.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn mounted<R>(&self, with: impl FnOnce(&mut Vec<Mounted>) -> R) -> R {
        with(&mut self.mounted.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The server, which knows all that the test has said so far.
    async fn server(&self) -> &MockServer {
        let _turn = self.turn.lock().await;
        let started = self.server.get_or_init(|| async {
            // A fresh server: wiremock's pool would hand on one that a finished test still calls.
            let server = MockServer::builder().start().await;
            server.register(nobody()).await;
            Server(Some(server))
        });
        let Server(Some(server)) = started.await else {
            unreachable!("a server is taken only when it is dropped");
        };
        let mut changes = Changes::default();
        self.change(|said| std::mem::swap(said, &mut changes));
        if changes.cleared {
            server.reset().await;
            server.register(nobody()).await;
        }
        for mock in changes.mocks {
            server.register(mock).await;
        }
        server
    }
}

impl StubServer for Stubs {
    fn url(&self) -> Pin<Box<dyn Future<Output = String> + Send + '_>> {
        Box::pin(async { self.server().await.uri() })
    }
}

/// A wiremock server that closes without a verdict.
struct Server(Option<MockServer>);

impl Drop for Server {
    /// wiremock verifies when a server is dropped, waits for that, and panics. A verdict that
    /// nobody asked for must neither stop a test nor end it, so the server closes on a thread of
    /// its own, its expectations forgotten.
    fn drop(&mut self) {
        let Some(server) = self.0.take() else { return };
        let close = move || {
            let runtime = tokio::runtime::Builder::new_current_thread().build();
            if let Ok(runtime) = runtime {
                runtime.block_on(server.reset());
            }
            let _ = catch_unwind(AssertUnwindSafe(|| drop(server)));
        };
        let _ = std::thread::Builder::new()
            .name("mockfluence-stubs".into())
            .spawn(close);
    }
}

impl Tenant {
    /// Mounts a wiremock `Mock` for requests that the tenant does not serve itself. They come to
    /// it after authentication: a bad token is still refused in the host's words. The path is the
    /// whole one, with `/wiki`.
    ///
    /// Nothing is verified when the tenant goes; ask [`verify_stubs`](Self::verify_stubs). A
    /// [`Stub`] takes the same matchers and explains itself better.
    ///
    /// ```
    /// use wiremock::matchers::{method, path};
    /// use wiremock::{Mock, ResponseTemplate};
    /// # #[tokio::main(flavor = "current_thread")] async fn main() {
    /// let tenant = mockfluence::Tenant::start();
    /// tenant.mount(
    ///     Mock::given(method("GET")).and(path("/wiki/api/v2/pages/1"))
    ///         .respond_with(ResponseTemplate::new(200).set_body_string("{}")),
    /// );
    /// # }
    /// ```
    pub fn mount(&self, mock: Mock) {
        let conditions = Vec::new();
        self.did(&Command::Stub { conditions });
        self.register(mock);
    }

    fn register(&self, mock: Mock) {
        self.stubs().change(|changes| changes.mocks.push(mock));
        self.context().set_stubs(self.stubs().clone());
    }

    /// Mounts a [`Stub`], and remembers the line that did.
    #[track_caller]
    pub fn stub(&self, stub: Stub) {
        let (mock, mounted) = stub.into_mock(Location::caller());
        let conditions = mounted.conditions();
        self.did(&Command::Stub { conditions });
        self.stubs().mounted(|all| all.push(mounted));
        self.register(mock);
    }

    /// Whether every stub was asked as often as it expects.
    ///
    /// # Errors
    /// [`StubReport`]: for each [`Stub`] its line, what it expects, and the nearest request with
    /// a line for each condition; for plain mocks wiremock's own report.
    #[must_use = "a future does nothing until it is awaited"]
    pub fn verify_stubs(&self) -> impl Future<Output = Result<(), StubReport>> + Send + 'static {
        let tenant = self.clone();
        async move {
            let owner = tenant.clone();
            owner.run(async move { tenant.judge_stubs().await }).await
        }
    }

    /// Takes all stubs and mocks back, with what they expect.
    pub fn clear_stubs(&self) {
        self.did(&Command::ClearStubs);
        self.stubs().mounted(Vec::clear);
        self.stubs().change(|changes| {
            *changes = Changes {
                cleared: true,
                mocks: Vec::new(),
            }
        });
    }

    async fn judge_stubs(&self) -> Result<(), StubReport> {
        let server = self.stubs().server().await;
        let requests = server.received_requests().await.unwrap_or_default();
        let refused = self.log().only(crate::traffic::from_app());
        let unmet: Vec<Unmet> = self.stubs().mounted(|all| {
            all.iter()
                .filter_map(|stub| stub.unmet(&requests, &refused))
                .collect()
        });
        // Plain mocks keep their expectations to themselves; only wiremock can judge them.
        let verdict = std::thread::scope(|scope| {
            let judged = scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().build().ok()?;
                catch_unwind(AssertUnwindSafe(|| runtime.block_on(server.verify()))).err()
            });
            judged.join().ok().flatten()
        });
        let plain = verdict.map(|panic| {
            panic
                .downcast_ref::<String>()
                .cloned()
                .unwrap_or_else(|| "a mock is unmet".into())
        });
        if unmet.is_empty() && plain.is_none() {
            return Ok(());
        }
        Err(StubReport::new(unmet, plain))
    }
}

/// What answers where no stub does.
fn nobody() -> Mock {
    let nobody = ResponseTemplate::new(501).insert_header(UNMATCHED, "1");
    Mock::given(any()).respond_with(nobody).with_priority(LAST)
}

/// A counter that a stub and its report share.
pub(super) type Count = Arc<std::sync::atomic::AtomicU32>;
