//! `Site` against a naive model of it, over thousands of random sequences of commands.

#[cfg(feature = "forge")]
mod forge;
pub(crate) mod model;
mod pair;

use proptest::prelude::*;
use serde_json::{Value, json};

use self::model::{Knobs, Module, Version};
use self::pair::Pair;
use crate::descriptor::{Descriptor, Modules};
use crate::settings::Settings;

/// Few of each, so that keys meet often.
const APPS: [&str; 2] = ["one", "two"];
const KEYS: [&str; 5] = ["a", "b", "c", "d", "e"];
const TYPES: [&str; 3] = ["webItems", "webSections", "generalPages"];

#[derive(Clone, Debug)]
enum Call {
    Register(Vec<Module>),
    Remove(Option<Vec<&'static str>>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Answer {
    Accepted,
    /// The app is taken, but its translations cannot be read.
    Untranslated,
    Refused,
}

#[derive(Clone, Debug)]
enum Command {
    /// Install, upgrade or reinstall, with a call of the app while `installed` is unanswered.
    Put(&'static str, Version, Option<Call>, Answer),
    Call(&'static str, Call),
    Enable(&'static str, bool),
    Uninstall(&'static str),
    /// With a call of the app meanwhile.
    Rotate(&'static str, Option<Call>, bool),
    Rename(u8),
    Import,
}

fn app() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&APPS[..])
}

fn keys(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(&KEYS[..]), count)
}

fn call() -> impl Strategy<Value = Call> {
    let keyed = (
        prop::sample::select(&TYPES[..]),
        prop::sample::select(&KEYS[..]),
    );
    let module = prop_oneof![
        6 => keyed.prop_map(|(kind, key)| (kind, Some(key))),
        1 => Just(("webhooks", None)),
    ];
    prop_oneof![
        3 => prop::collection::vec(module, 0..4).prop_map(Call::Register),
        1 => prop::option::of(keys(0..3)).prop_map(Call::Remove),
    ]
}

fn command() -> impl Strategy<Value = Command> {
    let version = (
        prop::sample::subsequence(&KEYS[..], 0..3),
        prop::bool::weighted(0.9),
    );
    let version = version.prop_map(|(statics, jwt)| Version { statics, jwt });
    let answer = prop_oneof![
        4 => Just(Answer::Accepted), 1 => Just(Answer::Untranslated), 2 => Just(Answer::Refused)
    ];
    prop_oneof![
        4 => (app(), version, prop::option::weighted(0.3, call()), answer)
            .prop_map(|(app, version, call, answer)| Command::Put(app, version, call, answer)),
        6 => (app(), call()).prop_map(|(app, call)| Command::Call(app, call)),
        2 => (app(), any::<bool>()).prop_map(|(app, on)| Command::Enable(app, on)),
        1 => app().prop_map(Command::Uninstall),
        1 => (app(), prop::option::of(call()), any::<bool>())
            .prop_map(|(app, call, taken)| Command::Rotate(app, call, taken)),
        1 => any::<u8>().prop_map(Command::Rename),
        1 => Just(Command::Import),
    ]
}

fn module(key: Option<&str>) -> Value {
    match key {
        Some(key) => json!({
            "key": key, "name": { "value": key }, "url": "/", "location": "system.header/left"
        }),
        None => json!({ "event": "page_created", "url": "/" }),
    }
}

/// The text of a registration, types in the order in which they first come.
fn modules(list: &[Module]) -> Modules {
    let mut types: Vec<(&str, Vec<String>)> = Vec::new();
    for (kind, key) in list {
        let text = module(*key).to_string();
        match types.iter_mut().find(|(known, _)| known == kind) {
            Some((_, texts)) => texts.push(text),
            None => types.push((kind, vec![text])),
        }
    }
    let types = types
        .iter()
        .map(|(kind, texts)| format!("\"{kind}\":[{}]", texts.join(",")));
    Modules::parse(&format!("{{{}}}", types.collect::<Vec<_>>().join(","))).unwrap()
}

fn descriptor(app: &str, version: &Version) -> Descriptor {
    let statics: Vec<Value> = version
        .statics
        .iter()
        .map(|key| module(Some(key)))
        .collect();
    Descriptor::from_value(json!({
        "key": app, "baseUrl": "http://app", "scopes": ["READ"],
        "authentication": { "type": if version.jwt { "jwt" } else { "none" } },
        "lifecycle": { "installed": "/installed" },
        "modules": { "webPanels": statics }
    }))
    .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_site_does_what_the_model_does(
        secret_kept in any::<bool>(),
        calls_during_installed in any::<bool>(),
        limit in 3..9_usize,
        commands in prop::collection::vec(command(), 1..30),
    ) {
        let mut pair = Pair::new(Knobs { secret_kept, calls_during_installed, limit }, Settings::default());
        pair.compare();
        for command in &commands {
            pair.run(command);
            pair.compare();
        }
    }
}
