//! `mockfluence qsh`: canonical requests and their hashes, one or many.

use std::io::{BufRead, Write};
use std::process::ExitCode;

use mockfluence::jwt::{CanonicalRequest, HostPath};
use serde::Deserialize;
use serde_json::{Value, json};

use super::arguments::{Choice, Given, flag, one_of, value};
use super::{FORMAT, NOT_UNDERSTOOD};

pub(super) const OPTIONS: &[Choice] = &[
    value(
        "base-url",
        "URL",
        "the base URL it is below, e.g. https://acme.atlassian.net/wiki",
    ),
    one_of(
        "direction",
        &["from-app", "to-app"],
        "who sends: the two have different rules",
    ),
    one_of("format", FORMAT, "how the answer is printed"),
    flag(
        "batch",
        "reads JSON lines from standard input and answers each with one",
    ),
];

pub(super) const MORE: &str = "\
The URL is absolute or from the path on, exactly as it is sent. With --batch a line is
{\"method\",\"url\",\"base_url\",\"direction\",\"form\"}, the last three optional, and the answer
{\"canonical\",\"qsh\"} or {\"error\"}.";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Direction {
    /// The app calls the host: the raw path counts.
    #[default]
    FromApp,
    /// The host calls the app: the decoded path counts.
    ToApp,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    method: String,
    url: String,
    #[serde(default)]
    base_url: Option<String>,
    #[serde(default)]
    direction: Direction,
    /// A urlencoded body, whose fields count.
    #[serde(default)]
    form: Option<String>,
}

pub(super) fn run(given: &Given) -> ExitCode {
    if given.has("batch") {
        return batch();
    }
    let (Some(method), Some(url)) = (given.word(0), given.word(1)) else {
        eprintln!("`qsh` needs a method and a URL, or --batch");
        return ExitCode::from(NOT_UNDERSTOOD);
    };
    let line = Line {
        method: method.to_owned(),
        url: url.to_owned(),
        base_url: given.get("base-url").map(str::to_owned),
        direction: match given.get("direction") {
            Some("to-app") => Direction::ToApp,
            _ => Direction::FromApp,
        },
        form: None,
    };
    match line.canonical() {
        Ok(canonical) if given.wants_json() => println!("{}", answer(&canonical)),
        Ok(canonical) => println!("{canonical}\n{}", canonical.qsh()),
        Err(why) => {
            eprintln!("{why}");
            return ExitCode::from(NOT_UNDERSTOOD);
        }
    }
    ExitCode::SUCCESS
}

/// The canonical request of an app's call.
pub(super) fn from_app(
    method: &str,
    url: &str,
    base_url: &str,
) -> Result<CanonicalRequest, String> {
    let line = Line {
        method: method.to_owned(),
        url: url.to_owned(),
        base_url: Some(base_url.to_owned()),
        direction: Direction::FromApp,
        form: None,
    };
    line.canonical()
}

fn batch() -> ExitCode {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let answer = match line {
            Ok(line) if line.trim().is_empty() => continue,
            Ok(line) => judge(&line).unwrap_or_else(|why| json!({ "error": why })),
            Err(error) => json!({ "error": format!("the line cannot be read: {error}") }),
        };
        if writeln!(out, "{answer}")
            .and_then(|()| out.flush())
            .is_err()
        {
            break;
        }
    }
    ExitCode::SUCCESS
}

fn judge(line: &str) -> Result<Value, String> {
    let line: Line = serde_json::from_str(line).map_err(|error| error.to_string())?;
    line.canonical().map(|canonical| answer(&canonical))
}

fn answer(canonical: &CanonicalRequest) -> Value {
    json!({ "canonical": canonical.as_str(), "qsh": canonical.qsh() })
}

impl Line {
    fn canonical(&self) -> Result<CanonicalRequest, String> {
        if self.method.is_empty() {
            return Err("a method is needed, e.g. GET".into());
        }
        let target = below_authority(&self.url);
        let base = self
            .base_url
            .as_deref()
            .map_or("", |base| below_authority(base));
        let base = base.split(['?', '#']).next().unwrap_or_default();
        // A base URL without a path has no context path; `/` alone is none either.
        let context = if base == "/" { "" } else { base };
        Ok(match (self.direction, &self.form) {
            (Direction::FromApp, None) => CanonicalRequest::from_app(&self.method, target, context),
            (Direction::FromApp, Some(form)) => {
                CanonicalRequest::from_app_form(&self.method, target, context, form)
            }
            (Direction::ToApp, _) => {
                CanonicalRequest::to_app(&self.method, target, base, HostPath::Decoded)
            }
        })
    }
}

/// Path and query of a URL, left exactly as they are.
fn below_authority(url: &str) -> &str {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url;
    };
    if scheme.contains(['/', '?', '#']) {
        return url;
    }
    rest.find(['/', '?', '#']).map_or("", |at| &rest[at..])
}
