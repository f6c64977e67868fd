//! The rules for the top level that no schema can express: base URL, authentication, vendor, scopes.

use serde_json::Value;

use super::base_urls;
use super::document::{Authentication, Descriptor};
use super::rules::{Rules, Tolerance};
use super::schema::Pattern;
use super::url::{is_absolute, is_scheme};
use super::violation::{self, Violation};

const EVENTS: [&str; 5] = [
    "installed",
    "uninstalled",
    "enabled",
    "disabled",
    "dare-migration",
];

/// What is wrong with the top level beyond the schema, in the host's order.
pub(crate) fn beyond_schema(descriptor: &Descriptor, rules: &Rules) -> Vec<Violation> {
    let mut found = Vec::new();
    found.extend(too_long(descriptor, "name", rules.name_length));
    found.extend(too_long(
        descriptor,
        "description",
        rules.description_length,
    ));
    found.extend(half_a_vendor(descriptor, rules));
    found.extend(base_url(descriptor, rules));
    found.extend(base_urls::judge(descriptor, rules));
    found.extend(installed_callback(descriptor));
    found.extend(
        EVENTS
            .iter()
            .filter_map(|event| absolute_callback(descriptor, event)),
    );
    found.extend(scope_of_jira(descriptor));
    found
}

fn too_long(descriptor: &Descriptor, name: &str, longest: Option<usize>) -> Option<Violation> {
    let text = descriptor.value().get(name)?.as_str()?;
    let (length, longest) = (text.chars().count(), longest?);
    if length <= longest {
        return None;
    }
    let text = Value::from(text);
    let message =
        format!("string {text} is too long (length: {length}, maximum allowed: {longest})");
    Some(
        Violation::schema(format!("/{name}"), message)
            .advise(format!("shorten it to {longest} characters")),
    )
}

fn half_a_vendor(descriptor: &Descriptor, rules: &Rules) -> Option<Violation> {
    let vendor = descriptor
        .value()
        .get("vendor")
        .and_then(Value::as_object)
        .filter(|_| rules.vendor_complete)?;
    let missing: Vec<&str> = ["name", "url"]
        .into_iter()
        .filter(|name| !vendor.contains_key(*name))
        .collect();
    if missing.is_empty() {
        return None;
    }
    Some(
        Violation::schema("/vendor", violation::missing(&missing))
            .advise(format!("add {}", missing.join(", "))),
    )
}

fn base_url(descriptor: &Descriptor, rules: &Rules) -> Option<Violation> {
    let written = descriptor.value().get("baseUrl").and_then(Value::as_str)?;
    if !Pattern::Uri.matches(written) {
        // The schema has refused it already.
        return None;
    }
    let scheme = written
        .split_once(':')
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    let (sub_code, message) = match scheme.as_deref() {
        Some("https") => return no_host(written),
        Some("http") if rules.http_base_url => return no_host(written),
        Some(scheme) if is_scheme(scheme) => (
            "connect.install.error.base_url.no_tls",
            "Installation failed. The app requested authentication but did not specify a secure base URL \
             (beginning with https://) in its descriptor.",
        ),
        _ => (
            "connect.install.error.base_url.no_scheme",
            "Installation failed. The app defines a base URL that does not include a HTTP scheme (e.g. https).",
        ),
    };
    Some(Violation::refused(sub_code, "/baseUrl", message).advise("start baseUrl with https://"))
}

/// `java.net.URI`, which the host's schema library asks, wants an authority after the slashes.
fn no_host(written: &str) -> Option<Violation> {
    let host = written
        .split_once("//")
        .map(|(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or_default());
    if host.is_some_and(|host| !host.is_empty()) {
        return None;
    }
    let message = format!("string {} is not a valid URI", Value::from(written));
    Some(
        Violation::schema("/baseUrl", message)
            .advise("name the app's host: https://app.example.com"),
    )
}

fn installed_callback(descriptor: &Descriptor) -> Option<Violation> {
    let told = descriptor
        .lifecycle("installed")
        .is_some_and(|path| !path.is_empty());
    if descriptor.authentication() == Authentication::None || told {
        return None;
    }
    let message = "Installation failed. The app descriptor requested JWT authentication (or did not specify an \
                   \"authentication\" property, and defaulted to JWT) but did not specify an \"installed\" lifecycle \
                   callback to receive the authentication credentials. Please contact the app vendor or try again \
                   later.";
    let sub_code = "connect.install.error.auth.with.no.installed.callback";
    let advice = "add lifecycle.installed, or set authentication.type to none";
    Some(Violation::refused(sub_code, "/lifecycle", message).advise(advice))
}

fn absolute_callback(descriptor: &Descriptor, event: &str) -> Option<Violation> {
    let path = descriptor
        .lifecycle(event)
        .filter(|path| is_absolute(path))?;
    let message = format!(
        "the lifecycle path {} is absolute: the host puts the base URL before it",
        Value::from(path)
    );
    let warning = Violation::warning(
        "warning.lifecycle.absolute",
        format!("/lifecycle/{event}"),
        message,
    );
    Some(warning.advise("write it relative to baseUrl"))
}

fn scope_of_jira(descriptor: &Descriptor) -> Option<Violation> {
    let scopes = descriptor.value().get("scopes").and_then(Value::as_array)?;
    let foreign = |scope: &Value| {
        scope
            .as_str()
            .is_some_and(|scope| scope.eq_ignore_ascii_case("project_admin"))
    };
    let index = scopes.iter().position(foreign)?;
    let message = "the scope PROJECT_ADMIN is Jira's and means nothing on Confluence";
    let warning = Violation::warning("warning.scope.foreign", format!("/scopes/{index}"), message);
    warning
        .advise("remove it, or use SPACE_ADMIN")
        .under(Tolerance::Warning)
}
