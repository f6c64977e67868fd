//! Every forged callback, webhook and page against every client: what each lets in is pinned.

use mockfluence::{
    DYNAMIC_MODULES, Fault, InstalledApp, Page, Tamper, Tenant, Webhook, from_app, to_app,
};

use crate::client::{App, Client};

const INSTALLED: &str = "/installed";
const UNINSTALLED: &str = "/uninstalled";
const ENABLED: &str = "/enabled";
const DISABLED: &str = "/disabled";
const WEBHOOK: &str = "/page-updated";
const PAGE: &str = "/protected";

struct Scene {
    tenant: Tenant,
    client: App,
    app: InstalledApp,
}

impl Scene {
    async fn new(client: Client) -> Self {
        let tenant = Tenant::start();
        tenant.add_page(Page::new(7, "Runbook"));
        let client = App::start(client, &tenant.keys_url());
        let app = tenant.install(client.descriptor_url()).await.unwrap();
        let registered = from_app().post(DYNAMIC_MODULES);
        tenant.wait_for(1, registered).await.unwrap();
        Self {
            tenant,
            client,
            app,
        }
    }

    /// Has the tenant call this path, and all that must come before it.
    async fn call(&self, path: &str) {
        match path {
            INSTALLED => drop(self.app.repeat_installed().await),
            UNINSTALLED => {
                self.app.clone().uninstall().await;
                let url = self.client.descriptor_url();
                self.tenant.install(url).await.unwrap();
            }
            WEBHOOK => {
                let event = Webhook::page("page_updated", Page::new(7, "Runbook"));
                self.tenant.fire(event).await;
            }
            PAGE => drop(self.app.open("protected").send().await.unwrap()),
            _ => {
                self.app.disable().await;
                self.app.enable().await;
            }
        }
    }

    /// The forgeries that the client accepts at this path.
    async fn accepted(&self, path: &str, other: &Tamper) -> Vec<&'static str> {
        let mut accepted = Vec::new();
        for tamper in Tamper::ALL.iter().chain([other]) {
            self.call(path).await;
            let forged = Fault::token(tamper.clone()).on(to_app().path(path));
            if self.tenant.try_inject(forged.times(1)).is_err() {
                continue;
            }
            let before = self.tenant.log().len();
            self.call(path).await;
            let log = self.tenant.log().after(before).only(to_app().path(path));
            let forged = log.exchanges().next().unwrap();
            if forged.accepted_forgery().is_some() {
                accepted.push(tamper.name());
            }
        }
        accepted
    }
}

/// By path, what each of them accepts. Nothing is let in that nobody of the host has signed.
async fn accepts(client: Client, findings: &[(&str, &[&str])]) {
    let scene = Scene::new(client).await;
    let globex = Tenant::builder().name("globex").start();
    let other = globex.install(scene.client.descriptor_url());
    // To an app of its own key host the second tenant is a customer like the first.
    let other = other.await.unwrap().as_other_tenant();
    let mut accepted = Vec::new();
    for (path, _) in findings {
        accepted.push((*path, scene.accepted(path, &other).await));
    }
    let accepted: Vec<_> = accepted
        .iter()
        .map(|(path, names)| (*path, names.as_slice()))
        .collect();
    assert_eq!(accepted, findings, "{client:?}");
}

/// It looks neither at `nbf` nor for an expiry, and takes a token from the query as from the header.
#[tokio::test]
#[ignore = "needs Node"]
async fn what_ace_accepts() {
    let lenient: &[&str] = &["not-yet-valid", "no-expiry", "in-query"];
    accepts(
        Client::Ace,
        &[
            (INSTALLED, lenient),
            (UNINSTALLED, lenient),
            (ENABLED, lenient),
            (DISABLED, lenient),
            (WEBHOOK, lenient),
            (PAGE, &["not-yet-valid", "no-expiry"]),
        ],
    )
    .await;
}

/// PyJWT wants no expiry unless it is told to, and atlassian-jwt looks into the query, too.
#[tokio::test]
#[ignore = "needs Python"]
async fn what_flask_accepts() {
    let lenient: &[&str] = &["no-expiry"];
    let by_library: &[&str] = &["no-expiry", "in-query"];
    accepts(
        Client::Flask,
        &[
            (INSTALLED, lenient),
            (UNINSTALLED, lenient),
            (ENABLED, by_library),
            (DISABLED, by_library),
            (WEBHOOK, by_library),
            (PAGE, lenient),
        ],
    )
    .await;
}

/// Times and hash are the app's to check, and it does; it reads the query as ACE does.
#[tokio::test]
#[ignore = "needs Node"]
async fn what_fastify_accepts() {
    let lenient: &[&str] = &["in-query"];
    accepts(
        Client::Fastify,
        &[
            (INSTALLED, lenient),
            (UNINSTALLED, lenient),
            (ENABLED, lenient),
            (DISABLED, lenient),
            (WEBHOOK, lenient),
            (PAGE, &[]),
        ],
    )
    .await;
}
