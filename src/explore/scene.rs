//! A scene: the steps between two moments of quiet, with their troubles, and what has to be said again after them.

use std::ops::Range;
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::event::Event;
use super::life::Life;
use super::rule::Rule;
use super::site::act;
use super::story::{Step, Then};
use super::subject::Answer;
use super::trouble::Kind;
use super::watch;
use crate::fault::FaultId;
use crate::tenant::{Hold, Tenant};

/// How long a command of the test may take.
const END: Duration = Duration::from_secs(60);

/// Plays these steps, repeats what was lost on the way as an admin and a user do, and looks at what
/// came and went.
pub(super) async fn play(life: &mut Life, steps: &[Step], range: Range<usize>) {
    let alone = range.len() == 1 && steps[range.start].troubles.is_empty();
    let before = watch::Before::of(life);
    let injected = overlapped(life, steps, range.clone()).await;
    settle(life).await;
    note_applied(life, steps, injected);
    watch::look(life, &before, &steps[range.clone()], alone);
    if alone || life.breach.is_some() {
        return;
    }
    say_again(life, steps, range, &before).await;
}

/// One step that is in no story, with nothing wrong.
pub(super) async fn play_besides(life: &mut Life, step: &Step) {
    let before = watch::Before::of(life);
    let running = begin(life, step);
    if let Some(why) = ended(life, running).await.refused {
        let told = format!("with nothing wrong any more the app cannot be brought back: {why}");
        life.broke(Rule::SameEnd, told);
    }
    settle(life).await;
    watch::look(life, &before, std::slice::from_ref(step), true);
}

type Injected = Vec<(usize, usize, usize, FaultId)>;

/// Begins each step as the one before has it, and ends when all of them have.
async fn overlapped(life: &mut Life, steps: &[Step], range: Range<usize>) -> Injected {
    let mut injected = Injected::new();
    let mut running: Vec<(usize, JoinHandle<Answer>)> = Vec::new();
    let mut holds: Vec<Hold> = Vec::new();
    for at in range {
        let step = &steps[at];
        let site = usize::from(step.elsewhere);
        inject(life, at, step, &mut injected);
        let tenant = life.sites[site].tenant.clone();
        let hold = match step.then {
            Then::While(point) => Some(tenant.hold(point.filter())),
            Then::Quiet | Then::AtOnce => None,
        };
        let mut task = begin(life, step);
        // What comes last may itself wait for what is held.
        let is_awaited = match step.then {
            Then::Quiet => !holds.is_empty(),
            Then::AtOnce => true,
            Then::While(_) => false,
        };
        if is_awaited && let Ok(ended) = timeout(life.bounds.moment, &mut task).await {
            life.answers[at] = answered(life, ended);
            continue;
        }
        if let Some(hold) = hold
            && hold.reached_within(life.bounds.moment).await
        {
            holds.push(hold);
        }
        running.push((at, task));
    }
    for hold in holds {
        hold.release();
    }
    for (at, task) in running {
        let answer = ended(life, task).await;
        life.answers[at] = answer;
    }
    injected
}

fn inject(life: &Life, at: usize, step: &Step, injected: &mut Injected) {
    let site = usize::from(step.elsewhere);
    for (number, trouble) in step.troubles.iter().enumerate() {
        let fault = trouble.fault(life.bounds.delay);
        // One that no callback of this app can have does not come about.
        if let Ok(id) = life.sites[site].tenant.try_inject(fault) {
            injected.push((at, number, site, id));
        }
    }
}

fn begin(life: &Life, step: &Step) -> JoinHandle<Answer> {
    let site = life.sites[usize::from(step.elsewhere)].clone();
    tokio::spawn(act(site, life.app.clone(), step.event))
}

async fn ended(life: &mut Life, task: JoinHandle<Answer>) -> Answer {
    match timeout(END, task).await {
        Ok(ended) => answered(life, ended),
        Err(_) => {
            life.broke(Rule::Stuck, format!("a step had no end within {END:?}"));
            Answer::no("it had no end")
        }
    }
}

fn answered(life: &mut Life, ended: Result<Answer, tokio::task::JoinError>) -> Answer {
    ended.unwrap_or_else(|_| {
        life.broke(Rule::Crash, "a command of the test panicked");
        Answer::no("it panicked")
    })
}

/// Until nothing is under way on any site.
async fn settle(life: &mut Life) {
    for at in 0..life.sites.len() {
        let tenant = life.sites[at].tenant.clone();
        let (rest, quiet) = (life.bounds.rest, life.bounds.quiet);
        let mut attempt = 0;
        loop {
            if tenant.wait_for_quiet_within(rest, quiet).await.is_err() {
                let words = format!("the app does not come to rest within {rest:?}");
                life.broke(Rule::Retries, words);
            }
            if !tried_again(&tenant, attempt).await {
                break;
            }
            attempt += 1;
        }
        life.sites[at].learn();
    }
}

/// Whether the host had an event to deliver once more.
#[cfg(feature = "forge")]
async fn tried_again(tenant: &Tenant, attempt: usize) -> bool {
    super::forge::retry(tenant, attempt).await
}

#[cfg(not(feature = "forge"))]
#[expect(clippy::unused_async, reason = "with the feature it sends")]
async fn tried_again(_: &Tenant, _: usize) -> bool {
    false
}

/// What of the faults came about; the others are taken back.
fn note_applied(life: &mut Life, steps: &[Step], injected: Injected) {
    for (at, number, site, id) in injected {
        let tenant = &life.sites[site].tenant;
        let left = tenant.faults_left().iter().any(|(left, _)| *left == id);
        if left {
            tenant.remove_fault(id);
            continue;
        }
        let trouble = steps[at].troubles[number];
        life.applied.insert((at, trouble));
        life.postponed[site] |= trouble.kind == Kind::Reorder;
    }
}

/// What an admin repeats who was told that it failed, or sees that it did nothing; and after that a
/// user whom the app told no. Nothing goes wrong any more.
async fn say_again(life: &mut Life, steps: &[Step], range: Range<usize>, before: &watch::Before) {
    let own = |at: &usize| matches!(steps[*at].event, Event::Own(_));
    let mut again: Vec<(Option<usize>, Step)> = Vec::new();
    let lifecycle = range.clone().filter(|at| !own(at));
    // What came after the first that failed may have found nothing to happen to.
    let failed = lifecycle.skip_while(|at| life.answers[*at].is_done());
    again.extend(failed.map(|at| (Some(at), steps[at].calm())));
    if again.is_empty() {
        for elsewhere in [false, true] {
            let lost = watch::lost(life, before, elsewhere).into_iter();
            let lost = lost.map(|event| Step {
                elsewhere,
                ..Step::of(event)
            });
            again.extend(lost.map(|step| (None, step)));
        }
    }
    let refused = range.filter(|at| own(at) && !life.answers[*at].is_done());
    again.extend(refused.map(|at| (Some(at), steps[at].calm())));
    for (at, step) in again {
        let before = watch::Before::of(life);
        let running = begin(life, &step);
        let answer = ended(life, running).await;
        if let Some(at) = at {
            life.answers[at] = answer;
        }
        settle(life).await;
        watch::look(life, &before, std::slice::from_ref(&step), true);
        if life.breach.is_some() {
            return;
        }
    }
}
