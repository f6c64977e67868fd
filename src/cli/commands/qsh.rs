//! `mockfluence qsh`: canonical requests and their hashes, one or many.

use std::io::BufRead;
use std::process::ExitCode;

use clap::ValueEnum;
use mockfluence::jwt::{CanonicalRequest, HostPath};
use serde::Deserialize;
use serde_json::{Value, json};

use super::ask::Run;
use super::failure::Ended;
use super::format::{How, say};
use crate::cli::contract::wording::plainly;
use crate::cli::output;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "The URL is absolute or from the path on, exactly as it is sent. With --batch a line is\n\
                  {\"method\",\"url\",\"base_url\",\"direction\",\"form\"}, the last three optional, and the answer\n\
                  {\"canonical\",\"qsh\"} or {\"error\"}."
)]
pub(in crate::cli) struct Qsh {
    #[arg(required_unless_present = "batch")]
    method: Option<String>,
    #[arg(required_unless_present = "batch")]
    url: Option<String>,
    /// The base URL it is below, e.g. https://acme.atlassian.net/wiki
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Who sends: the two have different rules
    #[arg(long, value_name = "WHICH", value_enum, default_value_t)]
    direction: Direction,
    /// A urlencoded body, whose fields count
    #[arg(long, value_name = "TEXT")]
    form: Option<String>,
    /// Reads JSON lines from standard input and answers each with one
    #[arg(long, conflicts_with_all = ["method", "url"])]
    batch: bool,
    #[command(flatten)]
    how: How,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ValueEnum)]
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

impl Run for Qsh {
    fn operations() -> Vec<&'static str> {
        Vec::new()
    }

    fn run(self) -> Ended {
        if self.batch {
            return batch();
        }
        let line = Line {
            method: self.method.unwrap_or_default(),
            url: self.url.unwrap_or_default(),
            base_url: self.base_url,
            direction: self.direction,
            form: self.form,
        };
        let canonical = line.canonical()?;
        let words = format!("{canonical}\n{}", canonical.qsh());
        say(self.how.format, &answer(&canonical), words)?;
        Ok(ExitCode::SUCCESS)
    }
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

fn batch() -> Ended {
    for line in std::io::stdin().lock().lines() {
        let answer = match line {
            Ok(line) if line.trim().is_empty() => continue,
            Ok(line) => judge(&line).unwrap_or_else(|why| json!({ "error": why })),
            Err(error) => json!({ "error": format!("the line cannot be read: {error}") }),
        };
        output::print_line(&answer.to_string())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn judge(line: &str) -> Result<Value, String> {
    let line: Line = serde_json::from_str(line).map_err(plainly)?;
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
