//! Times in a clause: a date and a sign stand for a span.

use super::value::Value;
use crate::clock::Utc;

/// From a time, until before a time, each in the ISO form, which sorts as it reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::site::content) struct Span {
    from: Option<String>,
    until: Option<String>,
}

impl Span {
    pub(in crate::site::content) fn has(&self, millis: i64) -> bool {
        let when = Utc::of_millis(millis).iso();
        self.from.as_ref().is_none_or(|from| when >= *from)
            && self.until.as_ref().is_none_or(|until| when < *until)
    }
}

/// What a date can be.
pub(super) const DATES: &str = "a date as 2026-01-31 or \"2026-01-31 10:00\", or now(\"-4w\")";

/// The time that a sign and a date stand for.
pub(super) fn span(sign: &str, values: &[Value], now_millis: i64) -> Option<Span> {
    let [value] = values else {
        return None;
    };
    let (begins, ends) = match value {
        Value::Text(date) => dates(date)?,
        Value::Call(name, offset) if name.eq_ignore_ascii_case("now") => {
            let when = match offset {
                None => now_millis,
                Some(offset) => now_millis.saturating_add(millis(offset)?),
            };
            let when = Utc::of_millis(when).iso();
            (when.clone(), when)
        }
        Value::Call(..) => return None,
    };
    Some(match sign {
        "=" | "!=" => Span {
            from: Some(begins),
            until: Some(ends),
        },
        ">=" => Span {
            from: Some(begins),
            until: None,
        },
        ">" => Span {
            from: Some(ends),
            until: None,
        },
        "<" => Span {
            from: None,
            until: Some(begins),
        },
        "<=" => Span {
            from: None,
            until: Some(ends),
        },
        _ => return None,
    })
}

/// The beginning and the end of a day, or of a minute, as texts that sort among times.
fn dates(date: &str) -> Option<(String, String)> {
    let date = date.replace('/', "-");
    let (day, time) = match date.split_once([' ', 'T']) {
        Some((day, time)) => (day, Some(time)),
        None => (date.as_str(), None),
    };
    let digits = |text: &str, form: &[usize], between: char| {
        let parts: Vec<&str> = text.split(between).collect();
        let fits = |(part, length): (&&str, &usize)| {
            part.len() == *length && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        parts.len() == form.len() && parts.iter().zip(form).all(fits)
    };
    if !digits(day, &[4, 2, 2], '-') {
        return None;
    }
    match time {
        None => Some((format!("{day}T"), format!("{day}U"))),
        Some(time) if digits(time, &[2, 2], ':') => {
            Some((format!("{day}T{time}:"), format!("{day}T{time};")))
        }
        Some(_) => None,
    }
}

/// `-4w`, `3d`, `-12h`, `30m`, `-1y` and months as `M`.
fn millis(offset: &str) -> Option<i64> {
    let unit = offset.chars().next_back()?;
    let number: i64 = offset.strip_suffix(unit)?.parse().ok()?;
    let minutes: i64 = match unit {
        'm' => 1,
        'h' => 60,
        'd' => 1440,
        'w' => 10_080,
        'M' => 43_200,
        'y' => 525_600,
        _ => return None,
    };
    number.checked_mul(minutes)?.checked_mul(60_000)
}
