//! The log as a Mermaid sequence diagram: nested calls drawn inside their callback, what no
//! request shows as notes, and what repeats itself once.

use std::collections::HashMap;
use std::fmt::Write;

use super::exchange::{Direction, Exchange, Outcome};
use super::note::Note;
use super::request_log::{Entry, RequestLog};

/// The whole log as `sequenceDiagram` text.
pub(super) fn draw(log: &RequestLog) -> String {
    let mut drawing = Drawing::of(log);
    let top = log.entries().iter().filter(|entry| match entry {
        Entry::Exchange(exchange) => log.depth(exchange) == 0,
        Entry::Remark { .. } => true,
    });
    let top: Vec<&Entry> = top.collect();
    let mut rest = top.as_slice();
    while let [entry, ..] = rest {
        let run = rest
            .iter()
            .take_while(|other| drawing.alike(entry, other))
            .count();
        let drawn = if run < FOLDED { 1 } else { run };
        if drawn > 1 {
            drawing.line(&format!("loop {drawn} times"));
        }
        match entry {
            Entry::Exchange(exchange) => drawing.arrows(exchange),
            Entry::Remark { text, .. } => drawing.note(&[text]),
        }
        if drawn > 1 {
            drawing.line("end");
        }
        rest = &rest[drawn..];
    }
    drawing.text
}

/// From how many on exchanges of one kind in a row are drawn once.
const FOLDED: usize = 3;

struct Drawing<'a> {
    log: &'a RequestLog,
    /// What happened inside of an exchange, by its id.
    inside: HashMap<u32, Vec<&'a Exchange>>,
    text: String,
}

impl<'a> Drawing<'a> {
    fn of(log: &'a RequestLog) -> Self {
        let text = String::from("sequenceDiagram\n    participant tenant as Confluence\n");
        let inside = HashMap::new();
        let mut drawing = Self { log, inside, text };
        let mut apps: Vec<&str> = Vec::new();
        for exchange in log.exchanges() {
            let name = log.app_name(exchange);
            if !apps.contains(&name) {
                apps.push(name);
                drawing.line(&format!("participant {} as {}", id(name), safe(name)));
            }
            if let Some(parent) = exchange.parent {
                drawing.inside.entry(parent).or_default().push(exchange);
            }
        }
        drawing
    }

    fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "    {line}");
    }

    /// Whether two exchanges differ in nothing that the diagram shows but their query.
    fn alike(&self, one: &Entry, other: &Entry) -> bool {
        let (Entry::Exchange(one), Entry::Exchange(other)) = (one, other) else {
            return false;
        };
        let kind = |exchange: &Exchange| (exchange.direction, exchange.outcome.clone());
        let alone = |exchange: &Exchange| !self.inside.contains_key(&exchange.id);
        kind(one) == kind(other)
            && (&one.app, &one.method, one.path()) == (&other.app, &other.method, other.path())
            && (&one.token, &one.notes) == (&other.token, &other.notes)
            && alone(one)
            && alone(other)
    }

    /// A request, what happened inside of it, and its reply.
    fn arrows(&mut self, exchange: &Exchange) {
        let log = self.log;
        let app = id(log.app_name(exchange));
        let (from, to) = match exchange.direction {
            Direction::FromApp => (app.as_str(), "tenant"),
            Direction::ToApp => ("tenant", app.as_str()),
        };
        let target = safe(&log.shown(&exchange.target));
        let token = safe(&log.shown(&exchange.token));
        let joint = if token.is_empty() { "" } else { "<br/>" };
        self.line(&format!(
            "{from}->>+{to}: {} {target}{joint}{token}",
            exchange.method
        ));
        for child in self.inside.get(&exchange.id).cloned().unwrap_or_default() {
            self.arrows(child);
        }
        self.line(&match &exchange.outcome {
            Outcome::Status(status) => format!("{to}-->>-{from}: {status}"),
            Outcome::Pending => format!("{to}--x-{from}: not answered yet"),
            Outcome::NotSent => format!("{to}--x-{from}: not sent"),
            Outcome::Failed(why) => format!("{to}--x-{from}: {}", safe(&log.shown(why))),
        });
        let notes: Vec<String> = exchange.notes.iter().flat_map(Note::lines).collect();
        let notes: Vec<&str> = notes.iter().map(String::as_str).collect();
        self.note(&notes);
    }

    /// Several lines in one note, long ones broken.
    fn note(&mut self, lines: &[&str]) {
        let shown = |line: &&str| safe(&broken(&self.log.shown(line)));
        let lines: Vec<String> = lines.iter().map(shown).collect();
        if !lines.is_empty() {
            self.line(&format!("Note over tenant: {}", lines.join("<br/>")));
        }
    }
}

/// How many characters of a note stand on one line.
const WIDTH: usize = 72;

fn broken(text: &str) -> String {
    let mut lines = String::new();
    let mut width = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if width > 0 && width + length > WIDTH {
            lines.push_str("<br/>");
            width = 0;
        } else if width > 0 {
            lines.push(' ');
        }
        lines.push_str(word);
        width += length + 1;
    }
    lines
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
