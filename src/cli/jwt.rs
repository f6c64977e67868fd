//! `mockfluence decode`: a token, taken apart.

use std::process::ExitCode;

use clap::Args;

#[derive(Debug, Args)]
pub(super) struct Decode {
    /// The token, as it stands behind `JWT ` or in `?jwt=`.
    token: String,
}

impl Decode {
    pub(super) fn run(&self) -> ExitCode {
        let token = self.token.trim().trim_start_matches("JWT ");
        match mockfluence::jwt::decode(token) {
            Ok(decoded) => {
                println!("{:#}\n{:#}\n(not verified)", decoded.header, decoded.claims);
                ExitCode::SUCCESS
            }
            Err(why) => {
                eprintln!("no token: {why}");
                ExitCode::from(1)
            }
        }
    }
}
