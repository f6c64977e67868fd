//! The events that `RUST_LOG=mockfluence=debug` shows: stable names, and the whole story.

#[path = "secrets/traced.rs"]
mod traced;

use mockfluence::{DYNAMIC_MODULES, DescriptorSource, Fault, Tenant, from_app};
use traced::Lines;

/// Alone in its process: what other tests do with `tracing` would be remembered for this one too.
#[tokio::test(flavor = "current_thread")]
async fn the_events_tell_what_the_log_tells() {
    let (lines, _default) = Lines::told("mockfluence=debug");
    let tenant = Tenant::start();
    let descriptor = DescriptorSource::from(serde_json::json!({
        "key": "app", "baseUrl": "http://app.invalid", "authentication": { "type": "jwt" },
        "lifecycle": { "installed": "/installed" }
    }));
    let app = tenant.install(descriptor.without_backend()).await.unwrap();
    tenant.inject(
        Fault::status(503)
            .on(from_app().get(DYNAMIC_MODULES))
            .times(1),
    );
    app.client().get(DYNAMIC_MODULES).send().await.unwrap();
    tenant.import_site().await;
    let text = lines.text();
    let story = [
        "command{command=\"install\" tenant=\"acme\"}: mockfluence: begun id=1 direction=ToApp method=POST path=/installed",
        "finished id=1 outcome=NotSent",
        "begun id=2 direction=FromApp method=GET",
        "noted id=2 note=\"fault: status 503\"",
        "finished id=2 outcome=Status(503)",
        "command{command=\"import_site\" tenant=\"acme\"}: mockfluence: remarked text=\"site imported",
    ];
    let mut rest = text.as_str();
    for line in story {
        let at = rest
            .find(line)
            .unwrap_or_else(|| panic!("{line}\nis not in\n{text}"));
        rest = &rest[at + line.len()..];
    }
    assert!(!text.contains("ATCO") && !text.contains("eyJ"), "{text}");
}
