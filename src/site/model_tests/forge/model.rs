//! The apps on Forge as a reader of the documentation would write them down.

use std::collections::BTreeMap;

use crate::site::Licence;
use crate::site::model_tests::model::{Model, Place};

/// What the settings change.
#[derive(Clone, Copy, Debug)]
pub(super) struct Policy {
    pub(super) secret_kept_on_move: bool,
    pub(super) modules_kept: bool,
}

/// A version of an app.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Deployed {
    /// `app.connect.key`.
    pub(super) key: Option<&'static str>,
    /// The static keys of its Connect half, if it has one.
    pub(super) half: Option<Vec<&'static str>>,
    pub(super) scopes: Vec<&'static str>,
    /// The number of a key that it has for a static module.
    pub(super) hides: Option<usize>,
    pub(super) in_development: bool,
}

#[derive(Clone, Debug)]
pub(super) struct ForgeApp {
    pub(super) is_there: bool,
    pub(super) version: Deployed,
    pub(super) major: u32,
    pub(super) minor: u32,
    /// The number of its installation, counted over all that ever were.
    pub(super) installation: u32,
    /// The numbers of their keys, and which of them are triggers.
    pub(super) modules: Vec<(usize, bool)>,
    pub(super) licence: Licence,
}

impl ForgeApp {
    pub(super) fn shown(&self) -> impl Iterator<Item = (usize, bool)> {
        let modules = self.modules.iter().copied();
        modules.filter(|(key, _)| self.version.hides != Some(*key))
    }

    pub(super) fn hears(&self) -> bool {
        self.is_there && self.version.scopes.contains(&super::SCOPES[0])
    }
}

/// What an install or upgrade turned out to be.
#[derive(Clone, Debug)]
pub(super) struct Begun {
    pub(super) before: Option<ForgeApp>,
    pub(super) is_upgrade: bool,
    pub(super) is_major: bool,
    /// The keys of the half that it had, and of what moves.
    pub(super) former: Vec<&'static str>,
}

#[derive(Clone, Debug)]
pub(super) struct ForgeModel {
    pub(super) apps: BTreeMap<&'static str, ForgeApp>,
    pub(super) policy: Policy,
    installations: u32,
}

impl ForgeModel {
    pub(super) fn new(policy: Policy) -> Self {
        Self {
            apps: BTreeMap::new(),
            policy,
            installations: 0,
        }
    }

    pub(super) fn there(&self, id: &str) -> Option<&ForgeApp> {
        self.apps.get(id).filter(|app| app.is_there)
    }

    pub(super) fn installed(&self) -> Vec<String> {
        let there = self.apps.iter().filter(|(_, app)| app.is_there);
        there.map(|(id, _)| (*id).to_owned()).collect()
    }

    /// Who has taken a key of Connect's.
    pub(super) fn of_key(&self, key: &str) -> Option<&'static str> {
        let mut apps = self.apps.iter();
        let of_key = |app: &ForgeApp| app.is_there && app.version.key == Some(key);
        apps.find(|(_, app)| of_key(app)).map(|(id, _)| *id)
    }

    fn fresh(&mut self) -> u32 {
        self.installations += 1;
        self.installations
    }

    /// Another environment is there, the key is fixed or another's.
    pub(super) fn refuses(&self, connect: &Model, id: &str, new: &Deployed, moves: bool) -> bool {
        if let Some(known) = self.apps.get(id) {
            let old = &known.version;
            if known.is_there && old.in_development != new.in_development {
                return true;
            }
            if !old.in_development && !new.in_development && old.key != new.key {
                return true;
            }
        }
        let Some(key) = new.key else {
            return false;
        };
        let by_another = self.of_key(key).is_some_and(|other| other != id);
        let there = connect
            .apps
            .get(key)
            .filter(|app| app.place != Place::Uninstalled);
        by_another || there.is_some_and(|app| app.half_of != Some(id) && !moves)
    }

    /// With the licence of the Connect app that moves.
    pub(super) fn begin(
        &mut self,
        id: &'static str,
        new: &Deployed,
        moves: Option<Licence>,
    ) -> Begun {
        let before = self.apps.get(id).cloned();
        let there = before.clone().filter(|app| app.is_there);
        let is_major = there
            .as_ref()
            .is_some_and(|app| app.version.scopes != new.scopes);
        let (major, minor) = match (&there, &before) {
            (Some(app), _) if is_major => (app.major + 1, 0),
            (Some(app), _) => (app.major, app.minor + 1),
            (None, Some(app)) => (app.major, app.minor),
            (None, None) => (1, 1),
        };
        let installation = match &there {
            Some(app) => app.installation,
            None => self.fresh(),
        };
        let stay = there.is_some() || self.policy.modules_kept;
        let modules = before.as_ref().filter(|_| stay);
        let modules = modules.map_or_else(Vec::new, |app| app.modules.clone());
        let had = there.as_ref().filter(|app| app.version.half.is_some());
        let had = had.and_then(|app| app.version.key);
        let app = ForgeApp {
            is_there: there.is_some(),
            version: new.clone(),
            major,
            minor,
            installation,
            modules,
            licence: moves
                .or(before.as_ref().map(|app| app.licence))
                .unwrap_or_default(),
        };
        self.apps.insert(id, app);
        Begun {
            is_upgrade: there.is_some(),
            is_major,
            former: had
                .into_iter()
                .chain(new.key.filter(|_| moves.is_some()))
                .collect(),
            before,
        }
    }

    pub(super) fn roll_back(&mut self, id: &'static str, before: Option<ForgeApp>) {
        match before {
            Some(before) => self.apps.insert(id, before),
            None => self.apps.remove(id),
        };
    }

    pub(super) fn change_installation(&mut self, id: &str) {
        let installation = self.fresh();
        if let Some(app) = self.apps.get_mut(id) {
            app.installation = installation;
        }
    }

    pub(super) fn import(&mut self) {
        for app in self.apps.values_mut() {
            app.is_there = false;
        }
    }
}
