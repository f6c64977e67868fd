//! The command that asks the host something as a page of the app.

use serde_json::Value;

use super::ask::Ask;
use super::failure::{Failure, unless};
use super::loads::Expect;
use super::places::{At, OnApp};
use super::values::{file, header, json};
use crate::cli::contract::page_requests::{PageReply, PageRequest};
use crate::cli::control::routes;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "As AP.request does: as the user who looks at the page, within the app's scopes.\n\
                  Exit status 1 on a status of 400 and more; with --expect, on every other status."
)]
pub(in crate::cli) struct ApRequest {
    method: String,
    /// Path and query, below the base URL or with /wiki
    path: String,
    /// The key of the module whose page asks
    #[arg(long, value_name = "KEY")]
    module: String,
    /// Who looks at it; the site's administrator by default
    #[arg(long, value_name = "ACCOUNT")]
    user: Option<String>,
    /// Nobody is logged in
    #[arg(long, conflicts_with = "user")]
    anonymous: bool,
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
    expect: Expect,
    #[command(flatten)]
    on: OnApp,
}

impl Ask for ApRequest {
    type Operation = routes::AskAsPage;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<PageRequest, Failure> {
        Ok(PageRequest {
            module: self.module,
            user: self.user,
            anonymous: self.anonymous,
            method: self.method,
            path: self.path,
            headers: self.headers.into_iter().collect(),
            json: self.json,
            text: self.body,
        })
    }

    fn expected(&self) -> Option<u16> {
        self.expect.expect
    }

    fn ending(reply: &PageReply, expected: Option<u16>) -> u8 {
        let fine = reply.status < 400;
        unless(expected.map_or(fine, |expected| reply.status == expected))
    }

    fn words(reply: &PageReply) -> String {
        format!("{}\n{}", reply.status, reply.body)
    }
}
