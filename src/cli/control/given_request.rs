//! Headers as somebody gives them, in pairs.

use std::collections::BTreeMap;

use http::{HeaderName, HeaderValue};

use crate::cli::contract::problem::Problem;

pub(super) fn good_headers(
    headers: &BTreeMap<String, String>,
) -> Result<Vec<(HeaderName, HeaderValue)>, Problem> {
    let bad = |why: String| Problem::new(400, why);
    let one = |(name, value): (&String, &String)| {
        let name: HeaderName = name
            .parse()
            .map_err(|_| bad(format!("`{name}` is no header name")))?;
        let value = value
            .parse()
            .map_err(|_| bad(format!("`{value}` is no header value")))?;
        Ok((name, value))
    };
    headers.iter().map(one).collect()
}

/// Whether a header says where a message ends.
pub(super) fn frames(name: &str) -> bool {
    let framing = ["content-length", "transfer-encoding", "connection"];
    framing.iter().any(|known| known.eq_ignore_ascii_case(name))
}
