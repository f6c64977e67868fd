//! `mockfluence env`: the lines that make an app trust the tenant.

use std::process::ExitCode;

use serde_json::{Map, Value};

use super::arguments::{Choice, Given, one_of, value};
use super::remote::{self, Remote};
use super::{NOT_UNDERSTOOD, REFUSED};

const FRAMEWORKS: &[&str] = &["ace", "flask", "play", "spring", "other"];

pub(super) const OPTIONS: &[Choice] = &[
    one_of("for", FRAMEWORKS, "the app's framework; `other` by default"),
    one_of(
        "format",
        &["sh", "dotenv", "json"],
        "how the lines are printed",
    ),
    value(
        "app-url",
        "URL",
        "the app's own base URL; http://localhost:3000 by default",
    ),
    value("keys-url", "URL", "instead of asking a running server"),
    remote::CONTROL,
    remote::TOKEN,
    remote::TENANT,
];

pub(super) const MORE: &str = "\
Asks the running server for the tenant's addresses, unless --keys-url is given. Where a framework
has no setting for the key host, the way out is said on standard error.";

pub(super) fn run(given: &Given) -> ExitCode {
    let keys_url = match keys_url(given) {
        Ok(url) => url,
        Err(why) => {
            eprintln!("{why}");
            return ExitCode::from(NOT_UNDERSTOOD);
        }
    };
    let app_url = given.get("app-url").unwrap_or("http://localhost:3000");
    let (lines, advice) = lines(given.get("for").unwrap_or("other"), &keys_url, app_url);
    if let Some(advice) = advice {
        eprintln!("{advice}");
    }
    if lines.is_empty() {
        return ExitCode::from(REFUSED);
    }
    print!("{}", printed(&lines, given.get("format").unwrap_or("sh")));
    ExitCode::SUCCESS
}

fn keys_url(given: &Given) -> Result<String, String> {
    if let Some(url) = given.get("keys-url") {
        return Ok(url.to_owned());
    }
    let tenant = Remote::from(given)?.tenant();
    let tenant = tenant.map_err(|failure| failure.words())?;
    Ok(tenant["keysUrl"].as_str().unwrap_or_default().to_owned())
}

/// The variables of a framework, and what no variable can do.
fn lines(
    framework: &str,
    keys_url: &str,
    app_url: &str,
) -> (Vec<(&'static str, String)>, Option<&'static str>) {
    match framework {
        "ace" => {
            let lines = vec![
                ("CONNECT_KEYS_CDN_URL", keys_url.to_owned()),
                ("AC_LOCAL_BASE_URL", app_url.to_owned()),
            ];
            (lines, None)
        }
        "play" => {
            let option = format!("-Datlassian.connect.publicKeyHostBaseUrl={keys_url}");
            let advice = "or in application.conf: atlassian.connect.publicKeyHostBaseUrl";
            (vec![("JAVA_OPTS", option)], Some(advice))
        }
        "spring" => {
            let advice = "no setting of atlassian-connect-spring-boot for the key host is known \
                          to us: give the app a key host of its own, or a TLS proxy that answers \
                          for connect-install-keys.atlassian.com";
            (Vec::new(), Some(advice))
        }
        "flask" => {
            let advice = "atlassian-jwt leaves `installed` to your own code: fetch the key from \
                          $CONNECT_KEYS_CDN_URL/<kid> there";
            (
                vec![("CONNECT_KEYS_CDN_URL", keys_url.to_owned())],
                Some(advice),
            )
        }
        _ => {
            let advice = "let your app fetch install keys from $CONNECT_KEYS_CDN_URL/<kid> in \
                          place of https://connect-install-keys.atlassian.com/<kid>";
            (
                vec![("CONNECT_KEYS_CDN_URL", keys_url.to_owned())],
                Some(advice),
            )
        }
    }
}

fn printed(lines: &[(&str, String)], format: &str) -> String {
    let one = |start: &str, (name, value): &(&str, String)| {
        format!("{start}{name}='{}'\n", value.replace('\'', r"'\''"))
    };
    match format {
        "json" => {
            let object: Map<String, Value> = lines
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.as_str().into()))
                .collect();
            format!("{}\n", Value::Object(object))
        }
        "dotenv" => lines.iter().map(|line| one("", line)).collect(),
        _ => lines.iter().map(|line| one("export ", line)).collect(),
    }
}
