//! The log as a document: a title, the diagram, and each exchange with all that it says.

use std::fmt::Write;

use super::entry::Entry;
use super::exchange::{Direction, Exchange};
use super::request_log::RequestLog;
use super::texts::Texts;

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
        let mut text = format!("# {title}\n\n```mermaid\n{}```\n", self.mermaid());
        for entry in self.entries() {
            let shown = |text: &str| prose(&self.redact(text));
            // Writing to a text cannot fail.
            let _ = match entry {
                Entry::Exchange(exchange) => {
                    write_exchange(self, exchange, &mut text);
                    Ok(())
                }
                Entry::Command { command, .. } => {
                    write!(text, "\n> **Test:** {}\n", command.map(shown))
                }
                Entry::Remark { remark, .. } => {
                    write!(text, "\n> **Confluence:** {}\n", remark.map(shown))
                }
            };
        }
        text
    }
}

fn write_exchange(log: &RequestLog, exchange: &Exchange, text: &mut String) {
    let shown = |text: &str| prose(&log.redact(text));
    let partner = shown(log.partner(exchange));
    let (from, to) = match exchange.direction() {
        Direction::FromApp => (partner.as_str(), "Confluence"),
        Direction::ToApp => ("Confluence", partner.as_str()),
    };
    let end = exchange.outcome().map(shown);
    let method = shown(exchange.method());
    let target = shown(exchange.target());
    let _ = write!(
        text,
        "\n## {}. {from} → {to}: `{method} {target}`, {end}\n",
        exchange.id()
    );
    if let Some(parent) = exchange.parent() {
        let _ = write!(text, "\nWithin {parent}.\n");
    }
    if let Some(credential) = exchange.credential() {
        let _ = write!(text, "\nToken: {}\n", credential.map(shown));
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
    let notes: Vec<String> = notes.flat_map(|note| note.map(shown).lines()).collect();
    if !notes.is_empty() {
        // Two spaces end a line within a quotation.
        let _ = write!(text, "\n> {}\n", notes.join("  \n> "));
    }
}

fn write_body(name: &str, body: &str, text: &mut String) {
    if body.is_empty() {
        return;
    }
    let (language, body) = match indented(body) {
        Some(body) => ("json", body),
        None => ("text", body.trim_end().to_owned()),
    };
    // A fence that no line of the body can close.
    let ticks = "`".repeat(if body.contains("```") { 6 } else { 3 });
    let _ = write!(text, "\n{name}:\n\n{ticks}{language}\n{body}\n{ticks}\n");
}

/// A text of somebody else within a line.
fn prose(text: &str) -> String {
    let harmless = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(harmless).collect()
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
