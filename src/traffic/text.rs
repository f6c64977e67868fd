//! The log as text: one line an exchange, what matters of its bodies below it.

use std::fmt;

use super::body;
use super::entry::Entry;
use super::exchange::{Direction, Exchange};
use super::load_query::folded;
use super::request_log::RequestLog;
use super::texts::Texts;
use crate::foreign::Foreign;
use crate::screen::{Lines, Role};

impl fmt::Display for RequestLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.is_empty() {
            true => Ok(()),
            false => writeln!(f, "{}", self.lines()),
        }
    }
}

impl RequestLog {
    /// The text by lines, for a failure that shows a part of it.
    pub(crate) fn lines(&self) -> Lines {
        let plain = |text: &str| Foreign(&self.redact(text)).line();
        let mut lines = Lines::default();
        for entry in self.entries() {
            match entry {
                Entry::Exchange(exchange) => {
                    let indent = "    ".repeat(self.depth(exchange));
                    lines.indented(&indent, self.exchange_lines(exchange));
                }
                Entry::Command { command, .. } => {
                    let command = command.map(plain);
                    lines.push(Role::Plain, format!("test -> tenant  {command}"));
                }
                Entry::Remark { remark, .. } => {
                    lines.push(Role::Noted, format!("* {}", remark.map(plain)));
                }
            }
        }
        lines
    }

    fn exchange_lines(&self, exchange: &Exchange) -> Lines {
        let plain = |text: &str| Foreign(&self.redact(text)).line();
        let mut lines = Lines::default();
        lines.push(Role::Plain, self.headline(exchange));
        // Names first: a placeholder must not be cut in two.
        let request = self.redact(exchange.request_body());
        let request = match exchange.is_form() {
            true => body::summary(&folded(exchange, &request)),
            false => body::summary(&request),
        };
        let reply = match is_reply_telling(exchange) {
            true => body::summary(&self.redact(exchange.reply_body())),
            false => String::new(),
        };
        for (mark, line) in [('>', request), ('<', reply)] {
            if !line.is_empty() {
                let line = Foreign(&line).line();
                lines.push(Role::Plain, format!("    {mark} {line}"));
            }
        }
        for note in exchange.notes() {
            for (role, line) in note.map(plain).worded() {
                lines.push(role, format!("    ! {line}"));
            }
        }
        lines
    }

    /// `tenant -> app  POST /installed  204  RS256 install key`
    pub(crate) fn headline(&self, exchange: &Exchange) -> String {
        let plain = |text: &str| Foreign(&self.redact(text)).line();
        let partner = plain(self.partner(exchange));
        let way = match exchange.direction() {
            Direction::FromApp => format!("{partner} -> tenant"),
            Direction::ToApp => format!("tenant -> {partner}"),
        };
        let method = plain(exchange.method());
        let target = plain(&folded(exchange, exchange.target()));
        let end = exchange.outcome().map(plain);
        let by_proxy = match exchange.is_by_proxy() {
            true => "  by proxy",
            false => "",
        };
        match exchange.brought(plain) {
            Some((credential, beside)) => {
                let beside = match beside.as_str() {
                    "" => beside,
                    beside => format!(", {beside}"),
                };
                format!("{way}  {method} {target}  {end}  {credential}{beside}{by_proxy}")
            }
            None => format!("{way}  {method} {target}  {end}{by_proxy}"),
        }
    }
}

/// Keys and the replies of apps to callbacks say nothing that the status does not.
fn is_reply_telling(exchange: &Exchange) -> bool {
    let is_key = exchange.reply_body().starts_with("-----BEGIN PUBLIC KEY");
    let fine = exchange.status().is_some_and(|status| status < 300);
    let callback = exchange.direction() == Direction::ToApp && exchange.method() == "POST" && fine;
    !(is_key || callback)
}
