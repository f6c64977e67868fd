//! The commands that call the remote of an app on Forge, or give a token for its way back.

use serde_json::Value;

use super::ask::Ask;
use super::failure::{Failure, unless};
use super::forgeries::shouted;
use super::loads::Expect;
use super::places::{At, OnForgeApp};
use super::tampers::TamperArgs;
use super::values::{file, header, json, pair};
use crate::cli::contract::forge_calls::{
    ForgeToken, ForgeTokenFor, Invocation, Invoked, InvokedFrom,
};
use crate::cli::contract::loads::Tampered;
use crate::cli::control::routes;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status 1 if the page's promise is rejected, on a status of 400 and more, and if the app \
                  accepts a spoilt token; with --expect, on every other status."
)]
pub(super) struct Invoke {
    #[command(flatten)]
    app: OnForgeApp,
    /// The key of the endpoint
    endpoint: String,
    /// Path and query behind the remote's base URL
    #[arg(default_value = "/")]
    path: String,
    #[arg(long, default_value = "GET")]
    method: String,
    /// Who makes the call
    #[arg(long, value_enum, default_value = "page")]
    from: InvokedFrom,
    /// Who looks at the page; the site's administrator by default
    #[arg(long, value_name = "ACCOUNT")]
    user: Option<String>,
    /// Nobody is logged in
    #[arg(long, conflicts_with = "user")]
    anonymous: bool,
    /// The module whose page calls, where it is not the one whose resolver the endpoint is
    #[arg(long, value_name = "KEY")]
    module: Option<String>,
    /// A member of the context's extension; may be given several times
    #[arg(long = "extension", value_name = "NAME=VALUE", value_parser = pair)]
    extension: Vec<(String, String)>,
    /// A header of the request; may be given several times
    #[arg(long = "header", value_name = "NAME:VALUE", value_parser = header)]
    headers: Vec<(String, String)>,
    /// The body, in JSON
    #[arg(long, value_name = "JSON", value_parser = json)]
    json: Option<Value>,
    /// The body, as it stands in a file
    #[arg(long, value_name = "FILE", value_parser = file, conflicts_with = "json")]
    body: Option<String>,
    #[command(flatten)]
    tamper_args: TamperArgs,
    #[command(flatten)]
    expect: Expect,
}

impl Ask for Invoke {
    type Operation = routes::Invoke;

    fn at(&self) -> At<'_> {
        self.app.at()
    }

    fn request(self) -> Result<Invocation, Failure> {
        let extension = self.extension.into_iter();
        Ok(Invocation {
            endpoint: self.endpoint,
            from: self.from,
            user: self.user,
            anonymous: self.anonymous,
            module: self.module,
            method: self.method,
            path: self.path,
            headers: self.headers.into_iter().collect(),
            json: self.json,
            text: self.body,
            extension: extension
                .map(|(name, value)| (name, value.into()))
                .collect(),
            tamper: self.tamper_args.tamper().map(Tampered),
        })
    }

    fn expected(&self) -> Option<u16> {
        self.expect.expect
    }

    fn warnings(invoked: &Invoked) -> Vec<String> {
        shouted(&invoked.accepted_forgeries).collect()
    }

    fn ending(invoked: &Invoked, expected: Option<u16>) -> u8 {
        let fine = invoked.message.is_none()
            && invoked.status.is_none_or(|status| status < 400)
            && invoked.accepted_forgeries.is_empty();
        unless(expected.map_or(fine, |expected| invoked.status == Some(expected)))
    }

    fn words(invoked: &Invoked) -> String {
        let status = invoked.status.map(|status| status.to_string());
        let told = invoked.message.as_ref();
        let told = told.map(|message| format!("{}: {message}", invoked.outcome));
        let lines = [status, told, invoked.body.clone()].into_iter().flatten();
        lines.collect::<Vec<_>>().join("\n")
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Token {
    #[command(flatten)]
    app: OnForgeApp,
    /// The account that the app acts as; the app itself by default
    #[arg(long, value_name = "ACCOUNT")]
    user: Option<String>,
}

impl Ask for Token {
    type Operation = routes::TakeForgeToken;

    fn at(&self) -> At<'_> {
        self.app.at()
    }

    fn request(self) -> Result<ForgeTokenFor, Failure> {
        Ok(ForgeTokenFor { user: self.user })
    }

    fn words(given: &ForgeToken) -> String {
        given.token.clone()
    }
}
