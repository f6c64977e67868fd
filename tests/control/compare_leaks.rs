//! Every output of compare, evidence, record and replay, searched for the secret and the tokens, in every encoding.

use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::compare::ended;
use crate::search::Search;

const SECRET: &str = "in-small-letters-alone-a-secret-0f-this-test";

/// What a host, and an app, was told that is secret.
type Told = Arc<Mutex<Vec<String>>>;

/// A host, and an app, that gives back all that it was sent, in four encodings, and keeps what is secret.
async fn indiscreet() -> (String, Told) {
    let told = Told::default();
    let seen = told.clone();
    let app = axum::Router::new().fallback(move |request: axum::extract::Request| {
        let seen = seen.clone();
        async move { give_back(request, &seen).await }
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    (url, told)
}

async fn give_back(request: axum::extract::Request, seen: &Told) -> axum::response::Response {
    let (head, body) = request.into_parts();
    let header = head.headers.get("authorization");
    let header = header.map_or("", |value| value.to_str().unwrap_or_default());
    let uri = head.uri.to_string();
    let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
    let body: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
    let of_install = body["sharedSecret"].as_str();
    let queried = uri.split("jwt=").nth(1);
    let token = header.split_once(' ').map(|(_, token)| token);
    for secret in [token, queried, of_install] {
        seen.lock().unwrap().extend(secret.map(str::to_owned));
    }
    let secret = if uri.starts_with("/wiki") {
        SECRET
    } else {
        of_install.unwrap_or_default()
    };
    let told = format!("{header} {secret} {uri}");
    let hex: String = told.bytes().map(|byte| format!("{byte:02x}")).collect();
    let percent: String = told.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let all = [told.clone(), STANDARD.encode(&told), hex, percent];
    let body =
        json!({ "message": all[0], "title": all[1], "error": all[2], "code": all[3], "key": told });
    let status = if uri.ends_with("/addons/my-app") {
        200
    } else {
        400
    };
    axum::response::Response::builder()
        .status(status)
        .header("location", &all[1])
        .header("www-authenticate", &all[2])
        .body(body.to_string().into())
        .unwrap()
}

fn mockfluence(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mockfluence"));
    command
        .args(arguments)
        .env("SECRET", SECRET)
        .env("RUST_LOG", "trace")
        .stdin(Stdio::null());
    command
}

struct Outputs(Vec<(String, String)>);

impl Outputs {
    async fn run(&mut self, arguments: &[&str]) -> (i32, String) {
        let (status, said, complained) = ended(mockfluence(arguments)).await;
        let name = arguments.join(" ");
        self.0.push((format!("{name}: stdout"), said.clone()));
        self.0.push((format!("{name}: stderr"), complained.clone()));
        (status, said + &complained)
    }

    fn file(&mut self, name: &str) {
        let text = std::fs::read_to_string(name).unwrap();
        assert!(text.len() > 100, "{name}: {text}");
        self.0.push((name.to_owned(), text));
    }
}

/// An install and a call pass through `record`, from which its files come.
async fn recorded(outputs: &mut Outputs, url: &str, log: &str, har: &str) {
    let site = format!("{url}/wiki");
    let arguments = [
        "record", "--site", &site, "--app", url, "--out", log, "--har", har,
    ];
    let mut child = mockfluence(&arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut places = Vec::new();
    let mut lines = std::io::BufReader::new(child.stdout.take().unwrap());
    for _ in 0..2 {
        let mut line = String::new();
        std::io::BufRead::read_line(&mut lines, &mut line).unwrap();
        places.push(line.trim().rsplit(' ').next().unwrap().to_owned());
    }
    let client = reqwest::Client::new();
    let installed =
        json!({ "sharedSecret": SECRET, "clientKey": "c", "baseUrl": site, "key": "my-app" });
    let claims = json!({ "iss": "c", "iat": 1, "exp": 9_999_999_999_u64, "qsh": "x" });
    let key = jsonwebtoken::EncodingKey::from_secret(SECRET.as_bytes());
    let token = jsonwebtoken::encode(&jsonwebtoken::Header::default(), &claims, &key).unwrap();
    for url in [
        format!("{}/installed", places[0]),
        format!("{}/x?jwt={token}", places[1]),
    ] {
        let asked = client
            .post(url)
            .header("authorization", format!("JWT {token}"));
        asked.body(installed.to_string()).send().await.unwrap();
    }
    let pid = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-TERM", &pid])
            .status()
            .unwrap()
            .success()
    );
    let output = tokio::task::spawn_blocking(|| child.wait_with_output().unwrap())
        .await
        .unwrap();
    assert!(output.status.success());
    let complained = String::from_utf8(output.stderr).unwrap();
    outputs.0.push(("record: stderr".into(), complained));
}

/// By name. The header of a token is no secret: it is the same in every one.
fn secrets(told: &[String]) -> Vec<(String, String)> {
    let rest = |token: &String| {
        token
            .split_once('.')
            .map_or(token.clone(), |(_, rest)| rest.to_owned())
    };
    let told = told.iter().map(rest).filter(|rest| rest.len() > 16);
    let mut secrets = vec![("the secret".to_owned(), SECRET.to_owned())];
    secrets.extend(told.map(|secret| ("what was told".to_owned(), secret)));
    assert!(secrets.len() > 70, "{}", secrets.len());
    secrets
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn no_output_of_any_command_has_a_part_of_a_secret_or_a_token() {
    let (url, told) = indiscreet().await;
    let site = format!("{url}/wiki");
    let folder = env!("CARGO_TARGET_TMPDIR");
    let file = |name: &str| format!("{folder}/leaks-{}-{name}.json", std::process::id());
    let [evidence, log, har, again] = ["evidence", "log", "har", "again"].map(file);
    let mut outputs = Outputs(Vec::new());
    let compare = [
        "compare",
        "--site",
        &site,
        "--app-key",
        "my-app",
        "--secret-env",
        "SECRET",
    ];
    let with = |others: &[&'static str]| [&compare[..], others].concat();
    // In words it is held to the same by `tests/it/compare_leaks.rs`.
    let all = with(&[
        "--yes",
        "--write",
        "--limit",
        "--rate",
        "50",
        "--format",
        "json",
        "--evidence",
    ]);
    let (status, said) = outputs.run(&[&all[..], &[&evidence]].concat()).await;
    assert!(status == 1 && said.contains("differences"), "{said}");
    outputs.file(&evidence);
    outputs.run(&with(&["--clean-up", "--rate", "50"])).await;
    outputs.run(&with(&[])).await;
    outputs.run(&["evidence", "apply", &evidence]).await;
    outputs.run(&["evidence", "settings", &evidence]).await;
    recorded(&mut outputs, &url, &log, &har).await;
    outputs.file(&log);
    outputs.file(&har);
    for recorded in [&log, &har] {
        let (_, said) = outputs
            .run(&["replay", recorded, "--app", &url, "--out", &again])
            .await;
        assert!(said.contains("/installed"), "{said}");
        outputs.file(&again);
    }
    let secrets = secrets(&told.lock().unwrap());
    let search = Search::of(&secrets);
    let found = outputs
        .0
        .iter()
        .filter_map(|(name, text)| Some((name, search.find(text)?)));
    let found: Vec<_> = found.collect();
    assert!(found.is_empty(), "{found:#?}");
}
