//! The site as a reader of the documentation would write it down: lists, and no shared code.

use std::collections::BTreeMap;

use crate::site::Licence;

/// Where an app stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Installing,
    Enabled,
    Disabled,
    Uninstalled,
}

/// A dynamic module: its type, and its key where it has one.
pub(crate) type Module = (&'static str, Option<&'static str>);

/// A version of an app: its static keys, and whether it asks for a secret.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Version {
    pub(crate) statics: Vec<&'static str>,
    pub(crate) jwt: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct App {
    pub(crate) place: Place,
    pub(crate) version: Version,
    /// The number of the secret, counted over all that were ever made.
    pub(crate) secret: Option<u32>,
    /// By type, in the order in which the types came.
    pub(crate) dynamic: Vec<(&'static str, Vec<Option<&'static str>>)>,
    /// The app on Forge that it is half of.
    pub(crate) half_of: Option<&'static str>,
    pub(crate) licence: Licence,
}

/// What else is known of an app that comes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Coming {
    pub(crate) half_of: Option<&'static str>,
    /// Whether the secret stays, if it is there already.
    pub(crate) keeps: bool,
}

impl App {
    pub(crate) fn keys(&self) -> Vec<&'static str> {
        let all = self.dynamic.iter().flat_map(|(_, keys)| keys);
        all.filter_map(|key| *key).collect()
    }

    fn count(&self) -> usize {
        self.dynamic.iter().map(|(_, keys)| keys.len()).sum()
    }
}

/// What the settings change.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Knobs {
    pub(crate) secret_kept: bool,
    pub(crate) calls_during_installed: bool,
    pub(crate) limit: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Model {
    pub(crate) apps: BTreeMap<&'static str, App>,
    pub(crate) imports: usize,
    /// Whether the day is over on which Connect ends.
    pub(crate) ended: bool,
    secrets: u32,
    pub(crate) knobs: Knobs,
}

impl Model {
    pub(crate) fn new(knobs: Knobs) -> Self {
        Self {
            apps: BTreeMap::new(),
            imports: 0,
            ended: false,
            secrets: 0,
            knobs,
        }
    }

    fn fresh(&mut self) -> Option<u32> {
        self.secrets += 1;
        Some(self.secrets)
    }

    /// The number of the secret that verifies the app's tokens; none if it may not call.
    pub(crate) fn verifies(&self, app: &str) -> Option<u32> {
        let app = self.apps.get(app)?;
        match app.place {
            _ if self.ended => None,
            Place::Uninstalled => None,
            Place::Installing if !self.knobs.calls_during_installed => None,
            _ => app.secret,
        }
    }

    pub(crate) fn installed(&self) -> Vec<String> {
        let there = |app: &App| matches!(app.place, Place::Enabled | Place::Disabled);
        let keys = self.apps.iter().filter(|(_, app)| there(app));
        keys.map(|(key, _)| (*key).to_owned()).collect()
    }

    /// `installed` goes out.
    pub(crate) fn ask(&mut self, key: &'static str, version: Version, coming: Coming) {
        let before = self.apps.get(key).cloned();
        let upgrade = before
            .as_ref()
            .is_some_and(|app| app.place != Place::Uninstalled);
        let old = before.as_ref().and_then(|app| app.secret);
        let secret = match (version.jwt, upgrade && coming.keeps, old) {
            (false, ..) => None,
            (true, true, Some(old)) => Some(old),
            _ => self.fresh(),
        };
        let licence = before.as_ref().map_or(Licence::None, |app| app.licence);
        let app = App {
            place: Place::Installing,
            version,
            secret,
            dynamic: before.map_or_else(Vec::new, |app| app.dynamic),
            half_of: coming.half_of,
            licence,
        };
        self.apps.insert(key, app);
    }

    /// `installed` was taken; gives the keys that an upgrade removes.
    pub(crate) fn accept(
        &mut self,
        key: &str,
        before: Option<Place>,
        translated: bool,
    ) -> Vec<String> {
        let app = self.apps.get_mut(key).unwrap();
        app.place = match before {
            Some(Place::Disabled) => Place::Disabled,
            _ if translated => Place::Enabled,
            _ => Place::Disabled,
        };
        let keys = app.keys();
        if !keys.iter().any(|key| app.version.statics.contains(key)) {
            return Vec::new();
        }
        app.dynamic.clear();
        keys.into_iter().map(str::to_owned).collect()
    }

    pub(crate) fn rotate(&mut self, key: &str) {
        if self.apps[key].version.jwt {
            let secret = self.fresh();
            self.apps.get_mut(key).unwrap().secret = secret;
        }
    }

    /// All or nothing; whether it was all.
    pub(crate) fn register(&mut self, key: &str, new: &[Module]) -> bool {
        let limit = self.knobs.limit;
        let app = self.apps.get_mut(key).unwrap();
        let mut taken = app.keys();
        taken.extend(&app.version.statics);
        for key in new.iter().filter_map(|(_, key)| *key) {
            if taken.contains(&key) {
                return false;
            }
            taken.push(key);
        }
        if app.count() + new.len() > limit {
            return false;
        }
        for (kind, key) in new {
            match app.dynamic.iter_mut().find(|(known, _)| known == kind) {
                Some((_, keys)) => keys.push(*key),
                None => app.dynamic.push((kind, vec![*key])),
            }
        }
        true
    }

    pub(crate) fn remove(&mut self, key: &str, named: Option<&[&'static str]>) -> Vec<String> {
        let app = self.apps.get_mut(key).unwrap();
        let before = app.keys();
        match named {
            None => app.dynamic.clear(),
            Some(named) => {
                for (_, keys) in &mut app.dynamic {
                    keys.retain(|key| key.is_none_or(|key| !named.contains(&key)));
                }
                app.dynamic.retain(|(_, keys)| !keys.is_empty());
            }
        }
        let left = app.keys();
        let gone = before.into_iter().filter(|key| !left.contains(key));
        gone.map(str::to_owned).collect()
    }
}
