//! The ledger of behaviours, `fixtures/fidelity.toml`, as this version was built with it.

use std::sync::LazyLock;

/// One row: a behaviour of the host, and how we know it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row {
    /// By what a difference names it.
    pub id: String,
    /// What the host does.
    pub what: String,
    /// `documented`, `captured`, `host-source`, `client-code` or `assumed`.
    pub evidence: String,
    /// Where that is from.
    pub source: String,
    /// The setting that gives the other behaviour.
    pub setting: Option<String>,
}

const TEXT: &str = include_str!("../../fixtures/fidelity.toml");

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    TEXT.split("[[behaviour]]")
        .skip(1)
        .filter_map(row)
        .collect()
});

/// All rows, in the order of the file.
#[must_use]
pub fn ledger() -> &'static [Row] {
    &ROWS
}

/// The row of this id.
pub(super) fn row_of(id: &str) -> Option<&'static Row> {
    ledger().iter().find(|row| row.id == id)
}

/// The setting of a row.
pub(super) fn setting_of(id: &str) -> Option<&'static str> {
    row_of(id)?.setting.as_deref()
}

fn row(text: &str) -> Option<Row> {
    // Rows of other tables stand behind the last one.
    let text = text.split("\n[[").next()?;
    let value = |name| {
        let value = text.lines().find_map(|line| value_of(line, name));
        value.map(|value| value.replace("\\\"", "\"").replace("\\\\", "\\"))
    };
    Some(Row {
        id: value("id")?,
        what: value("what")?,
        evidence: value("evidence")?,
        source: value("source")?,
        setting: value("setting"),
    })
}

/// What a line gives a name, as it is written.
pub(super) fn value_of<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let value = line.strip_prefix(name)?.trim_start().strip_prefix('=')?;
    value.trim().strip_prefix('"')?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_as_a_reader_of_toml_reads_it() {
        let table: toml::Table = TEXT.parse().unwrap();
        let rows = table["behaviour"].as_array().unwrap();
        assert_eq!(rows.len(), ledger().len());
        for (read, row) in rows.iter().zip(ledger()) {
            let text = |name: &str| read.get(name).and_then(toml::Value::as_str);
            assert_eq!(text("id"), Some(&*row.id));
            assert_eq!(text("what"), Some(&*row.what));
            assert_eq!(text("evidence"), Some(&*row.evidence));
            assert_eq!(text("source"), Some(&*row.source));
            assert_eq!(text("setting"), row.setting.as_deref());
        }
    }
}
