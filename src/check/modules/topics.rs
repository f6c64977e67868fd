//! The pages of what is found about dynamic modules.

use crate::check::topic::{Grade, Topic};

const NEEDS: &str = "dynamic modules that it registers by itself";

pub(super) const KEPT: Topic = Topic {
    name: "modules-gone",
    title: "Dynamic modules are gone, or not what they were",
    what: "Menu items and macros of a customer vanish, and nobody notices until he does.",
    source: "Documentation of dynamic modules: they survive disable and reinstall, and an upgrade whose static keys \
             do not meet them; otherwise all of them are removed",
    grade: Grade::Documented,
    hit: "Apps that remember having registered, and after a conflict never look; the stories of the cookbook have \
          four of them.",
    mend: "After each `enabled` read what is registered and add what is missing, in pieces that the host can take.",
    wrong_if: "The app registers by intent only what a user asks for.",
    needs: NEEDS,
};

pub(super) const ANSWERS: Topic = Topic {
    name: "modules-not-registered",
    title: "A registration that went wrong is never made good",
    what: "One answer of the host is lost or late, and a customer has no modules, or the app asks for ever.",
    source: "Documentation of rate limits and of dynamic modules: duplicate keys are refused as a whole, with 400",
    grade: Grade::Documented,
    hit: "Apps that take a lost reply for a no, register again and meet their own keys: 400 from then on.",
    mend: "Read before you register, bound retries, obey `Retry-After`, and try again with the next `enabled`.",
    wrong_if: "The app makes it good by another way than `enabled`, such as a job at night.",
    needs: NEEDS,
};

pub(super) const SHOWN: Topic = Topic {
    name: "modules-not-shown",
    title: "A dynamic module does not open, or has no proper name",
    what: "A user meets an error where a page should be, or a key of a translation in place of a name.",
    source: "Documentation of dynamic modules",
    grade: Grade::Documented,
    hit: "Apps that register a module for what they do not serve any more.",
    mend: "Serve what is registered, and register names that stand in the translation files.",
    wrong_if: "The module needs something of its surroundings that this site has not.",
    needs: NEEDS,
};

/// All of this group.
pub(in crate::check) const ALL: [&Topic; 3] = [&KEPT, &ANSWERS, &SHOWN];
