//! Both halves of the site and their models side by side: each command goes to both, then all is compared.

use std::collections::BTreeMap;

use super::Command;
use super::model::{ForgeApp, ForgeModel, Policy};
use crate::secret::Secret;
use crate::settings::{ForgeModulesOnReinstall, SecretOnMove, Settings};
use crate::site::model_tests::model::Knobs;
use crate::site::model_tests::pair::Pair;
use crate::site::{EventAttempt, Licence};

/// A token as it was taken.
pub(super) struct Taken {
    pub(super) token: Secret,
    pub(super) id: &'static str,
    pub(super) installation: u32,
    pub(super) as_user: bool,
    pub(super) at: i64,
}

/// A delivery as it was made: of which app, of which installation, by which trigger.
pub(super) struct Delivered {
    pub(super) attempt: EventAttempt,
    pub(super) id: &'static str,
    pub(super) installation: u32,
}

pub(super) struct Both {
    pub(super) pair: Pair,
    pub(super) model: ForgeModel,
    /// The id of each installation by its number in the model.
    pub(super) ids: BTreeMap<u32, String>,
    /// The keys of all modules that were ever made.
    pub(super) keys: Vec<String>,
    pub(super) tokens: Vec<Taken>,
    pub(super) deliveries: Vec<Delivered>,
    /// In hours.
    pub(super) now: i64,
}

impl Both {
    pub(super) fn new(knobs: Knobs, policy: Policy) -> Self {
        let settings = Settings::default()
            .secret_on_move(match policy.secret_kept_on_move {
                true => SecretOnMove::Kept,
                false => SecretOnMove::Rotated,
            })
            .forge_modules_on_reinstall(match policy.modules_kept {
                true => ForgeModulesOnReinstall::Kept,
                false => ForgeModulesOnReinstall::Gone,
            });
        Self {
            pair: Pair::new(knobs, settings),
            model: ForgeModel::new(policy),
            ids: BTreeMap::new(),
            keys: Vec::new(),
            tokens: Vec::new(),
            deliveries: Vec::new(),
            now: 0,
        }
    }

    pub(super) fn run(&mut self, command: &Command) {
        match command {
            Command::Connect(command) => self.connect(command),
            Command::Deploy {
                id,
                version,
                moves,
                call,
                answer,
            } => self.deploy(id, version, *moves, call.as_ref(), *answer),
            Command::Uninstall(id) => self.uninstall(id),
            Command::AnotherInstallation(id) => {
                self.pair.site.change_forge_installation(id);
                self.model.change_installation(id);
            }
            Command::TakeToken(id, as_user) => self.take_token(id, *as_user),
            Command::Module(token, call) => self.module(*token, *call),
            Command::Fire => self.fire(),
            Command::Retry(number) => self.retry(*number),
            Command::Wait => self.now += 1,
            Command::License(of, licence) => self.license(*of, *licence),
            Command::EndConnect => {
                self.pair.site.end_connect();
                self.pair.model.ended = true;
            }
        }
    }

    /// As the callers of the site do it: what is on Forge is Forge's to change.
    fn connect(&mut self, command: &super::super::Command) {
        use super::super::Command;
        match command {
            Command::Put(..) if self.pair.model.ended => assert!(self.pair.site.connect_ended()),
            Command::Put(key, ..) if self.model.of_key(key).is_some() => {
                assert!(self.pair.site.forge_app_of_key(key).is_some());
            }
            Command::Uninstall(key) => match self.model.of_key(key) {
                Some(id) => self.uninstall(id),
                None => self.pair.uninstall(key),
            },
            Command::Import => {
                self.pair.import(&self.model.installed());
                self.model.import();
            }
            command => self.pair.run(command),
        }
    }

    /// Both halves have one.
    fn license(&mut self, of: Result<&'static str, &'static str>, licence: Licence) {
        let half = |app: &ForgeApp| app.version.key.filter(|_| app.version.half.is_some());
        match of {
            Ok(key) => self.pair.site.set_licence(key, licence),
            Err(id) => {
                self.pair.site.set_forge_licence(id, licence);
                true
            }
        };
        let key = match of {
            Ok(key) => Some(key),
            Err(id) => self.model.apps.get(id).and_then(half),
        };
        let connect = key.and_then(|key| self.pair.model.apps.get_mut(key));
        let half_of = connect.as_ref().and_then(|app| app.half_of);
        if let Some(connect) = connect.filter(|_| of.is_ok() || half_of == of.err()) {
            connect.licence = licence;
        }
        let id = of.err().or(half_of);
        let app = id.and_then(|id| self.model.apps.get_mut(id));
        if let Some(app) = app.filter(|app| of.is_err() || half(app) == key) {
            app.licence = licence;
        }
    }

    fn uninstall(&mut self, id: &'static str) {
        let Some(app) = self.model.there(id) else {
            return;
        };
        if let Some(key) = app.version.key.filter(|_| app.version.half.is_some()) {
            self.pair.uninstall(key);
        }
        self.pair.site.finish_forge_uninstall(id);
        self.model.apps.get_mut(id).unwrap().is_there = false;
    }
}
