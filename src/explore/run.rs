//! Explores: lives on many threads, the first that breaks a rule made shorter.

use std::iter::{Enumerate, Take};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::coverage::Coverage;
use super::error::ExploreError;
use super::event::Event;
use super::judge::{Judge, Verdict};
use super::kept::Kept;
use super::plan::Plan;
use super::report::{Exploration, Found, Origin};
use super::rule::Breach;
use super::shrink::shrink;
use super::story::{Step, Story};

/// Told how many lives are over.
pub(super) type Progress = dyn Fn(u64) + Send + Sync;

/// How much is played.
#[derive(Clone, Debug)]
pub(super) struct Budget {
    /// If nothing is said, as many as are usual; and all, where every story of a depth is listed.
    pub(super) lives: Option<u64>,
    pub(super) time: Option<Duration>,
    pub(super) at_once: usize,
}

impl Default for Budget {
    fn default() -> Self {
        let processors = std::thread::available_parallelism();
        Self {
            lives: None,
            time: None,
            at_once: processors.map_or(1, std::num::NonZero::get),
        }
    }
}

/// So many lives are usual.
const USUAL: u64 = 200;

/// The stories of the lives, in their order.
type Stories<'a> = Box<dyn Iterator<Item = Story> + Send + 'a>;

/// What the workers have in common.
struct Shared<'a> {
    next: Mutex<Enumerate<Take<Stories<'a>>>>,
    over: AtomicU64,
    /// The first life that broke a rule, by its number, and its story.
    first: Mutex<Option<(u64, Story, Verdict)>>,
    coverage: Mutex<Coverage>,
}

pub(super) fn explore(
    judge: &Judge,
    plan: &Plan,
    depth: Option<usize>,
    budget: &Budget,
    kept: Option<&Kept>,
    progress: Option<&Progress>,
) -> Result<Exploration, ExploreError> {
    let begun = Instant::now();
    let mut exploration = empty(judge, plan.seed);
    let kept_stories = kept.map_or(Ok(Vec::new()), |kept| kept.stories(judge.cast()))?;
    if let Some(why) = cannot_be_judged(judge) {
        exploration.undecided = Some(why);
        return Ok(exploration);
    }
    for story in kept_stories {
        exploration.lives += 1;
        let verdict = judge.judge(&story);
        if let Some(breach) = verdict.breach.clone() {
            exploration.found = Some(found(judge, &story, verdict, &breach, None));
            return Ok(over(exploration, judge, begun));
        }
    }
    let (stories, usual): (Stories<'_>, _) = match depth {
        Some(depth) => (Box::new(plan.every(depth)), u64::MAX),
        None => (Box::new((0..).map(|life| plan.story(life))), USUAL),
    };
    let lives = usize::try_from(budget.lives.unwrap_or(usual)).unwrap_or(usize::MAX);
    let stories = stories.take(lives).enumerate();
    let first = play_all(judge, budget, stories, progress, &mut exploration);
    if let Some((life, story, verdict)) = first
        && let Some(breach) = verdict.breach.clone()
    {
        let from = Origin {
            life,
            steps: story.steps.len(),
            troubles: story.troubles(),
        };
        let shrunk = shrink(judge, story, verdict, breach.rule);
        let breach = shrunk.verdict.breach.clone().unwrap_or(breach);
        let found = found(judge, &shrunk.story, shrunk.verdict, &breach, Some(from));
        if let Some(kept) = kept {
            kept.add(&found.line, &format!("{}: {}", found.rule, found.words))?;
        }
        exploration.found = Some(found);
    }
    Ok(over(exploration, judge, begun))
}

/// Every life on as many threads as may be; the first that broke a rule.
fn play_all(
    judge: &Judge,
    budget: &Budget,
    stories: Enumerate<Take<Stories<'_>>>,
    progress: Option<&Progress>,
    exploration: &mut Exploration,
) -> Option<(u64, Story, Verdict)> {
    let shared = Shared {
        next: Mutex::new(stories),
        over: AtomicU64::new(0),
        first: Mutex::new(None),
        coverage: Mutex::new(exploration.coverage.clone()),
    };
    let deadline = budget.time.map(|time| Instant::now() + time);
    std::thread::scope(|threads| {
        for _ in 0..budget.at_once {
            threads.spawn(|| work(judge, &shared, deadline, progress));
        }
    });
    exploration.lives += shared.over.into_inner();
    let coverage = shared.coverage.into_inner();
    exploration.coverage = coverage.unwrap_or_else(PoisonError::into_inner);
    let first = shared.first.into_inner();
    first.unwrap_or_else(PoisonError::into_inner)
}

fn work(
    judge: &Judge,
    shared: &Shared<'_>,
    deadline: Option<Instant>,
    progress: Option<&Progress>,
) {
    loop {
        if deadline.is_some_and(|end| Instant::now() >= end) {
            return;
        }
        let next = || shared.next.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((life, story)) = next().next() else {
            return;
        };
        let life = life as u64;
        // A life before the first that broke a rule may break one, too, and is then the first.
        let first = || shared.first.lock().unwrap_or_else(PoisonError::into_inner);
        if first().as_ref().is_some_and(|(found, ..)| *found < life) {
            return;
        }
        let verdict = judge.judge(&story);
        let over = shared.over.fetch_add(1, Ordering::Relaxed) + 1;
        {
            let mut coverage = shared
                .coverage
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            coverage.add(&story, &verdict.lived, judge.cast());
        }
        if let Some(progress) = progress {
            progress(over);
        }
        let mut first = first();
        let is_first = first.as_ref().is_none_or(|(found, ..)| life < *found);
        if verdict.breach.is_some() && is_first {
            *first = Some((life, story, verdict));
        }
    }
}

pub(super) fn replay(judge: &Judge, story: &Story, seed: u64) -> Exploration {
    let begun = Instant::now();
    let mut exploration = empty(judge, seed);
    let verdict = judge.judge(story);
    exploration.lives = 1;
    exploration
        .coverage
        .add(story, &verdict.lived, judge.cast());
    if let Some(breach) = verdict.breach.clone() {
        exploration.found = Some(found(judge, story, verdict, &breach, None));
    }
    over(exploration, judge, begun)
}

fn over(exploration: Exploration, judge: &Judge, begun: Instant) -> Exploration {
    Exploration {
        plain_runs: judge.plain_runs(),
        took: begun.elapsed(),
        ..exploration
    }
}

fn empty(judge: &Judge, seed: u64) -> Exploration {
    Exploration {
        seed,
        lives: 0,
        plain_runs: 0,
        took: Duration::ZERO,
        undecided: None,
        found: None,
        coverage: Coverage::of(judge.cast()),
    }
}

fn found(
    judge: &Judge,
    story: &Story,
    verdict: Verdict,
    breach: &Breach,
    from: Option<Origin>,
) -> Found {
    Found {
        rule: breach.rule,
        words: breach.words.clone(),
        line: story.written(judge.cast()),
        told: story.told(judge.cast()),
        steps: story.steps.len(),
        troubles: story.troubles(),
        from,
        log: verdict.lived.log,
    }
}

/// Whether there is anything to compare: the app can be installed, and does the same twice.
fn cannot_be_judged(judge: &Judge) -> Option<String> {
    let mut story = Story::default();
    story.steps.push(Step::of(Event::Install(0)));
    let first = judge.judge(&story).lived;
    if let Some(why) = first
        .end
        .answers
        .first()
        .and_then(|answer| answer.refused.clone())
    {
        return Some(format!(
            "the app cannot be installed, with nothing wrong: {why}\n{}",
            first.log
        ));
    }
    let commands = 0..judge.cast().commands.len();
    story
        .steps
        .extend(commands.map(|one| Step::of(Event::Own(one))));
    let same = judge.unrepeatable(&story)?;
    Some(format!("two runs without faults end differently: {same}"))
}
