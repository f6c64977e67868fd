//! `mockfluence validate`: a descriptor, judged without a tenant.

use std::process::ExitCode;

use clap::Args;
use mockfluence::descriptor::{Descriptor, Rules, Severity, Violation};
use serde_json::{Value, json};

use super::Format;

#[derive(Debug, Args)]
pub(super) struct Validate {
    /// A file, or the http:// URL that the app serves it at.
    descriptor: String,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Refuses also what the host may refuse.
    #[arg(long, conflicts_with = "lenient")]
    strict: bool,
    /// Refuses only what the host surely refuses.
    #[arg(long)]
    lenient: bool,
}

const ACCEPTED: u8 = 0;
const REFUSED: u8 = 1;
const UNREAD: u8 = 2;

impl Validate {
    pub(super) fn run(&self) -> ExitCode {
        let text = match read(&self.descriptor) {
            Ok(text) => text,
            Err(why) => {
                eprintln!("{} cannot be read: {why}", self.descriptor);
                return ExitCode::from(UNREAD);
            }
        };
        let rules = match (self.strict, self.lenient) {
            (true, _) => Rules::strict(),
            (_, true) => Rules::lenient(),
            _ => Rules::default(),
        };
        match Descriptor::parse(&text) {
            Ok(descriptor) => self.report(&descriptor.validate(&rules)),
            Err(error) => self.malformed(error.sub_code(), &error.message(), &error.to_string()),
        }
    }

    fn report(&self, violations: &[Violation]) -> ExitCode {
        let accepted = !violations.iter().any(Violation::is_refusal);
        let of = |severity: Severity| -> Vec<Value> {
            let those = violations.iter().filter(|found| found.severity == severity);
            those.map(in_json).collect()
        };
        if self.format == Format::Json {
            let (refused, warned) = (of(Severity::Refused), of(Severity::Warning));
            println!("{}", verdict(accepted, &refused, &warned));
        } else {
            for violation in violations {
                println!("{violation}");
            }
            println!(
                "{}: {}",
                self.descriptor,
                if accepted { "accepted" } else { "refused" }
            );
        }
        ExitCode::from(if accepted { ACCEPTED } else { REFUSED })
    }

    fn malformed(&self, sub_code: &str, message: &str, advice: &str) -> ExitCode {
        if self.format == Format::Json {
            let found = json!({ "subCode": sub_code, "pointer": "", "message": message });
            println!("{}", verdict(false, &[found], &[]));
        } else {
            println!("{message}\n    {advice}\n{}: refused", self.descriptor);
        }
        ExitCode::from(REFUSED)
    }
}

fn verdict(accepted: bool, violations: &[Value], warnings: &[Value]) -> Value {
    json!({ "accepted": accepted, "violations": violations, "warnings": warnings })
}

fn in_json(violation: &Violation) -> Value {
    json!({
        "subCode": violation.sub_code, "pointer": violation.pointer, "message": violation.message
    })
}

fn read(from: &str) -> Result<String, String> {
    let bytes = match from.strip_prefix("http://") {
        Some(rest) => get(rest)?,
        None if from.starts_with("https://") => {
            return Err("only http:// URLs are fetched; save the descriptor to a file".into());
        }
        None => std::fs::read(from).map_err(|error| error.to_string())?,
    };
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())
}

/// One GET without following redirects: the app's own URL is asked for.
fn get(rest: &str) -> Result<Vec<u8>, String> {
    use std::io::{Read, Write};
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let path = if path.is_empty() { "/" } else { path };
    let address = if authority.contains(':') {
        authority.to_owned()
    } else {
        format!("{authority}:80")
    };
    let failed = |error: std::io::Error| error.to_string();
    let mut stream = std::net::TcpStream::connect(&address).map_err(failed)?;
    let deadline = Some(std::time::Duration::from_secs(10));
    stream.set_read_timeout(deadline).map_err(failed)?;
    // HTTP/1.0, so that the body is neither chunked nor followed by anything. In one write, for
    // a server that reads once.
    let request =
        format!("GET {path} HTTP/1.0\r\nhost: {authority}\r\naccept: application/json\r\n\r\n");
    stream.write_all(request.as_bytes()).map_err(failed)?;
    let mut reply = Vec::new();
    stream
        .take(20 * 1024 * 1024)
        .read_to_end(&mut reply)
        .map_err(failed)?;
    let end = reply.windows(4).position(|four| four == b"\r\n\r\n");
    let head = String::from_utf8_lossy(&reply[..end.unwrap_or(0)]).into_owned();
    match head.split(' ').nth(1) {
        Some("200") => Ok(reply.split_off(end.map_or(0, |end| end + 4))),
        Some(status) => Err(format!("the app answered {status}")),
        None => Err("the answer is no HTTP".into()),
    }
}
