//! The pages of what is found about an app after its move to Forge.

use crate::check::topic::{Grade, Topic};

const MANIFEST: &str = "the app's manifest, by `--manifest` or `manifest`";

pub(super) const INVOKED: Topic = Topic {
    name: "forged-invocation",
    title: "An endpoint answers to a forged invocation token",
    what: "Whoever can make up a token, or has one of another app, sees what the app's own pages see of a customer.",
    source: "Documentation of Forge Remote: verify the invocation token's signature by the key set, its issuer, and that \
             its audience is the app's own id",
    grade: Grade::Documented,
    hit: "A public backend took every Forge app's token, because it never looked at the audience.",
    mend: "Verify RS256 by the key of its `kid` in Forge's key set, with that algorithm alone; then `iss` \
           (`forge/invocation-token`), `aud` (the app's ARI), `exp` and `nbf`, and that installation and site are named \
           once.",
    wrong_if: "What the endpoint gives is the same for everybody by intent.",
    needs: MANIFEST,
};

pub(super) const EVENT: Topic = Topic {
    name: "forged-forge-event",
    title: "A forged event of Forge's is accepted",
    what: "Anybody on the network can tell the app of installs, edits and goodbyes that never happened, in any \
           customer's name.",
    source: "Documentation of Forge Remote: every request to a remote brings an invocation token, to be verified as such",
    grade: Grade::Documented,
    hit: "A public backend reads the token of a lifecycle event without verifying it.",
    mend: "Verify the token of events, schedules and `preUninstall` as that of a page's call, before the body is read.",
    wrong_if: "The app answers 2xx at once, looks at the token later and then drops a forged event.",
    needs: MANIFEST,
};

pub(super) const AT_ODDS: Topic = Topic {
    name: "token-at-odds",
    title: "A token is taken that is at odds with itself",
    what: "One token names two installations or two sites, or no installation; what the app does for it, it does for \
           one and files under another.",
    source: "It follows from the documented claims: `app.installationId` and `app.installation.id` are one, and so is the \
             site of `context.cloudId` and `app.apiBaseUrl`",
    grade: Grade::Assumed,
    hit: "Nobody is known to have been: it is what a fault of the platform would do.",
    mend: "Take installation and site from one claim each, and refuse a token whose others say something else.",
    wrong_if: "The app reads one of the claims and never the other. Only Forge could sign such a token.",
    needs: MANIFEST,
};

pub(super) const KEY_SET: Topic = Topic {
    name: "forge-key-set",
    title: "The key set of Forge is kept for ever, or not needed",
    what: "After a rotation of keys every call of Forge's is refused; or, worse, one is taken whose key the app \
           could not have.",
    source: "Documentation of Forge Remote: the key is found in the key set by the token's `kid`; seen: a set of six keys \
             that come and go",
    grade: Grade::Captured,
    hit: "Apps that read the key set when they start, and never again.",
    mend: "Read the set again for a `kid` that is not in it, not more often than every few seconds, and refuse what \
           has no key.",
    wrong_if: "The app reads the set again by the clock alone and lives with refusals for that time.",
    needs: MANIFEST,
};

pub(super) const TAKES: Topic = Topic {
    name: "forge-calls",
    title: "A genuine call of Forge's is refused",
    what: "Forge delivers an event up to four times more and then gives up: what the app should have heard is lost.",
    source: "Documentation of Forge Remote: a trigger's endpoint answers with success within five seconds; an event may \
             come more than once",
    grade: Grade::Documented,
    hit: "A public backend answers 501 to events that it does not know.",
    mend: "Answer 2xx to everything that the manifest asks for, also to what needs no work, and count an event once \
           that comes twice.",
    wrong_if: "The app refuses these events by intent, for they are about nothing that it knows.",
    needs: MANIFEST,
};

pub(super) const CONTRACT: Topic = Topic {
    name: "forge-contract",
    title: "Tokens of another date's contract are refused",
    what: "Forge's invocation token changes with the months; an app that reads a field which has another name by then \
           refuses everything.",
    source: "Atlassian's changelog of 2026: `active` beside `isActive`, `contexts[].cloudId`, dates as ISO 8601, \
             `app.version` to go",
    grade: Grade::Documented,
    hit: "A public backend reads `license.isActive` alone.",
    mend: "Take what is missing for unknown, read both names of what has two, and keep what is not needed out of the \
           type that tokens are read into.",
    wrong_if: "The date is past, and such tokens do not come any more.",
    needs: MANIFEST,
};

pub(super) const HALVES: Topic = Topic {
    name: "two-halves",
    title: "The two halves of a moved app get in each other's way",
    what: "One backend lives under two contracts: what is Connect's is judged by Forge's keys, one half's end is taken \
           for the other's, or an order of events is an error.",
    source: "Guide to adopting Forge from Connect: the Connect half goes on to be sent its own callbacks, signed as before",
    grade: Grade::Documented,
    hit: "A public backend verifies Connect's `uninstalled` with Forge's keys.",
    mend: "Verify by the kind of route: Connect's callbacks by the install key or the secret, Forge's calls by the key \
           set. File both halves under the site, and forget the site with the last of them.",
    wrong_if: "The app keeps its two halves apart by intent, and one of them in another service.",
    needs: MANIFEST,
};

pub(super) const SAME_SITE: Topic = Topic {
    name: "installation-id",
    title: "The data are lost with an installationId",
    what: "An installationId changes with a reinstall, a recreated site and an import, and a vendor has seen it change \
           without any event. What is filed under it is not found again.",
    source: "Documentation of Forge's identifiers: installationId changes, cloudId survives; a vendor's report of a change \
             without an event",
    grade: Grade::Captured,
    hit: "A public backend orphans its data with every reinstall.",
    mend: "File under the cloudId, and keep the installationId as what is current of it.",
    wrong_if: "What the endpoint shows has changed for another reason within these seconds.",
    needs: MANIFEST,
};

/// All of this group.
pub(in crate::check) const ALL: [&Topic; 8] = [
    &INVOKED, &EVENT, &AT_ODDS, &KEY_SET, &TAKES, &CONTRACT, &HALVES, &SAME_SITE,
];
