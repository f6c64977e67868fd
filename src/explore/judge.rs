//! Judges a story: plays it, and beside it the plain runs that it has to end like.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::end::End;
use super::event::{Cast, Event};
use super::life::{Lived, Stage};
use super::play::live;
use super::rule::{Breach, Rule};
use super::runs::Runs;
use super::story::{Step, Story};

/// So many plain runs are remembered.
const REMEMBERED: usize = 20_000;

/// What a plain run came to: where it ended, or the rule it broke.
type Plain = Arc<(End, Option<Breach>)>;

/// Plays and compares. Plain runs are played once for all lives that need them.
pub(super) struct Judge {
    stage: Stage,
    cast: Cast,
    runs: Runs,
    plain: Mutex<HashMap<Story, Plain>>,
    plain_runs: AtomicUsize,
}

/// What was found of a story.
pub(super) struct Verdict {
    pub(super) lived: Lived,
    pub(super) breach: Option<Breach>,
}

impl Judge {
    pub(super) fn new(stage: Stage, cast: Cast, runs: Runs) -> Self {
        Self {
            stage,
            cast,
            runs,
            plain: Mutex::default(),
            plain_runs: AtomicUsize::new(0),
        }
    }

    fn holds_to(&self, rule: Rule) -> bool {
        self.stage.rules.contains(&rule)
    }

    pub(super) fn cast(&self) -> &Cast {
        &self.cast
    }

    /// How many plain runs there were.
    pub(super) fn plain_runs(&self) -> usize {
        self.plain_runs.load(Ordering::Relaxed)
    }

    fn play(&self, story: &Story) -> Lived {
        let stage = self.stage.for_one_life();
        self.runs.run(async { live(&stage, story).await })
    }

    fn plain(&self, story: &Story) -> Plain {
        let known = self.plain.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(story) {
            return known.clone();
        }
        drop(known);
        let lived = self.play(story);
        self.plain_runs.fetch_add(1, Ordering::Relaxed);
        let plain = Arc::new((lived.end, lived.breach));
        let mut known = self.plain.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(story.clone(), plain.clone());
        plain
    }

    /// In what two plain runs of one story end differently: then nothing can be compared.
    pub(super) fn unrepeatable(&self, story: &Story) -> Option<String> {
        let (one, other) = (self.play(story), self.play(story));
        let differs = one.end.difference(&other.end, &self.steps(story));
        differs.filter(|_| one.breach.is_none() && other.breach.is_none())
    }

    fn steps(&self, story: &Story) -> Vec<String> {
        let words = |step: &Step| step.event.written(&self.cast);
        story.steps.iter().map(words).collect()
    }

    /// Plays the story and all that it has to end like.
    pub(super) fn judge(&self, story: &Story) -> Verdict {
        let lived = self.play(story);
        let breach = lived
            .breach
            .clone()
            .or_else(|| self.compared(story, &lived.end));
        let breach = breach.filter(|breach| self.holds_to(breach.rule));
        Verdict { lived, breach }
    }

    fn compared(&self, story: &Story, end: &End) -> Option<Breach> {
        let steps = self.steps(story);
        let mut first = None;
        let mut orders = orders(story)?.into_iter();
        loop {
            let Some(order) = orders.next() else {
                let words: String = first.unwrap_or_default();
                return Some(Breach::new(Rule::SameEnd, words));
            };
            let mut plain = Story::default();
            plain
                .steps
                .extend(order.iter().map(|at| story.steps[*at].calm()));
            let run = self.plain(&plain);
            let (expected, breach) = &*run;
            if let Some(breach) = breach {
                return Some(breach.clone());
            }
            let mut expected = expected.clone();
            let answers = expected.answers.clone();
            for (place, at) in order.iter().enumerate() {
                expected.answers[*at] = answers[place].clone();
            }
            match end.difference(&expected, &steps) {
                None => return self.related(&plain, &run.0),
                Some(words) => drop(first.get_or_insert(words)),
            }
        }
    }

    /// What a plain run has to have in common with others.
    fn related(&self, plain: &Story, end: &End) -> Option<Breach> {
        if self.holds_to(Rule::RoundTrip)
            && end.all_done()
            && let Some(short) = without_round_trips(plain)
        {
            let run = self.plain(&short);
            let (expected, breach) = &*run;
            let usable = breach.is_none() && expected.all_done();
            if usable && let Some(words) = end.difference_of_state(expected) {
                let line = short.written(&self.cast);
                let words = format!("{words}, as after {line}");
                return Some(Breach::new(Rule::RoundTrip, words));
            }
        }
        if self.holds_to(Rule::Apart) && plain.steps.iter().any(|step| step.elsewhere) {
            let mut alone = plain.clone();
            alone.steps.retain(|step| !step.elsewhere);
            let run = self.plain(&alone);
            let (expected, breach) = &*run;
            if breach.is_none()
                && let Some(words) = end.sites[0].difference(&expected.sites[0])
            {
                let words = format!("{words}, as without what happens on globex");
                return Some(Breach::new(Rule::Apart, words));
            }
        }
        None
    }
}

/// The orders in which a story may be taken: as it stands first; and what overlaps, in any other. None where there are
/// more than anybody looks through: nothing can be said of the end then.
fn orders(story: &Story) -> Option<Vec<Vec<usize>>> {
    let mut orders: Vec<Vec<usize>> = vec![Vec::new()];
    for scene in story.scenes() {
        if scene.len() > 4 {
            return None;
        }
        let several = permutations(scene.collect());
        if orders.len() * several.len() > 36 {
            return None;
        }
        orders = orders
            .iter()
            .flat_map(|order| {
                several.iter().map(|scene| {
                    let mut order = order.clone();
                    order.extend(scene);
                    order
                })
            })
            .collect();
    }
    Some(orders)
}

fn permutations(of: Vec<usize>) -> Vec<Vec<usize>> {
    if of.len() < 2 {
        return vec![of];
    }
    let mut found = Vec::new();
    for at in 0..of.len() {
        let mut rest = of.clone();
        let first = rest.remove(at);
        for mut order in permutations(rest) {
            order.insert(0, first);
            found.push(order);
        }
    }
    found
}

/// The same without what changes nothing in the end: each install with the version that the app has at
/// last. None if there was nothing of the kind.
fn without_round_trips(plain: &Story) -> Option<Story> {
    let mut short = Story::default();
    let mut installs: [Option<usize>; 2] = [None, None];
    let mut moves: [Option<usize>; 2] = [None, None];
    let mut disabled = [false; 2];
    for step in &plain.steps {
        let site = usize::from(step.elsewhere);
        let next = Some(short.steps.len());
        match (step.event, installs[site], moves[site]) {
            (Event::Upgrade(version), Some(install), None) => {
                short.steps[install].event = Event::Install(version);
            }
            (Event::ForgeUpgrade(manifest), _, Some(moved)) => {
                short.steps[moved].event = Event::MoveToForge(manifest);
            }
            (Event::Install(_), None, _) => (installs[site], disabled[site]) = (next, false),
            (Event::MoveToForge(_), Some(_), None) => moves[site] = next,
            (Event::Uninstall | Event::ImportSite, ..) => {
                (installs[site], moves[site]) = (None, None);
            }
            _ => {}
        }
        match step.event {
            Event::Disable => disabled[site] = true,
            Event::Enable => disabled[site] = false,
            _ => {}
        }
        // Of what happens to pages meanwhile nobody hears.
        let unheard = disabled[site] && matches!(step.event, Event::CreatePage | Event::EditPage);
        if !(unheard || step.event.is_round_trip()) {
            short.steps.push(step.clone());
        }
    }
    (short.steps.len() < plain.steps.len()).then_some(short)
}
