//! Doubts about base URLs and the paths behind them: what works on loopback and nowhere else, and how the two meet.

use serde_json::Value;

use super::document::Descriptor;
use super::rules::Rules;
use super::url::{is_absolute, is_scheme};
use super::violation::{self, Violation};

/// What is doubtful at the top level.
pub(crate) fn judge(descriptor: &Descriptor, rules: &Rules) -> Vec<Violation> {
    let mut found = Vec::new();
    let root = descriptor.value();
    for (place, url) in base_urls(root) {
        if rules.http_base_url {
            found.extend(public_http(url, &place));
        }
        found.extend(final_slash(url, &place, rules));
    }
    for (above, names) in [
        ("/lifecycle", root.get("lifecycle")),
        ("/translations/paths", root.pointer("/translations/paths")),
    ] {
        for (name, path) in names.and_then(Value::as_object).into_iter().flatten() {
            let place = violation::pointer(above, name);
            found.extend(
                path.as_str()
                    .and_then(|path| no_first_slash(path, place, rules)),
            );
        }
    }
    let hook = "/cloudAppMigration/migrationWebhookPath";
    let path = root.pointer(hook).and_then(Value::as_str);
    found.extend(path.and_then(|path| no_first_slash(path, hook.to_owned(), rules)));
    found
}

fn base_urls(root: &Value) -> impl Iterator<Item = (String, &str)> {
    let own = root.get("baseUrl").and_then(Value::as_str);
    let regions = root.get("regionBaseUrls").and_then(Value::as_object);
    let regions = regions.into_iter().flatten().filter_map(|(region, url)| {
        Some((violation::pointer("/regionBaseUrls", region), url.as_str()?))
    });
    own.map(|url| ("/baseUrl".to_owned(), url))
        .into_iter()
        .chain(regions)
}

fn public_http(url: &str, place: &str) -> Option<Violation> {
    let start = url.get(.."http://".len())?;
    if !start.eq_ignore_ascii_case("http://") || is_near(host(&url[start.len()..])) {
        return None;
    }
    let message = format!(
        "the base URL {} is http:// on a public host: Confluence Cloud refuses it",
        Value::from(url)
    );
    let warning = Violation::warning("warning.base.url.http", place, message);
    Some(warning.advise("start it with https://, or name a loopback address for a test"))
}

/// The host of what stands behind the scheme.
fn host(rest: &str) -> &str {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    }
}

/// This machine, a name that only a network of one's own can resolve, or one that none can.
fn is_near(host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let bare = !host.contains(['.', ':']);
    let reserved = [".localhost", ".test", ".invalid"]
        .iter()
        .any(|end| host.ends_with(end));
    bare || reserved || host == "::1" || is_loopback(&host)
}

/// An address of 127.0.0.0/8.
fn is_loopback(host: &str) -> bool {
    let parts: Vec<&str> = host.split('.').collect();
    parts.len() == 4 && parts[0] == "127" && parts.iter().all(|part| part.parse::<u8>().is_ok())
}

fn final_slash(url: &str, place: &str, rules: &Rules) -> Option<Violation> {
    if !url.ends_with('/') {
        return None;
    }
    let message = format!(
        "the base URL {} ends with a slash: the host writes lifecycle paths behind it, so that `/installed` is called \
         as `//installed`",
        Value::from(url)
    );
    let doubtful = Violation::refused("warning.base.url.slash", place, message);
    doubtful
        .advise("take the final slash away")
        .under(rules.doubtful_slashes)
}

fn no_first_slash(path: &str, place: String, rules: &Rules) -> Option<Violation> {
    let scheme = path
        .split_once(':')
        .is_some_and(|(scheme, _)| is_scheme(scheme));
    let begins_well = path.is_empty() || path.starts_with(['/', '?', '#', '{', '$']);
    if begins_well || scheme || is_absolute(path) {
        return None;
    }
    let message = format!(
        "the path {} does not begin with a slash: where the host writes it behind the base URL as it is, it runs into \
         the host's name",
        Value::from(path)
    );
    let doubtful = Violation::refused("warning.path.slash", place, message);
    doubtful
        .advise("begin it with a slash")
        .under(rules.doubtful_slashes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_and_bare_names_are_near_and_the_rest_is_public() {
        for near in [
            "http://localhost",
            "http://LOCALHOST:80/x",
            "http://127.0.0.1:3000",
            "http://127.8.9.1",
            "http://[::1]:81/",
            "http://app",
            "http://app:8080/base",
            "http://tenant.localhost/",
            "http://app.test",
            "http://app.invalid",
            "http://localhost./",
            "https://app.example.com",
            "http:",
            "not a url",
        ] {
            assert_eq!(public_http(near, "/baseUrl"), None, "{near}");
        }
        for public in [
            "http://app.example.com",
            "HTTP://app.example.com/x",
            "http://192.0.2.1",
            "http://128.0.0.1",
            "http://127.0.0.1.example.com",
            "http://127.example.com",
            "http://[2001:db8::1]/",
            "http://me@app.example.com",
            "http://localhost.example.com",
            "http://app.example.com?x=localhost",
        ] {
            assert!(public_http(public, "/baseUrl").is_some(), "{public}");
        }
    }
}
