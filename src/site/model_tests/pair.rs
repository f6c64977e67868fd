//! The site and its model side by side: each command goes to both, then all is compared.

use std::collections::BTreeMap;

use super::model::{App, Coming, Knobs, Model, Place, Version};
use super::{APPS, Answer, Call, Command, descriptor, modules};
use crate::descriptor::{Descriptor, Modules};
use crate::identity::Identity;
use crate::secret::Secret;
use crate::settings::{DuringInstalled, SecretOnUpgrade, Settings};
use crate::site::pending::PendingRename;
use crate::site::{Begun, Caller, Event, Installation, Issuer, Site, Source, Status, Translations};

/// Both, and what was seen of the site: each secret by its number in the model.
pub(super) struct Pair {
    pub(super) site: Site,
    pub(super) model: Model,
    base_url: String,
    secrets: BTreeMap<u32, Secret>,
    client_keys: Vec<String>,
}

/// An app that comes: what it brings, and what the model knows of it beside.
pub(super) struct Put<'a> {
    pub(super) key: &'static str,
    pub(super) version: &'a Version,
    pub(super) descriptor: Descriptor,
    pub(super) source: Source,
    pub(super) coming: Coming,
    /// Whether it is asked by `installed`.
    pub(super) asked: bool,
    pub(super) call: Option<&'a Call>,
    pub(super) answer: Answer,
}

impl Pair {
    pub(super) fn new(knobs: Knobs, settings: Settings) -> Self {
        let settings = settings
            .dynamic_module_limit(knobs.limit)
            .secret_on_upgrade(match knobs.secret_kept {
                true => SecretOnUpgrade::Kept,
                false => SecretOnUpgrade::Rotated,
            })
            .during_installed(match knobs.calls_during_installed {
                true => DuringInstalled::Accepted,
                false => DuringInstalled::Refused,
            });
        let base_url = "http://tenant/wiki".to_owned();
        Self {
            site: Site::new(Identity::new("acme".into(), 0), settings, base_url.clone()),
            model: Model::new(knobs),
            base_url,
            secrets: BTreeMap::new(),
            client_keys: Vec::new(),
        }
    }

    pub(super) fn run(&mut self, command: &Command) {
        match command {
            Command::Put(key, version, call, answer) => {
                self.put(key, version, call.as_ref(), *answer);
            }
            Command::Call(key, call) => self.call(key, call),
            Command::Enable(key, on) => self.enable(key, *on),
            Command::Uninstall(key) => self.uninstall(key),
            Command::Rotate(key, call, taken) => self.rotate(key, call.as_ref(), *taken),
            Command::Rename(number) => {
                self.base_url = format!("http://tenant-{number}/wiki");
                let told = self.site.rename(self.base_url.clone());
                let keys: Vec<&str> = told.iter().map(PendingRename::app_key).collect();
                assert_eq!(keys, self.model.installed());
                for rename in told {
                    self.site.end_rename(rename);
                }
            }
            Command::Import => self.import(&[]),
        }
    }

    /// With what goes beside the Connect apps.
    pub(super) fn import(&mut self, beside: &[String]) {
        let gone = [&self.model.installed(), beside].concat();
        assert_eq!(self.site.import(), gone);
        self.model.apps.clear();
        self.model.imports += 1;
    }

    fn put(&mut self, key: &'static str, version: &Version, call: Option<&Call>, answer: Answer) {
        let source = Source {
            reachable: true,
            ..Source::default()
        };
        let coming = Coming {
            half_of: None,
            keeps: self.model.knobs.secret_kept,
        };
        self.put_in(Put {
            key,
            version,
            descriptor: descriptor(key, version),
            source,
            coming,
            asked: true,
            call,
            answer,
        });
    }

    /// False if the app refused it.
    pub(super) fn put_in(&mut self, put: Put<'_>) -> bool {
        let Put {
            key,
            version,
            coming,
            asked,
            answer,
            ..
        } = put;
        let before = self.model.apps.get(key).cloned();
        let place = before.as_ref().map(|app| app.place);
        let install = self.site.begin_install(put.descriptor, put.source);
        assert_eq!(
            install.begun(),
            match place {
                None => Begun::First,
                Some(Place::Uninstalled) => Begun::Reinstall,
                Some(_) => Begun::Upgrade,
            }
        );
        self.model.ask(key, version.clone(), coming);
        self.compare();
        if let Some(call) = put.call.filter(|_| asked) {
            self.call(key, call);
            self.compare();
        }
        if asked && answer == Answer::Refused {
            let enabled_again = self.site.roll_back(install);
            assert_eq!(enabled_again, place == Some(Place::Enabled));
            match before {
                Some(before) => self.model.apps.insert(key, before),
                None => self.model.apps.remove(key),
            };
            return false;
        }
        let translated = answer != Answer::Untranslated;
        let translations = translated.then(Translations::new);
        let committed = self.site.commit(install, translations).unwrap();
        let removed = self.model.accept(key, place, translated);
        assert_eq!(committed.removed, removed);
        assert_eq!(committed.conflicts.is_empty(), removed.is_empty());
        assert_eq!(
            committed.enabled,
            self.model.apps[key].place == Place::Enabled
        );
        true
    }

    /// As the routes do it: only a caller whose token verifies gets through.
    fn call(&mut self, key: &'static str, call: &Call) {
        if self.model.verifies(key).is_none() {
            return;
        }
        let caller = Caller::app(key.to_owned());
        match call {
            Call::Register(list) => {
                let done = self.site.register_modules(&caller, modules(list), 0);
                assert_eq!(done.is_ok(), self.model.register(key, list), "{done:?}");
            }
            Call::Remove(named) => {
                let owned = named
                    .as_ref()
                    .map(|keys| keys.iter().map(|key| (*key).to_owned()));
                let owned: Option<Vec<String>> = owned.map(Iterator::collect);
                let gone = self.site.remove_modules(&caller, owned.as_deref()).unwrap();
                assert_eq!(gone, self.model.remove(key, named.as_deref()));
            }
        }
    }

    fn enable(&mut self, key: &str, on: bool) {
        let (from, to) = match on {
            true => (Place::Disabled, Place::Enabled),
            false => (Place::Enabled, Place::Disabled),
        };
        let app = self.model.apps.get_mut(key).filter(|app| app.place == from);
        assert_eq!(self.site.set_enabled(key, on), app.is_some());
        if let Some(app) = app {
            app.place = to;
        }
    }

    pub(super) fn uninstall(&mut self, key: &str) {
        let told = match self.model.apps.get(key).map(|app| app.place) {
            None | Some(Place::Uninstalled) => vec![],
            Some(Place::Enabled) => vec![Event::Disabled, Event::Uninstalled],
            Some(_) => vec![Event::Uninstalled],
        };
        assert_eq!(self.site.begin_uninstall(key), told);
        self.site.finish_uninstall(key);
        if let Some(app) = self.model.apps.get_mut(key) {
            app.place = Place::Uninstalled;
        }
    }

    fn rotate(&mut self, key: &'static str, call: Option<&Call>, taken: bool) {
        let before = self.model.apps.get(key).cloned();
        let Some(before) = before.filter(|app| app.place != Place::Uninstalled) else {
            return;
        };
        let rotation = self.site.begin_rotation(key).unwrap();
        self.model.rotate(key);
        self.compare();
        if let Some(call) = call {
            self.call(key, call);
        }
        if taken {
            self.site.commit_rotation(rotation);
        } else {
            self.site.roll_back_rotation(rotation);
            self.model.apps.get_mut(key).unwrap().secret = before.secret;
        }
    }

    /// All that can be seen of the site is as the model says.
    pub(super) fn compare(&mut self) {
        assert_eq!(self.site.base_url(), self.base_url);
        self.compare_client_key();
        assert_eq!(self.site.installed_apps(), self.model.installed());
        for key in APPS {
            let expected = self.model.apps.get(key).cloned();
            let verifies = self.model.verifies(key);
            let verdict = self.site.issuer(Some(key));
            let secret = self
                .site
                .installation(key)
                .and_then(|app| app.secret.clone());
            self.compare_secret(expected.as_ref().and_then(|app| app.secret), secret);
            match (verdict, verifies) {
                (Issuer::App { secret, .. }, Some(number)) => {
                    assert_eq!(secret, self.secrets[&number]);
                }
                (Issuer::Unknown { .. }, None) => {}
                (verdict, verifies) => panic!("{key}: {verdict:?}, not {verifies:?}"),
            }
            let caller = Caller::app(key.to_owned());
            let disabled = expected
                .as_ref()
                .is_some_and(|app| app.place == Place::Disabled);
            assert_eq!(self.site.is_anonymous(&caller), disabled);
            match (self.site.installation(key), expected) {
                (Some(app), Some(expected)) => compare_app(app, &expected),
                (app, expected) => assert_eq!(app.is_some(), expected.is_some(), "{key}"),
            }
        }
    }

    /// Another one with each import, never one of before.
    fn compare_client_key(&mut self) {
        let key = self.site.client_key().to_owned();
        let imports = self.model.imports;
        match self.client_keys.get(imports) {
            Some(known) => assert_eq!(&key, known),
            None => {
                assert!(!self.client_keys.contains(&key));
                self.client_keys.resize(imports + 1, key);
            }
        }
    }

    /// One secret for each number, and no secret for two.
    fn compare_secret(&mut self, number: Option<u32>, secret: Option<Secret>) {
        assert_eq!(number.is_some(), secret.is_some());
        if let (Some(number), Some(secret)) = (number, secret) {
            let other = self.secrets.iter().find(|(_, known)| **known == secret);
            assert!(
                other.is_none_or(|(other, _)| *other == number),
                "{number}, {other:?}"
            );
            assert_eq!(
                self.secrets.entry(number).or_insert_with(|| secret.clone()),
                &secret
            );
        }
    }
}

fn compare_app(app: &Installation, expected: &App) {
    let place = match app.status {
        Status::Installing => Place::Installing,
        Status::Enabled => Place::Enabled,
        Status::Disabled => Place::Disabled,
        Status::Uninstalled => Place::Uninstalled,
    };
    assert_eq!(place, expected.place);
    assert_eq!(app.dynamic.keys(), expected.keys());
    assert_eq!(app.descriptor.modules().keys(), expected.version.statics);
    assert_eq!(app.licence, expected.licence);
    let listed = Modules::parse(&app.dynamic.modules().to_json()).unwrap();
    let listed = listed
        .iter()
        .map(|(kind, module)| (kind.to_owned(), module.key().map(str::to_owned)));
    let model = expected.dynamic.iter().flat_map(|(kind, keys)| {
        keys.iter()
            .map(|key| ((*kind).to_owned(), key.map(str::to_owned)))
    });
    assert!(listed.eq(model), "{expected:?}");
    let installing = expected.place == Place::Installing;
    let both = |key: &&str| expected.version.statics.contains(key);
    let meeting = app.dynamic.keys().iter().any(|key| both(&key.as_str()));
    assert!(
        installing || expected.place == Place::Uninstalled || !meeting,
        "a key for two"
    );
}
