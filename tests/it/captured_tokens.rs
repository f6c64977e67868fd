//! The two captured tokens against those that a tenant sends: the same claims, type for type and form for form.

use std::collections::BTreeMap;

use mockfluence::manifest::{ForgeEnvironment, Manifest};
use mockfluence::settings::ForgeContract;
use mockfluence::{Settings, Tenant, User};
use serde_json::{Value, json};

use crate::scripted_app::{Received, ScriptedApp};

const MACRO: &str = include_str!("../../fixtures/forge/macro-token.json");
const TRIGGER: &str = include_str!("../../fixtures/forge/trigger-token.json");
const ACCOUNT: &str = "557058:00000000-eeee-4eee-8eee-000000000005";

/// An app with the modules of the one whose tokens were captured.
fn manifest(backend: &ScriptedApp) -> Manifest {
    let endpoint = |key: &str| json!({ "key": key, "remote": "backend", "route": { "path": format!("/{key}") } });
    let manifest = Manifest::from_json(json!({
        "app": { "id": "ari:cloud:ecosystem::app/406d303d-0393-4ec4-ad7c-1435be94583a" },
        "remotes": [{ "key": "backend", "baseUrl": "https://app.example.com" }],
        "resources": [{ "key": "main", "path": "static" }],
        "modules": {
            "endpoint": [endpoint("life"), endpoint("page")],
            "macro": [{ "key": "sequence-macro", "title": "Sequence", "resource": "main",
                "resolver": { "endpoint": "page" } }],
            "trigger": [{ "key": "remote-installed-trigger", "endpoint": "life",
                "events": ["avi:forge:installed:app"] }],
        },
    }));
    let manifest = manifest.unwrap().with_remote("backend", backend.base_url());
    manifest.in_environment(ForgeEnvironment::Development)
}

/// What a tenant of that date sends: with the event of the install, and for a page.
async fn sent() -> [Received; 2] {
    let settings = Settings::default().forge_contract(ForgeContract::October2025);
    let tenant = Tenant::builder().settings(settings).start();
    tenant.add_user(User::new(ACCOUNT));
    let backend = ScriptedApp::start().await;
    let app = tenant.install_forge(manifest(&backend)).await.unwrap();
    let captured: Value = serde_json::from_str(MACRO).unwrap();
    let mut call = app.invoke("page").path("/page").user(ACCOUNT);
    // What the page and its macro bring along.
    for name in ["config", "content", "space", "modal"] {
        let value = captured["context"]["extension"][name].clone();
        call = call.extension(name, value);
    }
    call.send().await;
    [backend.last("/life"), backend.last("/page")]
}

/// By its place, the type of every claim, and the form of a text.
fn claims(of: &Value) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    walk("", of, &mut found);
    found
}

fn walk(place: &str, value: &Value, found: &mut BTreeMap<String, String>) {
    let form = match value {
        Value::Object(members) => {
            for (name, member) in members {
                walk(&format!("{place}/{name}"), member, found);
            }
            "object".to_owned()
        }
        Value::Array(members) => {
            for (at, member) in members.iter().enumerate() {
                walk(&format!("{place}/{at}"), member, found);
            }
            "array".to_owned()
        }
        Value::String(text) => format!("text {}", form(text)),
        Value::Number(number) => format!("number {}", number.is_i64()),
        Value::Bool(it) => it.to_string(),
        Value::Null => "null".to_owned(),
    };
    found.insert(place.to_owned(), form);
}

/// A text with all in it that differs between tenants in one word each: hosts, ids, hashes, numbers.
fn form(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some((scheme, rest)) = text.split_once("://") {
        let scheme = scheme.replace("https", "http");
        let (_, path) = rest.split_once('/').unwrap_or((rest, ""));
        text = format!("{scheme}://host/{path}");
    }
    let is_id =
        |part: &str| part.len() >= 32 && part.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    let parts = text.split_inclusive(['/', ':', '.']).map(|part| {
        let end = part.trim_end_matches(['/', ':', '.']).len();
        let (word, separator) = part.split_at(end);
        let word = match word {
            id if is_id(id) => format!("id of {}", id.len()),
            number if !number.is_empty() && number.bytes().all(|c| c.is_ascii_digit()) => {
                "number".to_owned()
            }
            word => word.to_owned(),
        };
        format!("{word}{separator}")
    });
    parts.collect()
}

#[tokio::test]
async fn what_a_tenant_of_that_date_sends_has_the_same_claims() {
    for (received, captured) in sent().await.iter().zip([TRIGGER, MACRO]) {
        let captured: Value = serde_json::from_str(captured).unwrap();
        let ours = received.claims();
        assert_eq!(claims(&ours), claims(&captured), "{ours:#}");
        assert_eq!(ours["exp"].as_i64(), ours["iat"].as_i64().map(|at| at + 25));
        assert_eq!(ours["nbf"], ours["iat"]);
        let header = received.token_header();
        let names: Vec<&String> = header.as_object().unwrap().keys().collect();
        assert_eq!(names, ["alg", "kid"]);
        let kid = header["kid"].as_str().unwrap();
        assert!(kid.starts_with("forge/invocation-token/wf-"), "{kid}");
    }
}
