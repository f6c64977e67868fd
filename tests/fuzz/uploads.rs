//! Forms with files as anybody may send them: what is stored is what was sent, or nothing is.

use std::collections::BTreeMap;

use mockfluence::{AttachedFile, DescriptorSource, Page, Tenant};
use serde_json::json;

use crate::engine::{files, fuzz};

const PATH: &str = "/rest/api/content/7/child/attachment";

#[test]
fn upload() {
    let tenant = Tenant::builder().own_thread().start();
    tenant.add_page(Page::new(7, "Runbook"));
    let descriptor = DescriptorSource::from(json!({
        "key": "app", "baseUrl": "http://localhost:1", "authentication": { "type": "jwt" },
        "scopes": ["WRITE"], "lifecycle": { "installed": "/installed" },
    }));
    let app = tenant.block_on(tenant.install(descriptor.without_backend()));
    let app = app.unwrap();
    fuzz("upload", &files("tests/fuzz/corpus/upload"), 300, |input| {
        // The first line is the content type, the rest the body.
        let end = input
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap_or(input.len());
        let (kind, body) = input.split_at(end);
        let Ok(kind) = http::HeaderValue::from_bytes(kind) else {
            return;
        };
        let body = body.strip_prefix(b"\n").unwrap_or_default().to_vec();
        let versions = |files: &[AttachedFile]| -> BTreeMap<Option<u64>, u64> {
            files
                .iter()
                .map(|file| (file.id(), file.version()))
                .collect()
        };
        let before = versions(&tenant.attachments(7));
        let request = app.client().put(PATH).header("content-type", kind);
        let request = request
            .header("x-atlassian-token", "no-check")
            .body(body.clone());
        let reply = tenant.block_on(request.send()).unwrap();
        let files = tenant.attachments(7);
        let changed = files
            .iter()
            .filter(|file| before.get(&file.id()) != Some(&file.version()));
        let changed: Vec<&AttachedFile> = changed.collect();
        match reply.status() {
            200 => assert!(!changed.is_empty()),
            400 => assert!(changed.is_empty()),
            other => panic!("{other}: {}", reply.text()),
        }
        // Whatever is stored is a piece of what was sent, byte for byte.
        for file in changed {
            let (data, name) = (file.data(), file.name());
            let is_piece = data.is_empty() || body.windows(data.len()).any(|part| part == data);
            assert!(
                is_piece && !name.is_empty() && !name.contains('/'),
                "{name}"
            );
        }
    });
}
