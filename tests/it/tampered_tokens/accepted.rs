//! What an app accepts and should refuse: shouted in every form of the log, for every kind of request.

use mockfluence::{Fault, InstalledApp, RequestLog, Tamper, Tenant, Webhook, to_app};
use rstest::rstest;
use serde_json::json;

use crate::scripted_app::ScriptedApp;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Call {
    Installed,
    Upgraded,
    Uninstalled,
    Enabled,
    Disabled,
    Webhook,
    Page,
}

impl Call {
    fn path(self) -> &'static str {
        match self {
            Call::Installed | Call::Upgraded => "/installed",
            Call::Uninstalled => "/uninstalled",
            Call::Enabled => "/enabled",
            Call::Disabled => "/disabled",
            Call::Webhook => "/hook",
            Call::Page => "/board",
        }
    }

    fn is_rs256(self) -> bool {
        matches!(self, Call::Installed | Call::Upgraded | Call::Uninstalled)
    }

    /// Has the tenant make the call, and all that must come before it.
    async fn make(self, tenant: &Tenant, app: &InstalledApp, backend: &ScriptedApp) {
        match self {
            Call::Installed => drop(app.repeat_installed().await),
            Call::Upgraded => drop(app.upgrade().await),
            Call::Uninstalled => {
                app.clone().uninstall().await;
                tenant.install(backend.descriptor_url()).await.unwrap();
            }
            Call::Enabled | Call::Disabled => {
                app.disable().await;
                app.enable().await;
            }
            Call::Webhook => {
                let event = Webhook::raw("page_created", json!({ "page": { "id": 7 } }));
                tenant.fire(event).await;
            }
            Call::Page => drop(app.open("board").send().await),
        }
    }
}

async fn started() -> (Tenant, InstalledApp, ScriptedApp) {
    let (tenant, backend) = (Tenant::start(), ScriptedApp::start().await);
    let mut descriptor = backend.descriptor();
    descriptor["modules"] = json!({
        "generalPages": [{ "key": "board", "name": { "value": "B" }, "url": "/board" }],
        "webhooks": [{ "event": "page_created", "url": "/hook" }],
    });
    backend.serve_descriptor(descriptor);
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    (tenant, app, backend)
}

/// In every form of the log, or in none.
fn shouted(log: &RequestLog, accepted: bool) {
    for (form, text) in [
        ("text", log.to_string()),
        ("mermaid", log.mermaid()),
        ("markdown", log.markdown("x")),
        ("html", log.html("x")),
    ] {
        let shouts = text.contains("ACCEPTED A FORGERY");
        assert_eq!(shouts, accepted, "{form}: {text}");
    }
    for json in [log.har(), serde_json::to_value(log).unwrap()] {
        let told = json.to_string().contains("\"forgery-accepted\"");
        assert_eq!(told, accepted, "{json}");
    }
}

#[rstest]
#[tokio::test]
async fn every_forgery_that_an_app_accepts_is_shouted_and_none_that_it_refuses(
    #[values(
        Call::Installed,
        Call::Upgraded,
        Call::Uninstalled,
        Call::Enabled,
        Call::Disabled,
        Call::Webhook,
        Call::Page
    )]
    call: Call,
    #[values(200, 201, 204, 302, 400, 401, 403, 404, 500)] answer: u16,
) {
    let (tenant, app, backend) = started().await;
    let other = Tenant::builder().name("globex").start();
    let other = other.install(backend.descriptor_url()).await.unwrap();
    let ways = Tamper::ALL.iter().cloned();
    for tamper in ways.chain([other.as_other_tenant()]) {
        call.make(&tenant, &app, &backend).await;
        let forged = Fault::token(tamper.clone()).on(to_app().path(call.path()));
        if tenant.try_inject(forged.times(1)).is_err() {
            continue;
        }
        backend.reply(call.path(), answer, "");
        let before = tenant.log().len();
        call.make(&tenant, &app, &backend).await;
        backend.reply(call.path(), 204, "");
        if call == Call::Page && !tenant.faults_left().is_empty() {
            // What makes no sense for a page is known once there is one.
            tenant.clear_faults();
            continue;
        }
        assert!(tenant.faults_left().is_empty(), "{tamper}");
        let log = tenant.log().after(before);
        let forged = log.only(to_app().path(call.path()));
        let exchange = forged.exchanges().next().unwrap();
        let genuine = match &tamper {
            Tamper::Replayed => true,
            Tamper::OtherTenant(_) => !call.is_rs256(),
            _ => false,
        };
        let accepted = (200..300).contains(&answer) && !genuine;
        let wrong = accepted.then(|| tamper.description());
        assert_eq!(exchange.accepted_forgery(), wrong, "{tamper}: {log}");
        assert!(exchange.is_trouble());
        shouted(&log, accepted);
    }
}

/// `installed` is what apps store from; the other callbacks say nothing new.
#[tokio::test]
async fn a_body_that_lacks_something_is_shouted_where_apps_store_from_it() {
    let (tenant, app, _) = started().await;
    for (lacking, field) in [
        (Fault::no_base_url(), "baseUrl"),
        (Fault::no_client_key(), "clientKey"),
        (Fault::no_shared_secret(), "sharedSecret"),
    ] {
        tenant.inject(lacking.on(to_app().post("/installed")).times(1));
        app.repeat_installed().await.unwrap();
        let log = tenant.log().only(to_app().post("/installed"));
        let said = log
            .exchanges()
            .last()
            .unwrap()
            .accepted_forgery()
            .unwrap()
            .to_owned();
        assert_eq!(said, format!("no {field} in its body"));
    }
    tenant.inject(Fault::no_base_url().on(to_app().post("/disabled")).times(1));
    app.disable().await;
    let log = tenant.log().only(to_app().post("/disabled"));
    assert_eq!(log.exchanges().last().unwrap().accepted_forgery(), None);
}

/// An answer that the fault makes up is none of the app's.
#[tokio::test]
async fn an_answer_of_a_fault_is_no_acceptance() {
    let (tenant, app, backend) = started().await;
    backend.reply("/installed", 401, "");
    let to = || to_app().post("/installed");
    tenant.inject(Fault::token(Tamper::Expired).on(to()));
    tenant.inject(Fault::status(204).on(to()));
    let _ = app.repeat_installed().await;
    assert!(
        !tenant.log().to_string().contains("ACCEPTED"),
        "{}",
        tenant.log()
    );
}
