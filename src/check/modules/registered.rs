//! The modules that an app has registered, compared with those of the first look.

use std::time::Duration;

use crate::check::seen::calls;
use crate::check::site::{Callback, Site};
use crate::check::trial::Trial;
use crate::check::verdict::{Outcome, Stop};
use crate::server::DYNAMIC_MODULES;
use crate::traffic::{Filter, RequestLog, from_app};

/// The modules that the app registers by itself, or that it has none.
pub(super) fn expected(trial: &Trial) -> Result<Vec<String>, Stop> {
    let mut keys = trial.subject.seen.dynamic_modules.clone();
    keys.sort();
    match keys.is_empty() {
        true => Err(Stop::not_applicable(
            "it registers no dynamic modules when it is installed and enabled",
        )),
        false => Ok(keys),
    }
}

/// How long an app has to register.
const LIMIT: Duration = Duration::from_secs(5);

/// A request to register.
pub(super) fn registration() -> Filter {
    from_app().post(DYNAMIC_MODULES)
}

/// What went to and fro about modules last.
pub(super) fn proof(site: &Site) -> RequestLog {
    site.proof(from_app().path(DYNAMIC_MODULES), 3)
}

/// Checks that the modules are those, once nothing goes on any more.
pub(super) async fn are(site: &Site, keys: &[String], when: &str) -> Outcome {
    if site
        .app
        .wait_for_modules_within(LIMIT, keys.to_vec())
        .await
        .is_ok()
    {
        return Ok(());
    }
    let there = site.app.dynamic_module_keys();
    let why = format!(
        "{when} its modules are [{}], not [{}]",
        there.join(", "),
        keys.join(", ")
    );
    Err(Stop::failed(why, proof(site)))
}

/// Has the app enabled once more, and waits for what it does then.
pub(super) async fn enabled_again(site: &Site) -> Outcome {
    site.call(Callback::Enabled).await?;
    site.quiet().await
}

/// More calls than this are no retries any more.
const MANY: usize = 20;

/// Checks that the app has not called without an end since it had made so many calls.
pub(super) fn bounded(site: &Site, before: usize, when: &str) -> Outcome {
    let more = site.tenant.log().only(calls()).len().saturating_sub(before);
    if more <= MANY {
        return Ok(());
    }
    let why = format!("{when} it calls more than {MANY} times");
    Err(Stop::failed(why, proof(site)))
}
