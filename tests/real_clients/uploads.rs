//! Uploads by clients that write multipart in their own way come back byte for byte, under their names.

use std::path::PathBuf;
use std::process::Command;

use mockfluence::{DescriptorSource, InstalledApp, Page, Tenant, from_app};
use serde_json::{Value, json};

const PATH: &str = "/rest/api/content/10000001/child/attachment";

/// A name, and bytes.
type File = (&'static str, Vec<u8>);

/// What a careless reader or writer of multipart stumbles over; together just below the bound of a request.
fn files() -> Vec<File> {
    let mut each: Vec<u8> = (0..=255).collect();
    each.extend(b"\r\n--boundary--\r\n\0\xff\r\n");
    let large = (0..5 * 1024 * 1024 - 8 * 1024_u32).map(|at| at.to_le_bytes()[(at % 3) as usize]);
    vec![
        ("each byte.bin", each),
        ("empty.txt", Vec::new()),
        ("naïve ü 名前.txt", b"x".to_vec()),
        ("line.txt", b"\r\n".to_vec()),
        ("large.bin", large.collect()),
    ]
}

const NODE: &str = r"
import { readFileSync } from 'node:fs';
const [url, token, folder, names] = process.argv.slice(1);
const form = new FormData();
for (const [at, name] of JSON.parse(names).entries()) {
  form.append('file', new Blob([readFileSync(`${folder}/${at}`)], { type: 'application/x-odd' }), name);
  form.append('comment', `${at}`);
}
form.set('minorEdit', 'true');
const headers = { authorization: `JWT ${token}`, 'x-atlassian-token': 'nocheck' };
const reply = await fetch(url, { method: 'POST', headers, body: form });
console.log(reply.status, await reply.text());
";

const PYTHON: &str = r"
import json, sys, requests
url, token, folder, names = sys.argv[1:]
names = json.loads(names)
read = lambda at: open(f'{folder}/{at}', 'rb').read()
reply = requests.post(url, data=[('comment', str(at)) for at in range(len(names))] + [('minorEdit', 'true')],
    files=[('file', (name, read(at), 'application/x-odd')) for at, name in enumerate(names)],
    headers={'Authorization': 'JWT ' + token, 'X-Atlassian-Token': 'nocheck'})
print(reply.status_code, reply.text)
";

/// Names as RFC 5987 writes them, which older clients do.
const EXTENDED: &str = r#"
import json, sys, urllib.parse, urllib.request
url, token, folder, names = sys.argv[1:]
body = b''
for at, name in enumerate(json.loads(names)):
    body += (f'--x\r\nContent-Disposition: form-data; name="file"; filename*=UTF-8\'\'{urllib.parse.quote(name)}\r\n'
        'Content-Type: application/x-odd\r\n\r\n').encode() + open(f'{folder}/{at}', 'rb').read() + b'\r\n'
    body += f'--x\r\nContent-Disposition: form-data; name="comment"\r\n\r\n{at}\r\n'.encode()
body += b'--x--\r\n'
request = urllib.request.Request(url, body, {'Authorization': 'JWT ' + token, 'X-Atlassian-Token': 'nocheck',
    'Content-Type': 'multipart/form-data; boundary=x'})
reply = urllib.request.urlopen(request)
print(reply.status, reply.read().decode())
"#;

async fn site() -> (Tenant, InstalledApp) {
    let tenant = Tenant::builder().own_thread().start();
    tenant.add_page(Page::new(10_000_001, "Runbook"));
    let source = DescriptorSource::from(json!({
        "key": "uploader", "baseUrl": "http://localhost:1", "authentication": { "type": "jwt" },
        "scopes": ["READ", "WRITE"], "lifecycle": { "installed": "/installed" }
    }));
    let app = tenant.install(source.without_backend()).await.unwrap();
    (tenant, app)
}

/// What is listed after the upload is what was sent, and so is what is downloaded.
async fn come_back(tenant: &Tenant, app: &InstalledApp, status: u16, listed: &Value) {
    assert_eq!(status, 200, "{listed}\n{}", tenant.log());
    let kept = tenant.attachments(10_000_001);
    assert_eq!(kept.len(), files().len(), "{listed}");
    for (at, (name, data)) in files().iter().enumerate() {
        let one = &listed["results"][at];
        assert_eq!(one["title"], *name, "{one}");
        assert_eq!(one["extensions"]["mediaType"], "application/x-odd", "{one}");
        assert_eq!(one["extensions"]["fileSize"], data.len(), "{one}");
        assert_eq!(one["metadata"]["comment"], at.to_string(), "{one}");
        assert!(kept[at].data() == data, "{name}");
        let download = one["_links"]["download"].as_str().unwrap();
        let reply = app.client().get(download).send().await.unwrap();
        assert_eq!(reply.status(), 302, "{}", tenant.log());
        let target = reply.header("location").unwrap().to_owned();
        let bytes = reqwest::get(target).await.unwrap().bytes().await.unwrap();
        assert!(bytes == *data, "{name} as it is downloaded");
    }
    assert_eq!(tenant.log().only(from_app().post(PATH)).len(), 1);
}

async fn by_script(client: &str, command: &str, before: &[&str], script: &str) {
    let (tenant, app) = site().await;
    let token = app.client().post(PATH).signed_token().unwrap();
    let url = format!("{}{PATH}", tenant.base_url());
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("uploads by {client}"));
    std::fs::create_dir_all(&folder).unwrap();
    for (at, (_, data)) in files().iter().enumerate() {
        std::fs::write(folder.join(at.to_string()), data).unwrap();
    }
    let names: Vec<&str> = files().iter().map(|(name, _)| *name).collect();
    let output = Command::new(command)
        .args(before)
        .args([script, &url, &token])
        .arg(&folder)
        .arg(json!(names).to_string())
        .output()
        .unwrap_or_else(|error| panic!("{command}: {error}"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    let (status, listed) = said
        .split_once(' ')
        .unwrap_or_else(|| panic!("{said}{errors}"));
    let listed = serde_json::from_str(listed.trim()).unwrap_or_default();
    come_back(&tenant, &app, status.parse().unwrap(), &listed).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Node"]
async fn of_node() {
    by_script("Node", "node", &["--input-type=module", "-e"], NODE).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Python"]
async fn of_python() {
    let python = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/clients/flask/venv/bin/python"
    );
    by_script("requests", python, &["-c"], PYTHON).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Python"]
async fn with_extended_names() {
    by_script("urllib", "python3", &["-c"], EXTENDED).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_reqwest() {
    let (tenant, app) = site().await;
    let token = app.client().post(PATH).signed_token().unwrap();
    let mut form = reqwest::multipart::Form::new();
    for (at, (name, data)) in files().into_iter().enumerate() {
        let part = reqwest::multipart::Part::bytes(data).file_name(name);
        form = form.part("file", part.mime_str("application/x-odd").unwrap());
        form = form.text("comment", at.to_string());
    }
    let reply = reqwest::Client::new()
        .post(format!("{}{PATH}", tenant.base_url()))
        .header("authorization", format!("JWT {token}"))
        .header("x-atlassian-token", "nocheck")
        .multipart(form)
        .send()
        .await
        .unwrap();
    let status = reply.status().as_u16();
    come_back(&tenant, &app, status, &reply.json().await.unwrap()).await;
}
