//! `mockfluence jwt`: a token taken apart, or verified.

use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use mockfluence::jwt::{CanonicalRequest, decode, verify};
use serde_json::json;

use super::arguments::{Choice, Given, one_of, value};
use super::{FORMAT, NOT_UNDERSTOOD, REFUSED};

pub(super) const OPTIONS: &[Choice] = &[
    value(
        "secret",
        "SECRET",
        "the sharedSecret that should have signed it (verify)",
    ),
    value(
        "method",
        "METHOD",
        "the request's method, to check the qsh too (verify)",
    ),
    value(
        "url",
        "URL",
        "the request's URL, absolute or from the path on (verify)",
    ),
    value(
        "base-url",
        "URL",
        "the base URL it is below; its path does not count (verify)",
    ),
    value(
        "at",
        "SECONDS",
        "the time of the check, in seconds since 1970; now by default (verify)",
    ),
    one_of("format", FORMAT, "how the answer is printed"),
];

pub(super) fn run(given: &Given) -> ExitCode {
    let token = given.word(1).unwrap_or_default().trim();
    let token = token.strip_prefix("JWT ").unwrap_or(token);
    match given.word(0) {
        Some("decode") => show(token, given),
        Some("verify") => judge(token, given),
        other => {
            eprintln!(
                "`jwt {}`: it is `jwt decode` or `jwt verify`",
                other.unwrap_or_default()
            );
            ExitCode::from(NOT_UNDERSTOOD)
        }
    }
}

fn show(token: &str, given: &Given) -> ExitCode {
    match decode(token) {
        Ok(decoded) if given.wants_json() => {
            println!(
                "{}",
                json!({ "header": decoded.header, "claims": decoded.claims })
            );
            ExitCode::SUCCESS
        }
        Ok(decoded) => {
            println!("{:#}\n{:#}\n(not verified)", decoded.header, decoded.claims);
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("no token: {why}");
            ExitCode::from(REFUSED)
        }
    }
}

fn judge(token: &str, given: &Given) -> ExitCode {
    let (request, at) = match request(given).and_then(|request| Ok((request, time(given)?))) {
        Ok(read) => read,
        Err(why) => {
            eprintln!("{why}");
            return ExitCode::from(NOT_UNDERSTOOD);
        }
    };
    let Some(secret) = given.get("secret") else {
        eprintln!("`jwt verify` needs --secret; `jwt decode` does without");
        return ExitCode::from(NOT_UNDERSTOOD);
    };
    let verdict = verify(token, secret, request.as_ref(), at);
    if given.wants_json() {
        let json = match &verdict {
            Ok(()) => json!({ "accepted": true, "qshChecked": request.is_some() }),
            Err(why) => json!({
                "accepted": false, "status": why.status(), "message": why.message(),
                "explanation": why.to_string(),
            }),
        };
        println!("{json}");
    } else {
        match &verdict {
            Ok(()) if request.is_some() => println!("accepted"),
            Ok(()) => println!("accepted (qsh not checked: give --method and --url)"),
            Err(why) => println!(
                "{why}\nthe host answers {}: {}",
                why.status(),
                why.message()
            ),
        }
    }
    ExitCode::from(if verdict.is_ok() { 0 } else { REFUSED })
}

fn request(given: &Given) -> Result<Option<CanonicalRequest>, String> {
    match (given.get("method"), given.get("url")) {
        (None, None) => Ok(None),
        (Some(method), Some(url)) => {
            let base = given.get("base-url").unwrap_or("/wiki");
            super::qsh::from_app(method, url, base).map(Some)
        }
        _ => Err("--method and --url go together".into()),
    }
}

fn time(given: &Given) -> Result<SystemTime, String> {
    let at = given.number::<u32>("at")?;
    Ok(at.map_or_else(SystemTime::now, |at| {
        SystemTime::UNIX_EPOCH + Duration::from_secs(at.into())
    }))
}
