//! How an attempt of the desk fails, and whether that is the end of it.

use super::bugs::Bug;
use super::desk::Inner;
use super::host::{NoReply, Reply};

/// How an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    Unauthorized,
    Limited,
    Conflict,
    Unreadable,
    Slow,
    Other,
}

pub(crate) fn gives_up(desk: &Inner, failure: Failure) -> bool {
    if failure == Failure::Conflict {
        let ends = [Bug::TakesConflictForTheEnd, Bug::WorksTwice];
        if ends.iter().any(|bug| desk.has(*bug)) {
            desk.memory().broken = true;
            return true;
        }
        let last = [
            Bug::TakesGarbageForEmpty,
            Bug::TakesFailureForEmpty,
            Bug::RegistersEverything,
        ];
        return last.iter().any(|bug| desk.has(*bug));
    }
    desk.has(Bug::NoRetry)
        || (desk.has(Bug::NoRetryWhenLimited) && failure == Failure::Limited)
        || (desk.has(Bug::NoRetryWhenSlow) && failure == Failure::Slow)
        || (desk.has(Bug::DeletesFirst) && failure != Failure::Unauthorized)
}

pub(crate) fn good(reply: Result<Reply, NoReply>) -> Result<Reply, Failure> {
    match reply {
        Ok(reply) => match reply.status {
            200..=299 => Ok(reply),
            401 | 403 => Err(Failure::Unauthorized),
            400 | 409 => Err(Failure::Conflict),
            429 => Err(Failure::Limited),
            _ => Err(Failure::Other),
        },
        Err(NoReply::TooLate) => Err(Failure::Slow),
        Err(NoReply::Broken) => Err(Failure::Other),
    }
}
