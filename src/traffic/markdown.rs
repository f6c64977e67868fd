//! The log as a document: a title, the diagram, and each exchange with all that it says.

use std::fmt::Write;

use super::entry::Entry;
use super::exchange::{Direction, Exchange};
use super::note::Note;
use super::request_log::RequestLog;
use super::texts::Texts;
use crate::foreign::Foreign;

impl RequestLog {
    /// A document ready to be committed: the title, the [`mermaid`](Self::mermaid) diagram, and each
    /// exchange with its decoded token and its bodies.
    ///
    /// ```
    /// # let tenant = mockfluence::Tenant::start_blocking();
    /// let document = tenant.log().markdown("An empty flow");
    /// assert!(document.starts_with("# An empty flow\n"));
    /// ```
    #[must_use]
    pub fn markdown(&self, title: &str) -> String {
        let diagram = self.mermaid();
        let title = Foreign(title).heading();
        let mut text = format!("# {title}\n\n{}", Foreign(&diagram).block("mermaid"));
        for entry in self.entries() {
            match entry {
                Entry::Exchange(exchange) => write_exchange(self, exchange, &mut text),
                Entry::Command { command, .. } => {
                    let words = words(self, &**command, |command| vec![command.to_string()]);
                    text.push_str(&format!("\n> **Test:** {}\n", words.join(" ")));
                }
                Entry::Remark { remark, .. } => {
                    let words = words(self, &**remark, |remark| vec![remark.to_string()]);
                    text.push_str(&format!("\n> **Confluence:** {}\n", words.join(" ")));
                }
            }
        }
        text
    }
}

/// A value in words, by line. Where a text of somebody else in it may have a meaning in Markdown,
/// each line is a code span.
fn words<T: Texts>(log: &RequestLog, value: &T, lines: impl Fn(&T) -> Vec<String>) -> Vec<String> {
    let mut shown = value.map(|text| log.redact(text));
    let plain = shown
        .texts()
        .into_iter()
        .all(|text| Foreign(text).is_plain());
    let shown = shown.map(|text| Foreign(text).line());
    let lines = lines(&shown).into_iter();
    match plain {
        true => lines.collect(),
        false => lines.map(|line| Foreign(&line).span()).collect(),
    }
}

fn write_exchange(log: &RequestLog, exchange: &Exchange, text: &mut String) {
    let span = |text: &str| Foreign(&log.redact(text)).span();
    let partner = match log.partner(exchange) {
        "app" => "app".to_owned(),
        name => span(name),
    };
    let (from, to) = match exchange.direction() {
        Direction::FromApp => (partner.as_str(), "Confluence"),
        Direction::ToApp => ("Confluence", partner.as_str()),
    };
    let end = exchange.outcome().map(span);
    let request = span(&format!("{} {}", exchange.method(), exchange.target()));
    // Writing to a text cannot fail.
    let _ = write!(
        text,
        "\n## {}. {from} → {to}: {request}, {end}\n",
        exchange.id()
    );
    if let Some(parent) = exchange.parent() {
        let _ = write!(text, "\nWithin {parent}.\n");
    }
    if let Some(credential) = exchange.credential() {
        let words = words(log, credential, |credential| vec![credential.to_string()]);
        let _ = write!(text, "\nToken: {}\n", words.join(" "));
    }
    let parts = [
        ("Claims", exchange.claims().unwrap_or_default()),
        ("Request", exchange.request_body()),
        ("Reply", exchange.reply_body()),
    ];
    for (name, body) in parts {
        write_body(name, &log.redact(body), text);
    }
    let notes = exchange.notes().iter();
    let notes: Vec<String> = notes
        .flat_map(|note| words(log, note, Note::lines))
        .collect();
    if !notes.is_empty() {
        // Two spaces end a line within a quotation.
        let _ = write!(text, "\n> {}\n", notes.join("  \n> "));
    }
}

fn write_body(name: &str, body: &str, text: &mut String) {
    if body.is_empty() {
        return;
    }
    let block = match indented(body) {
        Some(body) => Foreign(&body).block("json"),
        None => Foreign(body.trim_end()).block("text"),
    };
    let _ = write!(text, "\n{name}:\n\n{block}");
}

/// From how many digits on a number may lose some when it is read.
const EXACT: usize = 20;

/// JSON on lines of its own, its fields in the order in which they were sent. None for what is no
/// JSON, is nested deeper than `serde_json` reads (128 levels, so that the indentation has a
/// bound), or has a number that reading would round.
fn indented(text: &str) -> Option<String> {
    let is_digit = |c: &char| c.is_ascii_digit();
    let mut rest = text.chars().peekable();
    while rest.peek().is_some() {
        let digits = std::iter::from_fn(|| rest.next_if(is_digit)).count();
        if digits >= EXACT {
            return None;
        }
        rest.next();
    }
    let mut lines = Vec::new();
    let mut reader = serde_json::Deserializer::from_str(text);
    let mut writer = serde_json::Serializer::pretty(&mut lines);
    serde_transcode::transcode(&mut reader, &mut writer).ok()?;
    reader.end().ok()?;
    String::from_utf8(lines).ok()
}

#[cfg(test)]
mod tests {
    use super::indented;

    #[test]
    fn json_is_indented_in_its_own_order() {
        let text = r#"{"b":"x\"{, ","a":[1, {}],"c":{ },"d":"\\"}"#;
        let lines = indented(text).unwrap();
        assert_eq!(
            lines,
            "{\n  \"b\": \"x\\\"{, \",\n  \"a\": [\n    1,\n    {}\n  ],\n  \"c\": {},\n  \"d\": \"\\\\\"\n}"
        );
        let value: serde_json::Value = serde_json::from_str(&lines).unwrap();
        assert_eq!(
            value,
            serde_json::from_str::<serde_json::Value>(text).unwrap()
        );
    }

    #[test]
    fn what_cannot_be_indented_truthfully_stays_as_it_is() {
        assert_eq!(indented("{} {}"), None);
        assert_eq!(indented(r#"{"id":12345678901234567890123}"#), None);
        let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert_eq!(indented(&deep(32 * 1024)), None);
        let wide = format!(
            "{}{}{}",
            "[".repeat(100),
            "1,".repeat(30_000) + "1",
            "]".repeat(100)
        );
        let lines = indented(&wide).unwrap();
        assert!(lines.len() < wide.len() * 256, "{}", lines.len());
    }
}
