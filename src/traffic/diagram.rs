//! The log as a Mermaid sequence diagram, nested calls drawn inside their callback.

use std::fmt::Write;

use super::exchange::{Direction, Exchange, Outcome};
use super::request_log::{Entry, RequestLog};

/// The whole log as `sequenceDiagram` text.
pub(super) fn draw(log: &RequestLog) -> String {
    let mut diagram = String::from("sequenceDiagram\n    participant tenant as Confluence\n");
    let mut apps: Vec<&str> = Vec::new();
    for exchange in log.exchanges() {
        let name = log.app_name(exchange);
        if !apps.contains(&name) {
            apps.push(name);
            let _ = writeln!(diagram, "    participant {} as {}", id(name), safe(name));
        }
    }
    let top = log.entries().iter().filter(|entry| match entry {
        Entry::Exchange(exchange) => log.depth(exchange) == 0,
        Entry::Remark { .. } => true,
    });
    for entry in top {
        match entry {
            Entry::Exchange(exchange) => arrows(log, exchange, &mut diagram),
            Entry::Remark { text, .. } => {
                let _ = writeln!(diagram, "    Note over tenant: {}", safe(&log.shown(text)));
            }
        }
    }
    diagram
}

/// A request, what happened inside of it, and its reply.
fn arrows(log: &RequestLog, exchange: &Exchange, diagram: &mut String) {
    let app = id(log.app_name(exchange));
    let (from, to) = match exchange.direction {
        Direction::FromApp => (app.as_str(), "tenant"),
        Direction::ToApp => ("tenant", app.as_str()),
    };
    let target = safe(&log.shown(&exchange.target));
    let token = safe(&log.shown(&exchange.token));
    let token = if token.is_empty() {
        token
    } else {
        format!("<br/>{token}")
    };
    let _ = writeln!(
        diagram,
        "    {from}->>+{to}: {} {target}{token}",
        exchange.method
    );
    for child in log
        .exchanges()
        .filter(|child| child.parent == Some(exchange.id))
    {
        arrows(log, child, diagram);
    }
    let _ = match &exchange.outcome {
        Outcome::Status(status) => writeln!(diagram, "    {to}-->>-{from}: {status}"),
        Outcome::Pending => writeln!(diagram, "    {to}--x-{from}: not answered yet"),
        Outcome::NotSent => writeln!(diagram, "    {to}--x-{from}: not sent"),
        Outcome::Failed(why) => {
            writeln!(diagram, "    {to}--x-{from}: {}", safe(&log.shown(why)))
        }
    };
    for note in &exchange.notes {
        let _ = writeln!(diagram, "    Note over tenant: {}", safe(&log.shown(note)));
    }
}

fn id(name: &str) -> String {
    name.chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect()
}

/// Mermaid ends a statement at `;` and reads `#` as the start of an entity.
fn safe(text: &str) -> String {
    let escape = |c: char| match c {
        '#' => "#35;".to_owned(),
        ';' => "#59;".to_owned(),
        '\n' => " ".to_owned(),
        other => other.to_string(),
    };
    text.chars().map(escape).collect()
}
