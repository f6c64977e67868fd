//! Whether an app is called at the place that its descriptor came from, and nowhere by accident.

use super::failure::InstallError;
use crate::context::Context;
use crate::descriptor::{Descriptor, Violation};
use crate::outgoing::Target;
use crate::site::{Source, Status};

/// The descriptor at the base URL that the tester gave, now or with an earlier version of the app.
pub(super) fn moved(
    context: &Context,
    descriptor: Descriptor,
    source: &mut Source,
) -> Result<Descriptor, InstallError> {
    if source.base_url.is_none() {
        source.base_url = context.site(|site| {
            let app = site.installation(descriptor.key());
            let app = app.filter(|app| app.status != Status::Uninstalled)?;
            app.source.base_url.clone()
        });
    }
    let Some(base_url) = &source.base_url else {
        return Ok(descriptor);
    };
    descriptor
        .at(base_url)
        .map_err(|error| InstallError::new(error.sub_code(), error.message(), error.to_string()))
}

/// A base URL of the tester's that no app can be called at.
pub(super) fn check(source: &Source) -> Result<(), InstallError> {
    let url = source.base_url.as_deref().map(Target::parse);
    url.transpose().map_err(|error| {
        InstallError::misuse(format!("the base URL to be used instead: {error}"))
    })?;
    Ok(())
}

/// All that the host takes and the tester may not have meant.
pub(crate) fn doubts(
    context: &Context,
    source: &Source,
    descriptor: &Descriptor,
) -> Vec<Violation> {
    let mut doubts = descriptor.validate(&context.settings.rules);
    doubts.retain(|one| !one.is_refusal());
    doubts.extend(another_origin(context, source, descriptor));
    doubts
}

/// A descriptor that sends its callbacks elsewhere, as one does that has the production URL in it.
pub(super) fn another_origin(
    context: &Context,
    source: &Source,
    descriptor: &Descriptor,
) -> Option<Violation> {
    let meant = source.base_url.is_some() || !source.reachable;
    let url = source.url.as_deref().filter(|_| !meant)?;
    let base_url = context.site(|site| site.base_url_of(descriptor));
    let (from, to) = (Target::parse(url).ok()?, Target::parse(&base_url).ok()?);
    if place(&from) == place(&to) {
        return None;
    }
    let message = format!(
        "the descriptor came from {} and sends every callback to {}: {}",
        from.origin(),
        to.origin(),
        "is that where the app under test runs?"
    );
    let way = context.door.words(
        ".with_base_url(…) on the descriptor's source",
        "`--base-url URL`, or `baseUrl` in the body",
    );
    let warning = Violation::warning("warning.base.url.origin", "/baseUrl", message);
    Some(warning.advise(format!("to call the app elsewhere: {way}")))
}

/// What two URLs of one server have in common: this machine has several names.
fn place(target: &Target) -> (bool, String, u16) {
    let host = target.host.to_ascii_lowercase();
    let here = host == "localhost" || host == "::1" || host.starts_with("127.");
    let host = if here { "localhost".to_owned() } else { host };
    (target.tls, host, target.port)
}
