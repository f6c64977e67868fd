//! `Rule`: what no order of events may lead to, and `Breach`: one case of it.

/// What an app is held to, whatever happens in which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Rule {
    /// A good request is answered 5xx, or a command of the test panics.
    Crash,
    /// With nothing wrong, and the app installed before, a genuine callback is refused by 401 or 403.
    Genuine,
    /// With nothing wrong and the app enabled, the tenant refuses a call of the app by 401: signed with a dead
    /// secret, say.
    DeadSecret,
    /// The app does not come to rest, or calls more often than the bound for one step.
    Retries,
    /// A command of the test has no end.
    Stuck,
    /// A secret of one tenant is sent to another.
    Leak,
    /// A page that asks for a token lets one in that is signed with a foreign key, by another tenant, or for
    /// another app; or an `installed` that nobody who may has signed is taken.
    Forged,
    /// After everything is quiet, the app is not where the same commands lead without faults and one after the
    /// other.
    SameEnd,
    /// What an upgrade to and fro, a disable and enable, a rotation or a rename leave behind: without them the
    /// same commands lead elsewhere.
    RoundTrip,
    /// What happens on one tenant changes another.
    Apart,
    /// An invariant of the test.
    Invariant,
}

impl Rule {
    /// All of them.
    pub const ALL: [Rule; 11] = [
        Rule::Crash,
        Rule::Genuine,
        Rule::DeadSecret,
        Rule::Retries,
        Rule::Stuck,
        Rule::Leak,
        Rule::Forged,
        Rule::SameEnd,
        Rule::RoundTrip,
        Rule::Apart,
        Rule::Invariant,
    ];

    /// Its name, in kebab-case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Rule::Crash => "crash",
            Rule::Genuine => "genuine",
            Rule::DeadSecret => "dead-secret",
            Rule::Retries => "retries",
            Rule::Stuck => "stuck",
            Rule::Leak => "leak",
            Rule::Forged => "forged",
            Rule::SameEnd => "same-end",
            Rule::RoundTrip => "round-trip",
            Rule::Apart => "apart",
            Rule::Invariant => "invariant",
        }
    }
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// A rule that a life broke, and how, in words that are the same in every run.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Breach {
    pub(super) rule: Rule,
    pub(super) words: String,
}

impl Breach {
    pub(super) fn new(rule: Rule, words: impl Into<String>) -> Self {
        let words = words.into();
        Self { rule, words }
    }
}
