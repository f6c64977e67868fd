//! Every answer of both REST APIs, held to the schemas that confluence.js has of Atlassian's descriptions.

use std::process::Command;

use mockfluence::{DescriptorSource, Macro, Page, Settings, Tenant, User};
use serde_json::json;

use crate::access_token::access_token;

const ALICE: &str = "712020:alice";

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Node"]
async fn every_answer_is_what_atlassian_describes() {
    let settings = Settings::default().approved_for_email(vec!["judge".to_owned()]);
    let tenant = Tenant::builder().own_thread().settings(settings).start();
    tenant.add_user(User::new(ALICE).name("Alice").email("alice@example.com"));
    tenant.add_page(Page::new(7, "Charts"));
    tenant.add_macro(7, Macro::new("m", "graph").body("x"));
    let source = DescriptorSource::from(json!({
        "key": "judge", "baseUrl": "http://localhost:1", "authentication": { "type": "jwt" },
        "scopes": ["ADMIN", "ACT_AS_USER", "ACCESS_EMAIL_ADDRESSES"],
        "lifecycle": { "installed": "/installed" }
    }));
    let app = tenant.install(source.without_backend()).await.unwrap();
    let (client, secret) = (app.oauth_client_id().unwrap(), app.shared_secret().unwrap());
    let token = access_token(&tenant, &client, &secret, ALICE).await;
    let root = env!("CARGO_MANIFEST_DIR");
    let output = Command::new("node")
        .args([
            "judge.mjs",
            &tenant.base_url(),
            &format!("{root}/README.md"),
        ])
        .current_dir(format!("{root}/tests/clients/judge"))
        .env("AUTHORIZATION", format!("Bearer {token}"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{errors}");
    println!("{said}");
}
