//! Dates in the forms in which hosts and logs write them, and where a text has one.

use std::time::{Duration, UNIX_EPOCH};

/// The last second of the year 9999, beyond which these forms have no words.
pub(super) const LAST_SECOND: i64 = 253_402_300_799;

/// A time in the forms in which hosts and logs write it, always in UTC.
#[derive(Clone, Debug)]
pub(crate) struct Utc {
    /// `Tue, 24 Nov 2026 01:02:03 GMT`
    http: String,
    millis: i64,
}

impl Utc {
    /// By milliseconds since 1970. What is before 1970 is taken for 1970, what is after the year
    /// 9999 for its last second.
    pub(crate) fn of_millis(millis: i64) -> Self {
        let seconds = u64::try_from(millis.div_euclid(1000)).unwrap_or(0);
        let since = Duration::from_secs(seconds.min(LAST_SECOND.unsigned_abs()));
        let time = UNIX_EPOCH.checked_add(since).unwrap_or(UNIX_EPOCH);
        Self {
            http: httpdate::fmt_http_date(time),
            millis: millis.rem_euclid(1000),
        }
    }

    /// `2026-11-24T01:02:03.456Z`, as in JSON.
    pub(crate) fn iso(&self) -> String {
        let [_, day, month, year, clock] = self.parts();
        let months = "JanFebMarAprMayJunJulAugSepOctNovDec";
        let month = months
            .find(month)
            .map_or(1, |at| (at / 3).saturating_add(1));
        format!("{year}-{month:02}-{day}T{clock}.{:03}Z", self.millis)
    }

    /// `Tue Nov 24 01:02:03 UTC 2026`, as Java's `Date.toString()` has it.
    pub(crate) fn java(&self) -> String {
        let [weekday, day, month, year, clock] = self.parts();
        format!("{weekday} {month} {day} {clock} UTC {year}")
    }

    /// Weekday, day, month, year and time: an HTTP date has each at its place.
    fn parts(&self) -> [&str; 5] {
        [0..3, 5..7, 8..11, 12..16, 17..25].map(|place| &self.http[place])
    }
}

/// A text with `{date}` in place of every date in one of the three forms: HTTP's, Java's, and that
/// of JSON.
pub(crate) fn without_dates(text: &str) -> String {
    let text = without(text, "Mon Oct 12 15:12:41", " UTC ", "2015");
    let text = without(&text, "Mon, 12 Oct 2015 15:12:41", " GMT", "");
    without(&text, "2015-10-12T15:12:41", ".", "123Z")
}

/// Replaces what has the lengths of these parts, the middle one itself, and a time before it.
#[cfg_attr(
    not(test),
    expect(clippy::arithmetic_side_effects, reason = "places within one text")
)]
fn without(text: &str, before: &str, zone: &str, after: &str) -> String {
    let before = before.len();
    let mut clean = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(zone) {
        let end = at + zone.len() + after.len();
        let date = at
            .checked_sub(before)
            .and_then(|start| rest.get(start..end));
        let is_date = date.is_some_and(|date| {
            date.as_bytes()[before - 3] == b':' && date.as_bytes()[before - 6] == b':'
        });
        if is_date {
            clean.push_str(&rest[..at - before]);
            clean.push_str("{date}");
            rest = &rest[end..];
        } else {
            clean.push_str(&rest[..at + zone.len()]);
            rest = &rest[at + zone.len()..];
        }
    }
    clean + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_in_three_forms_and_found_in_each() {
        let time = Utc::of_millis(1_795_482_123_456);
        assert_eq!(time.iso(), "2026-11-24T01:02:03.456Z");
        assert_eq!(time.java(), "Tue Nov 24 01:02:03 UTC 2026");
        let text = format!("a {} b {} c {} d", time.iso(), time.java(), time.http);
        assert_eq!(without_dates(&text), "a {date} b {date} c {date} d");
        assert_eq!(Utc::of_millis(0).iso(), "1970-01-01T00:00:00.000Z");
        assert_eq!(
            Utc::of_millis(i64::MAX).java(),
            "Fri Dec 31 23:59:59 UTC 9999"
        );
    }
}
