//! Carries checks out: some at once, each with a deadline and on sites of its own, in an order that nothing changes.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::definition::Check;
use super::finding::Finding;
use super::seen::own_lines;
use super::subject::Subject;
use super::trial::Trial;
use super::verdict::{Stop, Verdict};
use crate::tenant::Tenant;
use crate::traffic::RequestLog;

/// How a run is bounded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub(super) at_once: usize,
    pub(super) deadline: Duration,
}

/// Told of every check that is done: how many are, of how many, and what it came to.
pub(super) type Progress = Arc<dyn Fn(usize, usize, &Finding) + Send + Sync>;

/// How long an app may take to be uninstalled from the sites of a check that is over.
const FAREWELL: Duration = Duration::from_secs(2);

/// Carries all of them out; what came out is in the order of `checks`.
pub(super) async fn run(
    subject: &Arc<Subject>,
    checks: Vec<Check>,
    bounds: Bounds,
    progress: Option<Progress>,
) -> Vec<Finding> {
    let total = checks.len();
    let mut done = Vec::with_capacity(total);
    let mut tell = |at: usize, finding: Finding| {
        done.push((at, finding));
        if let (Some(progress), Some((_, finding))) = (&progress, done.last()) {
            progress(done.len(), total, finding);
        }
    };
    let numbered: Vec<(usize, Check)> = checks.into_iter().enumerate().collect();
    let (alone, together): (Vec<_>, Vec<_>) =
        numbered.into_iter().partition(|(_, check)| check.alone);
    let permits = Arc::new(Semaphore::new(bounds.at_once.max(1)));
    let mut tasks = JoinSet::new();
    let (mut running, mut doubtful) = (HashMap::new(), Vec::new());
    for (at, check) in together {
        let (subject, permits) = (subject.clone(), permits.clone());
        let asked = check.clone();
        let task = tasks.spawn(async move {
            // The semaphore is never closed.
            let _permit = permits.acquire_owned().await.ok();
            one(subject, asked, bounds.deadline).await
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
            Some(finding) if check.is_timed && finding.verdict.is_failed() => {
                doubtful.push((at, again(check), finding.verdict));
            }
            finding => tell(at, finding.unwrap_or_else(|| broken(check))),
        }
    }
    for (at, check) in alone {
        tell(at, one(subject.clone(), check, bounds.deadline).await);
    }
    doubtful.sort_by_key(|(at, ..)| *at);
    for (at, check, first) in doubtful {
        let again = one(subject.clone(), check, bounds.deadline).await;
        tell(at, confirmed(first, again));
    }
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, finding)| finding).collect()
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
    let verdict = match again.verdict {
        Verdict::Passed => Verdict::Undecided(format!(
            "it failed once and not when it was asked alone; fewer checks at once would decide it: {}",
            first.reason()
        )),
        other => other,
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

async fn one(subject: Arc<Subject>, check: Check, deadline: Duration) -> Finding {
    let name = match check.again {
        true => format!("{}-again", check.id),
        false => check.id.clone(),
    };
    let trial = Trial::new(subject.clone(), &name);
    let ended = timeout(deadline, (check.steps)(trial.clone())).await;
    let sites = trial.sites();
    let (verdict, proof) = match ended {
        Ok(Ok(())) => (Verdict::Passed, RequestLog::default()),
        Ok(Err(Stop::Failed { why, proof })) => (Verdict::Failed(why), own_lines(&proof)),
        Ok(Err(Stop::NotApplicable(why))) => (Verdict::NotApplicable(why), RequestLog::default()),
        Ok(Err(Stop::Undecided(why))) => (Verdict::Undecided(why), RequestLog::default()),
        Err(_) => {
            let why = format!(
                "it was not done within {} s; more time by the deadline would decide it",
                deadline.as_secs()
            );
            (Verdict::Undecided(why), RequestLog::default())
        }
    };
    let logs = sites.iter().map(|site| own_lines(&site.log())).collect();
    let verdict = steady(verdict, &subject, &sites);
    farewell(sites).await;
    Finding {
        check,
        verdict,
        known: false,
        proof,
        sites: logs,
    }
}

/// The verdict without ports and clientKeys, which two runs need not have in common.
fn steady(verdict: Verdict, subject: &Subject, sites: &[Tenant]) -> Verdict {
    let tame = |why: String| {
        let mut why = why.replace(subject.descriptor.base_url(), "{app}");
        for site in sites {
            let base_url = site.base_url();
            let root = base_url.trim_end_matches("/wiki");
            why = why
                .replace(&site.client_key(), "{clientKey}")
                .replace(root, "{tenant}");
        }
        why
    };
    match verdict {
        Verdict::Passed => Verdict::Passed,
        Verdict::Failed(why) => Verdict::Failed(tame(why)),
        Verdict::NotApplicable(why) => Verdict::NotApplicable(tame(why)),
        Verdict::Undecided(why) => Verdict::Undecided(tame(why)),
    }
}

/// The app hears that it is uninstalled, as far as it still listens.
async fn farewell(sites: Vec<Tenant>) {
    for site in sites {
        site.clear_faults();
        for app in site.apps() {
            // What it answers is no matter of the check.
            let _ = timeout(FAREWELL, app.uninstall()).await;
        }
    }
}
