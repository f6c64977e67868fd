//! The log as a document: a title, the diagram, and each exchange with all that it says.

use std::fmt::Write;

use super::exchange::{Direction, Exchange, Outcome};
use super::note::Note;
use super::request_log::{Entry, RequestLog};

/// Ready to be committed: the same run gives the same text.
pub(super) fn write(log: &RequestLog, title: &str) -> String {
    let mut text = format!("# {title}\n\n```mermaid\n{}```\n", log.mermaid());
    for entry in log.entries() {
        match entry {
            Entry::Exchange(exchange) => write_exchange(log, exchange, &mut text),
            Entry::Remark { text: remark, .. } => {
                let _ = write!(text, "\n> **Confluence:** {}\n", log.shown(remark));
            }
        }
    }
    text
}

fn write_exchange(log: &RequestLog, exchange: &Exchange, text: &mut String) {
    let app = log.app_name(exchange);
    let (from, to) = match exchange.direction {
        Direction::FromApp => (app, "Confluence"),
        Direction::ToApp => ("Confluence", app),
    };
    let end = match &exchange.outcome {
        Outcome::Status(status) => status.to_string(),
        Outcome::Pending => "not answered yet".into(),
        Outcome::NotSent => "not sent".into(),
        Outcome::Failed(why) => format!("no reply: {}", log.shown(why)),
    };
    let target = log.shown(&exchange.target);
    let _ = write!(
        text,
        "\n## {}. {from} → {to}: `{} {target}`, {end}\n",
        exchange.id, exchange.method
    );
    if let Some(parent) = exchange.parent {
        let _ = write!(text, "\nWithin {parent}.\n");
    }
    if !exchange.token.is_empty() {
        let _ = write!(text, "\nToken: {}\n", log.shown(&exchange.token));
    }
    let parts = [
        ("Claims", exchange.claims.as_deref().unwrap_or_default()),
        ("Request", &exchange.request_body),
        ("Reply", &exchange.reply_body),
    ];
    for (name, body) in parts {
        write_body(name, &log.shown(body), text);
    }
    let notes: Vec<String> = exchange
        .notes
        .iter()
        .flat_map(Note::lines)
        .map(|line| log.shown(&line))
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
    let is_json = serde_json::from_str::<serde::de::IgnoredAny>(body).is_ok();
    let (language, body) = match is_json {
        true => ("json", indented(body)),
        false => ("text", body.trim_end().to_owned()),
    };
    // A fence that no line of the body can close.
    let ticks = "`".repeat(if body.contains("```") { 6 } else { 3 });
    let _ = write!(text, "\n{name}:\n\n{ticks}{language}\n{body}\n{ticks}\n");
}

/// JSON on lines of its own, its fields in the order in which they were sent.
fn indented(json: &str) -> String {
    let mut lines = String::new();
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    let mut rest = json.trim().chars().peekable();
    while let Some(c) = rest.next() {
        if in_string || c == '"' {
            in_string = !in_string || (c != '"' || escaped);
            escaped = c == '\\' && !escaped;
            lines.push(c);
            continue;
        }
        match c {
            '{' | '[' => {
                while rest.next_if(|next| next.is_whitespace()).is_some() {}
                lines.push(c);
                if let Some(end) = rest.next_if(|next| matches!(next, '}' | ']')) {
                    lines.push(end);
                } else {
                    depth += 1;
                    new_line(&mut lines, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                new_line(&mut lines, depth);
                lines.push(c);
            }
            ',' => {
                lines.push(c);
                new_line(&mut lines, depth);
            }
            ':' => lines.push_str(": "),
            c if c.is_whitespace() => {}
            c => lines.push(c),
        }
    }
    lines
}

fn new_line(lines: &mut String, depth: usize) {
    lines.push('\n');
    lines.push_str(&"  ".repeat(depth));
}

#[cfg(test)]
mod tests {
    use super::indented;

    #[test]
    fn json_is_indented_in_its_own_order() {
        let text = r#"{"b":"x\"{, ","a":[1, {}],"c":{ },"d":"\\"}"#;
        let lines = indented(text);
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
}
