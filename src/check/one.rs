//! Carries one check out, on sites of its own and within its time.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

use super::definition::Check;
use super::finding::Finding;
use super::seen::own_lines;
use super::subject::Subject;
use super::trial::Trial;
use super::verdict::{Stop, Verdict};
use crate::tenant::Tenant;
use crate::traffic::RequestLog;

/// How long an app may take to be uninstalled from the sites of a check that is over.
const FAREWELL: Duration = Duration::from_secs(2);

/// What this check comes to.
pub(super) async fn one(subject: Arc<Subject>, check: Check, deadline: Duration) -> Finding {
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
