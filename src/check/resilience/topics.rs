//! The pages of what is found about bad days.

use crate::check::topic::{Grade, Topic};

const NEEDS: &str = "a page, a webhook or an `enabled` that makes it call its tenant";

pub(super) const ONCE: Topic = Topic {
    name: "bad-answers",
    title: "One bad answer of the tenant is too much",
    what: "The app dies, or leaves its caller without an answer, or is out of order from then on, because its tenant \
           answered one request with an error, with nonsense or not at all.",
    source: "Trials of public apps: eight answers without a body ended one of them; three left requests open for ever",
    grade: Grade::Captured,
    hit: "ONLYOFFICE's connector, Page Approvals: `JSON.parse` of a body that is empty, in a callback that nobody \
          guards.",
    mend: "Look at the status before the body, catch what reading it throws, give every request an end, and answer \
           the caller in any case.",
    wrong_if: "The app has to be restarted by intent, and something restarts it.",
    needs: NEEDS,
};

pub(super) const ENDLESS: Topic = Topic {
    name: "endless-retries",
    title: "The app asks without an end, or before it may",
    what: "What is refused once is asked again and again: the app is busy with nothing, and the host's limits are used \
           up for those who have something to ask.",
    source: "Documentation of rate limits: wait for `Retry-After`, use a limited number of retries",
    grade: Grade::Documented,
    hit: "Apps with a loop that ends only with a 200.",
    mend: "Bound retries by number and by time, wait longer each time, and obey `Retry-After`.",
    wrong_if: "The app retries more than twenty times within seconds by intent.",
    needs: NEEDS,
};

pub(super) const UNTRUE: Topic = Topic {
    name: "untrue-success",
    title: "The app reports success of what failed",
    what: "A user is told that something is saved which is not.",
    source: "Trials of public apps: one answers 200 with the token that it could not store",
    grade: Grade::Captured,
    hit: "Mermaid Chart's app reports success though both of its requests to save failed; Eave says 200 where \
          archiving failed.",
    mend: "Let the answer to the user depend on the answer of the host.",
    wrong_if: "What is written is of no concern to who looks at the page: a statistic, a date of the last visit.",
    needs: "a page that makes it write something to its tenant",
};

/// All of this group.
pub(in crate::check) const ALL: [&Topic; 3] = [&ONCE, &ENDLESS, &UNTRUE];
