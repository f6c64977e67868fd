//! Lists of the REST API v1: `start` and `limit`.

use serde_json::{Value, json};

use super::cut::cut;
use crate::cause::Cause;
use crate::site::Site;
use crate::site::query::Query;
use crate::site::rejection::Rejection;

/// A part of a list in v1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::site) struct Window {
    pub(in crate::site) start: usize,
    pub(in crate::site) limit: usize,
}

impl Window {
    /// What the query asks for; without a `limit` the standard one, and never above the most.
    pub(in crate::site) fn of(
        query: &Query,
        standard: usize,
        most: usize,
    ) -> Result<Self, Rejection> {
        let start = number_v1(query, "start", 0)?;
        let limit = number_v1(query, "limit", standard)?.min(most);
        Ok(Self { start, limit })
    }

    /// The part, and whether there is more after it.
    pub(in crate::site) fn cut<T>(self, all: impl Iterator<Item = T>) -> (Vec<T>, bool) {
        cut(all.skip(self.start), self.limit)
    }
}

fn number_v1(query: &Query, name: &str, absent: usize) -> Result<usize, Rejection> {
    let Some(sent) = query.first(name) else {
        return Ok(absent);
    };
    let expected = "a whole number, 0 or more, of 32 bits";
    let cause = |sent| Cause::new("the list is asked for by numbers", expected, sent);
    match sent.parse::<i32>() {
        Ok(number) => usize::try_from(number).map_err(|_| {
            let why =
                format!("java.lang.IllegalArgumentException: {name} cannot be less than zero");
            Rejection::of_app_data(400, why, cause(format!("{name}={sent}")))
        }),
        // The host shows what it tried to convert: all values, and no white space.
        Err(_) => {
            let all: Vec<String> = query
                .all(name)
                .map(|one| one.split_whitespace().collect())
                .collect();
            let kind = match all.len() {
                1 => "java.lang.String",
                _ => "java.lang.String[]",
            };
            let why = format!(
                "org.springframework.web.method.annotation.MethodArgumentTypeMismatchException: \
                 Failed to convert value of type '{kind}' to required type 'int'; nested \
                 exception is java.lang.NumberFormatException: For input string: \"{}\"",
                all.join(",")
            );
            Err(Rejection::of_app_data(
                400,
                why,
                cause(format!("{name}={sent}")),
            ))
        }
    }
}

impl Site {
    /// A list of v1: what was cut out, and the links to it and to the next part.
    pub(in crate::site) fn part_v1(
        &self,
        query: &Query,
        window: Window,
        (results, more): (Vec<Value>, bool),
    ) -> Value {
        let Window { start, limit } = window;
        let (path, sent) = (query.path_below_base(), query.with(&[], &[]));
        let mark = if sent.is_empty() { "" } else { "?" };
        let mut links = json!({
            "base": self.base_url(),
            "context": "/wiki",
            "self": format!("{}{path}{mark}{sent}", self.base_url()),
        });
        if more {
            let (limit, next) = (limit.to_string(), start.saturating_add(limit).to_string());
            let own = query.with(
                &["next", "limit", "start"],
                &[("limit", &limit), ("start", &next)],
            );
            links["next"] = format!("{path}?next=true&{own}").into();
        }
        json!({
            "size": results.len(), "results": results, "start": start, "limit": limit,
            "_links": links,
        })
    }
}
