//! The parameters that every load of a module has, folded where only the module's own matter.

use std::borrow::Cow;

use super::exchange::{Direction, Exchange};
use crate::site::LOAD_PARAMETERS;

/// A path with query, or a form, of a callback: if the host's parameters are all there, `…` stands
/// for them.
pub(super) fn folded<'a>(exchange: &Exchange, text: &'a str) -> Cow<'a, str> {
    let is_load = exchange.direction() == Direction::ToApp
        && LOAD_PARAMETERS
            .iter()
            .all(|name| text.contains(&format!("{name}=")));
    if !is_load {
        return Cow::Borrowed(text);
    }
    let (path, query) = match text.split_once('?') {
        Some((path, query)) => (Some(path), query),
        None => (None, text),
    };
    let is_standard = |part: &&str| {
        let name = part.split('=').next().unwrap_or_default();
        LOAD_PARAMETERS.contains(&name)
    };
    let mut parts: Vec<&str> = query.split('&').collect();
    let first = parts.iter().position(is_standard).unwrap_or(parts.len());
    let mut parts_left: Vec<&str> = parts.split_off(first);
    parts_left.retain(|part| !is_standard(part));
    parts.push("…");
    parts.append(&mut parts_left);
    let query = parts.join("&");
    Cow::Owned(match path {
        Some(path) => format!("{path}?{query}"),
        None => query,
    })
}
