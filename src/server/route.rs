//! A row of the table of routes: an operation, who may call it, and what carries it out.

use super::call::{Rule, Task};
use crate::context::Context;
use crate::site::{ContentOperation, Guard};

/// One operation of the tenant's own.
#[derive(Debug)]
pub(super) struct Route {
    pub(super) method: &'static str,
    /// The path, and others that are the same; `{name}` is a place for one segment.
    pub(super) paths: &'static [&'static str],
    pub(super) guard: Guard,
    /// The scope that an app needs, where the API descriptions ask for one.
    pub(super) scope: Option<&'static str>,
    /// What its account must be allowed.
    pub(super) needs: Needs,
    /// The events that it may lead to, and no others.
    pub(super) events: &'static [&'static str],
    /// Whether a stub of the test answers in its place.
    pub(super) stubs_first: bool,
    /// Whether a server that stands in answers in its place.
    pub(super) yields: fn(&Context) -> bool,
    /// The host on which it stands, where that is one for all sites.
    pub(super) elsewhere: Option<OtherHost>,
    /// Whether it is served on loopback alone, unless the tester wants it beyond.
    pub(super) local: bool,
    /// No answer of it may be kept.
    pub(super) uncached: bool,
    /// What a 401 says of how to come back.
    pub(super) challenge: Option<&'static str>,
    pub(super) handler: Handler,
}

/// A host that stands beside all sites, by what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OtherHost {
    /// The keys of Connect's installs.
    InstallKeys,
    /// The keys of Forge's invocation tokens.
    InvocationKeys,
    /// The authorization server of Connect.
    Tokens,
    /// What takes the tokens of Forge.
    Gateway,
    /// What the downloads of files lead to.
    #[cfg(feature = "attachments")]
    Media,
}

/// What an account must be allowed to make a call, and of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "content"), expect(dead_code))]
pub(super) enum Needs {
    /// Nothing: what it may not see is left out.
    Nothing,
    /// Of the content or the space that the path names, if it names one.
    Named(ContentOperation),
    /// Of the content or the space that the body names.
    InBody(ContentOperation),
}

/// What carries a call out.
#[derive(Clone, Copy, Debug)]
pub(super) enum Handler {
    Rule(Rule),
    Task(Task),
}

impl Route {
    const fn new(
        method: &'static str,
        paths: &'static [&'static str],
        guard: Guard,
        handler: Handler,
    ) -> Self {
        Self {
            method,
            paths,
            guard,
            scope: None,
            needs: Needs::Nothing,
            events: &[],
            stubs_first: false,
            yields: |_| false,
            elsewhere: None,
            local: false,
            uncached: false,
            challenge: None,
            handler,
        }
    }

    #[cfg_attr(not(feature = "content"), expect(dead_code))]
    pub(super) const fn yields_if(mut self, yields: fn(&Context) -> bool) -> Self {
        self.yields = yields;
        self
    }

    #[cfg_attr(not(feature = "content"), expect(dead_code))]
    pub(super) const fn needs(mut self, needs: Needs) -> Self {
        self.needs = needs;
        self
    }

    #[cfg_attr(not(feature = "content"), expect(dead_code))]
    pub(super) const fn fires(mut self, events: &'static [&'static str]) -> Self {
        self.events = events;
        self
    }

    #[cfg(feature = "attachments")]
    pub(super) const fn without_scope(mut self) -> Self {
        self.scope = None;
        self
    }

    pub(super) const fn at(mut self, host: OtherHost) -> Self {
        self.elsewhere = Some(host);
        self
    }

    #[cfg(feature = "forge")]
    pub(super) const fn after_stubs(mut self) -> Self {
        self.stubs_first = true;
        self
    }

    pub(super) const fn local(mut self) -> Self {
        self.local = true;
        self
    }

    pub(super) const fn uncached(mut self) -> Self {
        self.uncached = true;
        self
    }

    pub(super) const fn challenge(mut self, challenge: &'static str) -> Self {
        self.challenge = Some(challenge);
        self
    }
}

/// An operation that does not wait.
pub(super) const fn rule(
    method: &'static str,
    paths: &'static [&'static str],
    guard: Guard,
    rule: Rule,
) -> Route {
    Route::new(method, paths, guard, Handler::Rule(rule))
}

/// An operation that waits for something.
pub(super) const fn task(
    method: &'static str,
    paths: &'static [&'static str],
    guard: Guard,
    task: Task,
) -> Route {
    Route::new(method, paths, guard, Handler::Task(task))
}

/// An operation of Confluence's own REST, which a stub outranks.
pub(super) const fn rest(
    method: &'static str,
    paths: &'static [&'static str],
    scope: &'static str,
    rule: Rule,
) -> Route {
    let mut route = Route::new(method, paths, Guard::Rest, Handler::Rule(rule));
    route.scope = Some(scope);
    route.stubs_first = true;
    route
}
