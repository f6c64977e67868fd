//! The log as text: one line an exchange, what matters of its bodies below it.

use std::fmt;

use super::body;
use super::exchange::{Direction, Exchange, Outcome};
use super::note::Note;
use super::request_log::{Entry, RequestLog};

impl fmt::Display for RequestLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for entry in self.entries() {
            match entry {
                Entry::Exchange(exchange) => self.write_exchange(f, exchange)?,
                Entry::Remark { text, .. } => writeln!(f, "* {}", self.shown(text))?,
            }
        }
        Ok(())
    }
}

impl RequestLog {
    fn write_exchange(&self, f: &mut fmt::Formatter<'_>, exchange: &Exchange) -> fmt::Result {
        let indent = "    ".repeat(self.depth(exchange));
        writeln!(f, "{indent}{}", self.headline(exchange))?;
        let lines = [('>', &exchange.request_body), ('<', &exchange.reply_body)];
        for (mark, text) in lines {
            // Names first: a placeholder must not be cut in two.
            let line = body::shown(&self.shown(text));
            if !line.is_empty() && worth_showing(exchange, mark) {
                writeln!(f, "{indent}    {mark} {line}")?;
            }
        }
        for line in exchange.notes.iter().flat_map(Note::lines) {
            writeln!(f, "{indent}    ! {}", self.shown(&line))?;
        }
        Ok(())
    }

    /// `tenant -> app  POST /installed  204  RS256 install key`
    pub(crate) fn headline(&self, exchange: &Exchange) -> String {
        let app = self.app_name(exchange);
        let way = match exchange.direction {
            Direction::FromApp => format!("{app} -> tenant"),
            Direction::ToApp => format!("tenant -> {app}"),
        };
        let end = match &exchange.outcome {
            Outcome::Pending => "…".to_owned(),
            Outcome::Status(status) => status.to_string(),
            Outcome::Failed(why) => format!("no reply: {}", self.shown(why)),
            Outcome::NotSent => "not sent".to_owned(),
        };
        let target = self.shown(&exchange.target);
        let line = format!(
            "{way}  {} {target}  {end}  {}",
            exchange.method,
            self.shown(&exchange.token)
        );
        line.trim_end().to_owned()
    }
}

/// Keys and the replies of apps to callbacks say nothing that the status does not.
fn worth_showing(exchange: &Exchange, mark: char) -> bool {
    let is_key = exchange.reply_body.starts_with("-----BEGIN PUBLIC KEY");
    let fine = exchange.status().is_some_and(|status| status < 300);
    let callback_reply =
        exchange.direction == Direction::ToApp && exchange.method.as_ref() == "POST" && fine;
    mark == '>' || !(is_key || callback_reply)
}
