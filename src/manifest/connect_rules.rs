//! What is wrong with `app.connect` and `connectModules`.

use serde_json::Value;

use super::connect::CONFLUENCE;
use super::document::Manifest;
use super::linter::{APP, CONNECT_MODULE, DOCUMENT, refused};
use super::listed::listed;
use crate::descriptor::{Told, Violation, module_type, pointer};

/// The five rules of `app.connect`, and the names of `connectModules`.
pub(super) fn connect(manifest: &Manifest, found: &mut Told) {
    let value = manifest.value();
    let connect = &value["app"]["connect"];
    let modules = &value["connectModules"];
    if connect.is_object() {
        connect_properties(connect, found);
    }
    let place = "/app/connect";
    let remote = connect["remote"].as_str();
    match (modules.is_null(), remote) {
        (true, _) if !connect["authentication"].is_null() => found.push(
            refused(APP, place, "Missing connectModules. When app.connect.authentication is present, connectModules is required.")
                .seen(),
        ),
        (true, _) => {}
        (false, None) => found.push(
            refused(APP, place, "missing app.connect.remote. app.connect.remote is required if connectModules are present.").seen(),
        ),
        (false, Some(key)) => match manifest.remote(key) {
            None => {
                let message = format!("no remote found with key '{key}' matching app.connect.remote value.");
                found.push(refused(APP, format!("{place}/remote"), message).seen());
            }
            Some(remote) if remote.is_configurable() => {
                found.push(refused(APP, format!("{place}/remote"), "Connect remotes cannot be configurable").seen());
            }
            Some(_) => {}
        },
    }
    if modules.is_null()
        && connect["key"].is_string()
        && remote.is_none()
        && manifest.remotes().next().is_some()
    {
        let message = "Previous connect region will not be persisted on connect to forge upgrades if connect.remote is not defined.";
        found.push(Violation::warning(APP, place, message).seen());
    }
    for (name, entries) in modules.as_object().into_iter().flatten() {
        connect_module(name, entries, found);
    }
}

fn connect_properties(connect: &Value, found: &mut Told) {
    let key = connect["key"].as_str().unwrap_or_default();
    let spelt = key
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
    if !spelt || !(1..=90).contains(&key.len()) {
        let message = "app.connect.key should match pattern \"^[a-zA-Z0-9-._]+$\", and have 1 to 90 characters";
        found.push(refused(DOCUMENT, "/app/connect/key", message));
    }
    let authentication = &connect["authentication"];
    if !authentication.is_null() && authentication != "jwt" {
        let message =
            "app.connect.authentication should be equal to one of the allowed values: jwt";
        found.push(refused(DOCUMENT, "/app/connect/authentication", message));
    }
}

/// The names of Confluence; those of other products are not ours to judge.
fn connect_module(name: &str, entries: &Value, found: &mut Told) {
    let place = pointer("/connectModules", name);
    let beside = ["lifecycle", "translations", "cloudAppMigration"];
    match name.strip_prefix(CONFLUENCE) {
        None if name.contains(':') || name == "lifecycle" => return,
        Some(kind) if beside.contains(&kind) || module_type(kind).is_some() => {}
        _ => {
            return found.push(
                refused(
                    CONNECT_MODULE,
                    place,
                    format!("invalid value '{name}' in connectModules"),
                )
                .seen(),
            );
        }
    }
    if name.ends_with(":lifecycle") && listed(entries).nth(1).is_some() {
        let message = format!("'{name}' should contain only one element");
        return found.push(refused(CONNECT_MODULE, place, message).seen());
    }
    if !entries.is_array() {
        found.push(refused(
            DOCUMENT,
            place,
            format!("connectModules.{name} should be array"),
        ));
        return;
    }
    for (index, entry) in listed(entries).enumerate() {
        if !entry["key"].is_string() {
            let message =
                format!("connectModules.{name}.{index} should have required property 'key'");
            found.push(refused(DOCUMENT, format!("{place}/{index}"), message));
        }
    }
}
