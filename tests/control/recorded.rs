//! `mockfluence record` and `replay` as processes: a life between a tenant and an app, and an archive of a browser.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use mockfluence::{DescriptorSource, Tenant};

use crate::asking_app::asking;
use crate::compare::ended;
use crate::scripted_app::ScriptedApp;

const OF_A_BROWSER: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/fixtures/recordings/of_a_browser.har"
);

fn mockfluence(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mockfluence"));
    command.args(arguments).stdin(Stdio::null());
    command
}

/// What a line of `record` says last.
fn address(lines: &mut impl BufRead) -> String {
    let mut line = String::new();
    lines.read_line(&mut line).unwrap();
    line.trim().rsplit(' ').next().unwrap().to_owned()
}

fn interrupted(child: Child) {
    let pid = child.id().to_string();
    let killed = Command::new("kill").args(["-s", "INT", &pid]).status();
    assert!(killed.unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

/// Installed at a tenant, and uninstalled, with `record` between the two.
async fn recorded(log: &str, har: &str) {
    let (tenant, app) = (Tenant::start(), asking().await);
    let site = tenant.base_url();
    let mut child = mockfluence(&["record", "--site", &site, "--app", app.base_url()])
        .args(["--out", log, "--har", har])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let (at, _) = (address(&mut lines), address(&mut lines));
    let source = DescriptorSource::from(app.descriptor()).with_base_url(at);
    let installed = tenant.install(source).await.unwrap();
    installed.uninstall().await;
    let waited = tokio::task::spawn_blocking(move || interrupted(child));
    waited.await.unwrap();
}

/// Status, output and complaints.
async fn replayed(file: &str, app: &ScriptedApp) -> (i32, String, String) {
    let played = ended(mockfluence(&["replay", file, "--app", app.base_url()])).await;
    assert!(played.1.contains("POST /installed"), "{played:?}");
    played
}

/// As recorded, to the same app; and to one that answers otherwise, and asks nothing.
async fn tells_the_same_app_from_another(file: &str, same: ScriptedApp, others: &str) {
    let (status, said, complained) = replayed(file, &same).await;
    assert_eq!((status, &*complained), (0, ""), "{said}");
    let other = ScriptedApp::start().await;
    other.reply("/enabled", 500, "");
    let (status, _, complained) = replayed(file, &other).await;
    assert_eq!(status, 1, "{complained}");
    for told in [
        "POST /enabled: 500, recorded 204",
        "/1/app/module/dynamic: recorded, and not asked",
        others,
    ] {
        assert!(complained.contains(told), "{told}: {complained}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recorded_life_is_played_to_the_same_app_and_to_another() {
    let folder = env!("CARGO_TARGET_TMPDIR");
    let [log, har] =
        ["log", "har"].map(|name| format!("{folder}/recorded-{}.{name}", std::process::id()));
    recorded(&log, &har).await;
    for file in [&log, &har] {
        let other = "POST /enabled";
        tells_the_same_app_from_another(file, asking().await, other).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_of_a_browser_is_played_to_the_same_app_and_to_another() {
    let app = asking().await;
    app.reply("/hello", 200, "<p>Hello</p>\n\n");
    tells_the_same_app_from_another(OF_A_BROWSER, app, "GET /hello: 204, recorded 200").await;
}

#[tokio::test]
async fn what_cannot_be_played_is_told_and_has_another_status() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let none = folder.join("no-recording.json");
    std::fs::write(&none, "{}").unwrap();
    for (file, told) in [
        (none.to_str().unwrap(), "neither a log nor an HTTP archive"),
        ("nowhere.har", "nowhere.har cannot be read"),
    ] {
        let (status, said, complained) = ended(mockfluence(&[
            "replay",
            file,
            "--app",
            "http://127.0.0.1:1",
        ]))
        .await;
        assert_eq!((status, &*said), (2, ""), "{complained}");
        assert!(complained.contains(told), "{complained}");
    }
}
