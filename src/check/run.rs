//! Carries checks out: some at once, each with a deadline and on sites of its own, in an order that nothing changes.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::alive::{comes_back, is_alive, met_nobody};
use super::definition::Check;
use super::finding::Finding;
use super::one::one;
use super::subject::Subject;
use super::verdict::Verdict;
use crate::traffic::RequestLog;

/// How a run is bounded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub(super) at_once: usize,
    pub(super) deadline: Duration,
}

/// Told of every check that is done: how many are, of how many, and what it came to.
pub(super) type Progress = Arc<dyn Fn(usize, usize, &Finding) + Send + Sync>;

/// Carries all of them out; what came out is in the order of `checks`.
///
/// What can end an app's process comes after the rest. What was not decided, and what failed and
/// depends on times, is asked once more, one after the other.
pub(super) async fn run(
    subject: &Arc<Subject>,
    checks: Vec<Check>,
    bounds: Bounds,
    progress: Option<Progress>,
) -> Vec<Finding> {
    let mut run = Run {
        subject: subject.clone(),
        bounds,
        progress,
        total: checks.len(),
        done: Vec::new(),
        doubtful: Vec::new(),
    };
    let numbered: Vec<(usize, Check)> = checks.into_iter().enumerate().collect();
    let (alone, together): (Vec<_>, Vec<_>) =
        numbered.into_iter().partition(|(_, check)| check.alone);
    let (harmful, harmless): (Vec<_>, Vec<_>) = together
        .into_iter()
        .partition(|(_, check)| check.can_end_the_app);
    run.together(harmless).await;
    for (at, check) in alone {
        let finding = run.one(check).await;
        run.weigh(at, finding);
    }
    run.together(harmful).await;
    run.once_more().await;
    run.done.sort_by_key(|(at, _)| *at);
    run.done.into_iter().map(|(_, finding)| finding).collect()
}

/// How long what is in doubt is asked for once more, all in all.
const ONCE_MORE: Duration = Duration::from_secs(120);

/// One run of checks.
struct Run {
    subject: Arc<Subject>,
    bounds: Bounds,
    progress: Option<Progress>,
    total: usize,
    done: Vec<(usize, Finding)>,
    doubtful: Vec<(usize, Finding)>,
}

impl Run {
    async fn one(&self, check: Check) -> Finding {
        one(self.subject.clone(), check, self.bounds.deadline).await
    }

    fn tell(&mut self, at: usize, finding: Finding) {
        self.done.push((at, finding));
        if let (Some(progress), Some((_, finding))) = (&self.progress, self.done.last()) {
            progress(self.done.len(), self.total, finding);
        }
    }

    /// Keeps what has to be asked for once more.
    fn weigh(&mut self, at: usize, finding: Finding) {
        let is_doubtful = match finding.verdict {
            Verdict::Failed(_) => finding.check.is_timed,
            Verdict::Undecided(_) => true,
            Verdict::Passed | Verdict::NotApplicable(_) => false,
        };
        match is_doubtful {
            true => self.doubtful.push((at, finding)),
            false => self.tell(at, finding),
        }
    }

    async fn together(&mut self, checks: Vec<(usize, Check)>) {
        let permits = Arc::new(Semaphore::new(self.bounds.at_once.max(1)));
        let mut tasks = JoinSet::new();
        let mut running = HashMap::new();
        for (at, check) in checks {
            let (subject, permits) = (self.subject.clone(), permits.clone());
            let (asked, deadline) = (check.clone(), self.bounds.deadline);
            let task = tasks.spawn(async move {
                // The semaphore is never closed.
                let _permit = permits.acquire_owned().await.ok();
                one(subject, asked, deadline).await
            });
            running.insert(task.id(), (at, check));
        }
        while let Some(ended) = tasks.join_next_with_id().await {
            let (id, finding) = match ended {
                Ok((id, finding)) => (id, Some(finding)),
                Err(error) => (error.id(), None),
            };
            let Some((at, check)) = running.remove(&id) else {
                continue;
            };
            match finding {
                Some(finding) => self.weigh(at, finding),
                None => self.tell(at, broken(check)),
            }
        }
    }

    /// Asks for what is in doubt one after the other, so that what ends the app is known by name.
    async fn once_more(&mut self) {
        let mut doubtful = std::mem::take(&mut self.doubtful);
        doubtful.sort_by_key(|(at, _)| *at);
        let base_url = self.subject.descriptor.base_url().to_owned();
        let was_gone = doubtful.iter().any(|(_, one)| met_nobody(one));
        let mut ended_by: Option<String> = None;
        let begun = Instant::now();
        for (at, first) in doubtful {
            if begun.elapsed() > ONCE_MORE {
                self.tell(at, unconfirmed(first));
                continue;
            }
            if !comes_back(&base_url).await {
                self.tell(at, gone(first, ended_by.as_deref()));
                continue;
            }
            let again = self.one(again(first.check.clone())).await;
            let finding = match is_alive(&base_url).await {
                true if was_gone => again,
                true => confirmed(first.verdict, again),
                false if matches!(again.verdict, Verdict::NotApplicable(_)) => again,
                false => {
                    ended_by = Some(first.check.id.clone());
                    ends_the_app(again)
                }
            };
            self.tell(at, finding);
        }
    }
}

/// What failed among others, and there was no time to ask again.
fn unconfirmed(first: Finding) -> Finding {
    match first.verdict {
        Verdict::Failed(why) => Finding {
            verdict: Verdict::Undecided(format!(
                "it failed, and there was no time to ask again alone; `--only` this check would decide it: {why}"
            )),
            proof: RequestLog::default(),
            ..first
        },
        _ => first,
    }
}

/// What could not be asked any more.
fn gone(first: Finding, ended_by: Option<&str>) -> Finding {
    let since = ended_by.map_or(String::new(), |id| format!(" since `{id}`"));
    let why = format!(
        "the app is gone{since}; under something that starts it again, this could be decided"
    );
    Finding {
        verdict: Verdict::Undecided(why),
        proof: RequestLog::default(),
        ..first
    }
}

/// A check after which nothing listens any more.
fn ends_the_app(again: Finding) -> Finding {
    let why = match again.verdict.reason() {
        "" => "the app's process has ended by it".to_owned(),
        why => format!("{why}: the app's process has ended by it"),
    };
    Finding {
        verdict: Verdict::Failed(why),
        ..again
    }
}

/// The same on other sites, which the app does not know yet.
fn again(check: Check) -> Check {
    Check {
        again: true,
        ..check
    }
}

/// What failed among others and not alone has failed for want of time, it may be; nobody knows.
fn confirmed(first: Verdict, again: Finding) -> Finding {
    let verdict = match (first, again.verdict) {
        (Verdict::Failed(why), Verdict::Passed) => Verdict::Undecided(format!(
            "it failed once and not when it was asked alone; fewer checks at once would decide it: {why}"
        )),
        (_, again) => again,
    };
    Finding { verdict, ..again }
}

/// A check that panicked: no finding about the app.
fn broken(check: Check) -> Finding {
    let why = "the check itself broke; please report it with the panic that is printed above";
    Finding {
        check,
        verdict: Verdict::Undecided(why.into()),
        known: false,
        proof: RequestLog::default(),
        sites: Vec::new(),
    }
}
