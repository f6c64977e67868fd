//! Durations in a settings file are seconds, with decimals where needed.

use std::time::Duration;

use serde::{Deserialize, Deserializer, Serializer, de::Error};

pub(super) fn serialize<S: Serializer>(value: &Duration, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_f64(value.as_secs_f64())
}

pub(super) fn deserialize<'a, D: Deserializer<'a>>(from: D) -> Result<Duration, D::Error> {
    let duration =
        Duration::try_from_secs_f64(f64::deserialize(from)?).map_err(D::Error::custom)?;
    check(duration).map_err(D::Error::custom)
}

/// Beyond this nothing is waited for, and no token is good so long: a hundred years.
const LONGEST: Duration = Duration::from_secs(100 * 366 * 24 * 3600);

fn check(duration: Duration) -> Result<Duration, String> {
    if duration > LONGEST {
        let seconds = duration.as_secs();
        return Err(format!(
            "{seconds} s are more than a hundred years, which nobody waits for"
        ));
    }
    Ok(duration)
}

/// For a setter.
#[track_caller]
pub(super) fn bounded(duration: Duration) -> Duration {
    check(duration).unwrap_or_else(|why| panic!("{why}"))
}
