//! The site with both halves, Connect's and Forge's, against a naive model of them.

mod calls;
mod compare;
mod deploy;
mod model;
mod pair;

use proptest::prelude::*;
use serde_json::{Value, json};

use self::model::{Deployed, Policy};
use self::pair::Both;
use super::model::Knobs;
use super::{APPS, Answer, Call, KEYS, call, module};
use crate::manifest::{ForgeEnvironment, Manifest};
use crate::site::Licence;

/// Few of each, so that keys and environments meet often.
const IDS: [&str; 2] = ["forge-one", "forge-two"];
/// One that the event of every model needs, and one that makes another version a major one.
const SCOPES: [&str; 2] = [
    "read:confluence-content.summary",
    "write:connect-confluence",
];

/// What an app asks of its modules on Forge, by the number of a key.
#[derive(Clone, Copy, Debug)]
enum ModuleCall {
    /// A trigger or something else.
    Make(bool),
    Change(usize, bool),
    Delete(usize),
    Read(usize),
}

#[derive(Clone, Debug)]
enum Command {
    /// What there is without Forge, too.
    Connect(super::Command),
    /// An install, an upgrade, or the move of the app of its key; with a call while `installed` is unanswered.
    Deploy {
        id: &'static str,
        version: Deployed,
        moves: bool,
        call: Option<Call>,
        answer: Answer,
    },
    Uninstall(&'static str),
    AnotherInstallation(&'static str),
    /// A token for the app itself, or for a user.
    TakeToken(&'static str, bool),
    /// By one of the tokens that were ever taken.
    Module(usize, ModuleCall),
    Fire,
    /// One of the deliveries that ever were, once more.
    Retry(usize),
    Wait,
    EndConnect,
    /// Asked for by the key of a Connect app, or by the id of one on Forge.
    License(Result<&'static str, &'static str>, Licence),
}

fn id() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&IDS[..])
}

/// Mostly the app's usual key and environment, so that versions follow each other: the first app is in production, the
/// other in development.
fn deployed(id: &'static str) -> impl Strategy<Value = Deployed> {
    let place = usize::from(id == IDS[1]);
    let key = prop_oneof![
        8 => Just(Some(APPS[place])),
        1 => Just(None),
        1 => prop::sample::select(&APPS[..]).prop_map(Some),
    ];
    let half = prop::option::weighted(0.7, prop::sample::subsequence(&KEYS[..], 0..3));
    let scopes = prop::sample::subsequence(&SCOPES[..], 1..3);
    let hides = prop::option::weighted(0.3, 0..4_usize);
    let elsewhere = prop::bool::weighted(0.1);
    let parts = (key, half, scopes, hides, elsewhere);
    parts.prop_map(move |(key, half, scopes, hides, elsewhere)| Deployed {
        key,
        half: half.filter(|_| key.is_some()),
        scopes,
        hides,
        in_development: elsewhere != (place == 1),
    })
}

fn module_call() -> impl Strategy<Value = ModuleCall> {
    prop_oneof![
        4 => any::<bool>().prop_map(ModuleCall::Make),
        1 => (0..4_usize, any::<bool>()).prop_map(|(key, is_trigger)| ModuleCall::Change(key, is_trigger)),
        1 => (0..4_usize).prop_map(ModuleCall::Delete),
        1 => (0..4_usize).prop_map(ModuleCall::Read),
    ]
}

fn command() -> impl Strategy<Value = Command> {
    let answer = prop_oneof![
        4 => Just(Answer::Accepted), 1 => Just(Answer::Untranslated), 2 => Just(Answer::Refused)
    ];
    let deploy = id().prop_flat_map(move |id| {
        let call = prop::option::weighted(0.2, call());
        (
            Just(id),
            deployed(id),
            prop::bool::weighted(0.7),
            call,
            answer.clone(),
        )
    });
    let deploy = deploy.prop_map(|(id, version, moves, call, answer)| Command::Deploy {
        id,
        version,
        moves,
        call,
        answer,
    });
    prop_oneof![
        12 => super::command().prop_map(Command::Connect),
        12 => deploy,
        2 => id().prop_map(Command::Uninstall),
        1 => id().prop_map(Command::AnotherInstallation),
        4 => (id(), prop::bool::weighted(0.2)).prop_map(|(id, as_user)| Command::TakeToken(id, as_user)),
        6 => (0..6_usize, module_call()).prop_map(|(token, call)| Command::Module(token, call)),
        3 => Just(Command::Fire),
        2 => (0..12_usize).prop_map(Command::Retry),
        2 => Just(Command::Wait),
        2 => licensed(),
        1 => prop::bool::weighted(0.1).prop_map(|ends| if ends { Command::EndConnect } else { Command::Wait }),
    ]
}

fn licensed() -> impl Strategy<Value = Command> {
    let of = prop_oneof![super::app().prop_map(Ok), id().prop_map(Err)];
    let licence = prop::sample::select(vec![Licence::None, Licence::Active, Licence::Expired]);
    (of, licence).prop_map(|(of, licence)| Command::License(of, licence))
}

/// As `manifest.yml` has it; `hidden` is the key of a module that it has for its own.
fn manifest(id: &str, version: &Deployed, hidden: Option<&str>) -> Manifest {
    let scopes = [version.scopes.as_slice(), &["read:connect-confluence"]].concat();
    let mut value = json!({
        "app": { "id": format!("ari:cloud:ecosystem::app/{id}") },
        "remotes": [{ "key": "backend", "baseUrl": "https://app.example.com" }],
        "modules": {
            "endpoint": [{ "key": "hears", "remote": "backend", "route": { "path": "/hears" } }],
            "trigger": [{ "key": "static", "endpoint": "hears", "events": ["avi:confluence:updated:page"] }],
        },
        "permissions": { "scopes": scopes },
    });
    if let Some(key) = version.key {
        value["app"]["connect"] = json!({ "key": key, "remote": "backend" });
    }
    if let Some(statics) = &version.half {
        let panels: Vec<Value> = statics.iter().map(|key| module(Some(key))).collect();
        value["connectModules"] = json!({
            "confluence:lifecycle": [{ "key": "life", "installed": "/installed" }],
            "confluence:webPanels": panels,
        });
    }
    if let Some(hidden) = hidden {
        value["modules"]["macro"] = json!([{ "key": hidden, "resource": "main" }]);
    }
    let manifest = Manifest::from_json(value).unwrap();
    manifest.in_environment(match version.in_development {
        true => ForgeEnvironment::Development,
        false => ForgeEnvironment::Production,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_halves_do_what_the_model_does(
        secret_kept in any::<bool>(),
        calls_during_installed in any::<bool>(),
        limit in 3..9_usize,
        secret_kept_on_move in any::<bool>(),
        modules_kept in any::<bool>(),
        commands in prop::collection::vec(command(), 1..40),
    ) {
        let knobs = Knobs { secret_kept, calls_during_installed, limit };
        let mut both = Both::new(knobs, Policy { secret_kept_on_move, modules_kept });
        both.compare();
        for command in &commands {
            both.run(command);
            both.compare();
        }
    }
}
