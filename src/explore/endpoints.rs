//! What the endpoints behind an app's front end answer, to good tokens and to others.

use super::shown::Shown;
use crate::jwt::Tamper;
use crate::manifest::Manifest;
use crate::tenant::ForgeApp;

/// What the endpoints behind the app's front end answer.
pub(super) async fn calls(forge: &ForgeApp) -> Vec<(String, Shown, u16)> {
    let tokens = [
        (Shown::Good, None),
        (Shown::Unsigned, Some(Tamper::Unsigned)),
        (Shown::WrongKey, Some(Tamper::WrongKey)),
        (Shown::WrongAudience, Some(Tamper::WrongAudience)),
    ];
    let mut answers = Vec::new();
    for (key, path) in endpoints(&forge.manifest()) {
        for (shown, tamper) in &tokens {
            let call = forge.invoke(&key).path(&path);
            let call = match tamper {
                Some(tamper) => call.tamper(tamper.clone()),
                None => call,
            };
            // An endpoint that no page of the app may call has no answer.
            if let Ok(called) = call.try_send().await {
                let status = called.status().unwrap_or_default();
                answers.push((format!("endpoint `{key}`"), *shown, status));
            }
        }
    }
    answers
}

/// Those that events and schedules do not use.
fn endpoints(manifest: &Manifest) -> Vec<(String, String)> {
    let events = manifest.triggers().filter_map(|one| one.endpoint());
    let ticks = manifest
        .scheduled_triggers()
        .filter_map(|one| one.endpoint());
    let ends = manifest.pre_uninstalls().filter_map(|one| one.endpoint());
    let told: Vec<&str> = events.chain(ticks).chain(ends).collect();
    let shown = manifest
        .endpoints()
        .filter(|one| !told.contains(&one.key()));
    let named = shown.map(|one| (one.key().to_owned(), one.path().unwrap_or("/").to_owned()));
    named.take(2).collect()
}
