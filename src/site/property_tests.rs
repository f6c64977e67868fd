//! App properties against a model that is nothing but a list, over random sequences of calls.

use proptest::prelude::*;

use super::{Caller, Site, Source};
use crate::descriptor::Descriptor;
use crate::identity::Identity;
use crate::settings::{PropertiesOnUninstall, Settings};

const APP: &str = "app";
const LIMIT: usize = 3;

#[derive(Clone, Debug)]
enum Step {
    Write(u8, Value),
    Read(u8),
    Remove(u8),
    List,
    Reinstall,
}

#[derive(Clone, Copy, Debug)]
enum Value {
    Number(u8),
    Broken,
    TooLarge,
}

impl Value {
    fn bytes(self) -> Vec<u8> {
        match self {
            Value::Number(number) => number.to_string().into_bytes(),
            Value::Broken => b"{".to_vec(),
            Value::TooLarge => vec![b'1'; 32_769],
        }
    }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let value = prop_oneof![
        6 => any::<u8>().prop_map(Value::Number),
        1 => Just(Value::Broken),
        1 => Just(Value::TooLarge),
    ];
    let step = prop_oneof![
        4 => (0..5u8, value).prop_map(|(key, value)| Step::Write(key, value)),
        2 => (0..5u8).prop_map(Step::Read),
        2 => (0..5u8).prop_map(Step::Remove),
        1 => Just(Step::List),
        1 => Just(Step::Reinstall),
    ];
    prop::collection::vec(step, 1..40)
}

/// The status of each step, and what it shows.
type Answer = (u16, String);

#[derive(Debug)]
struct Model {
    stored: Vec<(u8, u8)>,
    purges: bool,
    counts_updates: bool,
}

impl Model {
    fn apply(&mut self, step: &Step) -> Answer {
        let place = |key: u8| self.stored.iter().position(|(known, _)| *known == key);
        let none = |status| (status, String::new());
        match step {
            Step::Write(_, Value::TooLarge) => none(403),
            Step::Write(_, Value::Broken) => none(400),
            Step::Write(key, Value::Number(value)) => match place(*key) {
                known if self.stored.len() == LIMIT && (known.is_none() || self.counts_updates) => {
                    none(409)
                }
                Some(place) => {
                    self.stored[place].1 = *value;
                    none(200)
                }
                None => {
                    self.stored.push((*key, *value));
                    none(201)
                }
            },
            Step::Read(key) => match place(*key) {
                Some(place) => (200, self.stored[place].1.to_string()),
                None => none(404),
            },
            Step::Remove(key) => match place(*key) {
                Some(place) => {
                    self.stored.remove(place);
                    none(204)
                }
                None => none(404),
            },
            Step::List => {
                let keys = self.stored.iter().map(|(key, _)| key.to_string());
                (200, keys.collect::<Vec<_>>().join(","))
            }
            Step::Reinstall => {
                if self.purges {
                    self.stored.clear();
                }
                none(200)
            }
        }
    }
}

fn install(site: &mut Site) {
    let descriptor = r#"{"key": "app", "baseUrl": "http://x", "authentication": {"type": "jwt"}}"#;
    let source = Source {
        reachable: false,
        ..Source::default()
    };
    let install = site.begin_install(Descriptor::parse(descriptor).unwrap(), source);
    site.commit(install, Some(super::Translations::new()))
        .unwrap();
}

fn apply(site: &mut Site, step: &Step) -> Answer {
    let caller = Caller::app(APP);
    let none = |status| (status, String::new());
    match step {
        Step::Write(key, value) => {
            let written = site.write_property(&caller, APP, &key.to_string(), &value.bytes());
            none(written.map_or_else(|refused| refused.status, |new| if new { 201 } else { 200 }))
        }
        Step::Read(key) => match site.read_property(&caller, APP, &key.to_string()) {
            Ok(text) => {
                let read: serde_json::Value = serde_json::from_str(&text).unwrap();
                (200, read["value"].to_string())
            }
            Err(refused) => none(refused.status),
        },
        Step::Remove(key) => {
            let removed = site.remove_property(&caller, APP, &key.to_string());
            none(removed.map_or_else(|refused| refused.status, |()| 204))
        }
        Step::List => {
            let list = site.list_properties(&caller, APP).unwrap();
            let keys = list["keys"].as_array().unwrap().iter();
            let keys: Vec<&str> = keys.map(|one| one["key"].as_str().unwrap()).collect();
            (200, keys.join(","))
        }
        Step::Reinstall => {
            site.begin_uninstall(APP);
            site.finish_uninstall(APP);
            install(site);
            none(200)
        }
    }
}

proptest! {
    #[test]
    fn every_answer_is_the_models(
        steps in steps(), purges in any::<bool>(), counts_updates in any::<bool>()
    ) {
        let mut settings = Settings::default()
            .property_limit(LIMIT)
            .property_limit_counts_updates(counts_updates);
        if purges {
            settings = settings.properties_on_uninstall(PropertiesOnUninstall::Purged);
        }
        let identity = Identity::new("acme".into(), 0);
        let mut site = Site::new(identity, settings, "http://x/wiki".into());
        install(&mut site);
        let mut model = Model { stored: Vec::new(), purges, counts_updates };
        for step in &steps {
            prop_assert_eq!(apply(&mut site, step), model.apply(step), "{:?}", step);
        }
    }
}
