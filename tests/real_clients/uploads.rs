//! Uploads by clients that write multipart in their own way come back byte for byte.

use std::process::Command;

use mockfluence::{DescriptorSource, Page, Tenant, from_app};
use serde_json::json;

/// Every byte there is, and what a careless reader of multipart stumbles over.
fn bytes() -> Vec<u8> {
    let mut bytes: Vec<u8> = (0..=255).collect();
    bytes.extend(b"\r\n--boundary--\r\n\0\xff\r\n");
    bytes
}

const NODE: &str = r"
const [url, token, name, hex] = process.argv.slice(1);
const form = new FormData();
form.set('comment', 'from Node');
form.set('minorEdit', 'true');
form.set('file', new Blob([Buffer.from(hex, 'hex')], { type: 'application/x-odd' }), name);
const headers = { authorization: `JWT ${token}`, 'x-atlassian-token': 'nocheck' };
const reply = await fetch(url, { method: 'POST', headers, body: form });
console.log(reply.status, await reply.text());
";

const PYTHON: &str = r"
import sys, requests
url, token, name, data = sys.argv[1:]
reply = requests.post(url, data={'comment': 'from Python', 'minorEdit': 'true'},
    files={'file': (name, bytes.fromhex(data), 'application/x-odd')},
    headers={'Authorization': 'JWT ' + token, 'X-Atlassian-Token': 'nocheck'})
print(reply.status_code, reply.text)
";

async fn comes_back(command: &str, before: &[&str], script: &str) {
    let tenant = Tenant::builder().own_thread().start();
    tenant.add_page(Page::new(10_000_001, "Runbook"));
    let source = DescriptorSource::from(json!({
        "key": "uploader", "baseUrl": "http://localhost:1", "authentication": { "type": "jwt" },
        "scopes": ["READ", "WRITE"], "lifecycle": { "installed": "/installed" }
    }));
    let app = tenant.install(source.without_backend()).await.unwrap();
    let path = "/rest/api/content/10000001/child/attachment";
    let token = app.client().post(path).signed_token().unwrap();
    let url = format!("{}{path}", tenant.base_url());
    let hex: String = bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    // A name that each client encodes in its own way.
    let name = "a \"b\" ü.bin";
    let output = Command::new(command)
        .args(before)
        .args([script, &url, &token, name, &hex])
        .output()
        .unwrap_or_else(|error| panic!("{command}: {error}"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.starts_with("200 "), "{said}{errors}\n{}", tenant.log());
    let files = tenant.attachments(10_000_001);
    assert_eq!(files.len(), 1, "{said}");
    assert_eq!(files[0].data(), bytes());
    let listed: serde_json::Value = serde_json::from_str(said[4..].trim()).unwrap();
    let one = &listed["results"][0];
    assert_eq!(
        one["extensions"]["mediaType"], "application/x-odd",
        "{listed}"
    );
    let download = one["_links"]["download"].as_str().unwrap();
    let reply = app.client().get(download).send().await.unwrap();
    let reply = match reply.status() {
        302 => {
            let target = reply.header("location").unwrap().to_owned();
            reqwest::get(target).await.unwrap().bytes().await.unwrap()
        }
        _ => panic!("{}", tenant.log()),
    };
    assert_eq!(reply, bytes());
    assert_eq!(tenant.log().only(from_app().post(path)).len(), 1);
    println!("{} as {:?}", command, one["title"]);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Node"]
async fn of_node() {
    comes_back("node", &["--input-type=module", "-e"], NODE).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Python"]
async fn of_python() {
    let python = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/clients/flask/venv/bin/python"
    );
    comes_back(python, &["-c"], PYTHON).await;
}
