//! The conditions of a module that the site can answer: whether the host would show it at all.

use serde_json::Value;

use super::asked::{ModuleLoad, Viewer};
use super::warning::LoadWarning;
use crate::site::Site;
use crate::site::installation::Installation;

/// The conditions that follow from who looks and from the licence. Remote ones are asked by
/// [`condition`](crate::InstalledApp::condition); the rest is not judged.
pub(super) const KNOWN: [&str; 5] = [
    "user_is_logged_in",
    "user_is_admin",
    "user_is_sysadmin",
    "user_is_confluence_administrator",
    "addon_is_licensed",
];

/// Whether one of them is met; none for another.
pub(super) fn met(site: &Site, app: &Installation, who: &Viewer, name: &str) -> Option<bool> {
    match name {
        "user_is_logged_in" => Some(*who != Viewer::Anonymous),
        "user_is_admin" | "user_is_sysadmin" | "user_is_confluence_administrator" => {
            Some(match who {
                Viewer::Admin => true,
                Viewer::User(account) => site.is_admin(account),
                Viewer::Anonymous => false,
            })
        }
        "addon_is_licensed" => Some(app.licence.is_active()),
        _ => None,
    }
}

/// The conditions of a module that are certainly not met.
pub(super) fn unmet(
    site: &Site,
    app: &Installation,
    load: &ModuleLoad,
    module: &Value,
) -> Vec<LoadWarning> {
    let answer = |name: &str| met(site, app, &load.subject, name);
    let conditions = module["conditions"].as_array().into_iter().flatten();
    let unmet = conditions.filter(|condition| judge(condition, &answer) == Some(false));
    unmet
        .map(|condition| LoadWarning::NotShown(in_words(condition)))
        .collect()
}

/// Met, not met, or not to be said.
fn judge(condition: &Value, answer: &impl Fn(&str) -> Option<bool>) -> Option<bool> {
    if let Some(name) = condition["condition"].as_str() {
        let inverted = condition["invert"] == true || condition["invert"] == "true";
        return answer(name).map(|met| met != inverted);
    }
    if let Some(any) = condition["or"].as_array() {
        let judged: Vec<_> = any.iter().map(|one| judge(one, answer)).collect();
        return match () {
            () if judged.contains(&Some(true)) => Some(true),
            () if judged.contains(&None) => None,
            () => Some(false),
        };
    }
    // The schema has a `type` beside `conditions`, which the host source does not look at.
    let doubtful = condition["type"]
        .as_str()
        .is_some_and(|kind| kind.eq_ignore_ascii_case("or"));
    let plain = condition["conditions"].as_array().filter(|_| !doubtful);
    let all = condition["and"].as_array().or(plain)?;
    let judged: Vec<_> = all.iter().map(|one| judge(one, answer)).collect();
    match () {
        () if judged.contains(&Some(false)) => Some(false),
        () if judged.contains(&None) => None,
        () => Some(true),
    }
}

fn in_words(condition: &Value) -> String {
    match condition["condition"].as_str() {
        Some(name) if condition["invert"] == true || condition["invert"] == "true" => {
            format!("not {name}")
        }
        Some(name) => name.to_owned(),
        None => condition.to_string(),
    }
}
