//! A recorded life: what passed between a host and an app, played again to the same app.

mod masked;
#[cfg(feature = "forge")]
mod on_forge;

use mockfluence::compare::{Recording, replay};
use mockfluence::{DescriptorSource, RequestLog, Tenant};
use serde_json::{Value, json};

use crate::asking_app::asking;
use crate::scripted_app::ScriptedApp;

/// An install, a call, a rotation, an uninstall, through the proxy.
async fn recorded(tenant: &Tenant) -> RequestLog {
    let app = asking().await;
    let recording = Recording::start(&tenant.base_url(), app.base_url(), (0, 0))
        .await
        .unwrap();
    let source = DescriptorSource::from(app.descriptor()).with_base_url(recording.app_url());
    let handle = tenant.install(source).await.unwrap();
    handle.rotate_secret().await.unwrap();
    handle.uninstall().await;
    let asked = app.last("/installed").json()["baseUrl"].clone();
    assert_eq!(asked, recording.site_url());
    recording.log()
}

/// The log as JSON, without what differs from run to run by its nature.
fn comparable(log: &RequestLog) -> Value {
    let mut lines = serde_json::to_value(log).unwrap();
    for line in lines.as_array_mut().unwrap() {
        let object = line.as_object_mut().unwrap();
        for name in ["requestHeaders", "replyHeaders"] {
            let headers = object[name].as_array().unwrap().iter();
            let own = ["date", "host", "user-agent", "content-length"];
            let kept = headers.filter(|pair| !own.contains(&pair[0].as_str().unwrap()));
            let mut kept: Vec<Value> = kept.cloned().collect();
            kept.sort_by_key(ToString::to_string);
            object.insert(name.to_owned(), kept.into());
        }
    }
    lines
}

/// A life as it is kept: `UPDATE_FIXTURES=1` writes it anew.
fn is_the_fixture(log: &RequestLog) {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/recordings/life.json");
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        let text = serde_json::to_string_pretty(&comparable(log)).unwrap();
        std::fs::write(file, text + "\n").unwrap();
    }
    let kept: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    assert_eq!(comparable(log), kept, "{log}");
}

#[tokio::test]
async fn a_kept_recording_is_a_test_of_an_app() {
    let kept = include_str!("../../fixtures/recordings/life.json");
    let app = asking().await;
    let played = replay(kept, app.base_url(), 0).await.unwrap();
    played.assert_as_recorded();
    assert_eq!(
        comparable(&played.log),
        serde_json::from_str::<Value>(kept).unwrap()
    );
}

#[tokio::test]
async fn a_recorded_life_is_played_to_the_app_and_gives_the_same_log() {
    let tenant = Tenant::start();
    let log = recorded(&tenant).await;
    assert_eq!(log.len(), 6, "{log}");
    is_the_fixture(&log);
    // Bare, as an archive, and as `mockfluence log` prints it.
    let bare = serde_json::to_string(&log).unwrap();
    let printed = json!({ "entries": serde_json::to_value(&log).unwrap() }).to_string();
    for text in [bare, log.har().to_string(), printed] {
        assert!(!text.contains("ATCO") && !text.contains("eyJ"), "{text}");
        let app = asking().await;
        let played = replay(&text, app.base_url(), 0).await.unwrap();
        assert_eq!(played.differences, Vec::<String>::new(), "{}", played.log);
        assert_eq!(
            comparable(&played.log),
            comparable(&log),
            "{}\n{log}",
            played.log
        );
    }
}

#[tokio::test]
async fn an_app_that_does_otherwise_is_told() {
    let tenant = Tenant::start();
    let log = serde_json::to_string(&recorded(&tenant).await).unwrap();
    let app = ScriptedApp::start().await;
    app.reply("/enabled", 500, "");
    let played = replay(&log, app.base_url(), 0).await.unwrap();
    let told = played.differences.join("\n");
    assert!(told.contains("POST /enabled: 500, recorded 204"), "{told}");
    assert!(told.contains("recorded, and not asked"), "{told}");
    let mut lines: Value = serde_json::from_str(&log).unwrap();
    lines[0]["outcome"]["status"] = 200.into();
    lines[0]["replyBody"] = json!({ "said": "then" });
    let app = asking().await;
    app.reply("/installed", 200, r#"{ "said": "now" }"#);
    let played = replay(&lines.to_string(), app.base_url(), 0).await.unwrap();
    assert_eq!(
        played.differences,
        [
            r#"POST /installed: answered: `{ "said": "now" }`, recorded `{"said":"then"}`"#,
            "POST /installed: 200, recorded 204"
        ]
    );
}

#[tokio::test]
async fn what_is_no_recording_is_refused() {
    for text in ["", "{", "{}", "[]", "[1]", r#"{"log":{"entries":[{}]}}"#] {
        let error = replay(text, "http://127.0.0.1:1", 0).await.unwrap_err();
        assert!(
            error
                .to_string()
                .contains("neither a log nor an HTTP archive"),
            "{error}"
        );
    }
}
