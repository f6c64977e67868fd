//! An app that calls the tenant while the tenant calls it, and a test that looks on or goes away.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::Request;
use mockfluence::settings::DuringInstalled;
use mockfluence::{DYNAMIC_MODULES, Settings, Status, Tenant, from_app, to_app};
use rstest::rstest;
use serde_json::json;
use tokio::sync::{Notify, OnceCell};

const BODY: &str = r#"{"webItems":[{"key":"mine","name":{"value":"Mine"},"url":"/mine","location":"system.content.action"}]}"#;

/// An app that registers a module inside of one callback, before it answers.
struct Nested {
    base_url: String,
    /// What the tenant answered, and what the log said meanwhile.
    seen: Arc<Mutex<Vec<(u16, usize)>>>,
}

async fn nested(tenant: &Tenant, inside: &'static str) -> Nested {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let seen = Arc::<Mutex<Vec<_>>>::default();
    let (tenant, out, secret) = (tenant.clone(), seen.clone(), Arc::new(OnceCell::new()));
    let app = Router::new().fallback(async move |request: Request| {
        let path = request.uri().path().to_owned();
        let body = axum::body::to_bytes(request.into_body(), usize::MAX)
            .await
            .unwrap();
        let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
        let given = body["sharedSecret"].as_str().unwrap_or_default().to_owned();
        let secret = secret.get_or_init(async || given).await;
        if path == inside {
            let pending = tenant
                .log()
                .exchanges()
                .filter(|one| !one.is_finished())
                .count();
            let client = tenant.app("nested").unwrap().client();
            let request = client.post(DYNAMIC_MODULES).body(BODY).signed_with(secret);
            let status = request.send().await.unwrap().status();
            out.lock().unwrap().push((status, pending));
        }
        axum::http::StatusCode::NO_CONTENT
    });
    tokio::spawn(async move { axum::serve(listener, app).await });
    Nested { base_url, seen }
}

fn descriptor(base_url: &str) -> serde_json::Value {
    json!({
        "key": "nested", "baseUrl": base_url, "authentication": { "type": "jwt" },
        "lifecycle": { "installed": "/installed", "enabled": "/enabled",
            "disabled": "/disabled", "uninstalled": "/uninstalled" }
    })
}

#[rstest]
#[case::installed("/installed", 401)]
#[case::enabled("/enabled", 200)]
#[case::disabled("/disabled", 403)]
#[case::uninstalled("/uninstalled", 403)]
#[tokio::test]
async fn a_call_from_inside_a_callback_is_answered(
    #[case] inside: &'static str,
    #[case] status: u16,
) {
    let tenant = Tenant::start();
    let nested = nested(&tenant, inside).await;
    let app = tenant.install(descriptor(&nested.base_url)).await.unwrap();
    app.clone().uninstall().await;
    assert_eq!(
        *nested.seen.lock().unwrap(),
        [(status, 1)],
        "{}",
        tenant.log()
    );
    let log = tenant.log();
    let outer = log
        .exchanges()
        .find(|one| one.path() == inside)
        .unwrap()
        .id();
    let inner = log
        .exchanges()
        .find(|one| one.path() == DYNAMIC_MODULES)
        .unwrap();
    assert_eq!(inner.parent(), Some(outer), "{log}");
}

#[tokio::test]
async fn a_call_from_inside_installed_is_served_where_the_setting_says_so() {
    let settings = Settings::default().during_installed(DuringInstalled::Accepted);
    let tenant = Tenant::builder().settings(settings).start();
    let nested = nested(&tenant, "/installed").await;
    let app = tenant.install(descriptor(&nested.base_url)).await.unwrap();
    assert_eq!(*nested.seen.lock().unwrap(), [(200, 1)]);
    assert_eq!(app.dynamic_module_keys(), ["mine"]);
}

/// An app that answers `installed` when it is told to.
async fn held_app() -> (String, Arc<Notify>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let go = Arc::new(Notify::new());
    let gate = go.clone();
    let app = Router::new().fallback(async move |request: Request| {
        if request.uri().path() == "/installed" {
            gate.notified().await;
        }
        axum::http::StatusCode::NO_CONTENT
    });
    tokio::spawn(async move { axum::serve(listener, app).await });
    (base_url, go)
}

#[tokio::test]
async fn the_log_can_be_read_while_a_callback_is_unanswered() {
    let (base_url, go) = held_app().await;
    let tenant = Tenant::start();
    let install = tokio::spawn(tenant.install(descriptor(&base_url)));
    while tenant.log().only(to_app().post("/installed")).is_empty() {
        tokio::task::yield_now().await;
    }
    let log = tenant.log();
    assert!(log.finished().is_empty());
    assert!(log.to_string().contains("POST /installed  …"), "{log}");
    assert_eq!(tenant.app("nested").unwrap().status(), Status::Installing);
    // An unsigned call meanwhile is served, and stands inside of the callback.
    let unsigned = tenant
        .app("nested")
        .unwrap()
        .client()
        .get(DYNAMIC_MODULES)
        .unsigned();
    assert_eq!(unsigned.send().await.unwrap().status(), 403);
    go.notify_one();
    install.await.unwrap().unwrap();
    assert_eq!(tenant.log().only(from_app()).len(), 1);
}

#[tokio::test]
async fn an_install_whose_future_is_dropped_runs_to_its_end() {
    let (base_url, go) = held_app().await;
    let tenant = Tenant::start();
    {
        let mut install = std::pin::pin!(tenant.install(descriptor(&base_url)));
        tokio::select! {
            biased;
            _ = &mut install => panic!("nobody has answered `installed` yet"),
            () = async {
                while tenant.log().only(to_app().post("/installed")).is_empty() {
                    tokio::task::yield_now().await;
                }
            } => {}
        }
    }
    go.notify_one();
    tenant
        .wait_for(1, to_app().post("/enabled").status(204))
        .await
        .unwrap();
    assert_eq!(tenant.app("nested").unwrap().status(), Status::Enabled);
}
