//! Documents, qsh mismatches, and the way over from mocks that sign by hand.

use mockfluence::jwt::CanonicalRequest;
use mockfluence::{DYNAMIC_MODULES, DescriptorSource, Tenant, from_app};
use serde_json::json;

use crate::incident_board::IncidentBoard;
use crate::page::held;

const SOURCE: &str = include_str!("tools.rs");

#[tokio::test]
async fn document_a_flow() {
    let tenant = Tenant::start();
    let backend = IncidentBoard::start(tenant.keys_url()).await;
    // document a flow
    tenant.install(backend.descriptor_url()).await.unwrap();
    let log = tenant.log();
    // A title, a Mermaid diagram, each exchange with its decoded token and its bodies:
    let document = log.markdown("A first install");
    assert!(document.contains("## 2. Confluence → app: `POST /installed`, 204"));
    // The diagram alone; a page for the browser; an archive for its developer tools:
    let (_diagram, page, archive) = (log.mermaid(), log.html("A first install"), log.har());
    assert!(page.starts_with("<!doctype html>"));
    assert_eq!(archive["log"]["version"], "1.2");
    // end
    held("document_a_flow", SOURCE, "document a flow", None);
}

#[tokio::test]
async fn debug_a_qsh() {
    let tenant = Tenant::start();
    let descriptor = DescriptorSource::from(json!({
        "key": "app", "baseUrl": "http://app.invalid", "authentication": { "type": "jwt" },
        "lifecycle": { "installed": "/installed" }
    }));
    let app = tenant.install(descriptor.without_backend()).await.unwrap();
    // debug a qsh
    let request = app.client().get(&format!("{DYNAMIC_MODULES}?b=2&a=1"));
    // A hash of the whole path, where the context path `/wiki` does not count:
    let wrong = CanonicalRequest::from_app("GET", &format!("{DYNAMIC_MODULES}?b=2&a=1"), "");
    let refused = request.qsh(wrong.qsh()).send().await.unwrap();
    assert_eq!(refused.status(), 401);
    let right = CanonicalRequest::from_app("GET", &format!("{DYNAMIC_MODULES}?b=2&a=1"), "/wiki");
    assert_eq!(
        right.as_str(),
        "GET&/rest/atlassian-connect/1/app/module/dynamic&a=1&b=2"
    );
    // end
    held(
        "debug_a_qsh",
        SOURCE,
        "debug a qsh",
        Some(&tenant.log().only(from_app())),
    );
}

#[tokio::test]
async fn before_confluence() {
    let tenant = Tenant::start();
    let descriptor = DescriptorSource::from(json!({
        "key": "app", "baseUrl": "http://app.invalid", "authentication": { "type": "jwt" },
        "scopes": ["READ"], "lifecycle": { "installed": "/installed" }
    }));
    let app = tenant.install(descriptor.without_backend()).await.unwrap();
    // before confluence
    let current = "/rest/api/user/current";
    let with_body = app.client().get(current).json(&json!({}));
    assert_eq!(with_body.send().await.unwrap().status(), 403);
    // The site gets another address, and the app goes on with the former one.
    let stale = tenant.base_url();
    let renamed = format!("http://localhost:{}/wiki", tenant.port());
    let _ = tenant.rename_site(&renamed).await;
    let token = app.client().get(current).signed_token().unwrap();
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let request = http.build().unwrap().get(format!("{stale}{current}"));
    let reply = request.header("authorization", format!("JWT {token}"));
    let reply = reply.send().await.unwrap();
    assert_eq!(reply.status(), 301);
    assert_eq!(reply.headers()["location"], format!("{renamed}{current}"));
    // end
    let log = tenant.log().only(from_app());
    held("before_confluence", SOURCE, "before confluence", Some(&log));
}

#[tokio::test]
async fn moving_from_hand_signed_mocks() {
    // moving
    // Before: a made-up secret, a token signed in the test, POSTed to `/installed`, and a mock
    // server that answers 200 whatever it is asked. Now the tenant does what the host does:
    let tenant = Tenant::start();
    let backend = IncidentBoard::start(tenant.keys_url()).await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    backend.open_incident("incident-1").await;
    // The mock's `expect(1)` is a question to the log, and the answer says whether it was right:
    let registered = tenant
        .wait_for(1, from_app().post(DYNAMIC_MODULES))
        .await
        .unwrap();
    assert_eq!(registered.statuses(), [Some(200)]);
    assert_eq!(app.dynamic_module_keys(), ["incident-1"]);
    // end
    held(
        "moving_from_hand_signed_mocks",
        SOURCE,
        "moving",
        Some(&tenant.log()),
    );
}
