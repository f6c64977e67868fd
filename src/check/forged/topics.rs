//! The pages of what is found about who gets in.

use crate::check::topic::{Grade, Topic};

const REQUIREMENT: &str = "Atlassian's security requirements for cloud apps, 1: an application must authenticate and \
                           authorize every request on all endpoints exposed";

pub(super) const INSTALL: Topic = Topic {
    name: "forged-install",
    title: "A forged install is accepted",
    what: "Anybody on the network can send `installed` with a shared secret of his own, and from then on signs as \
           the customer: reads what the app has of it, and acts in its name.",
    source: "Atlassian's notice on signed installs (enforced since October 2021), and its advisory CVE-2021-26073 \
             for atlassian-connect-express; requirement 1 for cloud apps",
    grade: Grade::Documented,
    hit: "atlassian-connect-express before 6.6 and Spring Boot before 2.1.3 took an install signed by the wrong kind \
          of token; django-atlassian-connect verifies no install at all.",
    mend: "Verify the RS256 token by the public key of its `kid`, with that algorithm alone; then `aud` (the base URL \
           of the descriptor), `exp`, `nbf`, `qsh`, and that `iss` is the `clientKey` of the body. Answer 401 \
           before anything is stored.",
    wrong_if: "The app answers 2xx to every `installed` and drops a forged one in silence. The host takes 2xx for an \
               install, so 401 is still the right answer.",
    needs: "an `installed` callback",
};

pub(super) const UNINSTALL: Topic = Topic {
    name: "forged-uninstall",
    title: "A forged uninstall is accepted",
    what: "Anybody on the network can have the app forget a customer, or delete what it has of it.",
    source: "Atlassian's notice on signed installs: `uninstalled` is signed as `installed` is; requirement 1 for cloud apps",
    grade: Grade::Documented,
    hit: "Apps whose framework verifies `installed` and leaves every other callback to the app.",
    mend: "Verify `uninstalled` as `installed`: RS256, by the key of its `kid`.",
    wrong_if: "The route does nothing at all: then nothing can be done by it either.",
    needs: "an `uninstalled` callback",
};

pub(super) const CALLBACK: Topic = Topic {
    name: "forged-callback",
    title: "A forged callback is accepted",
    what: "Anybody on the network can tell the app that it was enabled or disabled by a customer, and has it do \
           whatever it does then.",
    source: REQUIREMENT,
    grade: Grade::Documented,
    hit: "An app of the marketplace takes `enabled` and `disabled` with any token or none; Atlassian's own example \
          app takes a context token on every lifecycle call.",
    mend: "Look the tenant up by `iss`, verify the HS256 token with its secret and with that algorithm alone, then \
           `exp` and `qsh`.",
    wrong_if: "The route does nothing at all: then nothing can be done by it either.",
    needs: "an `enabled` or `disabled` callback",
};

pub(super) const WEBHOOK: Topic = Topic {
    name: "forged-webhook",
    title: "A forged webhook is accepted",
    what: "Anybody on the network can tell the app of events that never happened, in any customer's name.",
    source: REQUIREMENT,
    grade: Grade::Documented,
    hit: "Apps that verify pages and forget that a webhook has a token, too: it is in the header.",
    mend: "Verify the token of the header `Authorization: JWT …` as that of any callback, before the body is read.",
    wrong_if: "The app answers 2xx at once, looks at the token later and then drops a forged event.",
    needs: "a webhook, static or dynamic",
};

pub(super) const PAGE: Topic = Topic {
    name: "forged-page",
    title: "A page is shown for a forged token",
    what: "Whoever can make up a token sees what the page shows to a customer's users, as any of them.",
    source: REQUIREMENT,
    grade: Grade::Documented,
    hit: "Apps that decode the token for the account in it, and never verify its signature; Atlassian's own example \
          app takes a context token for a page.",
    mend: "Verify the token in the parameter `jwt` before anything is shown: HS256 with the secret of `iss`, `exp`, \
           and the `qsh` of this very request.",
    wrong_if: "What the page shows is the same for everybody. A page that is the same without a token, and on another \
               site, counts as public and is not judged.",
    needs: "a page that opens with a good token",
};

pub(super) const STRANGER: Topic = Topic {
    name: "one-for-another",
    title: "One customer is taken for another",
    what: "A customer of the app, whose tokens are genuine, gets at the data of another, or acts in its name.",
    source: "The install hijacks of 2021 (CVE-2021-26073 and its kin): a genuine token of one tenant with the body of \
             another; requirement 1 for cloud apps",
    grade: Grade::Documented,
    hit: "Apps that verify the token and then look the tenant up by the body.",
    mend: "Let the verified `iss` be the only name of the tenant, and refuse what names another.",
    wrong_if: "The app answers 2xx and acts for the tenant of the token. Where that cannot be told apart, the check \
               is not made.",
    needs: "",
};

pub(super) const OLD_SECRET: Topic = Topic {
    name: "old-secret",
    title: "A secret counts that is dead",
    what: "A secret that leaked is changed, and still opens the app.",
    source: "Documentation of the lifecycle: each `installed` brings the secret that counts from then on",
    grade: Grade::Documented,
    hit: "Apps that keep a list of secrets, or a cache of tenants that nobody empties.",
    mend: "Store the secret of `installed` in place of the one before, drop caches by it, and forget the tenant with \
           `uninstalled`, or mark it so.",
    wrong_if: "The app lets the old secret count for a short time by intent, for requests under way.",
    needs: "a callback or a page",
};

pub(super) const KEY: Topic = Topic {
    name: "key-host",
    title: "The install key comes from elsewhere, or from nowhere",
    what: "Whoever chooses the key that an install is verified with can install as anybody.",
    source: "Atlassian's notice on signed installs: the key is fetched from its key host by the token's `kid`",
    grade: Grade::Documented,
    hit: "Apps that make a URL of the `kid` by a function that resolves it, or take an install when the key host \
          does not answer.",
    mend: "Put the `kid` behind the fixed address of the key host as a text, take nothing but 200 for a key, and \
           refuse the install otherwise.",
    wrong_if: "The app has kept the key from an earlier install.",
    needs: "an `installed` callback",
};

pub(super) const KEY_LATE: Topic = Topic {
    name: "key-host-late",
    title: "An install waits for a key for ever",
    what: "The key host is slow, and the app leaves `installed` without an answer: to the host the install has failed, \
           and to the app the request goes on.",
    source: "The host waits ten seconds for a callback; it follows that nothing the app asks for meanwhile may take as long",
    grade: Grade::Assumed,
    hit: "Apps whose HTTP client has no timeout, which is what most have by default.",
    mend: "Give the request for the key a timeout of a few seconds, and answer 503, or 401, when it is over.",
    wrong_if: "The app is on a machine so busy that its own timeout comes late.",
    needs: "an `installed` callback, and the key host that it asks",
};

/// All of this group.
pub(in crate::check) const ALL: [&Topic; 9] = [
    &INSTALL,
    &UNINSTALL,
    &CALLBACK,
    &WEBHOOK,
    &PAGE,
    &STRANGER,
    &OLD_SECRET,
    &KEY,
    &KEY_LATE,
];
