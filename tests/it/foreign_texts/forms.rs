//! What each form of the log is made of, line by line, whatever others wrote.

use mockfluence::RequestLog;
use mockfluence::binary_support::timeline;
use serde_json::Value;

fn is_active(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Every line begins as a line of ours does, and nothing in it speaks to a terminal.
pub(super) fn text_holds(payload: &str, text: &str) {
    let mut before = "";
    for line in text.split('\n') {
        assert!(!line.contains(is_active), "{payload:?}: {line:?}");
        // What to do about a violation.
        let advises = before.starts_with("* ") && line.starts_with("    ");
        before = line;
        let line = line.trim_start();
        let ours = advises
            || line.is_empty()
            || [
                "! ",
                "> ",
                "< ",
                "* ",
                "test -> ",
                "tenant -> ",
                "app -> ",
                "my-app -> ",
                "other-app -> ",
            ]
            .iter()
            .any(|start| line.starts_with(start))
            || line.contains(" -> tenant  GET /wiki/rest/api/content");
        assert!(ours, "{payload:?}: {line:?}");
    }
}

/// Outside of fences there are only our headings, quotations and names of blocks; and of a text of
/// somebody else nothing that is not within a code span.
pub(super) fn markdown_holds(payload: &str, text: &str) {
    let mut fence: Option<&str> = None;
    for line in text.split('\n') {
        assert!(
            !line.contains(|c| is_active(c) && c != '\t'),
            "{payload:?}: {line:?}"
        );
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        if let Some(open) = fence {
            if ticks.len() >= open.len() && line.len() == ticks.len() {
                fence = None;
            }
            continue;
        }
        if ticks.len() >= 3 {
            let language = &line[ticks.len()..];
            assert!(
                ["json", "text", "mermaid"].contains(&language),
                "{payload:?}: {line:?}"
            );
            fence = Some(ticks);
            continue;
        }
        let ours = line.is_empty()
            || [
                "# ", "## ", "> ", "Claims:", "Request:", "Reply:", "Token: ", "Within ",
            ]
            .iter()
            .any(|start| line.starts_with(start));
        assert!(ours, "{payload:?}: {line:?}");
        let bare = without_spans(line);
        for meaning in ["<", "](", "**MARK", "|", "&lt;MARK", "`"] {
            let bare = bare.replace("**Test:**", "").replace("**Confluence:**", "");
            let escaped = bare
                .replace("\\<", "")
                .replace("\\]\\(", "")
                .replace("\\|", "");
            let escaped = escaped
                .replace("\\*", "")
                .replace("\\&", "")
                .replace("\\`", "");
            assert!(
                !escaped.contains(meaning),
                "{payload:?}, {meaning}: {line:?}"
            );
        }
    }
    assert_eq!(fence, None, "{payload:?}: a fence is open");
}

/// A line of Markdown without its code spans, which as many backticks close as open them.
fn without_spans(line: &str) -> String {
    let mut bare = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('`') {
        let (before, from) = rest.split_at(at);
        bare.push_str(before);
        if before.ends_with('\\') {
            bare.push('`');
            rest = &from[1..];
            continue;
        }
        let after = from.trim_start_matches('`');
        let ticks = from.len() - after.len();
        let mut place = 0;
        let end = loop {
            let Some(found) = after[place..].find('`') else {
                break None;
            };
            let run = &after[place + found..];
            let length = run.len() - run.trim_start_matches('`').len();
            if length == ticks {
                break Some(place + found + length);
            }
            place += found + length;
        };
        match end {
            Some(end) => rest = &after[end..],
            None => {
                bare.push_str(&from[..ticks]);
                rest = after;
            }
        }
    }
    bare + rest
}

/// One statement of ours a line.
pub(super) fn mermaid_holds(payload: &str, text: &str) {
    for line in text.split('\n') {
        assert!(!line.contains(is_active), "{payload:?}: {line:?}");
        let line = line.trim_start();
        let ours = line.is_empty()
            || [
                "sequenceDiagram",
                "actor ",
                "participant ",
                "Note over tenant: ",
                "loop ",
                "end",
                "test->>tenant: ",
            ]
            .iter()
            .any(|start| line.starts_with(start))
            || line.split_once(": ").is_some_and(|(arrow, _)| {
                (arrow.contains("->>") || arrow.contains("--x"))
                    && !arrow.contains(' ')
                    && !arrow.contains("MARK<")
            });
        assert!(ours, "{payload:?}: {line:?}");
        let entities = line.replace("<br/>", "");
        assert!(!entities.contains(['<']), "{payload:?}: {line:?}");
        assert!(
            !line.contains("%%") && !line.contains("$$"),
            "{payload:?}: {line:?}"
        );
        for part in line.split(';').rev().skip(1) {
            let digits = part.rsplit('#').next().unwrap_or_default();
            assert!(
                digits.bytes().all(|byte| byte.is_ascii_digit()),
                "{payload:?}: {line:?}"
            );
        }
    }
}

/// The page has the elements that it always has, and the data of the log as it is.
pub(super) fn html_holds(payload: &str, page: &str, log: &RequestLog) {
    let count = |text: &str, what: &str| text.matches(what).count();
    let usual = RequestLog::default().html("A title");
    for element in ["<script", "</script", "<h1", "<img", "<pre", "<!--"] {
        assert_eq!(
            count(page, element),
            count(&usual, element),
            "{payload:?}: {element}"
        );
    }
    let (_, data) = page.split_once("id=\"data\">").unwrap();
    let (data, _) = data.split_once("</script>").unwrap();
    let data: Value = serde_json::from_str(data).unwrap();
    assert_eq!(data, timeline::entries(log), "{payload:?}");
}
