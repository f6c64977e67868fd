//! The wiremock server behind a tenant's stubs: it listens on a port of its own, and answers the tenant alone.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use http::HeaderValue;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use super::asked::BeingTried;
use crate::outgoing::KeptOpen;
use crate::randomness;
use crate::server::{STUB_KEY, UNMATCHED};

/// The lowest priority wiremock has: what answers where no stub does.
const LAST: u8 = u8::MAX;
/// The highest; of two the one that was there first.
const FIRST: u8 = 1;

/// A wiremock server that answers the tenant alone, and closes without a verdict.
pub(super) struct Server {
    server: Option<MockServer>,
    /// Drawn anew for each: any process and any web page may find its port.
    pub(super) key: HeaderValue,
    pub(super) kept_open: Arc<KeptOpen>,
    request: BeingTried,
}

impl Server {
    pub(super) async fn start(request: BeingTried) -> Self {
        let key = randomness::secret().expect("the system gives random bytes");
        let server = MockServer::builder().start().await;
        Self {
            kept_open: Arc::new(KeptOpen::to(*server.address())),
            server: Some(server),
            key: HeaderValue::try_from(key).expect("hexadecimal digits are a header's value"),
            request,
        }
    }

    pub(super) fn asked(&self) -> &MockServer {
        let server = self.server.as_ref();
        server.expect("a server is taken only when it is dropped")
    }

    /// What is on it before any stub: an answer to strangers, and one to what no stub is for.
    pub(super) async fn furnish(&self) {
        let stranger = stranger(self.key.clone(), self.request.clone());
        self.asked().register(stranger).await;
        self.asked().register(nobody()).await;
    }
}

impl Drop for Server {
    /// wiremock verifies when a server is dropped, waits for that, and panics. A verdict that
    /// nobody asked for must neither stop a test nor end it, so the server closes on a thread of
    /// its own, its expectations forgotten.
    fn drop(&mut self) {
        let Some(server) = self.server.take() else {
            return;
        };
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

/// Who asks without the key is not the tenant. No mock is tried before this one.
fn stranger(key: HeaderValue, being_tried: BeingTried) -> Mock {
    let without = move |request: &Request| {
        being_tried.begin();
        request.headers.get(STUB_KEY) != Some(&key)
    };
    let words = "mockfluence: the stubs of a tenant answer the tenant alone; ask at its base URL";
    let refusal = ResponseTemplate::new(403).set_body_string(words);
    Mock::given(without)
        .respond_with(refusal)
        .with_priority(FIRST)
}

/// What answers where no stub does.
fn nobody() -> Mock {
    let nobody = ResponseTemplate::new(501).insert_header(UNMATCHED, "1");
    Mock::given(any()).respond_with(nobody).with_priority(LAST)
}

#[cfg(test)]
mod tests {
    use wiremock::matchers::method;

    use super::*;
    use crate::context::Elsewhere;
    use crate::tenant::{Stub, Tenant};

    #[tokio::test]
    async fn the_stub_server_answers_nobody_but_the_tenant() {
        let tenant = Tenant::start();
        tenant.stub(
            Stub::given(any())
                .respond_with(ResponseTemplate::new(200).set_body_string("the stub's"))
                .expect(0),
        );
        tenant.mount(
            Mock::given(method("GET"))
                .respond_with(ResponseTemplate::new(200))
                .with_priority(1),
        );
        for cleared in [false, true] {
            if cleared {
                tenant.clear_stubs();
            }
            let place = tenant.context().stub_server().await;
            let Some(Elsewhere::Stubs { server, .. }) = place else {
                panic!("{place:?}");
            };
            for key in [None, Some(""), Some("guessed")] {
                let mut request = reqwest::Client::new().get(format!("{}/wiki/x", server.url()));
                if let Some(key) = key {
                    request = request.header(STUB_KEY, key);
                }
                let reply = request.send().await.unwrap();
                assert_eq!(reply.status(), 403, "{key:?}");
                assert!(!reply.text().await.unwrap().contains("the stub's"));
            }
        }
        tenant.verify_stubs().await.unwrap();
    }
}
