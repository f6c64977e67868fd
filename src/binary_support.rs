//! What the binary needs of the library and nobody else does. No part of the public API: it changes without notice.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

pub use crate::caught::{FAILED, Panicked, caught};
use crate::clock::{Clock, OutOfTime};
use crate::door::Door;
#[cfg(feature = "explore")]
pub use crate::explore::{at_the_command_line, event_names};
use crate::fault::FaultId;
use crate::foreign::Foreign;
pub use crate::host_names::HostNames;
use crate::server::TenantRouting;
pub use crate::server::{Answered, Pace, Patience, Patient};
use crate::settings::Settings;
use crate::site::Webhook;
#[cfg(feature = "stubs")]
use crate::tenant::Stub;
pub use crate::tenant::variables;
use crate::tenant::{DescriptorSource, Hold, SharedListener, Tenant, TenantBuilder};
use crate::traffic::Filter;
pub use crate::traffic::timeline;

/// A tenant whose messages speak to somebody at a command line.
pub fn builder() -> TenantBuilder {
    let mut builder = Tenant::builder();
    builder.door = Door::Commands;
    builder
}

/// A battery whose messages speak to somebody at a command line.
#[cfg(feature = "check")]
pub fn battery(source: DescriptorSource) -> crate::check::Battery {
    let mut battery = crate::check(source);
    battery.door = Door::Commands;
    battery
}

/// How long a connection may keep silent by these settings.
#[must_use]
pub fn patience(settings: &Settings) -> Patience {
    Patience::from(&settings.limits)
}

/// A listener of the same kind.
///
/// # Errors
/// If the port cannot be bound, or no thread can be started.
pub fn shared_listener(
    address: IpAddr,
    port: u16,
    by: TenantRouting,
) -> std::io::Result<SharedListener> {
    SharedListener::at_door(address, port, by, Door::Commands)
}

/// Why there is no such event; one with a raw body can have any name but a misspelt one.
#[must_use]
pub fn event_misfit(event: &str, raw: bool) -> Option<String> {
    Webhook::misfit(event, raw)
}

/// The known name that a misspelt one was meant to be.
#[must_use]
pub fn meant<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    crate::slip::meant(word, known)
}

/// A look-alike network whose messages speak to somebody at a command line.
#[cfg(feature = "look-alike")]
pub fn look_alike_network() -> crate::LookAlikeBuilder {
    let mut builder = crate::LookAlikeNetwork::builder();
    builder.door = Door::Commands;
    builder
}

/// A name by which the tenant may be called.
///
/// # Errors
/// Why it is no host name.
pub fn allowing(
    builder: TenantBuilder,
    host: &str,
) -> Result<TenantBuilder, impl std::fmt::Display + use<>> {
    builder.with_host(host)
}

/// A host that the tenant may call from now on.
///
/// # Errors
/// Why it is no host name.
pub fn allow_target(tenant: &Tenant, host: &str) -> Result<(), impl std::fmt::Display + use<>> {
    tenant.allow_target(host)
}

/// A descriptor that names no host to the tenant: who asks over HTTP has to say so.
pub fn naming_no_host(mut source: DescriptorSource) -> DescriptorSource {
    source.names_hosts = false;
    source
}

/// A manifest that names no host to the tenant: who asks over HTTP has to say so.
#[cfg(feature = "forge")]
#[must_use]
pub fn manifest_naming_no_host(
    mut manifest: crate::manifest::Manifest,
) -> crate::manifest::Manifest {
    manifest.names_hosts = false;
    manifest
}

/// A tenant whose secrets and clientKey derive from another seed than all else.
pub fn with_secret_seed(mut builder: TenantBuilder, seed: u64) -> TenantBuilder {
    builder.secret_seed = Some(seed);
    builder
}

/// What nobody guesses, in hexadecimal digits.
///
/// # Errors
/// If the system gives no random bytes.
pub fn random_secret() -> std::io::Result<String> {
    crate::randomness::secret()
}

/// The same as a number.
///
/// # Errors
/// If the system gives no random bytes.
pub fn random_number() -> std::io::Result<u64> {
    crate::randomness::number()
}

/// Where a client on this machine finds a listener of this address.
#[must_use]
pub fn local_origin(bound: SocketAddr) -> String {
    crate::tenant::local_origin(bound)
}

/// A stub without a condition yet, whose report calls it by a title: there is no line to name.
#[cfg(feature = "stubs")]
pub fn stub(title: impl Into<String>) -> Stub {
    Stub::titled(title.into())
}

/// A tenant that trusts these certificates (PEM), too.
///
/// # Errors
/// Why the text has none.
#[cfg(feature = "tls")]
pub fn trusting(
    mut builder: TenantBuilder,
    pem: &str,
) -> Result<TenantBuilder, impl std::fmt::Display + use<>> {
    let certificates = crate::outgoing::certificates(pem)?;
    builder.trusted.extend(certificates);
    Ok::<_, String>(builder)
}

/// Why exchanges cannot be held by this filter; none if they can.
#[must_use]
pub fn hold_misfit(filter: &Filter) -> Option<&'static str> {
    filter.too_early()
}

/// Lets the exchange go on that a hold has held longest; false if none is held.
pub fn release_one(hold: &Hold) -> bool {
    hold.try_release_one()
}

/// Whether so many exchanges come to a hold in time.
pub fn reached_times(
    hold: &Hold,
    limit: Duration,
    times: usize,
) -> impl Future<Output = bool> + Send + use<> {
    hold.within(limit, times)
}

/// The id of a fault, from the number that an earlier answer gave for it.
#[must_use]
pub fn fault_id(number: u32) -> FaultId {
    FaultId(number)
}

/// The number of a fault, to be given for it later.
#[must_use]
pub fn fault_number(id: FaultId) -> u32 {
    id.0
}

/// The largest id, version and size of content.
pub const LARGEST_NUMBER: u64 = crate::site::LARGEST;

/// Whether a clock may be so many milliseconds ahead of the system's.
///
/// # Errors
/// Why not.
pub fn check_clock(offset_millis: i64) -> Result<(), OutOfTime> {
    Clock::check(offset_millis)
}

/// Why a URL cannot be a tenant's base URL; none if it can.
#[must_use]
pub fn base_url_misfit(url: &str) -> Option<String> {
    crate::tenant::check_base_url(url).err()
}

/// The headers of Confluence's 429.
#[must_use]
pub fn rate_limit_headers(retry_after: u32, reason: &str) -> Vec<(String, String)> {
    let headers = crate::fault::rate_limit_headers(retry_after, reason).into_iter();
    headers
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// A descriptor whose text the tester has read from a file, which is to be known for an upgrade.
#[must_use]
pub fn read_from(source: DescriptorSource, file: String) -> DescriptorSource {
    source.told_file(file)
}

/// The file that the tester has read an app's descriptor from.
#[must_use]
pub fn told_file(source: &DescriptorSource) -> Option<&str> {
    source.file_told()
}

/// The text in a file of somebody else's, without a byte order mark.
///
/// # Errors
/// If it is not UTF-8.
pub fn outside_text(bytes: &[u8]) -> Result<&str, std::str::Utf8Error> {
    crate::descriptor::outside_text(bytes)
}

/// A text of somebody else on one line, for a person at a terminal.
#[must_use]
pub fn one_line(text: &str) -> String {
    Foreign(text).line()
}

/// A text with the lines that it has, and without what else a terminal obeys.
#[must_use]
pub fn without_escapes(text: &str) -> String {
    Foreign(text).lines()
}
