//! What the log makes of any request, in every form: it ends, is no more than a few times as long, and can be read.

use mockfluence::{AppClient, DescriptorSource, Tenant};
use serde_json::json;

use crate::engine::{files, fuzz};

/// So many requests are in one log.
const OF_A_LOG: usize = 20;

fn installed(runtime: &tokio::runtime::Runtime) -> (Tenant, AppClient) {
    runtime.block_on(async {
        let tenant = Tenant::start();
        let descriptor = json!({
            "key": "app", "baseUrl": "http://app.invalid", "authentication": { "type": "jwt" },
            "scopes": ["READ", "WRITE"], "lifecycle": { "installed": "/installed" },
        });
        let source = DescriptorSource::from(descriptor).without_backend();
        let app = tenant.install(source).await.unwrap();
        (tenant, app.client())
    })
}

/// Method, path, header and body, in lines.
async fn ask(client: &AppClient, input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut lines = text.splitn(4, '\n');
    let mut next = || lines.next().unwrap_or_default().to_owned();
    let (method, path, header, body) = (next(), next(), next(), next());
    let Ok(header) = http::HeaderValue::from_str(&header) else {
        return;
    };
    let request = client.request(&method, &format!("/{}", path.trim_start_matches('/')));
    // What cannot be sent is an error, and no panic.
    let _ = request.header("x-any", header).body(body).send().await;
}

fn every_form_is_bounded(tenant: &Tenant, sent: usize) {
    let log = tenant.log();
    let har = log.har().to_string();
    serde_json::from_str::<serde_json::Value>(&har).expect("an archive is JSON");
    let all = serde_json::to_string(&log).expect("a log is JSON");
    let most = 400_000 + 600 * sent;
    for (form, text) in [
        ("text", log.to_string()),
        ("mermaid", log.mermaid()),
        ("markdown", log.markdown("title")),
        ("html", log.html("title")),
        ("har", har),
        ("json", all),
    ] {
        assert!(
            text.len() < most,
            "{form} has {} bytes of {sent}",
            text.len()
        );
    }
}

#[test]
fn log() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let (mut tenant, mut client) = installed(&runtime);
    let (mut asked, mut sent) = (0, 0);
    fuzz("log", &files("tests/fuzz/corpus/log"), 80, |input| {
        runtime.block_on(ask(&client, input));
        (asked, sent) = (asked + 1, sent + input.len());
        if asked == OF_A_LOG {
            every_form_is_bounded(&tenant, sent);
            (tenant, client) = installed(&runtime);
            (asked, sent) = (0, 0);
        }
    });
}
