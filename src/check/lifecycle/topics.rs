//! The pages of what is found about an app's life.

use crate::check::topic::{Grade, Topic};

pub(super) const ANSWER: Topic = Topic {
    name: "callback-answers",
    title: "A callback is not answered as the host wants it",
    what: "The host takes another answer to `installed` for a failed install; what is answered to the other callbacks \
           it only writes down, but an app that answers with an error has not done its part.",
    source: "Documentation of the lifecycle: 200 or 204; host source: 201 counts, too, and 10 seconds are waited",
    grade: Grade::Documented,
    hit: "Apps that name a callback in the descriptor and have no route for it: `uninstalled` is the usual one.",
    mend: "Have a route for each callback that the descriptor names, answer 204 at once, and do the work after it.",
    wrong_if: "The host of tomorrow takes other answers.",
    needs: "",
};

pub(super) const AGAIN: Topic = Topic {
    name: "life-goes-on",
    title: "The app does not come back from what happens to every app",
    what: "A customer who does what an admin does every day, and has an app that is out of order from then on.",
    source: "Documentation of the lifecycle: `installed` comes again with each upgrade, reinstall, new secret, rename",
    grade: Grade::Documented,
    hit: "Apps that insert a row where one is; that verify a later install with the secret of before, as was right \
          until 2021; that know a tenant by its base URL.",
    mend: "Let each `installed` put the whole row in place of the one before: secret, base URL, all of it.",
    wrong_if: "The app serves one customer alone, and by intent only his first install.",
    needs: "",
};

pub(super) const STRANGE: Topic = Topic {
    name: "out-of-order",
    title: "The app fails when callbacks come in another order",
    what: "Hosts send callbacks twice, late, and in another order than the documentation has them. An app that fails \
           then leaves a customer half installed.",
    source: "Reports of the developers' community: `disabled` after `uninstalled`, `uninstalled` for a row that is gone",
    grade: Grade::Captured,
    hit: "ONLYOFFICE's connector never answered an `uninstalled` for a tenant that it did not know.",
    mend: "Answer every callback that is signed rightly; where there is nothing to do, do nothing.",
    wrong_if: "The app answers an error by intent, and nothing is lost by it.",
    needs: "",
};

pub(super) const HOSTS: Topic = Topic {
    name: "other-hosts",
    title: "The app does not work on a host of another kind",
    what: "Real hosts differ, by age, by region and by the day. An app that knows one kind fails on the next.",
    source: "`Settings::matrix()`, each with its evidence in the ledger of behaviours",
    grade: Grade::Captured,
    hit: "GitLab took no install whose key id was no UUID; an app that compares `aud` with a list fails where it is a \
          text.",
    mend: "Rely on what is documented, and take both where hosts differ; the name of the check is that of the host.",
    wrong_if: "No host of this kind is left, or the point was never seen but in one report.",
    needs: "",
};

pub(super) const MANY: Topic = Topic {
    name: "many-sites",
    title: "The app does not keep up with many sites at once",
    what: "Customers install at the same time, and one gets the secret of another, or none.",
    source: "An app has one row for each customer; it follows from what an app is for",
    grade: Grade::Assumed,
    hit: "Apps that keep the tenant of the present request in a variable of the module.",
    mend: "Keep what belongs to a request with the request.",
    wrong_if: "The app is behind a limit that refuses twenty requests at once.",
    needs: "",
};

/// All of this group.
pub(in crate::check) const ALL: [&Topic; 5] = [&ANSWER, &AGAIN, &STRANGE, &HOSTS, &MANY];
