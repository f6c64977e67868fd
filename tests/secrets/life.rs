//! The life: two tenants and an app that says at every chance what it should keep to itself.

use std::fmt::Debug;
use std::time::Duration;

use mockfluence::binary_support::timeline;
use mockfluence::{
    DescriptorSource, Fault, InstalledApp, Page, SharedListener, Tenant, User, Webhook, from_app,
    to_app,
};
use serde_json::json;

use crate::scripted_app::ScriptedApp;

pub(crate) const ALICE: &str = "712020:alice";
const UPM: &str = "/wiki/rest/plugins/1.0/";

/// What is secret, by name, and what was put out, by form.
#[derive(Default)]
pub(crate) struct Life {
    pub(crate) secrets: Vec<(String, String)>,
    pub(crate) outputs: Vec<(String, String)>,
}

impl Life {
    pub(crate) async fn lived() -> Self {
        let mut life = Self::default();
        let app = ScriptedApp::start().await;
        let mut descriptor = app.descriptor();
        descriptor["scopes"] = json!(["DELETE", "ACT_AS_USER"]);
        descriptor["modules"] = json!({
            "generalPages": [{ "key": "page", "url": "/page", "name": { "value": "Page" } }],
            "webhooks": [{ "event": "page_created", "url": "/hook" }],
        });
        app.serve_descriptor(descriptor);
        let (acme, globex) = (Tenant::start(), Tenant::named("globex"));
        acme.add_user(User::new(ALICE));
        let here = acme.install(app.descriptor_url()).await.unwrap();
        let there = globex.install(app.descriptor_url()).await.unwrap();
        life.know_secret("the first secret", &here);
        life.know_secret("another tenant's secret", &there);
        life.call_with_secrets(&acme, &here).await;
        life.act_as_a_user(&acme, &here).await;
        life.open_modules(&here).await;
        life.ask_the_app_manager(&acme).await;
        life.be_told_by_the_app(&app, &acme, &here).await;
        life.show_handles(&acme, &here);
        for call in app.received() {
            let query = call.query.as_deref().unwrap_or_default();
            let queried = query.split('&').find_map(|part| part.strip_prefix("jwt="));
            let header = call
                .header("authorization")
                .and_then(|value| value.strip_prefix("JWT "));
            for token in [header, queried].into_iter().flatten() {
                life.know_token(&format!("the token to {}", call.path), token);
            }
        }
        life.show_log("acme", &acme);
        life.show_log("globex", &globex);
        #[cfg(feature = "forge")]
        life.live_on_forge().await;
        life
    }

    pub(crate) fn show(&mut self, form: impl Into<String>, output: impl Into<String>) {
        self.outputs.push((form.into(), output.into()));
    }

    pub(crate) fn debug(&mut self, form: &str, value: &impl Debug) {
        self.show(format!("{form} in debug"), format!("{value:?} {value:#?}"));
    }

    pub(crate) fn know(&mut self, name: &str, secret: impl Into<String>) {
        let secret = secret.into();
        assert!(secret.len() >= 16, "{name}: {secret}");
        self.secrets.push((name.to_owned(), secret));
    }

    fn know_secret(&mut self, name: &str, app: &InstalledApp) {
        self.know(name, app.shared_secret().unwrap());
    }

    /// Its header is no secret: it is the same in every token.
    pub(crate) fn know_token(&mut self, name: &str, token: &str) {
        let (_, rest) = token.split_once('.').unwrap();
        self.know(name, rest);
    }

    async fn open_modules(&mut self, app: &InstalledApp) {
        let load = app.open("page").user(ALICE);
        self.know_token("the token of a load", &load.token().unwrap().unwrap());
        self.debug("a load", &load);
        let reply = load.send().await.unwrap();
        self.debug("a page", &reply);
        let token = app.context_token(Some(ALICE), json!({}));
        self.know_token("a context token", &token.sign().unwrap().unwrap());
        self.debug("a context token", &token);
        self.know_token("a session token", &app.session_token(ALICE).unwrap());
        self.debug("a tamper", &app.as_other_tenant());
        let spoilt = app.open("page").tamper(app.as_other_tenant());
        spoilt.send().await.unwrap();
    }

    async fn ask_the_app_manager(&mut self, acme: &Tenant) {
        let http = reqwest::Client::new();
        let url = format!("http://127.0.0.1:{}{UPM}", acme.port());
        let request = http
            .get(&url)
            .basic_auth("admin", Some("p4ssword-of-the-admin"));
        self.know("a user's password", "p4ssword-of-the-admin");
        let reply = request.send().await.unwrap();
        let token = reply.headers()["upm-token"].to_str().unwrap().to_owned();
        let request = http
            .post(format!("{url}?token={token}"))
            .basic_auth("admin", Some("x"));
        request.body("{}").send().await.unwrap();
        self.know("the app manager's token", token);
    }

    /// What the app answers: errors, pages, and panics of a test that show them.
    async fn be_told_by_the_app(&mut self, app: &ScriptedApp, acme: &Tenant, here: &InstalledApp) {
        let first = here.shared_secret().unwrap();
        app.reply("/page", 200, format!("<p>{first}</p>"));
        self.debug(
            "a page with a secret",
            &here.open("page").send().await.unwrap(),
        );
        app.reply(
            "/installed",
            500,
            format!("{{\"error\":\"no such secret: {first}\"}}"),
        );
        let refused = here.rotate_secret().await.unwrap_err();
        self.show("a refused rotation", format!("{refused} {refused:?}"));
        app.call_from("/installed", {
            let app = app.clone();
            move |received| {
                let secret = received.json()["sharedSecret"].clone();
                app.reply("/installed", 500, secret.to_string());
                async {}
            }
        });
        let refused = here.rotate_secret().await.unwrap_err();
        self.show("a secret in a refusal", format!("{refused} {refused:?}"));
        let offered = app.last("/installed").json()["sharedSecret"].clone();
        self.know("a secret that was refused", offered.as_str().unwrap());
        app.call_from("/installed", |_| async {});
        app.reply("/installed", 204, "");
        here.rotate_secret().await.unwrap();
        self.know_secret("the second secret", here);
        acme.fire(Webhook::page("page_created", Page::new(1, "One")))
            .await;
        let late = acme.wait_within(Duration::from_millis(1), 9, to_app().post("/never"));
        let late = late.await.unwrap_err();
        self.show("a wait in vain", format!("{late} {late:?}"));
        let again = acme.install(app.descriptor_url()).await;
        let panic = tokio::spawn(async move {
            again
                .map(|app| format!("{app:?}"))
                .map_err(|_| ())
                .unwrap_err();
        });
        let panic = panic.await.unwrap_err().into_panic();
        self.show("a panic", panic.downcast_ref::<String>().unwrap().clone());
    }

    fn show_handles(&mut self, acme: &Tenant, app: &InstalledApp) {
        let listener = SharedListener::start();
        let fault = Fault::token(app.as_other_tenant());
        let source = DescriptorSource::from(app.descriptor().unwrap());
        self.debug("a fault", &fault);
        acme.inject(fault);
        self.debug("faults", &acme.faults_left());
        self.debug("a tenant", acme);
        self.debug("an app", app);
        self.debug("apps", &acme.apps());
        self.debug("a client", &app.client());
        self.debug("a builder", &Tenant::builder());
        self.debug("a listener", &listener);
        self.debug("a source", &source);
        self.debug("a hold", &acme.hold(from_app().path("/held")));
        self.debug("a clock", &acme.clock());
        self.debug(
            "a webhook",
            &Webhook::page("page_created", Page::new(1, "One")),
        );
        for (form, value) in [
            ("a tenant", format!("{acme:?}")),
            ("an app", format!("{app:?}")),
        ] {
            assert!(
                value.len() < 200 && !value.contains('\n'),
                "{form}: {value}"
            );
        }
        acme.clear_faults();
    }

    pub(crate) fn show_log(&mut self, name: &str, tenant: &Tenant) {
        let log = tenant.log();
        for (form, output) in [
            ("text", log.to_string()),
            ("markdown", log.markdown("A life")),
            ("mermaid", log.mermaid()),
            ("html", log.html("A life")),
            ("har", log.har().to_string()),
            ("json", serde_json::to_string(&log).unwrap()),
            ("timeline", timeline::entries(&log).to_string()),
            (
                "entries in debug",
                format!("{:?}", log.entries().collect::<Vec<_>>()),
            ),
        ] {
            self.show(format!("{name}, {form}"), output);
        }
        for exchange in log.exchanges() {
            let headers: Vec<_> = exchange
                .request_headers()
                .chain(exchange.reply_headers())
                .collect();
            let texts = format!(
                "{:?} {} {:?} {} {} {:?}",
                headers,
                exchange.target(),
                exchange.claims(),
                exchange.request_body(),
                exchange.reply_body(),
                exchange.notes()
            );
            self.show(format!("{name}, exchange {}", exchange.id()), texts);
        }
    }
}
