//! The tenant itself, explored in the language of events and held to the naive model of a site: a fault of ours is to
//! be found before it is taken for an app's.

#[cfg(feature = "forge")]
mod moved;
mod obedient;

use std::collections::BTreeMap;
use std::sync::Arc;

use self::obedient::{KEY, STATICS, parts};
use super::event::Event;
use super::plan::Plan;
use super::runs::Runs;
use super::site::{Site, act};
use super::story::{Step, Story};
use super::subject::{App, Subject};
use super::trouble::{Kind, Point};
use crate::door::Door;
use crate::settings::Settings;
use crate::site::Status;
use crate::site::model_tests::model::{Coming, Knobs, Model, Place, Version};

/// A site of the tenant's and one of the model's, and the secrets by their numbers in the model.
struct Pair {
    site: Site,
    model: Model,
    secrets: BTreeMap<u32, String>,
    client_keys: Vec<String>,
    #[cfg(feature = "forge")]
    moved: moved::Moved,
}

impl Pair {
    fn start(name: &str) -> Self {
        let limit = 100;
        let knobs = Knobs {
            secret_kept: true,
            calls_during_installed: false,
            limit,
        };
        Self {
            site: Site::start(name, Settings::default(), Door::default()),
            model: Model::new(knobs),
            secrets: BTreeMap::new(),
            client_keys: Vec::new(),
            #[cfg(feature = "forge")]
            moved: moved::Moved::default(),
        }
    }

    async fn play(&mut self, app: &Arc<dyn App>, step: &Step) {
        let tenant = self.site.tenant.clone();
        let of_callbacks = step.troubles.iter().filter(|one| !one.is_of_calls());
        let faults: Vec<_> = of_callbacks
            .filter_map(|one| {
                let fault = one.fault(std::time::Duration::from_millis(10));
                tenant.try_inject(fault).ok()
            })
            .collect();
        act(self.site.clone(), app.clone(), step.event).await;
        let quiet = tenant
            .wait_for_quiet(std::time::Duration::from_secs(1))
            .await;
        quiet.unwrap();
        for fault in faults {
            if tenant.faults_left().iter().any(|(left, _)| *left == fault) {
                tenant.remove_fault(fault);
            }
        }
        self.follow(step);
    }

    fn follow(&mut self, step: &Step) {
        let refused = step.troubles.iter().any(|one| {
            let fails = matches!(
                one.kind,
                Kind::LoseRequest | Kind::LoseReply | Kind::Status500 | Kind::Status503
            );
            one.at == Point::Installed && one.nth == 1 && fails
        });
        let before = self.model.apps.get(KEY).cloned();
        let place = before.as_ref().map(|app| app.place);
        let there = matches!(place, Some(Place::Enabled | Place::Disabled));
        let enabled = place == Some(Place::Enabled);
        #[cfg(feature = "forge")]
        if self.follow_on_forge(step.event, place.filter(|_| there), refused) {
            return;
        }
        match step.event {
            Event::Install(version) if !there => self.put(STATICS[version], None, place, refused),
            Event::Upgrade(version) if there => self.put(STATICS[version], None, place, refused),
            Event::RotateSecret if there && !refused => self.model.rotate(KEY),
            Event::Disable if enabled => self.stand(Place::Disabled),
            Event::Enable if place == Some(Place::Disabled) => self.stand(Place::Enabled),
            Event::Uninstall if there => self.stand(Place::Uninstalled),
            Event::ImportSite => {
                self.model.apps.clear();
                self.model.imports += 1;
            }
            Event::Own(0) if enabled => drop(self.model.register(KEY, &[("webItems", Some("b"))])),
            Event::Own(1) if enabled => drop(self.model.register(KEY, &[("webItems", Some("d"))])),
            Event::Own(_) if enabled => drop(self.model.remove(KEY, None)),
            _ => {}
        }
    }

    fn put(
        &mut self,
        statics: &[&'static str],
        half_of: Option<&'static str>,
        place: Option<Place>,
        refused: bool,
    ) {
        let before = self.model.apps.get(KEY).cloned();
        let statics = statics.to_vec();
        let coming = Coming {
            half_of,
            keeps: true,
        };
        self.model.ask(KEY, Version { statics, jwt: true }, coming);
        if !refused {
            drop(self.model.accept(KEY, place, true));
            return;
        }
        match before {
            Some(before) => drop(self.model.apps.insert(KEY, before)),
            None => drop(self.model.apps.remove(KEY)),
        }
    }

    fn stand(&mut self, place: Place) {
        if let Some(app) = self.model.apps.get_mut(KEY) {
            app.place = place;
        }
    }

    /// What can be seen of the tenant is as the model says.
    fn compare(&mut self) {
        let app = self.site.tenant.app(KEY);
        let expected = self
            .model
            .apps
            .get(KEY)
            .filter(|app| app.place != Place::Uninstalled);
        let place = match self.site.status() {
            Status::Enabled => Some(Place::Enabled),
            Status::Disabled => Some(Place::Disabled),
            Status::Installing => Some(Place::Installing),
            Status::Uninstalled => None,
        };
        assert_eq!(place, expected.map(|app| app.place));
        let keys = app.as_ref().map(|app| app.dynamic_module_keys());
        let wanted = expected.map(|app| app.keys().iter().map(|key| (*key).to_owned()).collect());
        assert_eq!(keys, wanted);
        #[cfg(feature = "forge")]
        self.compare_on_forge();
        let number = expected.and_then(|app| app.secret);
        if let (Some(secret), Some(number)) = (app.and_then(|app| app.shared_secret()), number) {
            let known = self.secrets.entry(number).or_insert_with(|| secret.clone());
            assert_eq!(*known, secret);
            let same = self.secrets.values().filter(|known| **known == secret);
            assert_eq!(same.count(), 1, "no secret for two");
        }
        let key = self.site.tenant.client_key();
        match self.client_keys.get(self.model.imports) {
            Some(known) => assert_eq!(*known, key),
            None => {
                assert!(!self.client_keys.contains(&key));
                self.client_keys.push(key);
            }
        }
    }
}

/// What happens on one site changes nothing on the other, which has the same app.
async fn hold(story: &Story) {
    let mut pairs = ["acme", "globex"].map(Pair::start);
    let app = parts().start(pairs[0].site.tenant.clone()).await;
    for step in &story.steps {
        pairs[usize::from(step.elsewhere)].play(&app, step).await;
        pairs.iter_mut().for_each(Pair::compare);
        let [one, other] = &pairs;
        let common = |known: &&String| other.client_keys.contains(known);
        assert_eq!(one.client_keys.iter().find(common), None);
        let common = |known: &&String| other.secrets.values().any(|secret| secret == *known);
        assert_eq!(one.secrets.values().find(common), None);
    }
}

#[test]
fn the_tenant_does_in_every_order_what_the_naive_model_does() {
    let cast = parts().cast();
    let plan = Plan {
        cast: cast.clone(),
        seed: 3,
        longest: 9,
        troubles: true,
        second_site: true,
        without: Vec::new(),
        without_troubles: Vec::new(),
    };
    let runs = Runs::made_by(|| {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .build()
    });
    let events: usize = (0..160)
        .map(|life| {
            let story = plan.story(life);
            let played = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                runs.run(hold(&story));
            }));
            assert!(played.is_ok(), "{}", story.written(&cast));
            story.steps.len()
        })
        .sum();
    assert!(events > 400, "{events}");
}
