//! Whether an exchange, or what is known of it before its reply, is one that a filter names.

use serde_json::Value;

use super::exchange::{Direction, Exchange};
use super::filter::Filter;

/// What is known of an exchange before its reply.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BeforeReply<'a> {
    pub(crate) direction: Direction,
    pub(crate) method: &'a str,
    /// Path and query.
    pub(crate) target: &'a str,
    pub(crate) body: &'a [u8],
    /// The app that is called.
    pub(crate) app: Option<&'a str>,
}

impl<'a> BeforeReply<'a> {
    fn of(exchange: &'a Exchange) -> Self {
        Self {
            direction: exchange.direction(),
            method: exchange.method(),
            target: exchange.target(),
            body: exchange.request_body().as_bytes(),
            app: exchange.app(),
        }
    }

    pub(crate) fn path(&self) -> &'a str {
        self.target.split('?').next().unwrap_or_default()
    }
}

impl Filter {
    /// Whether the exchange is one of those named.
    #[must_use]
    pub fn matches(&self, exchange: &Exchange) -> bool {
        self.differences(exchange).is_some_and(|all| all.is_empty())
    }

    /// Whether what is known fits, where a filter may ask for no more: see
    /// [`too_early`](Self::too_early).
    pub(crate) fn fits(&self, known: BeforeReply<'_>) -> bool {
        self.unfit(known).is_some_and(|all| all.is_empty())
    }

    /// Whether it may name such exchanges, whatever their query and body will be.
    pub(crate) fn may_name(&self, known: BeforeReply<'_>) -> bool {
        let mut plain = self.clone();
        plain.query.clear();
        plain.body_contains.clear();
        plain.body_at.clear();
        plain.fits(known)
    }

    /// Why it cannot choose exchanges before their reply, if it cannot: what it names is not known
    /// by then.
    pub(crate) fn too_early(&self) -> Option<&'static str> {
        if self.status.is_some() {
            return Some(
                "it is chosen before the reply is there, so its filter cannot name a status",
            );
        }
        if self.when.is_some() {
            return Some(
                "it is chosen before the reply is there, so its filter cannot have a closure",
            );
        }
        let unknown = self.app.is_some() && self.direction == Direction::FromApp;
        unknown.then_some(
            "it is chosen before the token is read, so the filter of a call cannot name the app",
        )
    }

    /// What keeps an exchange of the same direction from being one of those named; none if it goes
    /// the other way.
    pub(crate) fn differences(&self, exchange: &Exchange) -> Option<Vec<String>> {
        let mut differences = self.unfit(BeforeReply::of(exchange))?;
        if let Some(status) = self.status
            && exchange.status() != Some(status)
        {
            differences.push(status.to_string());
        }
        // Only on what is otherwise the one: a closure may rely on it.
        if let Some(when) = &self.when
            && differences.is_empty()
            && !when.0(exchange)
        {
            differences.push("as the closure wants it".to_owned());
        }
        Some(differences)
    }

    fn unfit(&self, known: BeforeReply<'_>) -> Option<Vec<String>> {
        if self.direction != known.direction {
            return None;
        }
        let mut differences = Vec::new();
        let mut expect = |fits: bool, wanted: &dyn std::fmt::Display| {
            if !fits {
                differences.push(wanted.to_string());
            }
        };
        if let Some(method) = &self.method {
            expect(method.eq_ignore_ascii_case(known.method), method);
        }
        if let Some(path) = &self.path {
            expect(path_fits(path, known), path);
        }
        for (name, value) in &self.query {
            expect(
                has_parameter(known.target, name, value),
                &format!("{name}={value}"),
            );
        }
        if !self.body_contains.is_empty() {
            let body = String::from_utf8_lossy(known.body);
            for text in &self.body_contains {
                expect(body.contains(text.as_str()), &format!("with {text:?}"));
            }
        }
        if !self.body_at.is_empty() {
            let body: Value = serde_json::from_slice(known.body).unwrap_or_default();
            for (pointer, value) in &self.body_at {
                let there = body.pointer(pointer);
                expect(there == Some(value), &format!("{value} at {pointer}"));
            }
        }
        if let Some(app) = &self.app {
            expect(known.app == Some(app), app);
        }
        Some(differences)
    }

    /// How far an exchange is from those named, for telling which of several is the nearest.
    pub(crate) fn distance(&self, exchange: &Exchange) -> Option<usize> {
        let others = self.differences(exchange)?.len();
        let path = self.path.as_deref().unwrap_or(exchange.path());
        let known = BeforeReply::of(exchange);
        // A path that is quite another weighs more than all the rest.
        let segments = match path_fits(path, known) {
            true => 0,
            false => different_segments(path, exchange.path()),
        };
        Some(others + 10 * segments)
    }
}

/// A call's `/wiki` may be left out.
fn path_fits(wanted: &str, known: BeforeReply<'_>) -> bool {
    let path = known.path();
    let fits = |path: &str| match wanted.strip_suffix('*') {
        Some(start) => path.starts_with(start),
        None => path == wanted,
    };
    let below = path
        .strip_prefix("/wiki")
        .filter(|rest| rest.starts_with('/'));
    fits(path) || (known.direction == Direction::FromApp && below.is_some_and(fits))
}

fn has_parameter(target: &str, name: &str, value: &str) -> bool {
    let query = target.split_once('?').map_or("", |(_, query)| query);
    form_urlencoded::parse(query.as_bytes()).any(|(one, its)| one == name && its == value)
}

/// The segments in which two paths differ, counted from both ends.
fn different_segments(one: &str, other: &str) -> usize {
    let one: Vec<&str> = one.split('/').collect();
    let other: Vec<&str> = other.split('/').collect();
    let longest = one.len().max(other.len());
    let same = |pair: &(&&str, &&str)| pair.0 == pair.1;
    let start = one.iter().zip(&other).take_while(same).count();
    let rest = one.len().min(other.len()) - start;
    let end = one
        .iter()
        .rev()
        .zip(other.iter().rev())
        .take(rest)
        .take_while(same)
        .count();
    longest - start - end
}
