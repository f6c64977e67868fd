//! The variables by which an app meets tenants at their real names, for every runtime.

use std::path::Path;

use super::files::{Files, PRELOAD_NAME};
use super::runtime::Runtime;

/// What goes to this machine goes without a proxy.
const HERE: &str = "localhost,127.0.0.1,::1";

/// How the domains of Atlassian's end.
const THEIRS: [&str; 11] = [
    "atlassian.net",
    "atlassian.com",
    "atlassian.io",
    "jira.com",
    "jira-dev.com",
    "atlassian-dev.net",
    "atl-asap.net",
    "atl-paas.net",
    "us-gov-mod.net",
    "us-gov-mod.com",
    "stg-fedm.net",
];

/// What marks our part of a variable in which the user has something, too; it is the last.
const OURS_IN_JAVA: &str = "-Dhttps.proxyHost=";

type Runtimes = &'static [Runtime];

/// All of them know these.
const ALL: Runtimes = &[
    Runtime::Node,
    Runtime::Python,
    Runtime::Java,
    Runtime::Go,
    Runtime::Ruby,
    Runtime::Php,
    Runtime::Dotnet,
    Runtime::Rust,
    Runtime::Curl,
];

/// Those that trust what this file holds, and nothing else.
const BY_OPENSSL: Runtimes = &[
    Runtime::Python,
    Runtime::Go,
    Runtime::Ruby,
    Runtime::Php,
    Runtime::Dotnet,
    Runtime::Rust,
];

/// The variables for this runtime, or for all; `has` tells what a variable has now.
pub(super) fn variables(
    proxy: (&str, u16),
    files: &Files,
    runtime: Option<Runtime>,
    has: impl Fn(&str) -> Option<String>,
) -> Vec<(&'static str, String)> {
    let (host, port) = proxy;
    let url = match host.contains(':') {
        true => format!("http://[{host}]:{port}"),
        false => format!("http://{host}:{port}"),
    };
    let (ca, bundle) = (shown(&files.ca()), shown(&files.bundle()));
    let not_by_proxy = without_proxy(has("NO_PROXY").or_else(|| has("no_proxy")));
    let php = shown(&files.php());
    let php_before = has("PHP_INI_SCAN_DIR").filter(|before| !before.ends_with(&php));
    let all: [(&'static str, String, Runtimes); 16] = [
        ("HTTPS_PROXY", url.clone(), ALL),
        ("https_proxy", url.clone(), ALL),
        ("HTTP_PROXY", url.clone(), ALL),
        ("http_proxy", url, ALL),
        ("NO_PROXY", not_by_proxy.clone(), ALL),
        ("no_proxy", not_by_proxy, ALL),
        ("NODE_EXTRA_CA_CERTS", ca.clone(), &[Runtime::Node]),
        ("DENO_CERT", ca, &[Runtime::Node]),
        ("NODE_USE_ENV_PROXY", "1".to_owned(), &[Runtime::Node]),
        (
            "NODE_OPTIONS",
            node(files, has("NODE_OPTIONS")),
            &[Runtime::Node],
        ),
        ("REQUESTS_CA_BUNDLE", bundle.clone(), &[Runtime::Python]),
        ("SSL_CERT_FILE", bundle.clone(), BY_OPENSSL),
        ("CURL_CA_BUNDLE", bundle, &[Runtime::Curl]),
        (
            "JAVA_TOOL_OPTIONS",
            java(proxy, files, has("JAVA_TOOL_OPTIONS")),
            &[Runtime::Java],
        ),
        (
            "PHP_INI_SCAN_DIR",
            format!("{}:{php}", php_before.unwrap_or_default()),
            &[Runtime::Php],
        ),
        ("MOCKFLUENCE_CA", shown(&files.ca()), &[]),
    ];
    let wanted = |runtimes: Runtimes| match runtime {
        None => !runtimes.is_empty(),
        Some(runtime) => runtimes.contains(&runtime),
    };
    let kept = all.into_iter().filter(|(_, _, runtimes)| wanted(runtimes));
    kept.map(|(name, value, _)| (name, value)).collect()
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Also what the user goes to without a proxy, but for Atlassian's.
fn without_proxy(before: Option<String>) -> String {
    let before = before.unwrap_or_default();
    let mut hosts: Vec<&str> = HERE.split(',').collect();
    for host in before.split(',').map(str::trim) {
        if !host.is_empty() && !is_theirs(host) && !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    hosts.join(",")
}

/// Whether an entry would keep a host of Atlassian's from the proxy.
fn is_theirs(entry: &str) -> bool {
    let name = entry.trim_start_matches(['*', '.']);
    let ends = |domain: &str| {
        let before = name.strip_suffix(domain);
        before.is_some_and(|before| before.is_empty() || before.ends_with(['.', '-']))
    };
    name.is_empty() || THEIRS.iter().any(|domain| ends(domain))
}

fn node(files: &Files, before: Option<String>) -> String {
    let preload = shown(&files.preload())
        .replace('\\', "\\\\")
        .replace('"', "\\\"");
    let own = format!("--require \"{preload}\"");
    let before = before.unwrap_or_default();
    let theirs = match before.find(PRELOAD_NAME) {
        Some(place) => &before[..before[..place].rfind("--require").unwrap_or(place)],
        None => &before,
    };
    joined(theirs, &own)
}

fn java((host, port): (&str, u16), files: &Files, before: Option<String>) -> String {
    let options = [
        format!("{OURS_IN_JAVA}{host}"),
        format!("-Dhttps.proxyPort={port}"),
        format!("-Dhttp.proxyHost={host}"),
        format!("-Dhttp.proxyPort={port}"),
        "-Dhttp.nonProxyHosts=localhost|*.localhost|127.*|[::1]".to_owned(),
        format!("-Djavax.net.ssl.trustStore={}", shown(&files.trust_store())),
        "-Djavax.net.ssl.trustStoreType=PKCS12".to_owned(),
    ];
    let quoted = options.map(|option| match option.contains([' ', '\t']) {
        true => format!("\"{option}\""),
        false => option,
    });
    let before = before.unwrap_or_default();
    let theirs = before.split(OURS_IN_JAVA).next().unwrap_or_default();
    joined(theirs, &quoted.join(" "))
}

fn joined(theirs: &str, own: &str) -> String {
    match theirs.trim() {
        "" => own.to_owned(),
        theirs => format!("{theirs} {own}"),
    }
}
