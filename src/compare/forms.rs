//! What in a text is one site's own by its form: addresses, ids, parameters of headers.

use super::known::{is_field, is_known};

/// Where Atlassian is reached by everybody; a site is below `atlassian.net`.
const PUBLIC: &str = "atlassian.com";

/// Last parts of names of files and packages, which no domain ends with.
const NO_DOMAINS: [&str; 7] = ["action", "html", "java", "js", "json", "jsp", "vm"];

/// How packages begin.
const PACKAGES: [&str; 5] = ["com.", "io.", "java.", "javax.", "org."];

/// URLs of others as `{url}`; of one's own, and of Atlassian's, and without a host, the path as [`path`] has it.
pub(super) fn urls(text: &str) -> String {
    let is_end = |c: char| c.is_whitespace() || "\"'<>`)]|\\".contains(c);
    let mut shown = String::new();
    let mut rest = text;
    while let Some(at) = start(rest) {
        let (before, from) = rest.split_at(at);
        let (url, behind) = from.split_at(from.find(is_end).unwrap_or(from.len()));
        shown.push_str(before);
        shown.push_str(&self::url(url));
        rest = behind;
    }
    shown + rest
}

/// Where the first begins: a URL, or a path that stands alone.
fn start(text: &str) -> Option<usize> {
    let starts = ["http://", "https://", "{site}/", "{origin}/"];
    let urls = starts.iter().filter_map(|start| text.find(start));
    let mut slashes = text.match_indices('/').map(|(at, _)| at);
    let alone = slashes.find(|at| {
        let before = text.get(..*at).and_then(|text| text.chars().next_back());
        before.is_none_or(|c| c.is_whitespace() || "\"'`([=:".contains(c))
    });
    urls.chain(alone).min()
}

fn url(url: &str) -> String {
    if url.starts_with('/') {
        return path(url);
    }
    let (start, below) = match url.split_once("://") {
        Some((scheme, below)) => (format!("{scheme}://"), below),
        None => (String::new(), url),
    };
    let (host, below) = below.split_at(below.find(['/', '?', '#']).unwrap_or(below.len()));
    let public = host == PUBLIC
        || host
            .strip_suffix(PUBLIC)
            .is_some_and(|rest| rest.ends_with('.'));
    match public || start.is_empty() {
        true => format!("{start}{host}{}", path(below)),
        false => "{url}".to_owned(),
    }
}

/// A path and query: segments that are known, names in a query without their values.
pub(super) fn path(text: &str) -> String {
    let text = text.split('#').next().unwrap_or_default();
    let (path, query) = match text.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (text, None),
    };
    let known = |text: &str, other: &str| match is_known(text) {
        true => text.to_owned(),
        false => other.to_owned(),
    };
    let segments: Vec<String> = path.split('/').map(|one| known(one, "{segment}")).collect();
    let shown = segments.join("/");
    let named = |part: &str| match part.split_once('=') {
        Some((name, value)) => format!("{}={}", parameter(name), known(value, "{value}")),
        None => known(part, "{value}"),
    };
    match query.map(|query| query.split('&').map(named).collect::<Vec<_>>()) {
        Some(parts) => format!("{shown}?{}", parts.join("&")),
        None => shown,
    }
}

fn parameter(name: &str) -> &str {
    if is_field(name) { name } else { "{name}" }
}

/// A header that is a list of words and parameters: those that hosts have.
pub(super) fn listed(text: &str) -> String {
    let word = |word: &str| match word.split_once('=') {
        _ if is_known(word) => word.to_owned(),
        Some((name, _)) if is_known(name) => format!("{name}={{value}}"),
        _ => "{word}".to_owned(),
    };
    let mut shown = String::new();
    for part in text.split_inclusive([' ', ',', ';']) {
        let bare = part.trim_end_matches([' ', ',', ';']);
        shown.push_str(&word(bare));
        shown.push_str(part.get(bare.len()..).unwrap_or_default());
    }
    shown
}

/// What a word stands for that is another one on each site and at each time.
pub(super) fn placeholder(word: &str) -> Option<&'static str> {
    let word = word.trim_end_matches(['.', ':']);
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_uuid = |word: &str| {
        word.len() == 36 && word.split('-').count() == 5 && hex(&word.replace('-', ""))
    };
    if is_uuid(word) {
        return Some("{uuid}");
    }
    if word.len() >= 24 && hex(word) {
        return Some("{hash}");
    }
    if word.split_once(':').is_some_and(|(site, id)| {
        site.len() >= 5 && site.bytes().all(|byte| byte.is_ascii_digit()) && !id.is_empty()
    }) {
        return Some("{account}");
    }
    if digits >= 5 && digits == word.len() {
        return Some("{number}");
    }
    if is_host(word) {
        return Some("{host}");
    }
    (word.len() >= 40 && digits >= 3).then_some("{opaque}")
}

/// The name or address of a machine, with its port or without.
fn is_host(word: &str) -> bool {
    let is_port = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let host = match word.rsplit_once(':') {
        Some((host, port)) if is_port(port) => host,
        _ => word,
    };
    let lower = host.to_ascii_lowercase();
    let labels: Vec<&str> = lower.split('.').collect();
    let Some((last, others)) = labels.split_last() else {
        return false;
    };
    let is_v4 = labels.len() == 4 && labels.iter().all(|one| one.parse::<u8>().is_ok());
    let is_public = lower == PUBLIC || lower.ends_with(&format!(".{PUBLIC}"));
    let is_label = |one: &&str| {
        !one.is_empty()
            && one
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let is_domain =
        (2..=24).contains(&last.len()) && last.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_name = !others.is_empty() && others.iter().all(is_label) && is_domain;
    let is_other =
        NO_DOMAINS.contains(last) || PACKAGES.iter().any(|start| host.starts_with(start));
    is_v4 || is_name && !is_other && !is_public && !is_known(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_urls_there_is_what_is_not_a_sites_own() {
        for (text, shown) in [
            (
                "{site}/spaces/PAYROLL/overview?x=Anna, see",
                "{site}/{segment}/{segment}/{segment}?x={value} see",
            ),
            (
                "{origin}/wiki/login.action?os_destination=%2F",
                "{origin}/wiki/login.action?os_destination={value}",
            ),
            (
                "at https://id.atlassian.com/login?continue=x.",
                "at https://id.atlassian.com/login?continue={value}",
            ),
            ("at 'https://intranet.example/a' now", "at '{url}' now"),
            (
                "no /wiki/display/PAYROLL, /wiki/rest/api or text/html",
                "no /wiki/{segment}/{segment} /wiki/rest/api or text/html",
            ),
        ] {
            assert_eq!(urls(text), shown);
        }
    }

    #[test]
    fn a_machine_is_told_from_a_package_and_a_file() {
        for host in [
            "acme.atlassian.net",
            "db-1.acme.internal:5432",
            "10.0.0.7",
            "Wiki.Acme.COM",
        ] {
            assert_eq!(placeholder(host), Some("{host}"), "{host}");
        }
        for word in [
            "java.text.ParseException",
            "com.atlassian.web",
            "login.action",
            "id.atlassian.com",
            "2.50",
            "404",
        ] {
            assert_eq!(placeholder(word), None, "{word}");
        }
    }
}
