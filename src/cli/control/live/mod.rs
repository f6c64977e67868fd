//! The tenant and its timeline in a browser, live: the page at the root of the control port.

use mockfluence::binary_support::timeline::{Additions, page};

use super::call::{Answer, Call};
use crate::cli::contract::Nothing;
use crate::cli::contract::live::{Code, Link, Session};
use crate::cli::contract::problem::Problem;

const ADDITIONS: Additions<'static> = Additions {
    style: include_str!("live.css"),
    body: include_str!("live.html"),
    script: concat!(
        include_str!("live.js"),
        include_str!("forge.js"),
        include_str!("replay.js")
    ),
};

/// It holds nothing secret and asks the API for everything, with a session that it gets for the code of its link.
pub(super) async fn show(_: Call, _: Nothing) -> Result<Answer, Problem> {
    let log = mockfluence::RequestLog::default();
    let html = page("mockfluence", &log, ADDITIONS);
    Answer::page(&html)
}

pub(super) async fn link(call: Call, _: Nothing) -> Result<Link, Problem> {
    Ok(Link {
        url: call.gate.page_url()?,
    })
}

/// For whoever has the code, which nobody else has.
pub(super) async fn session(call: Call, given: Code) -> Result<Session, Problem> {
    let keys = call.gate.keys.as_ref();
    let opened = keys.and_then(|keys| keys.open_link(&given.code));
    let why = "the link was opened before, or is none: `mockfluence live` prints a new one";
    match opened.ok_or_else(|| Problem::new(403, why))? {
        Ok(token) => Ok(Session { token }),
        Err(error) => Err(Problem::new(500, error.to_string())),
    }
}
