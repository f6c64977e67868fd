//! What the tester did, as the log tells it in every form.

use std::time::{Duration, UNIX_EPOCH};

use mockfluence::binary_support::timeline;
use mockfluence::{
    Command, ContentOperation, DescriptorSource, Entry, Fault, InstalledApp, Licence, RequestLog,
    Tenant, User, Webhook, from_app, to_app,
};
use serde_json::{Value, json};

use crate::incident_board::IncidentBoard;

pub(crate) fn descriptor(key: &str, version: &str, more: Value) -> DescriptorSource {
    let mut descriptor = json!({
        "key": key, "baseUrl": format!("http://{key}.invalid"), "version": version,
        "authentication": { "type": "jwt" }, "scopes": ["READ"],
        "lifecycle": { "installed": "/installed" }
    });
    for (name, value) in more.as_object().unwrap() {
        descriptor[name] = value.clone();
    }
    DescriptorSource::from(descriptor).without_backend()
}

pub(crate) async fn installed(tenant: &Tenant, key: &str) -> InstalledApp {
    let source = descriptor(key, "1.0", json!({}));
    tenant.install(source).await.unwrap()
}

/// The lines of the text form that say what the tester did.
pub(crate) fn commands(log: &RequestLog) -> Vec<String> {
    let text = log.to_string();
    let lines = text.lines();
    let commands = lines.filter_map(|line| line.strip_prefix("test -> tenant  "));
    commands.map(str::to_owned).collect()
}

#[tokio::test]
async fn every_command_of_the_lifecycle_is_a_line_also_without_a_callback() {
    let tenant = Tenant::start();
    let app = installed(&tenant, "my-app").await;
    let modules = json!({ "modules": { "webItems": [{
        "key": "one", "location": "system.top.navigation.bar", "url": "/one", "name": { "value": "One" }
    }] } });
    app.upgrade_to(descriptor("my-app", "1.1", modules.clone()))
        .await
        .unwrap();
    app.upgrade_to(descriptor("my-app", "1.1", modules))
        .await
        .unwrap();
    app.rotate_secret().await.unwrap();
    app.repeat_installed().await.unwrap();
    app.disable().await;
    app.enable().await;
    app.set_licence(Licence::Active);
    tenant.rename_site("http://localhost:1/wiki").await;
    tenant.rotate_install_key();
    tenant.rotate_invocation_key();
    app.clone().uninstall().await;
    installed(&tenant, "my-app").await;
    tenant.import_site().await;
    let log = tenant.log();
    assert_eq!(
        commands(&log),
        [
            "install `my-app` from a value",
            "upgrade `my-app` from a value: + modules, version 1.0 -> 1.1",
            "upgrade `my-app` from a value: the descriptor is the same",
            "rotate the secret of `my-app`",
            "repeat `installed` to `my-app`",
            "disable `my-app`",
            "enable `my-app`",
            "licence of `my-app`: active",
            "rename the site to {tenant#2}/wiki",
            "rotate the install key",
            "rotate Forge's invocation key",
            "uninstall `my-app`",
            "install again `my-app` from a value",
            "import the site",
        ]
    );
    // The app of this descriptor has no `disabled` callback: its line is all there is.
    assert!(log.only(to_app().post("/disabled")).is_empty());
}

#[tokio::test]
async fn what_a_test_arranges_is_told_too() {
    let tenant = Tenant::start();
    tenant.clock().advance(Duration::from_millis(300_250));
    tenant.clock().rewind(Duration::from_secs(5));
    tenant
        .clock()
        .set(UNIX_EPOCH + Duration::from_secs(1_800_000_000));
    tenant.clock().reset();
    tenant.add_user(User::new("712020:alice"));
    tenant.deny("712020:alice", ContentOperation::Read, 1);
    tenant.allow("712020:alice", ContentOperation::Read, 1);
    let fault = tenant.inject(Fault::status(503).on(to_app().post("/x")));
    tenant.remove_fault(fault);
    tenant.clear_faults();
    tenant.hold(from_app().get("/x")).release();
    tenant
        .fire(Webhook::page(
            "page_created",
            mockfluence::Page::new(1, "A page"),
        ))
        .await;
    assert_eq!(
        commands(&tenant.log()),
        [
            "clock 300.250 s on",
            "clock 5 s back",
            "clock set to {date}",
            "clock reset to the system's time",
            "add the user 712020:alice",
            "deny 712020:alice to read content 1",
            "allow 712020:alice to read content 1",
            "inject fault 1: status 503 on tenant -> app POST /x",
            "take fault 1 back",
            "take all faults back",
            "hold app -> tenant GET /x",
            "release app -> tenant GET /x",
            "fire `page_created`",
        ]
    );
}

#[tokio::test]
async fn a_command_stands_in_every_form_of_the_log() {
    let tenant = Tenant::start();
    let app = installed(&tenant, "my-app").await;
    app.disable().await;
    let log = tenant.log();
    assert!(log.mermaid().contains("\n    actor test as Test\n"));
    assert!(
        log.mermaid()
            .contains("\n    test->>tenant: disable `my-app`\n")
    );
    assert!(
        log.markdown("A log")
            .contains("\n> **Test:** disable `my-app`\n")
    );
    let entries = timeline::entries(&log);
    let fact = json!({ "command": "disable", "app": "my-app", "words": "disable `my-app`" });
    assert_eq!(entries[2], fact);
    assert_eq!(serde_json::to_value(&log).unwrap()[2], fact);
    let told = &log.har()["log"]["_connect"]["commands"][1];
    assert_eq!(told["words"], "disable `my-app`");
    assert_eq!(told["after"], 1);
    let Some(Entry::Command { after, command, .. }) = log.entries().nth(2) else {
        panic!("{:?}", log.entries().nth(2))
    };
    let app = "my-app".to_owned();
    assert_eq!((*after, &**command), (1, &Command::Disable { app }));
}

#[tokio::test]
async fn an_install_from_a_url_says_at_its_beginning_what_it_turned_out_to_be() {
    let tenant = Tenant::start();
    let board = IncidentBoard::start(tenant.keys_url()).await;
    let app = tenant.install(board.descriptor_url()).await.unwrap();
    app.upgrade().await.unwrap();
    let failed = tenant.install("http://127.0.0.1:1/none.json").await;
    failed.unwrap_err();
    let log = tenant.log();
    assert_eq!(
        commands(&log),
        [
            "install `incident-board` from {app}/atlassian-connect.json",
            "upgrade `incident-board` from {app}/atlassian-connect.json: the descriptor is the same",
            "install from {app#2}/none.json",
        ]
    );
    assert!(log.to_string().starts_with("test -> tenant  install"));
}

#[tokio::test]
async fn an_install_is_pending_as_long_as_nobody_knows_what_it_is() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/x.json", listener.local_addr().unwrap());
    let tenant = Tenant::start();
    let install = tokio::spawn(tenant.install(url));
    let (connection, _) = listener.accept().await.unwrap();
    let outcome = || serde_json::to_value(tenant.log()).unwrap()[0]["outcome"].clone();
    assert_eq!(outcome(), "pending");
    drop(connection);
    install.await.unwrap().unwrap_err();
    assert_eq!(outcome(), Value::Null);
}
