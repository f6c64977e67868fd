//! Stubs (feature `stubs`): wiremock answers what the tenant does not serve itself.

use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::handle::Tenant;
use super::stub::{Mounted, Stub};
use super::stub_report::{StubReport, Unmet};
use crate::server::UNMATCHED;

/// The lowest priority wiremock has: what answers where no stub does.
const LAST: u8 = u8::MAX;

/// The stub server of a tenant, started with the first stub, and what is mounted on it.
#[derive(Default)]
pub(super) struct Stubs {
    server: OnceCell<Server>,
    mounted: Mutex<Vec<Mounted>>,
}

impl std::fmt::Debug for Stubs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stubs").finish_non_exhaustive()
    }
}

impl Stubs {
    fn remember(&self, mounted: Mounted) {
        self.mounted
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(mounted);
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
    /// ).await;
    /// # }
    /// ```
    #[must_use = "a future does nothing until it is awaited"]
    pub fn mount(&self, mock: Mock) -> impl Future<Output = ()> + Send + 'static {
        let tenant = self.clone();
        async move {
            let owner = tenant.clone();
            owner
                .run(async move { tenant.stub_server().await.register(mock).await })
                .await;
        }
    }

    /// Mounts a [`Stub`], and remembers the line that did.
    #[track_caller]
    #[must_use = "a future does nothing until it is awaited"]
    pub fn stub(&self, stub: Stub) -> impl Future<Output = ()> + Send + 'static {
        let place = Location::caller();
        let tenant = self.clone();
        async move {
            let (mock, mounted) = stub.into_mock(place);
            tenant.stubs().remember(mounted);
            tenant.mount(mock).await;
        }
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
    #[must_use = "a future does nothing until it is awaited"]
    pub fn clear_stubs(&self) -> impl Future<Output = ()> + Send + 'static {
        let tenant = self.clone();
        async move {
            let owner = tenant.clone();
            owner.run(async move { tenant.forget_stubs().await }).await;
        }
    }

    async fn forget_stubs(&self) {
        let mounted = &self.stubs().mounted;
        mounted
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
        if let Some(Server(Some(server))) = self.stubs().server.get() {
            server.reset().await;
            server.register(nobody()).await;
        }
    }

    async fn judge_stubs(&self) -> Result<(), StubReport> {
        let Some(Server(Some(server))) = self.stubs().server.get() else {
            return Ok(());
        };
        let requests = server.received_requests().await.unwrap_or_default();
        let refused = self.log().only(crate::traffic::from_app());
        let unmet: Vec<Unmet> = {
            let mounted = self
                .stubs()
                .mounted
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            mounted
                .iter()
                .filter_map(|stub| stub.unmet(&requests, &refused))
                .collect()
        };
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

    async fn stub_server(&self) -> &MockServer {
        let started = self.stubs().server.get_or_init(|| async {
            // A fresh server: wiremock's pool would hand on one that a finished test still calls.
            let server = MockServer::builder().start().await;
            server.register(nobody()).await;
            self.context().set_stub_server(server.uri());
            Server(Some(server))
        });
        match started.await {
            Server(Some(server)) => server,
            Server(None) => unreachable!("a server is taken only when it is dropped"),
        }
    }
}

/// What answers where no stub does.
fn nobody() -> Mock {
    let nobody = ResponseTemplate::new(501).insert_header(UNMATCHED, "1");
    Mock::given(any()).respond_with(nobody).with_priority(LAST)
}

/// A counter that a stub and its report share.
pub(super) type Count = Arc<std::sync::atomic::AtomicU32>;
