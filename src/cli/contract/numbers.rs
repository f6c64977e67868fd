//! Numbers of pages, spaces and files: no larger than JSON can say exactly.

use std::fmt;

use mockfluence::binary_support;
use serde::{Deserialize, Deserializer, de::Error};

/// The largest id, version or size.
pub(super) const LARGEST: u64 = binary_support::LARGEST_NUMBER;

/// Outside of what a number can be: it, and the least that one can be.
struct OutOfRange(u64, u64);

impl fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is out of range: {} to {LARGEST}", self.0, self.1)
    }
}

/// A number, or one that may be missing.
pub(super) trait Given {
    fn given(&self) -> Option<u64>;
}

impl Given for u64 {
    fn given(&self) -> Option<u64> {
        Some(*self)
    }
}

impl Given for Option<u64> {
    fn given(&self) -> Option<u64> {
        *self
    }
}

/// An id or a size.
pub(super) fn exact<'a, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'a>,
    T: Deserialize<'a> + Given,
{
    at_least(0, from)
}

/// A version, of which 1 is the first.
pub(super) fn version<'a, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'a>,
    T: Deserialize<'a> + Given,
{
    at_least(1, from)
}

fn at_least<'a, D, T>(least: u64, from: D) -> Result<T, D::Error>
where
    D: Deserializer<'a>,
    T: Deserialize<'a> + Given,
{
    let number = T::deserialize(from)?;
    match number.given() {
        Some(other) if !(least..=LARGEST).contains(&other) => {
            Err(D::Error::custom(OutOfRange(other, least)))
        }
        _ => Ok(number),
    }
}
