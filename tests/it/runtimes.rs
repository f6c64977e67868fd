//! Where a tenant can live: runtimes, paused time, threads.

use std::io::{Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use mockfluence::{DYNAMIC_MODULES, Status, Tenant, from_app};

use crate::app::App;
use crate::incident_board::IncidentBoard;

async fn whole_flow(tenant: &Tenant) {
    let board = IncidentBoard::start(tenant.keys_url()).await;
    board.add_incident("incident-1");
    let app = tenant.install(board.descriptor_url()).await.unwrap();
    tenant
        .wait_for(1, from_app().post(DYNAMIC_MODULES))
        .await
        .unwrap();
    assert_eq!(app.dynamic_module_keys(), ["incident-1"]);
    app.uninstall().await;
}

#[tokio::test]
async fn on_a_current_thread_runtime() {
    whole_flow(&Tenant::start()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_multi_thread_runtime() {
    whole_flow(&Tenant::start()).await;
}

#[tokio::test]
async fn on_a_thread_of_its_own_beside_a_runtime() {
    whole_flow(&Tenant::start_blocking()).await;
}

#[tokio::test(start_paused = true)]
async fn under_paused_time() {
    let tenant = Tenant::start();
    whole_flow(&tenant).await;
    let half_a_minute = Duration::from_secs(30);
    let client = reqwest::Client::builder()
        .timeout(half_a_minute)
        .build()
        .unwrap();
    for _ in 0..500 {
        let reply = client
            .get(format!("{}/keys", tenant.keys_url()))
            .send()
            .await
            .unwrap();
        assert_eq!(reply.status(), 404);
    }
}

#[test]
fn in_a_plain_test() {
    let tenant = Tenant::start();
    let app = tenant
        .block_on(tenant.install(App::without_backend().source()))
        .unwrap();
    assert_eq!(app.status(), Status::Enabled);
    let reply = tenant
        .block_on(app.client().get(DYNAMIC_MODULES).send())
        .unwrap();
    assert_eq!(reply.status(), 200);
}

#[test]
fn with_a_blocking_client() {
    let tenant = Tenant::start_blocking();
    let reply = reqwest::blocking::get(format!("{}/x", tenant.base_url())).unwrap();
    assert_eq!(reply.status(), 403);
}

/// An executor that knows nothing of tokio.
fn foreign_block_on<F: Future>(future: F) -> F::Output {
    struct Unpark(std::thread::Thread);
    impl Wake for Unpark {
        fn wake(self: std::sync::Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(std::sync::Arc::new(Unpark(std::thread::current())));
    let mut future = std::pin::pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(value) => return value,
            Poll::Pending => std::thread::park(),
        }
    }
}

#[test]
fn on_any_other_executor() {
    let tenant = Tenant::start();
    let app = foreign_block_on(tenant.install(App::without_backend().source())).unwrap();
    foreign_block_on(app.client().get(DYNAMIC_MODULES).send()).unwrap();
    let found = foreign_block_on(tenant.wait_for(1, from_app().get(DYNAMIC_MODULES)));
    assert_eq!(found.unwrap().statuses(), [Some(200)]);
}

#[tokio::test]
async fn a_blocking_client_on_the_tenants_thread_is_told_so_instead_of_hanging() {
    let tenant = Tenant::start();
    let mut stream = std::net::TcpStream::connect(("127.0.0.1", tenant.port())).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    stream
        .write_all(b"GET /x HTTP/1.1\r\nhost: x\r\n\r\n")
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 500 "), "{answer}");
    assert!(answer.contains("Tenant::start_blocking()"), "{answer}");
    assert!(tenant.log().to_string().contains("would have hung"));
    // Once the thread is free again, so is the tenant.
    let reply = reqwest::get(format!("{}/x", tenant.base_url()))
        .await
        .unwrap();
    assert_eq!(reply.status(), 403);
}

fn panic_text(action: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(action)).unwrap_err();
    let text = payload.downcast_ref::<String>().cloned();
    text.or_else(|| {
        payload
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
    })
    .unwrap()
}

#[tokio::test]
async fn block_on_inside_of_a_runtime_says_to_await() {
    let tenant = Tenant::start();
    let text = panic_text(|| tenant.block_on(async {}));
    assert!(text.contains("use .await"), "{text}");
}

#[test]
fn a_port_in_use_is_named() {
    let tenant = Tenant::start();
    let port = tenant.port();
    let text = panic_text(|| drop(Tenant::builder().port(port).start()));
    assert!(text.contains(&format!("127.0.0.1:{port}")), "{text}");
    assert!(Tenant::builder().port(port).try_start().is_err());
}

#[test]
fn a_runtime_that_is_gone_is_named() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let tenant = runtime.block_on(async { Tenant::start() });
    drop(runtime);
    let text = panic_text(|| {
        drop(foreign_block_on(
            tenant.install(App::without_backend().source()),
        ));
    });
    assert!(text.contains("that hosts tenant `acme` is gone"), "{text}");
}

/// Waits until nobody listens on the port; the deadline is in the number of tries.
fn closes(port: u16) -> bool {
    (0..2000).any(|_| {
        std::thread::sleep(Duration::from_millis(1));
        std::net::TcpStream::connect(("127.0.0.1", port)).is_err()
    })
}

#[test]
fn the_port_closes_with_the_last_handle() {
    let tenant = Tenant::start();
    let (port, clone) = (tenant.port(), tenant.clone());
    drop(tenant);
    assert_eq!(
        reqwest::blocking::get(format!("{}/x", clone.base_url()))
            .unwrap()
            .status(),
        403
    );
    drop(clone);
    assert!(closes(port));
}

#[tokio::test]
async fn the_port_of_an_ambient_tenant_closes_too() {
    let tenant = Tenant::start();
    let port = tenant.port();
    drop(tenant);
    assert!(
        tokio::task::spawn_blocking(move || closes(port))
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn a_hundred_tenants_keep_to_themselves() {
    let tenants: Vec<_> = (0..100)
        .map(|n| Tenant::named(&format!("tenant-{n}")))
        .collect();
    let mut secrets = Vec::new();
    for tenant in &tenants {
        let app = App::without_backend().on(tenant).await;
        secrets.extend(app.shared_secret());
        app.client().get(DYNAMIC_MODULES).send().await.unwrap();
    }
    secrets.sort();
    secrets.dedup();
    assert_eq!(secrets.len(), 100);
    assert!(
        tenants
            .iter()
            .all(|tenant| tenant.log().exchanges().count() == 2)
    );
}

#[test]
fn handles_and_futures_can_go_anywhere() {
    fn anywhere<T: Clone + Send + Sync + 'static>() {}
    fn sendable<T: Send + 'static>(_: T) {}
    anywhere::<Tenant>();
    anywhere::<mockfluence::InstalledApp>();
    anywhere::<mockfluence::AppClient>();
    anywhere::<mockfluence::RequestLog>();
    let tenant = Tenant::start();
    sendable(tenant.install("x"));
    sendable(tenant.wait_for(1, from_app()));
    sendable(tenant.import_site());
}
