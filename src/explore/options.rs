//! How an `Explorer` looks: how long, by which time, and at what.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Runtime;

use super::error::ExploreError;
use super::event::{Cast, Event};
use super::explorer::Explorer;
use super::kept::Kept;
use super::rule::Rule;
use super::runs::Runs;
use super::trouble::Trouble;
use crate::settings::Settings;

impl<A> Explorer<A> {
    /// A manifest that the app moves to Forge with, and is upgraded to from then on. With one, lives have the move and
    /// Forge's events in them.
    #[cfg(feature = "forge")]
    pub fn manifest(
        mut self,
        name: impl Into<String>,
        manifest: impl Fn(&A) -> crate::manifest::Manifest + Send + Sync + 'static,
    ) -> Self {
        self.parts.manifests.push((name.into(), Arc::new(manifest)));
        self
    }

    /// The settings of the tenants.
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// The runtime of each life, on which the app lives, too. With tokio's feature `test-util`, which your tests may
    /// have, `Builder::new_current_thread().enable_all().start_paused(true).build()` makes waiting free of charge:
    /// then give [`quiet`](Self::quiet) a minute, so that it outlasts every pause before a retry.
    pub fn runtime(
        mut self,
        make: impl Fn() -> std::io::Result<Runtime> + Send + Sync + 'static,
    ) -> Self {
        self.runs = Runs::made_by(make);
        self
    }

    /// How long nothing must come for everything to be quiet: longer than the app waits before it tries something
    /// again. 60 ms.
    pub fn quiet(mut self, quiet: Duration) -> Self {
        self.quiet = quiet;
        self
    }

    /// What the lives are drawn by; 0 without it. Another one gives other lives.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// How many lives; 200 without it, and all there are where every one is played ([`exhaustive`](Self::exhaustive)).
    pub fn lives(mut self, lives: u64) -> Self {
        self.budget.lives = Some(lives);
        self
    }

    /// No new life after this time.
    pub fn within(mut self, time: Duration) -> Self {
        self.budget.time = Some(time);
        self
    }

    /// How many lives at once; as many as the machine has processors without it.
    pub fn at_once(mut self, lives: usize) -> Self {
        self.budget.at_once = lives.max(1);
        self
    }

    /// How many steps a life has at most; 6 without it.
    pub fn longest(mut self, steps: usize) -> Self {
        self.longest = steps.max(2);
        self
    }

    /// Every story of so many events after the install in place of drawn ones, each without and with every single
    /// trouble. Three events are thousands of stories: [`lives`](Self::lives) or [`within`](Self::within) ends it sooner.
    pub fn exhaustive(mut self, depth: usize) -> Self {
        self.depth = Some(depth);
        self
    }

    /// Without faults, and nothing in flight: plain orders alone.
    pub fn plain(mut self) -> Self {
        self.troubles = false;
        self
    }

    /// Without a second tenant.
    pub fn one_tenant(mut self) -> Self {
        self.second_site = false;
        self
    }

    /// Without this event, by its name: `import-site`, say.
    ///
    /// # Panics
    /// When it runs, if there is no such event.
    pub fn without_event(mut self, name: impl Into<String>) -> Self {
        self.without.push(name.into());
        self
    }

    /// Without this trouble, by its name: `status-500 of POST modules`, say, or all that befall `POST modules`. To look
    /// on where one finding is known.
    ///
    /// # Panics
    /// When it runs, if there is no such trouble.
    pub fn without_trouble(mut self, name: impl Into<String>) -> Self {
        self.without_troubles.push(name.into());
        self
    }

    /// Without this rule, where the app means to break it.
    pub fn without(mut self, rule: Rule) -> Self {
        self.rules.retain(|one| *one != rule);
        self
    }

    /// A file of the stories that were found, played first the next time.
    pub fn remember(mut self, path: impl AsRef<Path>) -> Self {
        self.kept = Some(Kept::at(path.as_ref()));
        self
    }

    /// The app is one for all lives, an app in a process of its own: each life has tenants of other names.
    pub fn one_app(mut self) -> Self {
        self.shared = true;
        self
    }

    /// Told how many lives are over, as it goes.
    pub fn progress(mut self, told: impl Fn(u64) + Send + Sync + 'static) -> Self {
        self.progress = Some(Arc::new(told));
        self
    }

    pub(super) fn troubles_left_out(&self, cast: &Cast) -> Result<Vec<String>, ExploreError> {
        let all = Event::all(cast).into_iter().flat_map(Trouble::of);
        let names: BTreeSet<String> = all
            .flat_map(|one| [one.to_string(), one.at.name().to_owned()])
            .collect();
        let unknown = self
            .without_troubles
            .iter()
            .find(|name| !names.contains(*name));
        match unknown {
            Some(name) => Err(ExploreError::new(format!("there is no trouble `{name}`"))),
            None => Ok(self.without_troubles.clone()),
        }
    }

    pub(super) fn left_out(&self, cast: &Cast) -> Result<Vec<Event>, ExploreError> {
        let all = Event::all(cast);
        let mut left_out = Vec::new();
        for name in &self.without {
            let before = left_out.len();
            left_out.extend(all.iter().filter(|event| event.kind(cast) == *name));
            if left_out.len() == before {
                return Err(ExploreError::new(format!("there is no event `{name}`")));
            }
        }
        Ok(left_out)
    }
}
