//! `Expected`: how often something has to be there, and what is told where it was not.

use std::fmt;

use super::exchange::Exchange;
use super::filter::Filter;
use super::request_log::RequestLog;
use crate::screen::{Lines, Role};

/// How often an exchange has to be there, or a stub to be asked: a number, or a range such as
/// `2..` or `1..=3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    least: u32,
    most: Option<u32>,
}

impl Expected {
    pub(crate) fn contains(self, count: u32) -> bool {
        count >= self.least && self.most.is_none_or(|most| count <= most)
    }
}

impl From<u32> for Expected {
    fn from(count: u32) -> Self {
        Self {
            least: count,
            most: Some(count),
        }
    }
}

impl From<std::ops::RangeFrom<u32>> for Expected {
    fn from(range: std::ops::RangeFrom<u32>) -> Self {
        Self {
            least: range.start,
            most: None,
        }
    }
}

impl From<std::ops::RangeInclusive<u32>> for Expected {
    fn from(range: std::ops::RangeInclusive<u32>) -> Self {
        Self {
            least: *range.start(),
            most: Some(*range.end()),
        }
    }
}

impl From<std::ops::Range<u32>> for Expected {
    fn from(range: std::ops::Range<u32>) -> Self {
        Self {
            least: range.start,
            most: Some(range.end.saturating_sub(1)),
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.most {
            Some(most) if most == self.least => write!(f, "{most}"),
            Some(most) => write!(f, "{} to {most}", self.least),
            None => write!(f, "at least {}", self.least),
        }
    }
}

impl RequestLog {
    /// The exchanges that `filter` names, if there are as many as expected: a number, or a range
    /// such as `2..`.
    ///
    /// ```no_run
    /// # let tenant = mockfluence::Tenant::start_blocking();
    /// use mockfluence::{DYNAMIC_MODULES, from_app};
    /// let log = tenant.log();
    /// log.expect(1, from_app().post(DYNAMIC_MODULES));
    /// log.expect(0, from_app().status(401));
    /// ```
    ///
    /// # Panics
    /// Otherwise, with what is there instead.
    #[track_caller]
    #[expect(clippy::return_self_not_must_use, reason = "to have checked is enough")]
    pub fn expect(&self, count: impl Into<Expected>, filter: Filter) -> RequestLog {
        let (count, found) = (count.into(), self.only(filter.clone()));
        let came = u32::try_from(found.len()).unwrap_or(u32::MAX);
        if !count.contains(came) {
            let mut lines = Lines::default();
            let heading = format!("expected {count} of: {filter}; there are {came}");
            lines.push(Role::Heading, heading);
            self.tell_instead(&filter, &mut lines);
            panic!("{}", lines.for_terminal().trim_start());
        }
        found
    }

    /// Checks that exchanges of these filters are there in this order, whatever is between them.
    ///
    /// # Panics
    /// Otherwise, with the first that is not there and what came after the one before it.
    #[track_caller]
    pub fn expect_in_order(&self, filters: impl IntoIterator<Item = Filter>) {
        let all: Vec<&Exchange> = self.exchanges().collect();
        let mut rest = all.as_slice();
        let mut before: Option<String> = None;
        for filter in filters {
            if let Some(place) = rest.iter().position(|exchange| filter.matches(exchange)) {
                before = Some(self.headline(rest[place]));
                rest = &rest[place + 1..];
                continue;
            }
            let mut lines = Lines::default();
            let place = match &before {
                Some(line) => format!("after: {line}"),
                None => "in the log".to_owned(),
            };
            lines.push(Role::Heading, format!("there is no: {filter}"));
            lines.push(Role::Plain, place);
            lines.push(Role::Plain, "what comes there:");
            for exchange in rest.iter().take(LINES) {
                lines.push(Role::Got, format!("  {}", self.headline(exchange)));
            }
            panic!("{}", lines.for_terminal().trim_start());
        }
    }

    /// What there is in place of what was awaited: those that came, else the nearest, and the end
    /// of the log.
    pub(crate) fn tell_instead(&self, filter: &Filter, lines: &mut Lines) {
        let came = self.only(filter.clone());
        if !came.is_empty() {
            lines.push(Role::Plain, "these:");
            for exchange in came.exchanges().take(LINES) {
                lines.push(Role::Got, format!("  {}", self.headline(exchange)));
            }
            return;
        }
        let others = self.exchanges();
        let near = others.filter_map(|one| Some((one, filter.distance(one)?)));
        if let Some((exchange, _)) = near.min_by_key(|(_, distance)| *distance) {
            let differences = filter.differences(exchange).unwrap_or_default();
            let line = self.headline(exchange);
            let nearest = format!("nearest: {line} (not {})", differences.join(", not "));
            lines.push(Role::Plain, nearest);
        }
        self.tell_end(lines);
    }

    /// The end of the log.
    pub(crate) fn tell_end(&self, lines: &mut Lines) {
        lines.push(Role::Plain, "the last of the log:");
        if self.is_empty() {
            let advice =
                "nothing, in either direction: was an app installed, and the install awaited?";
            lines.push(Role::Plain, format!("  {advice}"));
        }
        lines.indented("  ", self.last(LINES).lines());
    }
}

/// The most exchanges that a failure shows.
const LINES: usize = 6;
