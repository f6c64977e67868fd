//! A comparison with a host that gives back all that it was sent: nothing of a secret or token is in any output.

use std::time::Duration;

use mockfluence::compare::{Comparison, RealSite, Report};
use serde_json::json;

/// What is shown of a comparison, in every form.
fn outputs(report: &Report) -> String {
    let evidence = report.evidence("2026-11-26").to_text();
    format!(
        "{report} {report:?} {evidence} {}",
        serde_json::to_string(report).unwrap()
    )
}

/// A host that gives back all that it was sent, in every encoding.
#[tokio::test]
async fn nothing_of_a_secret_or_a_token_is_in_any_output() {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    let secret = "AT-a-secret-Of-this-Test-0123456789";
    let app = axum::Router::new().fallback(move |request: axum::extract::Request| async move {
        let header = request.headers().get("authorization");
        let header = header.map_or("", |value| value.to_str().unwrap_or_default());
        let told = format!("{header} {secret} {}", request.uri());
        let hex: String = told.bytes().map(|byte| format!("{byte:02x}")).collect();
        let percent: String = told.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let all = [told.clone(), STANDARD.encode(&told), hex, percent];
        let first = request.uri().path().ends_with("/addons/my-app");
        let text = json!({ "message": all[told.len() % 4], "title": all[1], "error": all[2], "code": all[3], "key": told });
        let status = if first { 200 } else { 400 };
        (axum::http::StatusCode::from_u16(status).unwrap(), text.to_string())
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/wiki", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    let site = RealSite::new(&url, "my-app", secret)
        .unwrap()
        .pause(Duration::ZERO);
    let comparison = Comparison::new(site).writing(true).limits(true);
    let debugged = format!("{comparison:?} {}", comparison.plan());
    let report = comparison.run().await.unwrap();
    assert!(report.differences.len() > 50, "{report}");
    let all = format!("{debugged} {}", outputs(&report));
    let hex = |text: &str| {
        text.bytes()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    let percent = |text: &str| {
        text.bytes()
            .map(|byte| format!("%{byte:02X}"))
            .collect::<String>()
    };
    for at in 0..=secret.len() - 12 {
        let part = &secret[at..at + 12];
        for text in [part.to_owned(), hex(part), percent(part)] {
            assert!(!all.contains(&text), "{text}");
        }
    }
    for shift in ["", "x", "xx"] {
        let encoded = STANDARD.encode(format!("{shift}{secret}"));
        assert!(!all.contains(&encoded[4..20]), "{encoded}");
    }
    for token in ["eyJ", &hex("eyJ"), &percent("eyJ"), "JWT eyJ"] {
        assert!(!all.contains(token), "{token}");
    }
    assert!(
        !all.contains(url.trim_start_matches("http://").trim_end_matches("/wiki"))
            || debugged.contains("127.0.0.1")
    );
    let evidence = report.evidence("2026-11-26").to_text();
    assert!(
        !evidence.contains("127.0.0.1") && !evidence.contains("my-app"),
        "{evidence}"
    );
}
