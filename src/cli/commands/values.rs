//! How the values of options are written: filters, pairs, JSON, milliseconds.

use std::fmt;

use mockfluence::Filter;
use mockfluence::binary_support::outside_text;
use serde_json::{Map, Value};

use crate::cli::contract::filter_words;
use crate::cli::contract::log::Timeout;
use crate::cli::contract::wording::plainly;

/// A value that is not written as it should be.
#[derive(Debug)]
pub(in crate::cli) struct Miswritten(String);

impl fmt::Display for Miswritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Miswritten {}

fn miswritten(why: impl Into<String>) -> Miswritten {
    Miswritten(why.into())
}

/// What a filter is made of, for a help text.
pub(super) const FILTER: &str = "A filter is 'from-app' or 'to-app', then, in any order and each as you like: a method, a path\n\
     (a final * stands for any rest) with ?NAME=VALUE for its parameters, the status of the reply,\n\
     app=KEY, body~TEXT for what the body contains, body:/POINTER=JSON for a value in it; quote what has blanks.";

pub(super) fn filter(text: &str) -> Result<Filter, Miswritten> {
    filter_words::parse(text).map_err(|why| miswritten(why.to_string()))
}

/// The words of a filter, which are one.
#[derive(Clone, Debug)]
pub(super) struct FilterWords {
    pub(super) words: String,
}

pub(super) fn filter_words(text: &str) -> Result<FilterWords, Miswritten> {
    let words = text.to_owned();
    filter(text).map(|_| FilterWords { words })
}

/// `NAME=VALUE`.
pub(super) fn pair(text: &str) -> Result<(String, String), Miswritten> {
    let (name, value) = text
        .split_once('=')
        .ok_or_else(|| miswritten("NAME=VALUE"))?;
    Ok((name.to_owned(), value.to_owned()))
}

/// `NAME: VALUE`.
pub(super) fn header(text: &str) -> Result<(String, String), Miswritten> {
    let (name, value) = text
        .split_once(':')
        .ok_or_else(|| miswritten("NAME: VALUE"))?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

pub(super) fn json(text: &str) -> Result<Value, Miswritten> {
    serde_json::from_str(text).map_err(|error| miswritten(plainly(error)))
}

/// A JSON object.
pub(super) fn object(text: &str) -> Result<Map<String, Value>, Miswritten> {
    serde_json::from_str(text).map_err(|error| miswritten(plainly(error)))
}

/// What is in a file.
pub(in crate::cli) fn file(name: &str) -> Result<String, Miswritten> {
    let bytes = std::fs::read(name).map_err(|error| miswritten(error.to_string()))?;
    let text = outside_text(&bytes).map_err(|_| miswritten("it is not UTF-8"))?;
    Ok(text.to_owned())
}

/// The JSON object in a file.
pub(in crate::cli) fn object_in_file(name: &str) -> Result<Map<String, Value>, Miswritten> {
    object(&file(name)?)
}

/// Seconds, with decimals where needed, as milliseconds.
pub(super) fn seconds(text: &str) -> Result<i64, Miswritten> {
    let seconds: f64 = text.parse().map_err(|_| miswritten("no seconds"))?;
    let millis = seconds * 1000.0;
    // Any number that a clock can be moved by is whole in a float; others are no time at all.
    if !millis.is_finite() || millis.abs() > 9e15 {
        return Err(miswritten("out of range"));
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked above")]
    Ok(millis as i64)
}

/// The same for a wait, which is at most a minute.
pub(super) fn timeout(text: &str) -> Result<Timeout, Miswritten> {
    let millis = seconds(text)?;
    let millis = u64::try_from(millis).map_err(|_| miswritten("a wait is no less than nothing"))?;
    Timeout::try_from(millis).map_err(|why| miswritten(why.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_have_decimals_and_a_sign() {
        assert_eq!(seconds("1.5").unwrap(), 1500);
        assert_eq!(seconds("-60").unwrap(), -60_000);
        for bad in ["x", "inf", "NaN", "1e300", ""] {
            assert!(seconds(bad).is_err(), "{bad}");
        }
    }
}
