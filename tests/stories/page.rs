//! Holds a page of the cookbook to the test behind it: the lines of the story, and its log.

use mockfluence::{RequestLog, from_app};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/cookbook");

/// Compares the page's first Rust block with the lines between `// story` and `// end` of the
/// test, and its first text block with the log. With `UPDATE_PAGES=1` it writes them instead.
#[track_caller]
pub(crate) fn holds(name: &str, source: &str, log: &RequestLog) {
    held(&format!("stories/{name}"), source, "story", Some(log));
}

/// The same for a page that may have no log, its lines between `// <mark>` and `// end`.
#[track_caller]
pub(crate) fn held(name: &str, source: &str, mark: &str, log: Option<&RequestLog>) {
    let path = format!("{FOLDER}/{name}.md");
    let page = std::fs::read_to_string(&path).expect("the page");
    let mut current = with_block(&page, "```rust,ignore\n", &marked(source, mark));
    if let Some(log) = log {
        // The fetch of public keys is the app's own business.
        let log = log.without(from_app().path("/keys/*")).to_string();
        current = with_block(&current, "```text\n", &log);
    }
    if std::env::var_os("UPDATE_PAGES").is_some() {
        std::fs::write(&path, current).expect("the page is written");
        return;
    }
    assert_eq!(page, current, "{name}.md is out of date: UPDATE_PAGES=1");
}

/// The lines between the marks, without their common indent.
fn marked(source: &str, mark: &str) -> String {
    let (_, rest) = source
        .split_once(&format!("// {mark}\n"))
        .expect("the mark");
    let (lines, _) = rest.split_once("// end").expect("`// end`");
    let lines: Vec<&str> = lines
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let indent = lines
        .iter()
        .map(|line| line.len() - line.trim_start().len())
        .min();
    let mut text = String::new();
    for line in &lines {
        text.push_str(&line[indent.unwrap_or(0)..]);
        text.push('\n');
    }
    text
}

fn with_block(page: &str, opening: &str, content: &str) -> String {
    let (before, rest) = page.split_once(opening).expect("the page has the block");
    let (_, after) = rest.split_once("```").expect("the block ends");
    format!("{before}{opening}{content}```{after}")
}
