//! The commands that give tokens: the app's for the tenant, and those of the app's own page.

use serde_json::{Map, Value};

use super::ask::Ask;
use super::failure::Failure;
use super::places::{At, OnApp};
use super::tampers::TamperArgs;
use super::values::object;
use crate::cli::contract::apps::{Token as AppToken, TokenFor};
use crate::cli::contract::loads::{PageToken as Signed, PageTokenFor, Tampered, TokenKind};
use crate::cli::control::routes;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Token {
    method: String,
    /// Path and query, below the base URL or with /wiki
    path: String,
    /// Signs with this secret instead of the app's
    #[arg(long, value_name = "SECRET")]
    secret: Option<String>,
    /// This query string hash instead of the right one
    #[arg(long, value_name = "HASH")]
    qsh: Option<String>,
    #[command(flatten)]
    on: OnApp,
}

impl Ask for Token {
    type Operation = routes::Token;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<TokenFor, Failure> {
        Ok(TokenFor {
            method: self.method,
            path: self.path,
            secret: self.secret,
            qsh: self.qsh,
        })
    }

    fn words(signed: &AppToken) -> String {
        signed.token.clone()
    }
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct PageToken {
    /// Which token
    #[arg(long, value_name = "WHICH", value_enum, default_value_t)]
    kind: TokenKind,
    /// Whose page it is
    #[arg(long, value_name = "ACCOUNT")]
    user: Option<String>,
    /// The token's context
    #[arg(long, value_name = "JSON", value_parser = object)]
    context: Option<Map<String, Value>>,
    #[command(flatten)]
    tamper_args: TamperArgs,
    #[command(flatten)]
    on: OnApp,
}

impl Ask for PageToken {
    type Operation = routes::PageToken;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<PageTokenFor, Failure> {
        Ok(PageTokenFor {
            kind: self.kind,
            user: self.user,
            context: self.context,
            tamper: self.tamper_args.tamper().map(Tampered),
        })
    }

    fn words(signed: &Signed) -> String {
        signed.token.clone().unwrap_or_default()
    }
}
