//! The release check: a default that is another than in the last release is seen, and CHANGELOG names it.

use std::collections::BTreeSet;

use mockfluence::Settings;
use mockfluence::compare::compare;
use mockfluence::settings::NoCredential;
use serde_json::Value;

const RELEASED: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/fixtures/released-settings.json"
);
const CHANGELOG: &str = include_str!("../../CHANGELOG.md");

/// Takes out of what was released the settings that there are no more; gives their names.
fn gone(released: &mut Value, today: &Value, above: &str) -> BTreeSet<String> {
    let (Some(fields), Some(today)) = (released.as_object_mut(), today.as_object()) else {
        return BTreeSet::new();
    };
    // What an app's own fields are is no name of a setting.
    if above == "payload-fields." {
        return BTreeSet::new();
    }
    let mut names: BTreeSet<String> = BTreeSet::new();
    fields.retain(|name, value| match today.get(name) {
        Some(today) => {
            names.extend(gone(value, today, &format!("{above}{name}.")));
            true
        }
        None => {
            names.insert(format!("{above}{name}").replace('-', "_"));
            false
        }
    });
    names
}

/// The settings of which a release has to say that they changed.
async fn changed(mut released: Value, today: &Settings) -> BTreeSet<String> {
    let mut names = gone(&mut released, &serde_json::to_value(today).unwrap(), "");
    let released: Settings = serde_json::from_value(released).unwrap();
    let drift = compare(&released, today).await;
    let agreements = drift
        .differences
        .iter()
        .filter_map(|one| one.agrees.as_ref());
    names.extend(agreements.map(|agreement| agreement.setting.clone()));
    names.extend(drift.unseen.into_iter().map(|one| one.setting));
    names
}

fn released() -> Value {
    serde_json::from_str(&std::fs::read_to_string(RELEASED).unwrap()).unwrap()
}

/// After a release, `UPDATE_RELEASED_SETTINGS=1` writes the file anew.
#[tokio::test]
async fn a_changed_default_is_in_the_changelog() {
    let today = Settings::default();
    if std::env::var_os("UPDATE_RELEASED_SETTINGS").is_some() {
        let text = serde_json::to_string_pretty(&today).unwrap();
        std::fs::write(RELEASED, text + "\n").unwrap();
    }
    let (_, unreleased) = CHANGELOG.split_once("Unreleased").unwrap();
    let unreleased = unreleased.split("\n## ").next().unwrap();
    let mut silent = changed(released(), &today).await;
    silent.retain(|name| !unreleased.contains(&format!("default of `{name}`")));
    assert!(
        silent.is_empty(),
        "another default than in the last release, and CHANGELOG has no \"default of `…`\": {silent:?}"
    );
}

#[tokio::test]
async fn a_changed_default_and_a_setting_that_is_gone_are_seen() {
    let mut released = released();
    released["a-former-setting"] = true.into();
    released["rules"]["a-former-rule"] = true.into();
    let today = Settings::default().no_credential(NoCredential::Unauthorized);
    let names = changed(released, &today).await;
    let expected = ["a_former_setting", "no_credential", "rules.a_former_rule"];
    assert!(names.iter().eq(expected), "{names:?}");
}
