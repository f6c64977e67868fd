//! The tenant and its timeline in a browser, live: the page at the root of the control port.

use std::sync::Arc;

use mockfluence::timeline::{Additions, page};

use super::call::{Answer, Call, Outcome};
use super::farm::Farm;

const ADDITIONS: Additions<'static> = Additions {
    style: include_str!("live.css"),
    body: include_str!("live.html"),
    script: include_str!("live.js"),
};

/// It holds nothing secret and asks the API for everything, with the token behind `#token=`.
pub(super) async fn show(_: Arc<Farm>, _: Call) -> Outcome {
    let log = mockfluence::RequestLog::default();
    let html = page("mockfluence", &log, ADDITIONS);
    Answer::text(200, "text/html; charset=utf-8", html)
}
