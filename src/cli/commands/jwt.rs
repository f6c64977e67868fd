//! `mockfluence jwt`: a token taken apart, or verified.

use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use mockfluence::jwt::{CanonicalRequest, decode, verify};
use serde_json::{Value, json};

use super::ask::{Run, commands};
use super::failure::{Ended, Failure, REFUSED};
use super::format::{How, say};
use crate::cli::output;

#[derive(Debug, clap::Args)]
#[command(after_help = "Exit status 1 if it is no token, or refused.")]
pub(in crate::cli) struct Jwt {
    #[command(subcommand)]
    what: OfToken,
}

commands! {
    enum OfToken {
        /// Takes a token apart, without verifying it
        Decode(Decode),
        /// Verifies a token as the host would
        Verify(Verify),
    }
}

impl Run for Jwt {
    fn operations() -> Vec<&'static str> {
        OfToken::operations()
    }

    fn run(self) -> Ended {
        self.what.run()
    }
}

/// The token alone, of a header's value.
fn bare(token: &str) -> &str {
    let token = token.trim();
    token.strip_prefix("JWT ").unwrap_or(token)
}

#[derive(Debug, clap::Args)]
struct Decode {
    token: String,
    #[command(flatten)]
    how: How,
}

impl Run for Decode {
    fn operations() -> Vec<&'static str> {
        Vec::new()
    }

    fn run(self) -> Ended {
        match decode(bare(&self.token)) {
            Ok(decoded) => {
                let words = format!("{:#}\n{:#}\n(not verified)", decoded.header, decoded.claims);
                let json = json!({ "header": decoded.header, "claims": decoded.claims });
                say(self.how.format, &json, words)?;
                Ok(ExitCode::SUCCESS)
            }
            Err(why) => {
                output::complain(&format!("no token: {why}"));
                Ok(ExitCode::from(REFUSED))
            }
        }
    }
}

#[derive(Debug, clap::Args)]
struct Verify {
    token: String,
    /// The sharedSecret that should have signed it
    #[arg(long, value_name = "SECRET")]
    secret: String,
    /// The request's method, to check the qsh too
    #[arg(long, value_name = "METHOD", requires = "url")]
    method: Option<String>,
    /// The request's URL, absolute or from the path on
    #[arg(long, value_name = "URL", requires = "method")]
    url: Option<String>,
    /// The base URL it is below; its path does not count
    #[arg(long, value_name = "URL", default_value = "/wiki")]
    base_url: String,
    /// The time of the check, in seconds since 1970; now by default
    #[arg(long, value_name = "SECONDS")]
    at: Option<u32>,
    #[command(flatten)]
    how: How,
}

impl Verify {
    fn request(&self) -> Result<Option<CanonicalRequest>, Failure> {
        let Some((method, url)) = self.method.as_ref().zip(self.url.as_ref()) else {
            return Ok(None);
        };
        Ok(Some(super::qsh::from_app(method, url, &self.base_url)?))
    }

    fn time(&self) -> SystemTime {
        self.at.map_or_else(SystemTime::now, |at| {
            SystemTime::UNIX_EPOCH + Duration::from_secs(at.into())
        })
    }
}

impl Run for Verify {
    fn operations() -> Vec<&'static str> {
        Vec::new()
    }

    fn run(self) -> Ended {
        let request = self.request()?;
        let verdict = verify(
            bare(&self.token),
            &self.secret,
            request.as_ref(),
            self.time(),
        );
        let (json, words): (Value, String) = match &verdict {
            Ok(()) => (
                json!({ "accepted": true, "qshChecked": request.is_some() }),
                match request.is_some() {
                    true => "accepted".to_owned(),
                    false => "accepted (qsh not checked: give --method and --url)".to_owned(),
                },
            ),
            Err(why) => (
                json!({
                    "accepted": false, "status": why.status(), "message": why.message(),
                    "explanation": why.to_string(),
                }),
                format!(
                    "{why}\nthe host answers {}: {}",
                    why.status(),
                    why.message()
                ),
            ),
        };
        say(self.how.format, &json, words)?;
        Ok(ExitCode::from(if verdict.is_ok() { 0 } else { REFUSED }))
    }
}
