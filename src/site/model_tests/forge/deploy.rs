//! Installs, upgrades and moves, with the Connect half along: to the site and to the model.

use super::manifest;
use super::model::{Begun, Deployed};
use super::pair::Both;
use crate::descriptor::Descriptor;
use crate::site::model_tests::model::{Coming, Place, Version};
use crate::site::model_tests::pair::Put;
use crate::site::model_tests::{Answer, Call};
use crate::site::{PendingForge, Source};

impl Both {
    pub(super) fn deploy(
        &mut self,
        id: &'static str,
        version: &Deployed,
        moves: bool,
        call: Option<&Call>,
        answer: Answer,
    ) {
        let hides = version.hides.filter(|number| *number < self.keys.len());
        let version = &Deployed {
            hides,
            ..version.clone()
        };
        let manifest = manifest(id, version, hides.map(|number| self.keys[number].as_str()));
        let there = |key: &str| {
            let app = self.pair.model.apps.get(key);
            app.is_some_and(|app| app.place != Place::Uninstalled)
        };
        let moves = moves && version.key.is_some_and(there);
        let refusal = self
            .pair
            .site
            .forge_refusal(&manifest, version.key.filter(|_| moves));
        let refused = self.model.refuses(&self.pair.model, id, version, moves);
        assert_eq!(refusal.is_some(), refused, "{refusal:?}");
        if refused {
            return;
        }
        let moves = version.key.filter(|_| moves);
        let half = manifest.connect_half().transpose().unwrap();
        let pending = self.pair.site.begin_forge(manifest, moves);
        let moving = moves.map(|key| self.pair.model.apps[key].licence);
        let begun = self.model.begin(id, version, moving);
        assert_eq!(pending.is_upgrade, begun.is_upgrade);
        assert_eq!(!pending.major.is_empty(), begun.is_major);
        if let Some(descriptor) = half {
            let asked = (&begun, call, answer);
            if !self.put_half_in(id, version, descriptor, &pending, asked) {
                self.pair.site.roll_back_forge(pending);
                return self.model.roll_back(id, begun.before);
            }
        }
        self.pair.site.commit_forge(&pending, 0);
        let app = self.model.apps.get_mut(id).unwrap();
        app.is_there = true;
        if let Some(key) = version.key.filter(|_| version.half.is_some()) {
            self.pair.model.apps.get_mut(key).unwrap().licence = app.licence;
        }
        for former in begun.former {
            if version.half.is_none() || version.key != Some(former) {
                self.pair.model.apps.get_mut(former).unwrap().place = Place::Uninstalled;
            }
        }
    }

    /// False if the app refused it.
    fn put_half_in(
        &mut self,
        id: &'static str,
        version: &Deployed,
        descriptor: Descriptor,
        pending: &PendingForge,
        asked: (&Begun, Option<&Call>, Answer),
    ) -> bool {
        let (begun, call, answer) = asked;
        let source = Source {
            reachable: true,
            forge: Some(pending.on_forge()),
            ..Source::default()
        };
        let silent = self.is_silent(id, version, begun);
        assert_eq!(
            self.pair.site.is_silent_update(&descriptor, &source),
            silent
        );
        self.pair.put_in(Put {
            key: version.key.unwrap(),
            version: &Version {
                statics: version.half.clone().unwrap(),
                jwt: true,
            },
            descriptor,
            source,
            coming: self.half(id, version, silent),
            asked: !silent,
            call,
            answer,
        })
    }

    /// Nobody is told of what nobody has to approve, if it was on Forge before.
    fn is_silent(&self, id: &str, version: &Deployed, begun: &Begun) -> bool {
        let half = version.key.and_then(|key| self.pair.model.apps.get(key));
        let half = half.filter(|app| app.place != Place::Uninstalled && app.half_of == Some(id));
        half.is_some() && begun.is_upgrade && !begun.is_major
    }

    fn half(&self, id: &'static str, version: &Deployed, silent: bool) -> Coming {
        let before = version.key.and_then(|key| self.pair.model.apps.get(key));
        let comes_from_connect = before.is_some_and(|app| app.half_of.is_none());
        let keeps = match comes_from_connect {
            true => self.model.policy.secret_kept_on_move,
            false => silent || self.pair.model.knobs.secret_kept,
        };
        Coming {
            half_of: Some(id),
            keeps,
        }
    }
}
