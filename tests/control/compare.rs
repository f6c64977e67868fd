//! `mockfluence compare` and `evidence` as processes: what they leave on a site whatever ends them, and what they print.

use std::process::{Command, Output, Stdio};

use mockfluence::{
    DYNAMIC_MODULES, DescriptorSource, Fault, InstalledApp, Settings, Tenant, from_app,
};
use rstest::rstest;
use serde_json::{Value, json};

use crate::{Server, descriptor};

/// A tenant in the place of a real site.
pub(crate) struct Site {
    pub(crate) tenant: Tenant,
    pub(crate) app: InstalledApp,
}

impl Site {
    pub(crate) async fn by(settings: Settings) -> Self {
        let tenant = Tenant::builder().name("real").settings(settings).start();
        let source = DescriptorSource::from(descriptor()).without_backend();
        let app = tenant.install(source).await.unwrap();
        Self { tenant, app }
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mockfluence"));
        command
            .args(["compare", "--site", &self.tenant.base_url()])
            .args(["--app-key", "my-app", "--secret-env", "SECRET"])
            .args(arguments)
            .env("SECRET", self.app.shared_secret().unwrap())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub(crate) async fn said(&self, arguments: &[&str]) -> (i32, String, String) {
        ended(self.command(arguments)).await
    }

    /// Nothing is there any more that a comparison made.
    async fn assert_tidy(&self) {
        assert_eq!(self.app.dynamic_modules(), json!({}));
        let properties = "/rest/atlassian-connect/1/addons/my-app/properties";
        let listed = self.app.client().get(properties).send().await.unwrap();
        assert_eq!(listed.json(), json!({ "keys": [] }));
    }
}

/// Its status, and what it printed.
pub(crate) async fn ended(mut command: Command) -> (i32, String, String) {
    let run = move || command.output().unwrap();
    told(tokio::task::spawn_blocking(run).await.unwrap())
}

fn told(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let status = output.status.code().expect("it ended by itself");
    (status, text(output.stdout), text(output.stderr))
}

const WRITES: [&str; 5] = ["--write", "--limit", "--yes", "--rate", "50"];

/// In the midst of a request that registers modules, which the site is slow to answer.
#[cfg(unix)]
#[rstest]
#[case::interrupted("INT")]
#[case::terminated("TERM")]
#[case::the_terminal_closed("HUP")]
#[tokio::test(flavor = "multi_thread")]
async fn whatever_ends_it_the_site_is_as_it_was(#[case] signal: &str) {
    let site = Site::by(Settings::default()).await;
    let posting = site.tenant.hold(from_app().post(DYNAMIC_MODULES));
    let child = site.command(&WRITES).spawn().unwrap();
    posting.reached().await;
    let pid = child.id().to_string();
    let killed = Command::new("kill").args(["-s", signal, &pid]).status();
    assert!(killed.unwrap().success());
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    posting.release();
    let output = tokio::task::spawn_blocking(|| child.wait_with_output().unwrap());
    let (status, said, complained) = told(output.await.unwrap());
    assert_eq!(status, 1, "{said}\n{complained}");
    assert!(said.contains("ended early: it was told to stop"), "{said}");
    assert!(complained.contains("is removed first"), "{complained}");
    let registered = site.tenant.log().only(from_app().post(DYNAMIC_MODULES));
    assert_eq!(registered.statuses(), [Some(200)], "{registered}");
    site.assert_tidy().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_removed_is_told_with_the_command_that_removes_it() {
    let site = Site::by(Settings::default()).await;
    let deletes = from_app().delete(DYNAMIC_MODULES);
    site.tenant.inject(Fault::status(503).on(deletes));
    let (status, said, complained) = site.said(&WRITES).await;
    assert_eq!(status, 1, "{said}");
    let left = site.app.dynamic_module_keys();
    assert!(!left.is_empty());
    for key in left {
        assert!(said.contains(&format!("left behind: the dynamic module {key}\n")));
    }
    let command = complained
        .lines()
        .find_map(|line| line.split_once("remove it by: mockfluence "))
        .unwrap();
    site.tenant.clear_faults();
    let mut removing = Command::new("sh");
    removing
        .args(["-c", &format!("\"$BINARY\" {}", command.1)])
        .env("BINARY", env!("CARGO_BIN_EXE_mockfluence"))
        .env("SECRET", site.app.shared_secret().unwrap());
    let (status, said, complained) = ended(removing).await;
    assert_eq!(
        (status, &*said),
        (0, "what was left is removed\n"),
        "{complained}"
    );
    site.assert_tidy().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_says_what_it_sends_and_sends_nothing_unless_somebody_agrees() {
    let site = Site::by(Settings::default()).await;
    let (status, said, complained) = site.said(&[]).await;
    assert_eq!((status, &*said), (2, ""));
    assert!(
        complained.contains("nobody is there to be asked: --yes"),
        "{complained}"
    );
    assert!(complained.contains("0 of them writing"), "{complained}");
    assert!(site.tenant.log().only(from_app()).is_empty());
    let (status, said, _) = site.said(&["--yes", "--rate", "50"]).await;
    assert_eq!(status, 0, "{said}");
    let methods = site.tenant.log().only(from_app());
    assert!(
        methods
            .exchanges()
            .all(|one| ["GET", "HEAD", "PATCH"].contains(&one.method()))
    );
}

/// Found at a site, and put to use by each door.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_found_makes_a_tenant_that_answers_as_the_site_did() {
    let settings = json!({ "no-credential": "unauthorized", "token-refusal": "silent" });
    let site = Site::by(serde_json::from_value(settings.clone()).unwrap()).await;
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let file = folder.join(format!("evidence-{}.json", site.tenant.port()));
    let file = file.to_str().unwrap();
    let arguments = ["--yes", "--rate", "50", "--evidence", file];
    assert_eq!(site.said(&arguments).await.0, 1);
    let evidence: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let tried = file.to_owned();
    let by_each_door = move || {
        let server = Server::start(&["--evidence", &tried]);
        let shown = |name: &str| server.get(&format!("/tenants/{name}/settings"));
        assert_eq!(shown("acme")["no-credential"], "unauthorized");
        server.said(&["start", "by-command", "--evidence", &tried]);
        let body =
            json!({ "name": "by-api", "evidence": evidence, "settings": { "locale": "de_DE" } });
        let (status, started) = server.ask("POST", "/tenants", body);
        assert_eq!(status, 201, "{started}");
        for name in ["by-command", "by-api"] {
            assert_eq!(shown(name)["token-refusal"], "silent", "{name}");
        }
        assert_eq!(shown("by-api")["locale"], "de_DE");
        let body = json!({ "name": "x", "evidence": { "form": "another" } });
        let (status, why) = server.ask("POST", "/tenants", body);
        assert_eq!(status, 400, "{why}");
        let body = json!({ "name": "x", "evidence": evidence, "host": "legacy" });
        assert_eq!(server.ask("POST", "/tenants", body).0, 400);
        server.said(&["evidence", "apply", &tried])
    };
    let applied = tokio::task::spawn_blocking(by_each_door).await.unwrap();
    assert!(
        applied.contains("default of no_credential: \"unauthorized\""),
        "{applied}"
    );
    assert!(
        applied.contains("row verify.texts: the site does otherwise"),
        "{applied}"
    );
    let compared = ["--yes", "--rate", "50", "--tenant-settings"];
    let found = folder.join(format!("found-{}.json", site.tenant.port()));
    std::fs::write(&found, settings.to_string()).unwrap();
    let again = [&compared[..], &[found.to_str().unwrap()]].concat();
    let (status, said, _) = site.said(&again).await;
    assert_eq!(status, 0, "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_files_of_settings_are_held_against_each_other() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let file = |name: &str, settings: Value| {
        let file = folder.join(format!("drift-{name}.json"));
        std::fs::write(&file, settings.to_string()).unwrap();
        file.to_str().unwrap().to_owned()
    };
    let (one, other) = (
        file("one", json!({})),
        file("other", json!({ "long-property": "bad-request" })),
    );
    let drift = async |files: [&str; 2], others: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mockfluence"));
        command.arg("compare").stdin(Stdio::null()).args(others);
        for file in files {
            command.args(["--tenant-settings", file]);
        }
        ended(command).await
    };
    let (status, said, _) = drift([&one, &other], &["--format", "json"]).await;
    let drift_of: Value = serde_json::from_str(&said).unwrap();
    let differences = drift_of["differences"].as_array().unwrap();
    assert_eq!(
        (status, drift_of["unseen"].as_array().unwrap().len()),
        (1, 0)
    );
    assert!(!differences.is_empty());
    for one in differences {
        assert_eq!(one["rows"], json!(["property.large"]));
        assert_eq!(one["agrees"]["setting"], "long_property");
    }
    let (status, said, _) = drift([&one, &one], &[]).await;
    assert_eq!(
        (status, &*said),
        (0, "0 differences, 0 settings that differ unseen\n")
    );
    let (status, said, complained) = drift([&one, "nowhere.json"], &[]).await;
    assert_eq!((status, &*said), (2, ""));
    assert!(
        complained.contains("nowhere.json cannot be read"),
        "{complained}"
    );
}
