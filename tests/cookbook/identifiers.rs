//! The table of what changes when: each cell of the page is tried.

use std::collections::BTreeMap;

use mockfluence::settings::Payload;
use mockfluence::{InstalledApp, Settings, Tenant, User};
use serde_json::{Value, json};

use crate::access_token::access_token;
use crate::page::held;
use crate::scripted_app::ScriptedApp;

const SOURCE: &str = include_str!("identifiers.rs");
const PAGE: &str = include_str!("../../src/cookbook/identifiers.md");

#[tokio::test]
async fn two_tenants_of_one_name_are_one_site_before_and_after_its_move() {
    // identifiers
    let before = Tenant::named("acme");
    let forge = Settings::default().payload(Payload::ConnectOnForge);
    let after = Tenant::builder().name("acme").settings(forge).start();
    assert_eq!(before.client_key(), after.client_key());
    // end
    held("identifiers", SOURCE, "identifiers", None);
}

/// The rows of the page's table, their cells by the name of their column.
fn table() -> Vec<(String, BTreeMap<String, String>)> {
    let mut lines = PAGE.lines().filter(|line| line.starts_with('|')).map(cells);
    let columns = lines.next().unwrap();
    let rows = lines.skip(1).map(|row| {
        assert_eq!(row.len(), columns.len(), "{row:?}");
        let cells = columns.iter().cloned().zip(row.iter().cloned()).skip(1);
        (row[0].clone(), cells.collect())
    });
    rows.collect()
}

fn cells(line: &str) -> Vec<String> {
    let cells = line.trim_matches('|').split('|');
    cells.map(|cell| cell.trim().to_owned()).collect()
}

/// An app on a site, and what it has learnt of it.
struct App {
    tenant: Tenant,
    backend: ScriptedApp,
    handle: InstalledApp,
}

async fn installed(payload: Payload) -> App {
    let settings = Settings::default().payload(payload);
    let tenant = Tenant::builder().name("acme").settings(settings).start();
    tenant.add_user(User::new("712020:alice"));
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["scopes"] = json!(["READ", "ACT_AS_USER"]);
    backend.serve_descriptor(descriptor);
    let handle = tenant.install(backend.descriptor_url()).await.unwrap();
    App {
        tenant,
        backend,
        handle,
    }
}

impl App {
    async fn install(&self) {
        let url = self.backend.descriptor_url();
        self.tenant.install(url).await.unwrap();
    }

    /// Lets something happen, and gives the app as it is after it.
    async fn after(self, event: &str) -> App {
        match event {
            "site import, installed again" => {
                self.tenant.import_site().await;
                self.install().await;
            }
            "uninstall, installed again" => {
                self.handle.clone().uninstall().await;
                self.install().await;
            }
            "site rename" => {
                let url = self.tenant.base_url().replace("127.0.0.1", "localhost");
                self.tenant.rename_site(url).await;
            }
            "secret rotation" => self.handle.rotate_secret().await.unwrap(),
            "upgrade" => drop(self.handle.upgrade().await.unwrap()),
            "move to Connect on Forge" => return installed(Payload::ConnectOnForge).await,
            other => panic!("no event `{other}`: the test has to learn it"),
        }
        self
    }

    /// What a row of the table is about, as the app knows it.
    fn read(&self, what: &str) -> Value {
        let payload = self.backend.last("/installed").json();
        match what.trim_matches('`') {
            // The two tenants of a move listen on two ports.
            "baseUrl" => {
                let port = self.tenant.port().to_string();
                payload["baseUrl"]
                    .as_str()
                    .unwrap()
                    .replace(&port, "{port}")
                    .into()
            }
            "cloudId" => self.tenant.cloud_id().into(),
            "the app's account" => self.handle.account_id().into(),
            field => payload[field].clone(),
        }
    }

    async fn token(&self) -> String {
        let client_id = self.read("oauthClientId");
        let secret = self.handle.shared_secret().unwrap();
        access_token(
            &self.tenant,
            client_id.as_str().unwrap(),
            &secret,
            "712020:alice",
        )
        .await
    }

    async fn opens(&self, token: &str) -> bool {
        let url = format!("{}/rest/api/user/current", self.tenant.base_url());
        let request = reqwest::Client::new().get(url).bearer_auth(token);
        request.send().await.unwrap().status() == 200
    }
}

#[tokio::test]
async fn every_cell_of_the_table_is_true() {
    let rows = table();
    assert_eq!(rows.len(), 8);
    let mut wrong = Vec::new();
    for (what, cells) in &rows {
        for (event, said) in cells {
            // Only an app on Forge has the id of its installation; it has none before its move.
            let moves = event == "move to Connect on Forge";
            let payload = match what.as_str() {
                "`installationId`" if !moves => Payload::ConnectOnForge,
                _ => Payload::Documented,
            };
            let app = installed(payload).await;
            let changed = if what == "an access token for a user" {
                let token = app.token().await;
                assert!(app.opens(&token).await);
                !app.after(event).await.opens(&token).await
            } else {
                let before = app.read(what);
                assert!(before.is_string() || moves, "{what}: {before}");
                let after = app.after(event).await.read(what);
                assert!(after.is_string(), "{what}: {after}");
                after != before
            };
            if said != if changed { "changes" } else { "stays" } {
                wrong.push(format!("{what}, {event}: the page says `{said}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
