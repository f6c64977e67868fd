//! The tenant and its timeline in a browser, live: the page at the root of the control port.

use mockfluence::binary_support::timeline::{Additions, page};

use super::call::{Answer, Call};
use crate::cli::contract::Nothing;
use crate::cli::contract::problem::Problem;

const ADDITIONS: Additions<'static> = Additions {
    style: include_str!("live.css"),
    body: include_str!("live.html"),
    script: include_str!("live.js"),
};

/// It holds nothing secret and asks the API for everything, with the token behind `#token=`.
pub(super) async fn show(_: Call, _: Nothing) -> Result<Answer, Problem> {
    let log = mockfluence::RequestLog::default();
    let html = page("mockfluence", &log, ADDITIONS);
    Ok(Answer::text("text/html; charset=utf-8", html))
}
