//! `mockfluence validate`: a descriptor, judged without a tenant.

use std::process::ExitCode;

use mockfluence::descriptor::{Descriptor, Rules, Severity, Violation};
use serde_json::{Value, json};

use super::arguments::{Choice, Given, flag, one_of};
use super::http::{Call, call};
use super::{FORMAT, REFUSED};

pub(super) const OPTIONS: &[Choice] = &[
    one_of("format", FORMAT, "how the verdict is printed"),
    flag("strict", "refuses also what the host may refuse"),
    flag("lenient", "refuses only what the host surely refuses"),
];

const ACCEPTED: u8 = 0;
const UNREAD: u8 = 2;

pub(super) fn run(given: &Given) -> ExitCode {
    let name = given.word(0).unwrap_or_default();
    let text = match read(name) {
        Ok(text) => text,
        Err(why) => {
            eprintln!("{name} cannot be read: {why}");
            return ExitCode::from(UNREAD);
        }
    };
    let rules = match (given.has("strict"), given.has("lenient")) {
        (true, true) => {
            eprintln!("--strict and --lenient exclude each other");
            return ExitCode::from(UNREAD);
        }
        (true, _) => Rules::strict(),
        (_, true) => Rules::lenient(),
        _ => Rules::default(),
    };
    match Descriptor::parse(&text) {
        Ok(descriptor) => report(given, &descriptor.validate(&rules)),
        Err(error) => malformed(
            given,
            error.sub_code(),
            &error.message(),
            &error.to_string(),
        ),
    }
}

fn report(given: &Given, violations: &[Violation]) -> ExitCode {
    let accepted = !violations.iter().any(Violation::is_refusal);
    let of = |severity: Severity| -> Vec<Value> {
        let those = violations.iter().filter(|found| found.severity == severity);
        those.map(in_json).collect()
    };
    if given.wants_json() {
        let (refused, warned) = (of(Severity::Refused), of(Severity::Warning));
        println!("{}", verdict(accepted, &refused, &warned));
    } else {
        for violation in violations {
            println!("{violation}");
        }
        let word = if accepted { "accepted" } else { "refused" };
        println!("{}: {word}", given.word(0).unwrap_or_default());
    }
    ExitCode::from(if accepted { ACCEPTED } else { REFUSED })
}

fn malformed(given: &Given, sub_code: &str, message: &str, advice: &str) -> ExitCode {
    if given.wants_json() {
        let found = json!({ "subCode": sub_code, "pointer": "", "message": message });
        println!("{}", verdict(false, &[found], &[]));
    } else {
        let name = given.word(0).unwrap_or_default();
        println!("{message}\n    {advice}\n{name}: refused");
    }
    ExitCode::from(REFUSED)
}

fn verdict(accepted: bool, violations: &[Value], warnings: &[Value]) -> Value {
    json!({ "accepted": accepted, "violations": violations, "warnings": warnings })
}

fn in_json(violation: &Violation) -> Value {
    json!({
        "subCode": violation.sub_code, "pointer": violation.pointer, "message": violation.message
    })
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
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())
}

fn fetch(url: &str) -> Result<Vec<u8>, String> {
    let reply = call(&Call {
        method: "GET",
        url,
        headers: vec![("accept", "application/json".to_owned())],
        body: String::new(),
        limit: std::time::Duration::from_secs(10),
    })?;
    match reply.status.as_u16() {
        200 => Ok(reply.body.to_vec()),
        status => Err(format!("the app answered {status}")),
    }
}
