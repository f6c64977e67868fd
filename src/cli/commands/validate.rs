//! `mockfluence validate`: a descriptor, judged without a tenant.

use std::process::ExitCode;
use std::time::Duration;

use mockfluence::binary_support::outside_text;
use mockfluence::descriptor::{Descriptor, Rules, Severity, Violation};
use serde_json::{Value, json};

use super::ask::Run;
use super::failure::{Ended, REFUSED};
use super::format::{How, say};
use super::http::send;

#[derive(Debug, clap::Args)]
#[command(after_help = "Exit status: 0 accepted, 1 refused, 2 could not be read.")]
pub(in crate::cli) struct Validate {
    /// A file, or the http:// URL that the app serves it at
    descriptor: String,
    /// Refuses also what the host may refuse
    #[arg(long, conflicts_with = "lenient")]
    strict: bool,
    /// Refuses only what the host surely refuses
    #[arg(long)]
    lenient: bool,
    #[command(flatten)]
    how: How,
}

impl Run for Validate {
    fn operations() -> Vec<&'static str> {
        Vec::new()
    }

    fn run(self) -> Ended {
        let name = &self.descriptor;
        let text = read(name).map_err(|why| format!("{name} cannot be read: {why}"))?;
        match Descriptor::parse(&text) {
            Ok(descriptor) => self.report(&descriptor.validate(&self.rules())),
            Err(error) => {
                let found = json!({
                    "severity": "refused", "subCode": error.sub_code(), "pointer": "",
                    "message": error.message(), "advice": error.to_string(), "assumed": false,
                });
                let words = format!("{}\n    {error}\n", error.message());
                self.verdict(false, &words, &[found], &[])
            }
        }
    }
}

impl Validate {
    fn rules(&self) -> Rules {
        match (self.strict, self.lenient) {
            (true, _) => Rules::strict(),
            (_, true) => Rules::lenient(),
            _ => Rules::default(),
        }
    }

    fn report(&self, violations: &[Violation]) -> Ended {
        let of = |severity: Severity| -> Vec<Value> {
            let those = violations.iter().filter(|found| found.severity == severity);
            those.map(in_json).collect()
        };
        let accepted = !violations.iter().any(Violation::is_refusal);
        let words: String = violations.iter().map(|one| format!("{one}\n")).collect();
        let (refused, warned) = (of(Severity::Refused), of(Severity::Warning));
        self.verdict(accepted, &words, &refused, &warned)
    }

    fn verdict(&self, accepted: bool, words: &str, refused: &[Value], warned: &[Value]) -> Ended {
        let word = if accepted { "accepted" } else { "refused" };
        let json = json!({ "accepted": accepted, "violations": refused, "warnings": warned });
        let words = format!("{words}{}: {word}", self.descriptor);
        say(self.how.format, &json, words)?;
        Ok(ExitCode::from(if accepted { 0 } else { REFUSED }))
    }
}

/// With all that is known of it, advice and doubt included.
fn in_json(violation: &Violation) -> Value {
    serde_json::to_value(violation).unwrap_or_default()
}

/// A file, or the answer to one GET without following redirects: the app's own URL is asked.
pub(super) fn read(from: &str) -> Result<String, String> {
    let bytes = match from.contains("://") {
        false => std::fs::read(from).map_err(|error| error.to_string())?,
        true if from.starts_with("https://") => {
            return Err("only http:// URLs are fetched; save the descriptor to a file".into());
        }
        true => fetch(from)?,
    };
    let text = outside_text(&bytes).map_err(|_| "it is not UTF-8".to_owned())?;
    Ok(text.to_owned())
}

fn fetch(url: &str) -> Result<Vec<u8>, String> {
    let request = http::Request::get(url).header("accept", "application/json");
    let request = request
        .body(String::new())
        .map_err(|error| error.to_string())?;
    match send(request, Duration::from_secs(10))? {
        (200, body) => Ok(body),
        (status, _) => Err(format!("the app answered {status}")),
    }
}
