//! Judges an app: a battery of named checks, each on sites of its own, and what they found.
//!
//! ```no_run
//! # async fn example(descriptor_url: String) -> Result<(), mockfluence::check::CheckError> {
//! let report = mockfluence::check(descriptor_url).await?;
//! report.assert_passed();
//! # Ok(()) }
//! ```
//!
//! There is no operation of the control API for it: a run is no state of a tenant, and it starts
//! sites of its own. `mockfluence check` is the door for other languages, and `--format json` what
//! it says.

mod alive;
mod battery;
mod catalogue;
mod definition;
mod error;
mod event;
mod finding;
mod forged;
mod formats;
mod lifecycle;
mod look;
mod modules;
mod moved;
mod one;
mod opening;
mod place;
mod replies;
mod report;
mod resilience;
mod run;
mod seen;
mod severity;
mod shown;
mod site;
mod subject;
mod topic;
mod trial;
mod verdict;

pub use battery::Battery;
pub use catalogue::{all, topics};
pub use definition::Check;
pub use error::{CheckError, Unjudged};
pub use finding::Finding;
pub use report::Report;
pub use severity::{Severity, UnknownSeverity};
pub use topic::{Grade, Topic};
pub use verdict::Verdict;

use crate::tenant::DescriptorSource;

/// Judges the app at this URL: installs it on sites of its own and asks all that an app should
/// stand, from forged installs to a host that answers nonsense.
///
/// The app must trust the sites: set its key host to [`keys_url`](crate::Tenant::keys_url) of any
/// tenant of the process, as all sign with one key, or start it in a look-alike network. Awaited on
/// a tokio runtime.
///
/// ```no_run
/// # async fn start_my_app(_keys_url: String) -> String { String::new() }
/// # async fn example() -> Result<(), mockfluence::check::CheckError> {
/// let keys = mockfluence::Tenant::start();
/// let descriptor_url = start_my_app(keys.keys_url()).await;
/// let report = mockfluence::check(descriptor_url).key_host(&keys).await?;
/// report.assert_passed();
/// # Ok(()) }
/// ```
///
/// # Errors
/// [`CheckError`], when awaited, for an app that cannot be judged: whose descriptor is not there,
/// that takes no genuine install, that asks the real key host.
pub fn check(source: impl Into<DescriptorSource>) -> Battery {
    Battery::new(source.into())
}
