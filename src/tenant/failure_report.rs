//! What a test that fails leaves: the end of the log on standard error, and, for whoever asked for
//! it, a page.

use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use super::last_panic;
use super::report_folder::leave;
use crate::context::Context;
use crate::screen::Lines;
use crate::unhandled::Failure;

/// The folder for reports.
const FOLDER: &str = "MOCKFLUENCE_REPORT_DIR";
/// Which tests leave one: `failed`, which is the default where there is a folder, `always`, `never`.
const WHICH: &str = "MOCKFLUENCE_REPORT";
/// Where reports are if nothing says otherwise.
const DEFAULT_FOLDER: &str = "target/mockfluence-reports";
/// Threads that are named after no test.
const NAMELESS: [&str; 4] = ["main", "test", "tokio-rt-worker", "tokio-runtime-worker"];

/// Goes with the last handle to a tenant.
#[derive(Debug)]
pub(super) struct FailureReport {
    context: Arc<Context>,
    test: String,
}

/// How a test has ended, as far as the end of its tenant shows it.
enum Ended {
    Panicked(Failure),
    /// It still has an error of the tenant, so this is what it gives back.
    WithError(Failure),
    Otherwise,
}

impl FailureReport {
    pub(super) fn new(context: Arc<Context>, started: &Location<'_>) -> Self {
        if wanted() != Wanted::Never {
            last_panic::keep();
        }
        let thread = std::thread::current();
        let named = thread.name().filter(|name| !NAMELESS.contains(name));
        let test = named.map_or_else(
            || format!("{}:{}", started.file(), started.line()),
            str::to_owned,
        );
        Self { context, test }
    }

    fn ended(&self) -> Ended {
        if std::thread::panicking() {
            return Ended::Panicked(last_panic::of_this_thread());
        }
        self.context
            .errors
            .left()
            .map_or(Ended::Otherwise, Ended::WithError)
    }

    /// The end of the log, unless the failure has shown it. By the macro that test harnesses keep for
    /// failed tests.
    fn tell(&self) {
        let log = self.context.log.log();
        if log.is_empty() || self.context.errors.have_told(log.len()) {
            return;
        }
        let mut lines = Lines::default();
        log.tell_end(&mut lines);
        let tenant = self.context.site(|site| site.name().to_owned());
        let lines = lines.fitted(self.context.door);
        eprintln!(
            "mockfluence: tenant `{tenant}`, {}",
            lines.for_terminal().trim_start()
        );
    }

    fn write(&self, ended: &Ended) -> Option<String> {
        let wanted = wanted();
        let failure = match ended {
            Ended::Panicked(failure) if wanted == Wanted::Failed => {
                (!last_panic::is_expected(failure, &self.test)).then_some(failure)
            }
            Ended::Panicked(failure) | Ended::WithError(failure) => Some(failure),
            Ended::Otherwise => None,
        };
        if wanted == Wanted::Never || (wanted == Wanted::Failed && failure.is_none()) {
            return None;
        }
        let folder = folder().unwrap_or_else(|| DEFAULT_FOLDER.into());
        let failure = failure.map(|failure| Failure {
            message: self.context.log.without_secrets(&failure.message),
            place: failure.place.clone(),
        });
        let tenant = self.context.site(|site| site.name().to_owned());
        let log = self.context.log.log();
        Some(
            match leave(&folder, &self.test, &tenant, &log, failure.as_ref()) {
                Ok(file) => format!("the timeline is in {}", file.display()),
                Err(error) => format!("no timeline could be written: {error}"),
            },
        )
    }
}

/// Which tests leave a page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Failed,
    Always,
    Never,
}

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os(FOLDER).filter(|folder| !folder.is_empty());
    folder.map(PathBuf::from)
}

fn wanted() -> Wanted {
    match std::env::var(WHICH).as_deref() {
        Ok("always") => Wanted::Always,
        Ok("never") => Wanted::Never,
        Ok("failed") => Wanted::Failed,
        _ if folder().is_some() => Wanted::Failed,
        _ => Wanted::Never,
    }
}

impl Drop for FailureReport {
    /// The end of its tenant is all that shows how a test has ended. Nothing is judged here, and
    /// without the variables and without a panic nothing is done.
    fn drop(&mut self) {
        let ended = self.ended();
        // Whatever comes of it: a second panic while the first is under way ends the process.
        let _ = catch_unwind(AssertUnwindSafe(|| {
            if matches!(ended, Ended::Panicked(_)) {
                self.tell();
            }
            if let Some(told) = self.write(&ended) {
                eprintln!("mockfluence: {told}");
            }
        }));
    }
}
