//! The log as a Mermaid sequence diagram: nested calls drawn inside their callback, what no
//! request shows as notes, and what repeats itself once.

use std::collections::HashMap;
use std::fmt::Write;

use super::command::Command;
use super::entry::Entry;
use super::exchange::{Direction, Exchange};
use super::load_query::folded;
use super::outcome::Outcome;
use super::request_log::RequestLog;
use super::texts::Texts;
use crate::foreign::Foreign;

impl RequestLog {
    /// The log as a Mermaid sequence diagram.
    #[must_use]
    pub fn mermaid(&self) -> String {
        draw(self)
    }
}

/// The whole log as `sequenceDiagram` text.
fn draw(log: &RequestLog) -> String {
    let mut drawing = Drawing::of(log);
    let top = log.entries().filter(|entry| match entry {
        Entry::Exchange(exchange) => log.depth(exchange) == 0,
        Entry::Command { .. } | Entry::Remark { .. } => true,
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
            Entry::Command { command, .. } => drawing.command(command),
            Entry::Remark { remark, .. } => {
                let words = remark.map(|text| log.redact(text)).to_string();
                drawing.note(&[words]);
            }
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
    /// Who is at the other end, and what the diagram calls them.
    lanes: Vec<(&'a str, String)>,
    text: String,
}

impl<'a> Drawing<'a> {
    fn of(log: &'a RequestLog) -> Self {
        let mut drawing = Self {
            log,
            inside: HashMap::new(),
            lanes: Vec::new(),
            text: String::from("sequenceDiagram\n"),
        };
        let mut entries = log.entries();
        if entries.any(|entry| matches!(entry, Entry::Command { .. })) {
            drawing.line("actor test as Test");
        }
        drawing.line("participant tenant as Confluence");
        for exchange in log.exchanges() {
            let name = log.partner(exchange);
            if !drawing.lanes.iter().any(|(known, _)| *known == name) {
                let id = drawing.new_id(name);
                let who = match exchange.user() {
                    Some(_) => "actor",
                    None => "participant",
                };
                let name_shown = safe(&log.redact(name));
                drawing.line(&format!("{who} {id} as {name_shown}"));
                drawing.lanes.push((name, id));
            }
            if let Some(parent) = exchange.parent() {
                drawing.inside.entry(parent).or_default().push(exchange);
            }
        }
        drawing
    }

    /// An id of its own for every lane, which is no word of Mermaid's.
    fn new_id(&self, name: &str) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
        let mut id: String = name.chars().map(plain).collect();
        // `-x` is the end of an arrow, also before a name.
        if id.starts_with(['x', 'X']) {
            id.insert(0, '_');
        }
        let taken = |id: &String| {
            WORDS.split(' ').any(|word| id.eq_ignore_ascii_case(word))
                || self.lanes.iter().any(|(_, known)| known == id)
        };
        let others = (2..).map(|number| format!("{id}_{number}"));
        let mut ids = std::iter::once(id.clone()).chain(others);
        ids.find(|id| !taken(id)).unwrap_or(id)
    }

    fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "    {line}");
    }

    /// Whether two exchanges differ in nothing that the diagram shows but their query.
    fn alike(&self, one: &Entry, other: &Entry) -> bool {
        let (Entry::Exchange(one), Entry::Exchange(other)) = (one, other) else {
            return false;
        };
        let kind = |exchange: &Exchange| (exchange.direction(), exchange.outcome().clone());
        let alone = |exchange: &Exchange| !self.inside.contains_key(&exchange.id());
        kind(one) == kind(other)
            && (one.app(), one.method(), one.path()) == (other.app(), other.method(), other.path())
            && (one.credential(), one.notes()) == (other.credential(), other.notes())
            && alone(one)
            && alone(other)
    }

    /// A request, what happened inside of it, and its reply.
    fn arrows(&mut self, exchange: &Exchange) {
        let partner = self.log.partner(exchange);
        let lane = self.lanes.iter().find(|(known, _)| *known == partner);
        let lane = lane.map_or_else(String::new, |(_, id)| id.clone());
        let (from, to) = match exchange.direction() {
            Direction::FromApp => (lane.as_str(), "tenant"),
            Direction::ToApp => ("tenant", lane.as_str()),
        };
        let method = exchange.method();
        let target = folded(exchange, exchange.target());
        let request = safe(&self.log.redact(&format!("{method} {target}")));
        let brought = exchange.brought(|text| self.log.redact(text));
        let brought = brought.map(|(credential, beside)| [credential.to_string(), beside]);
        let brought = brought
            .into_iter()
            .flatten()
            .filter(|words| !words.is_empty());
        let credential: String = brought
            .map(|words| format!("<br/>{}", safe(&words)))
            .collect();
        self.line(&format!("{from}->>+{to}: {request}{credential}"));
        for child in self.inside.get(&exchange.id()).cloned().unwrap_or_default() {
            self.arrows(child);
        }
        let outcome = exchange.outcome().map(|text| self.log.redact(text));
        let arrow = match outcome {
            Outcome::Status(_) => "-->>-",
            _ => "--x-",
        };
        let end = safe(&outcome.to_string());
        self.line(&format!("{to}{arrow}{from}: {end}"));
        let notes = exchange.notes().iter();
        let lines =
            notes.flat_map(|note| note.map(|text| one_line(&self.log.redact(text))).lines());
        let lines: Vec<String> = lines.collect();
        self.note(&lines);
    }

    fn command(&mut self, command: &Command) {
        let words = command.map(|text| self.log.redact(text)).to_string();
        self.line(&format!("test->>tenant: {}", broken(&safe(&words))));
    }

    /// Several lines in one note, long ones broken.
    fn note(&mut self, lines: &[String]) {
        let lines: Vec<String> = lines.iter().map(|line| broken(&safe(line))).collect();
        if !lines.is_empty() {
            self.line(&format!("Note over tenant: {}", lines.join("<br/>")));
        }
    }
}

/// Ids of our own, and what Mermaid takes for something else at the beginning of a line or behind an
/// arrow.
const WORDS: &str = "accdescr acctitle activate actor alt and as autonumber box break create critical \
    deactivate destroy details else end left link links loop note off opt option over \
    par par_over participant properties rect right sequencediagram tenant test title";

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

fn safe(line: &str) -> String {
    Foreign(line).mermaid()
}

/// So that a text in a note of several lines is none of them.
fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}
