//! The binary as a person and a script use it.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn mockfluence() -> Command {
    Command::new(env!("CARGO_BIN_EXE_mockfluence"))
}

fn run(arguments: &[&str]) -> Output {
    mockfluence().args(arguments).output().unwrap()
}

fn with_input(arguments: &[&str], input: &str) -> String {
    let mut child = mockfluence()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let mut output = String::new();
    child
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut output)
        .unwrap();
    writer.join().unwrap().unwrap();
    assert!(child.wait().unwrap().success());
    output
}

fn json_of(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

fn fixture(name: &str) -> String {
    format!(
        "{}/fixtures/descriptors/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    )
}

#[test]
fn validate_tells_by_its_exit_status_and_in_json() {
    let good = run(&[
        "validate",
        &fixture("valid/top-level-with-every-property"),
        "--format",
        "json",
    ]);
    assert_eq!(good.status.code(), Some(0));
    assert_eq!(
        json_of(&good),
        json!({ "accepted": true, "violations": [], "warnings": [] })
    );

    let bad = run(&[
        "validate",
        &fixture("invalid/webhook-without-read"),
        "--format",
        "json",
    ]);
    assert_eq!(bad.status.code(), Some(1));
    let verdict = json_of(&bad);
    assert_eq!(verdict["accepted"], false);
    assert_eq!(
        verdict["violations"][0]["subCode"],
        "connect.install.error.missing.scope"
    );
    assert_eq!(verdict["violations"][0]["pointer"], "/modules/webhooks");

    let warned = run(&[
        "validate",
        &fixture("warned/webhook-event-unknown"),
        "--format",
        "json",
    ]);
    assert_eq!(
        (warned.status.code(), &json_of(&warned)["accepted"]),
        (Some(0), &json!(true))
    );
    assert!(!json_of(&warned)["warnings"].as_array().unwrap().is_empty());

    let broken = run(&[
        "validate",
        &fixture("invalid/json-trailing-comma"),
        "--format",
        "json",
    ]);
    assert_eq!(broken.status.code(), Some(1));
    let code = &json_of(&broken)["violations"][0]["subCode"];
    assert_eq!(code, "connect.invalid.descriptor.malformed.json");

    let missing = run(&["validate", "/nowhere/atlassian-connect.json"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("cannot be read"));
}

#[test]
fn validate_fetches_a_url() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!(
        "http://{}/atlassian-connect.json",
        listener.local_addr().unwrap()
    );
    let text = std::fs::read_to_string(fixture("valid/top-level-with-every-property")).unwrap();
    let app = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]).unwrap();
        write!(
            stream,
            "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{text}",
            text.len()
        )
        .unwrap();
    });
    assert_eq!(run(&["validate", &url]).status.code(), Some(0));
    app.join().unwrap();
    assert_eq!(run(&["validate", &url]).status.code(), Some(2));
}

#[test]
fn qsh_of_one_request_in_both_directions() {
    let url = "https://acme.atlassian.net/wiki/rest/api/space?b=2&a=x%20y";
    let base = "https://acme.atlassian.net/wiki";
    let out = run(&["qsh", "get", url, "--base-url", base, "--format", "json"]);
    assert_eq!(
        json_of(&out)["canonical"],
        "GET&/rest/api/space&a=x%20y&b=2"
    );
    let out = run(&[
        "qsh",
        "POST",
        "/app/a%20b/",
        "--base-url",
        "http://x/app",
        "--direction",
        "to-app",
    ]);
    assert!(String::from_utf8_lossy(&out.stdout).starts_with("POST&/a b&\n"));
}

#[test]
fn qsh_answers_every_published_vector_in_a_batch() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/qsh/vectors.json");
    let vectors: Vec<Value> =
        serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    assert!(vectors.len() > 200);
    let line = |one: &Value| {
        let mut line = one.clone();
        for told in ["qsh", "note"] {
            line.as_object_mut().unwrap().remove(told);
        }
        line.to_string()
    };
    let mut input: Vec<String> = vectors.iter().map(line).collect();
    input.insert(1, "{ broken".to_owned());
    let output = with_input(&["qsh", "--batch"], &input.join("\n"));
    let mut answers: Vec<Value> = output
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(answers.remove(1)["error"].is_string());
    for (vector, answer) in vectors.iter().zip(&answers) {
        assert_eq!(answer["qsh"], vector["qsh"], "{vector} {answer}");
    }
    assert_eq!(answers.len(), vectors.len());
}

#[test]
fn decode_takes_a_token_apart() {
    let out = run(&[
        "jwt",
        "decode",
        "JWT eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJhcHAifQ.c2ln",
    ]);
    assert!(String::from_utf8_lossy(&out.stdout).contains(r#""iss": "app""#));
    assert_eq!(run(&["jwt", "decode", "no-token"]).status.code(), Some(1));
}

#[test]
fn schema_prints_the_committed_file() {
    let out = run(&["schema"]);
    assert_eq!(
        serde_json::from_slice::<Value>(&out.stdout).unwrap()["type"],
        "object"
    );
}

#[test]
fn serve_says_when_it_is_ready_serves_and_ends_with_its_parent() {
    let mut child = mockfluence()
        .args([
            "serve",
            "--tenant",
            "acme",
            "--tenant",
            "globex",
            "--exit-with-parent",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let ready: Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
    assert_eq!(ready["pid"], child.id());
    assert_eq!(ready["tenants"].as_array().unwrap().len(), 2);
    assert!(ready["baseUrl"].as_str().unwrap().ends_with("/wiki"));
    let keys = ready["keysUrl"].as_str().unwrap();
    assert_eq!(
        reqwest::blocking::get(format!("{keys}/x"))
            .unwrap()
            .status(),
        404
    );
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
    assert!(lines.next().is_none(), "nothing else is on standard output");
}

#[test]
fn serve_names_a_misspelt_setting() {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("misspelt.json");
    std::fs::write(&file, r#"{"secret-on-upgrad": "kept"}"#).unwrap();
    let out = run(&["serve", "--settings", file.to_str().unwrap()]);
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("secret-on-upgrad"));
}

#[test]
fn serve_names_a_misspelt_setting_inside_the_rules() {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("misspelt-rule.json");
    for (wrong, field) in [
        (r#"{"rules": {"app-key-lenght": 80}}"#, "app-key-lenght"),
        (r#"{"rules": {"appKeyLength": 80}}"#, "appKeyLength"),
    ] {
        std::fs::write(&file, wrong).unwrap();
        let out = run(&["serve", "--settings", file.to_str().unwrap()]);
        assert_eq!(out.status.code(), Some(2), "{wrong}");
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(said.contains(&format!("unknown field `{field}`")), "{said}");
    }
}

/// The binary with at most 24 descriptors, and more tenants than that.
fn forty_tenants(more: &str) -> Command {
    let names: String = (0..40).map(|n| format!(" --tenant t{n}")).collect();
    let line = format!("ulimit -n 24; exec \"$0\" serve --exit-with-parent {more}{names}");
    let mut command = Command::new("sh");
    command.args(["-c", &line, env!("CARGO_BIN_EXE_mockfluence")]);
    command.stdin(Stdio::null());
    command
}

#[test]
fn serve_says_what_to_do_when_the_descriptors_run_out() {
    let out = forty_tenants("").output().unwrap();
    assert_eq!(out.status.code(), Some(2));
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(said.contains("Too many open files"), "{said}");
    assert!(said.contains("ulimit -n 65536"), "{said}");
    assert!(said.contains("serve --one-port path"), "{said}");
}

#[test]
fn tenants_behind_one_port_need_no_descriptor_each() {
    for (by, base_url) in [("path", "/t39/wiki"), ("host", "http://t39.localhost:")] {
        let out = forty_tenants(&format!("--one-port {by}")).output().unwrap();
        let ready = json_of(&out);
        let last = &ready["tenants"][39];
        assert!(
            last["baseUrl"].as_str().unwrap().contains(base_url),
            "{last}"
        );
    }
}
