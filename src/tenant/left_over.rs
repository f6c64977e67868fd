//! `LeftOver`: what a test has prepared and nothing came to.

use std::panic::Location;

use super::builder::TenantBuilder;
use super::handle::{Tenant, TenantInner};
use crate::screen::{Lines, Role};
use crate::unhandled::{Failure, Unhandled};

/// What a test prepared for an app that never came to it: stubs that were not asked as often as
/// they expect, faults that have not applied, holds that nothing reached. `Display` names each.
#[derive(Clone, PartialEq, Eq)]
pub struct LeftOver {
    lines: Vec<String>,
    unhandled: Unhandled,
}

impl LeftOver {
    /// One line for each.
    #[must_use]
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    fn words(&self) -> Lines {
        let mut lines = Lines::default();
        lines.push(Role::Heading, "the test has prepared what nothing came to:");
        for line in &self.lines {
            lines.push(Role::Got, format!("  {line}"));
        }
        lines
    }
}

impl std::fmt::Display for LeftOver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.words().fmt(f)
    }
}

/// What a failed `unwrap` prints: the same as `Display`, on lines of its own.
impl std::fmt::Debug for LeftOver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words().for_terminal())
    }
}

impl std::error::Error for LeftOver {}

impl Tenant {
    /// Whether everything that the test prepared has come to pass: each [`Stub`](crate::Stub) was
    /// asked as often as it expects, each fault has applied as often as it should, each hold has
    /// held something. A tenant that is [`strict`](crate::TenantBuilder::strict) asks by itself.
    ///
    /// ```
    /// use mockfluence::{Fault, Tenant, from_app};
    /// let tenant = Tenant::start_blocking();
    /// tenant.inject(Fault::status(503).on(from_app().get("/rest/api/content/1")));
    /// let left = tenant.nothing_left_over().unwrap_err();
    /// assert_eq!(left.lines().len(), 1);
    /// ```
    ///
    /// # Errors
    /// [`LeftOver`]. What plain mocks expect, only [`verify_stubs`](Self::verify_stubs) knows.
    #[track_caller]
    pub fn nothing_left_over(&self) -> Result<(), LeftOver> {
        match self.inner.left_over() {
            lines if lines.is_empty() => Ok(()),
            lines => {
                let mut left = LeftOver {
                    lines,
                    unhandled: Unhandled::default(),
                };
                let failure = Failure::new(left.to_string(), Some(Location::caller()));
                left.unhandled = self.context().unhandled(failure);
                Err(left)
            }
        }
    }
}

impl TenantBuilder {
    /// Fails a test that has prepared what nothing came to, without a further call: stubs that are
    /// not asked as often as they expect, faults that have not applied, holds that nothing reached.
    /// The last handle to the tenant panics with what [`Tenant::nothing_left_over`] says of it,
    /// unless the test has failed by then: while one panic is under way there is no second.
    ///
    /// ```should_panic
    /// use mockfluence::{Fault, Tenant, from_app};
    /// let tenant = Tenant::builder().strict().start();
    /// tenant.inject(Fault::status(503).on(from_app().get("/rest/api/content/1")));
    /// // The app was to meet the 503, and never asked.
    /// ```
    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }
}

impl TenantInner {
    fn left_over(&self) -> Vec<String> {
        let mut left = Vec::new();
        #[cfg(feature = "stubs")]
        left.extend(self.stubs.left_over());
        let faults = self.context.faults(|faults| faults.left());
        left.extend(
            faults
                .iter()
                .map(|(_, fault)| format!("the fault has not applied: {fault}")),
        );
        left.extend(self.context.scenes.never_reached());
        left
    }
}

impl Drop for TenantInner {
    /// For a strict tenant, whose test has asked for it. It never panics while something else
    /// does, so it cannot end the process.
    fn drop(&mut self) {
        if !self.strict || std::thread::panicking() || self.context.errors.left().is_some() {
            return;
        }
        let lines = self.left_over();
        if !lines.is_empty() {
            let unhandled = Unhandled::default();
            let left = LeftOver { lines, unhandled };
            panic!(
                "the strict tenant `{}`: {left}",
                self.context.site(|site| site.name().to_owned())
            );
        }
    }
}
