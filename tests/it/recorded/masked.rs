//! What was recorded by others, and what a recording has of secrets: nothing.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::{EncodingKey, Header, encode};
use mockfluence::compare::{Recording, replay};
use mockfluence::jwt::CanonicalRequest;
use mockfluence::{DYNAMIC_MODULES, RequestLog};
use serde_json::{Value, json};

use crate::asking_app::asking;
use crate::scripted_app::ScriptedApp;

const SECRET: &str = "a-secret-0f-Acme-which-is-long-enough";

fn entry(method: &str, url: &str, claims: &Value, body: &str, reply: Value) -> Value {
    let key = EncodingKey::from_secret(SECRET.as_bytes());
    let token = format!("JWT {}", encode(&Header::default(), claims, &key).unwrap());
    json!({
        "request": {
            "method": method, "url": url, "postData": { "text": body },
            "headers": [
                { "name": "Content-Type", "value": "application/json" },
                { "name": "Authorization", "value": token },
            ],
        },
        "response": reply,
    })
}

/// As a browser or a proxy has it that knows nothing of Connect: real addresses, tokens and secrets.
fn archive_of_another() -> String {
    let installed = json!({
        "key": "scripted-app", "clientKey": "Confluence:1", "sharedSecret": SECRET, "eventType": "installed",
        "baseUrl": "https://acme.atlassian.net/wiki",
    });
    let enabled =
        json!({ "key": "scripted-app", "clientKey": "Confluence:1", "eventType": "enabled" });
    let qsh = CanonicalRequest::from_app("GET", DYNAMIC_MODULES, "/wiki").qsh();
    let empty = json!({ "status": 204, "headers": [], "content": {} });
    let modules = json!({
        "status": 200, "headers": [{ "name": "Content-Type", "value": "application/json" }],
        "content": { "encoding": "base64", "text": "e30=" },
    });
    let (app, site) = ("https://app.example.com", "https://acme.atlassian.net");
    let of_host = json!({ "iss": "Confluence:1", "iat": 0, "exp": 900 });
    let of_app = json!({ "iss": "scripted-app", "qsh": qsh });
    let to_app = |path: &str, body: &Value| {
        entry(
            "POST",
            &format!("{app}{path}"),
            &of_host,
            &body.to_string(),
            empty.clone(),
        )
    };
    let from_app = |path: &str, reply| entry("GET", &format!("{site}{path}"), &of_app, "", reply);
    let entries = [
        to_app("/installed", &installed),
        to_app("/enabled", &enabled),
        from_app(DYNAMIC_MODULES, modules),
        from_app("/wiki/aborted", json!({ "status": 0 })),
    ];
    json!({ "log": { "entries": entries } }).to_string()
}

#[tokio::test]
async fn an_archive_of_a_browser_or_another_proxy_is_played_and_shows_no_secret() {
    let app = asking().await;
    let played = replay(&archive_of_another(), app.base_url(), 0)
        .await
        .unwrap();
    played.assert_as_recorded();
    assert_eq!(
        played.not_played,
        [
            "GET https://acme.atlassian.net/wiki/aborted: it has no answer in the file, and is not played"
        ]
    );
    assert_eq!(app.last("/installed").json()["sharedSecret"], SECRET);
    let told = format!("{} {} {played:?}", played.log, played.log.har());
    assert!(!told.contains(SECRET) && !told.contains("eyJ"), "{told}");
}

const OPAQUE: &str = "0paque.Access_token-of-the-site";
const IN_A_FORM: &str = "a-secret-of-the-client";

/// What a host and an app say that gives back all that it was sent.
async fn of_the_indiscreet(secret: &str, echoes: &str) -> RequestLog {
    let (site, app) = (ScriptedApp::start().await, ScriptedApp::start().await);
    let token = json!({ "access_token": OPAQUE, "expires_in": 900 });
    site.reply("/wiki/oauth2/token", 200, token.to_string());
    app.reply("/installed", 500, echoes);
    let url = format!("{}/wiki", site.base_url());
    let recording = Recording::start(&url, app.base_url(), (0, 0))
        .await
        .unwrap();
    let client = reqwest::Client::new();
    let post = |url: String, body: String| client.post(url).body(body).send();
    let told = json!({ "sharedSecret": secret, "baseUrl": "x", "clientKey": "c" }).to_string();
    let reply = post(format!("{}/installed", recording.app_url()), told)
        .await
        .unwrap();
    assert_eq!(
        reply.text().await.unwrap(),
        echoes,
        "what passes is not changed"
    );
    let form = format!("grant_type=x&client_secret={IN_A_FORM}&assertion=x");
    post(format!("{}/oauth2/token", recording.site_url()), form)
        .await
        .unwrap();
    for part in [OPAQUE.to_owned(), STANDARD.encode(OPAQUE)] {
        let asked = format!("{}/x?a={part}", recording.site_url());
        let asked = client
            .get(asked)
            .header("x-said", &part)
            .bearer_auth(OPAQUE);
        let asked = asked.header("cookie", "session=c00kie-of-somebody");
        asked.send().await.unwrap();
    }
    recording.log()
}

#[tokio::test]
async fn a_recording_has_no_secret_whatever_form_it_has() {
    let secret = "all-in-small-letters-and-not-of-a-known-form";
    let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    let echoes = [secret, &hex, &STANDARD.encode(format!("x:{secret}"))].map(str::to_owned);
    let log = of_the_indiscreet(secret, &echoes.join(" ")).await;
    assert_eq!(log.len(), 4, "{log}");
    let json = serde_json::to_string(&log).unwrap();
    let shown = format!("{log} {} {json} {log:?}", log.har());
    let encoded = STANDARD.encode(OPAQUE);
    let others = [OPAQUE, &encoded[..20], IN_A_FORM, "c00kie"];
    for text in echoes.iter().map(String::as_str).chain(others) {
        assert!(!shown.contains(text), "{text}: {shown}");
    }
}

/// Too short to be known by a part, but for where it stands whole.
#[tokio::test]
async fn a_short_secret_is_hidden_in_every_encoding() {
    for secret in ["s3c7xz", "zq9", "s3cretOf10"] {
        let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
        let percent: String = secret.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let escaped: String = secret
            .bytes()
            .map(|byte| format!("\\u{byte:04x}"))
            .collect();
        let basic = STANDARD.encode(format!("anna:{secret}"));
        for echo in [
            secret,
            &hex,
            &percent,
            &escaped,
            &STANDARD.encode(secret),
            &basic,
        ] {
            let body = format!("{{\"said\":\n\"{echo}\"}}");
            let log = of_the_indiscreet(secret, &body).await;
            let json = serde_json::to_string(&log).unwrap();
            let shown = format!("{log} {} {json} {log:?}", log.har());
            let again = echo.replace('\\', "\\\\");
            assert!(
                !shown.contains(echo) && !shown.contains(&again),
                "{secret}, {echo}: {shown}"
            );
            assert!(!shown.contains(secret), "{secret}: {shown}");
        }
    }
}
