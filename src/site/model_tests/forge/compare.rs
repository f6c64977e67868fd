//! What can be seen of both halves of the site, held to the models.

use serde_json::json;

use super::IDS;
use super::calls::bearer;
use super::pair::Both;
use crate::site::model_tests::APPS;
use crate::site::model_tests::model::Place;
use crate::site::{Event, Status};

impl Both {
    /// All that can be seen of both halves is as the models say.
    pub(super) fn compare(&mut self) {
        self.pair.compare();
        assert_eq!(self.pair.site.forge_apps(), self.model.installed());
        for id in IDS {
            self.compare_app(id);
        }
        for key in APPS {
            let taken = self.pair.site.forge_app_of_key(key);
            let taken = taken.map(|app| app.manifest.app_id());
            assert_eq!(taken, self.model.of_key(key));
            self.compare_half(key);
        }
        for taken in &self.tokens {
            let headers = bearer(&taken.token);
            let caller = self
                .pair
                .site
                .forge_app_by_system_token(&headers, self.now * 3_600_000);
            let caller = caller.ok().map(|app| app.manifest.app_id());
            assert_eq!(caller, self.opens(taken).map(|_| taken.id));
        }
    }

    fn compare_app(&mut self, id: &str) {
        let site = &self.pair.site;
        let (Some(app), Some(expected)) = (site.forge_app(id), self.model.apps.get(id)) else {
            return assert_eq!(
                site.forge_app(id).is_some(),
                self.model.apps.contains_key(id)
            );
        };
        let status = match expected.is_there {
            true => Status::Enabled,
            false => Status::Uninstalled,
        };
        assert_eq!(app.status, status);
        assert_eq!(app.licence, expected.licence);
        let version = format!("{}.{}.0", expected.major, expected.minor);
        assert_eq!(app.version.to_string(), version);
        let keys = expected.shown().map(|(key, _)| self.keys[key].clone());
        assert_eq!(app.dynamic_keys(), keys.collect::<Vec<_>>());
        assert!(!expected.is_there || site.user(&site.forge_account(id)).is_some());
        // One id for each installation, and no id for two.
        let installation = site.forge_installation_id(app);
        let mut others = self.ids.iter().filter(|(_, known)| **known == installation);
        assert!(others.all(|(number, _)| *number == expected.installation));
        let known = self.ids.entry(expected.installation);
        assert_eq!(*known.or_insert_with(|| installation.clone()), installation);
    }

    /// It knows the installation that it is half of, and `installed` says so.
    fn compare_half(&self, key: &str) {
        let site = &self.pair.site;
        let Some(expected) = self.pair.model.apps.get(key) else {
            return;
        };
        let app = site.installation(key).unwrap();
        let half_of = app
            .source
            .forge
            .as_ref()
            .and_then(|forge| forge.app_id.as_deref());
        assert_eq!(half_of, expected.half_of);
        if expected.place == Place::Uninstalled {
            return;
        }
        let installed = site.callback(key, Event::Installed);
        assert_eq!(installed.is_some(), !self.pair.model.ended);
        assert!(half_of.is_none() || site.callback(key, Event::Enabled).is_none());
        let told = installed.map(|callback| callback.payload);
        let told = told.and_then(|body| serde_json::from_str::<serde_json::Value>(&body).ok());
        let of = expected.half_of.map(|id| &self.model.apps[id]);
        if let Some(told) = told {
            let installation = of.map(|app| &self.ids[&app.installation]);
            let installation =
                installation.map(|id| json!(format!("ari:cloud:ecosystem::installation/{id}")));
            assert_eq!(told.get("installationId"), installation.as_ref());
        }
        let keyed = of.is_none_or(|app| {
            app.is_there && app.version.half.is_some() && app.version.key == Some(key)
        });
        assert!(keyed, "a half of nothing");
    }
}
