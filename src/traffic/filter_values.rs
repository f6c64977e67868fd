//! What the fields of a filter can be: a value that could name nothing is refused where it enters.

use std::collections::BTreeMap;

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// Why a value could name nothing.
type Misfit = Option<String>;

pub(super) fn path_misfit(path: &String) -> Misfit {
    let whole = path.starts_with('/') || path == "*";
    (!whole || path.contains(['?', '#'])).then(|| {
        format!("`{path}` is no path to name exchanges by: it begins with a slash and has no query")
    })
}

pub(super) fn method_misfit(method: &String) -> Misfit {
    let is_none = http::Method::from_bytes(method.as_bytes()).is_err();
    is_none.then(|| format!("`{method}` can be no method of HTTP"))
}

pub(super) fn status_misfit(status: &u16) -> Misfit {
    let is_none = !(100..=999).contains(status);
    is_none.then(|| format!("{status} can be no status of HTTP: 100 to 999 are"))
}

pub(super) fn pointer_misfit(pointer: &String) -> Misfit {
    let is_one = pointer.is_empty() || pointer.starts_with('/');
    (!is_one).then(|| format!("`{pointer}` is no JSON pointer: it begins with a slash"))
}

#[track_caller]
pub(super) fn checked<T>(value: T, misfit: fn(&T) -> Misfit) -> T {
    match misfit(&value) {
        None => value,
        Some(why) => panic!("{why}"),
    }
}

fn in_json<'a, D, T>(from: D, misfit: fn(&T) -> Misfit) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'a>,
    T: Deserialize<'a>,
{
    let value = Option::<T>::deserialize(from)?;
    match value.as_ref().and_then(misfit) {
        None => Ok(value),
        Some(why) => Err(D::Error::custom(why)),
    }
}

pub(super) fn path_in_json<'a, D: Deserializer<'a>>(from: D) -> Result<Option<String>, D::Error> {
    in_json(from, path_misfit)
}

pub(super) fn method_in_json<'a, D: Deserializer<'a>>(from: D) -> Result<Option<String>, D::Error> {
    in_json(from, method_misfit)
}

pub(super) fn status_in_json<'a, D: Deserializer<'a>>(from: D) -> Result<Option<u16>, D::Error> {
    in_json(from, status_misfit)
}

pub(super) fn pointers_in_json<'a, D: Deserializer<'a>>(
    from: D,
) -> Result<BTreeMap<String, Value>, D::Error> {
    let values = BTreeMap::<String, Value>::deserialize(from)?;
    match values.keys().find_map(pointer_misfit) {
        None => Ok(values),
        Some(why) => Err(D::Error::custom(why)),
    }
}
