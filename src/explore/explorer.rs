//! `Explorer`: which app, what may happen to it, and how long to look.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use super::bounds::Bounds;
use super::error::ExploreError;
use super::judge::Judge;
use super::kept::Kept;
use super::life::Stage;
use super::plan::Plan;
use super::report::Exploration;
use super::rule::Rule;
use super::run::{Budget, Progress, explore};
use super::runs::Runs;
use super::story::Story;
use super::subject::{MayRefuse, Parts, Subject};
use crate::door::Door;
use crate::settings::Settings;
use crate::tenant::{DescriptorSource, Tenant};

/// Plays an app's life in every order, with transient faults and callbacks in flight, and tells the shortest
/// story that breaks it.
///
/// It needs to know nothing of the app: after everything is quiet, the app must be where the same commands lead
/// without faults and one after the other; the other rules are in [`Rule`]. Each life has tenants, an app and a
/// runtime of its own. What is played is decided by the seed alone.
///
/// ```no_run
/// use mockfluence::DescriptorSource;
/// use mockfluence::explore::Explorer;
/// # #[derive(Clone)] struct Board;
/// # impl Board {
/// #     async fn start(_: String) -> Self { Board }
/// #     fn descriptor_url(&self) -> String { String::new() }
/// #     fn next_version(&self) -> serde_json::Value { serde_json::json!({}) }
/// #     async fn open_incident(&self, _: &str) -> Result<(), std::io::Error> { Ok(()) }
/// # }
/// fn explorer() -> Explorer<Board> {
///     Explorer::new(|tenant| Board::start(tenant.keys_url()))
///         .version("1.0.0", |board| board.descriptor_url())
///         .version("2.0.0", |board| board.next_version())
///         .command("open incident", |board| async move { board.open_incident("incident-1").await })
///         .remember("tests/explorer.txt")
///         .lives(200)
/// }
///
/// // #[test]
/// fn no_order_of_events_breaks_the_board() {
///     explorer().run().assert_passed();
/// }
/// ```
#[must_use = "it explores nothing until it runs"]
pub struct Explorer<A> {
    pub(super) parts: Parts<A>,
    pub(super) settings: Settings,
    pub(super) runs: Runs,
    pub(super) quiet: Duration,
    pub(super) seed: u64,
    pub(super) budget: Budget,
    pub(super) longest: usize,
    pub(super) troubles: bool,
    pub(super) second_site: bool,
    pub(super) depth: Option<usize>,
    pub(super) without: Vec<String>,
    pub(super) without_troubles: Vec<String>,
    pub(super) rules: Vec<Rule>,
    pub(super) kept: Option<Kept>,
    pub(super) shared: bool,
    pub(super) progress: Option<Arc<Progress>>,
    pub(super) door: Door,
}

impl<A: Clone + Send + Sync + 'static> Explorer<A> {
    /// Explores the app that this starts, anew for each life, on the life's runtime. The tenant is there to point
    /// it at: [`Tenant::keys_url`].
    pub fn new<F>(start: impl Fn(Tenant) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = A> + Send + 'static,
    {
        Self {
            parts: Parts::new(start),
            settings: Settings::default(),
            runs: Runs::default(),
            quiet: Duration::from_millis(60),
            seed: 0,
            budget: Budget::default(),
            longest: 6,
            troubles: true,
            second_site: true,
            depth: None,
            without: Vec::new(),
            without_troubles: Vec::new(),
            rules: Rule::ALL.to_vec(),
            kept: None,
            shared: false,
            progress: None,
            door: Door::default(),
        }
    }

    /// A version of the app: where its descriptor is. The first one is installed; the closure may have the app
    /// serve that version from now on.
    pub fn version<S: Into<DescriptorSource>>(
        mut self,
        name: impl Into<String>,
        source: impl Fn(&A) -> S + Send + Sync + 'static,
    ) -> Self {
        let source = Arc::new(move |app: &A| source(app).into());
        self.parts.versions.push((name.into(), source));
        self
    }

    /// A command of the test, e.g. what a user does in the app. An error is the app's no: where something was wrong,
    /// the command is given once more when nothing is.
    pub fn command<F, O>(
        mut self,
        name: impl Into<String>,
        act: impl Fn(A) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = O> + Send + 'static,
        O: MayRefuse,
    {
        self.parts.add_command(name.into(), act);
        self
    }

    /// What must be so when all is quiet; an error says why it is not.
    pub fn invariant<F, O>(
        mut self,
        name: impl Into<String>,
        is: impl Fn(A) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = O> + Send + 'static,
        O: MayRefuse,
    {
        self.parts.add_invariant(name.into(), is);
        self
    }

    /// What must end the same, whatever went wrong on the way, beside modules and pages: what the app has stored,
    /// say. Without ports, keys or times, which differ from life to life.
    pub fn same<F, D>(
        mut self,
        name: impl Into<String>,
        look: impl Fn(A) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = D> + Send + 'static,
        D: std::fmt::Display,
    {
        self.parts.add_seen(name.into(), look);
        self
    }

    fn judge(&self) -> Result<Judge, ExploreError> {
        let parts = Arc::new(self.parts.clone());
        let cast = parts.cast();
        if cast.versions.is_empty() {
            let why = "there is nothing to install: give the explorer a version, `.version(\"1.0.0\", |app| …)`";
            return Err(ExploreError::new(why));
        }
        let stage = Stage {
            subject: parts,
            settings: self.settings.clone(),
            bounds: Bounds::of_quiet(self.quiet),
            rules: self.rules.clone(),
            names: ["acme".to_owned(), "globex".to_owned()],
            counted: self.shared.then(Arc::default),
            door: self.door,
        };
        Ok(Judge::new(stage, cast, self.runs.clone()))
    }

    /// Explores. Blocks: lives have threads and runtimes of their own.
    ///
    /// # Panics
    /// Where [`try_run`](Self::try_run) has an error.
    #[track_caller]
    pub fn run(self) -> Exploration {
        match self.try_run() {
            Ok(explored) => explored,
            Err(error) => panic!("{error}"),
        }
    }

    /// [`run`](Self::run) for what comes from outside.
    ///
    /// # Errors
    /// Without a version, for a name of an event that there is not, and if the file of stories cannot be read or
    /// written.
    pub fn try_run(self) -> Result<Exploration, ExploreError> {
        let judge = self.judge()?;
        let cast = judge.cast().clone();
        let plan = Plan {
            without: self.left_out(&cast)?,
            without_troubles: self.troubles_left_out(&cast)?,
            cast,
            seed: self.seed,
            longest: self.longest,
            troubles: self.troubles,
            second_site: self.second_site,
        };
        let (kept, progress) = (self.kept.as_ref(), self.progress.as_deref());
        explore(&judge, &plan, self.depth, &self.budget, kept, progress)
    }

    /// Plays one story, as a finding or a file of stories writes it, and does not make it shorter.
    ///
    /// # Panics
    /// Where [`try_replay`](Self::try_replay) has an error.
    #[track_caller]
    pub fn replay(self, line: &str) -> Exploration {
        match self.try_replay(line) {
            Ok(explored) => explored,
            Err(error) => panic!("{error}"),
        }
    }

    /// [`replay`](Self::replay) for what comes from outside.
    ///
    /// # Errors
    /// If the story cannot be read, or there is no version.
    pub fn try_replay(self, line: &str) -> Result<Exploration, ExploreError> {
        let judge = self.judge()?;
        let story = Story::read(line, judge.cast());
        let story = story.map_err(|unknown| ExploreError::new(unknown.to_string()))?;
        Ok(super::run::replay(&judge, &story, self.seed))
    }
}

/// An explorer whose tenants speak to somebody at a command line.
pub fn at_the_command_line<A>(mut explorer: Explorer<A>) -> Explorer<A> {
    explorer.door = Door::Commands;
    explorer
}

impl<A> std::fmt::Debug for Explorer<A> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Explorer")
            .field("seed", &self.seed)
            .field("budget", &self.budget)
            .finish_non_exhaustive()
    }
}
