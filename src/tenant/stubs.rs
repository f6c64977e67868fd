//! Stubs (feature `stubs`): wiremock answers what the tenant does not serve itself.

use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;
use wiremock::Mock;

use super::asked::{Asked, BeingTried};
use super::handle::Tenant;
use super::stub::{Mounted, Stub};
use super::stub_report::{StubReport, Unmet};
use super::stub_server::Server;
use crate::context::{Elsewhere, StubServer};
use crate::server::STUB_KEY;
use crate::traffic::Command;

/// The stub server of a tenant and what is mounted on it.
///
/// A test mounts without waiting. wiremock can only be started and told by waiting, so it is, when
/// the first request comes that a stub may answer, or when a verdict is asked for.
#[derive(Default)]
pub(super) struct Stubs {
    server: OnceCell<Server>,
    changes: Mutex<Changes>,
    mounted: Mutex<Vec<Mounted>>,
    request: BeingTried,
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
    async fn server(&self) -> &Server {
        let _turn = self.turn.lock().await;
        let started = self.server.get_or_init(|| async {
            // A fresh server: wiremock's pool would hand on one that a finished test still calls.
            let server = Server::start(self.request.clone()).await;
            server.furnish().await;
            server
        });
        let server = started.await;
        let mut changes = Changes::default();
        self.change(|said| std::mem::swap(said, &mut changes));
        if changes.cleared {
            server.asked().reset().await;
            server.furnish().await;
        }
        for mock in changes.mocks {
            server.asked().register(mock).await;
        }
        server
    }
}

impl Stubs {
    /// The stubs that were not asked as often as they expect.
    pub(super) fn left_over(&self) -> Vec<String> {
        self.mounted(|all| all.iter().filter_map(Mounted::short).collect())
    }
}

impl StubServer for Stubs {
    fn place(&self) -> Pin<Box<dyn Future<Output = Elsewhere> + Send + '_>> {
        Box::pin(async {
            let server = self.server().await;
            Elsewhere::Stubs {
                server: server.kept_open.clone(),
                key: server.key.clone(),
            }
        })
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
    #[doc(alias("register"))]
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
    #[doc(alias("mock", "when"))]
    pub fn stub(&self, stub: Stub) {
        let (mock, mounted) = stub.into_mock(Location::caller(), &self.stubs().request);
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
    #[doc(alias("verify", "assert"))]
    #[track_caller]
    pub fn verify_stubs(&self) -> impl Future<Output = Result<(), StubReport>> + Send + 'static {
        let (tenant, place) = (self.clone(), Location::caller());
        async move {
            let owner = tenant.clone();
            let judged = owner.run(async move { tenant.judge_stubs().await }).await;
            judged.map_err(|report| report.of_call(owner.context(), place))
        }
    }

    /// Takes all stubs and mocks back, with what they expect.
    #[doc(alias("reset"))]
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
        let furnished = self.stubs().server().await;
        let server = furnished.asked();
        let mut requests = server.received_requests().await.unwrap_or_default();
        // What the stubs were asked, as the app asked it.
        requests.retain_mut(|request| {
            request
                .headers
                .remove(STUB_KEY)
                .is_some_and(|key| key == furnished.key)
        });
        let refused = self.log().only(crate::traffic::from_app());
        let requests: Vec<Asked> = requests.into_iter().map(Asked::from).collect();
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

/// A counter that a stub and its report share.
pub(super) type Count = Arc<std::sync::atomic::AtomicU32>;
