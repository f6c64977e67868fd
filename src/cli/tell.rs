//! The tenants' events on standard error, for `RUST_LOG=mockfluence=debug`.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

/// Prints each event on a line. The tenants know no spans, so these are only counted.
struct Lines {
    level: Level,
    spans: AtomicU64,
}

/// Quiet unless `RUST_LOG` names a level, alone or for `mockfluence`.
pub(super) fn tell_on_standard_error() {
    let wanted = std::env::var("RUST_LOG").unwrap_or_default();
    if let Some(level) = level_of(&wanted) {
        let lines = Lines {
            level,
            spans: AtomicU64::new(1),
        };
        // Only the binary sets it, and once.
        let _ = tracing::subscriber::set_global_default(lines);
    }
}

fn level_of(wanted: &str) -> Option<Level> {
    let named = wanted
        .split(',')
        .rev()
        .find_map(|part| match part.split_once('=') {
            Some((target, level)) => (target.trim() == "mockfluence").then_some(level),
            None => Some(part),
        });
    named?.trim().parse().ok()
}

impl Subscriber for Lines {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("mockfluence") && *metadata.level() <= self.level
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(self.spans.fetch_add(1, Ordering::Relaxed))
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(String::new());
        event.record(&mut line);
        eprintln!("{} {}", event.metadata().target(), line.0.trim_end());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let _ = match field.name() {
            "message" => write!(self.0, "{value:?} "),
            name => write!(self.0, "{name}={value:?} "),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_level_is_read_from_either_form() {
        assert_eq!(level_of("mockfluence=debug"), Some(Level::DEBUG));
        assert_eq!(level_of("hyper=trace,mockfluence=info"), Some(Level::INFO));
        assert_eq!(level_of("debug"), Some(Level::DEBUG));
        assert_eq!(level_of("hyper=trace"), None);
        assert_eq!(level_of(""), None);
    }
}
