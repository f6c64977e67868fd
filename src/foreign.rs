//! `Foreign`: a text of somebody else, and how each form writes it so that it stays one text.

use std::borrow::Cow;

/// As `String::from_utf8_lossy`, which looks at each character, of what is UTF-8, too.
pub(crate) fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

/// A name, claim, header, path, body or message that its reader did not choose and its writer may
/// have chosen to look like something else. It has no `Display`: who prints it says in which form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Foreign<'a>(pub(crate) &'a str);

/// What ends a line, speaks to a terminal, or turns the direction of reading.
fn is_active(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
                | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        )
}

impl Foreign<'_> {
    /// On one line of a text or a terminal: `\n` and `\u{1b}` are spelled out.
    pub(crate) fn line(self) -> String {
        let mut line = String::with_capacity(self.0.len());
        for c in self.0.chars() {
            match is_active(c) {
                true => line.extend(c.escape_default()),
                false => line.push(c),
            }
        }
        line
    }

    /// With the lines and tabs that it has, and nothing else that a terminal obeys. Spelled out as JSON
    /// does it, so that JSON stays what it is.
    pub(crate) fn lines(self) -> String {
        let mut lines = String::with_capacity(self.0.len());
        for c in self.0.chars() {
            match is_active(c) && !matches!(c, '\n' | '\t') {
                true => lines.push_str(&format!("\\u{:04x}", u32::from(c))),
                false => lines.push(c),
            }
        }
        lines
    }

    /// A code span of Markdown: nothing within has a meaning.
    pub(crate) fn span(self) -> String {
        let text = self.line();
        if text.is_empty() {
            return text;
        }
        let ticks = "`".repeat(longest_run(&text) + 1);
        let touches = text.starts_with('`') || text.ends_with('`');
        // A reader of Markdown takes one space away at each end.
        let pad = match touches || text.starts_with(' ') && text.ends_with(' ') {
            true if !text.trim().is_empty() => " ",
            _ => "",
        };
        format!("{ticks}{pad}{text}{pad}{ticks}")
    }

    /// A fenced block of Markdown, which no line of the text can close.
    pub(crate) fn block(self, language: &str) -> String {
        let text = self.lines();
        let fence = "`".repeat((longest_run(&text) + 1).max(3));
        let end = if text.ends_with('\n') { "" } else { "\n" };
        format!("{fence}{language}\n{text}{end}{fence}\n")
    }

    /// Words in a heading of Markdown.
    pub(crate) fn heading(self) -> String {
        let mut words = String::new();
        for c in self.line().chars() {
            if "\\`*_{}[]<>()#&~|$!@".contains(c) {
                words.push('\\');
            }
            words.push(c);
        }
        words
    }

    /// Whether it means nothing in Markdown, wherever in a line it stands: then it needs no code
    /// span around the words it is in.
    pub(crate) fn is_plain(self) -> bool {
        let meaning = |c: char| is_active(c) || "\\`*_[]<>&~|$!@".contains(c);
        !self.0.contains(meaning)
    }

    /// A message, a note or a name in a Mermaid diagram: on one line, without what ends a statement,
    /// begins an entity, a directive, a tag or a formula.
    pub(crate) fn mermaid(self) -> String {
        let mut text = String::with_capacity(self.0.len());
        let mut before = None;
        for c in self.0.chars() {
            match c {
                c if is_active(c) => text.push(' '),
                '#' | ';' | '<' => text.push_str(&format!("#{};", u32::from(c))),
                '%' | '$' if before == Some(c) => text.push_str(&format!("#{};", u32::from(c))),
                c => text.push(c),
            }
            before = Some(c);
        }
        text
    }

    /// Text or the value of an attribute of HTML.
    pub(crate) fn html(self) -> String {
        let mut text = String::with_capacity(self.0.len());
        for c in self.0.chars() {
            match c {
                '&' => text.push_str("&amp;"),
                '<' => text.push_str("&lt;"),
                '>' => text.push_str("&gt;"),
                '"' => text.push_str("&quot;"),
                '\'' => text.push_str("&#39;"),
                c => text.push(c),
            }
        }
        text
    }
}

/// How many backticks there are in a row.
fn longest_run(text: &str) -> usize {
    let runs = text.split(|c| c != '`').map(str::len);
    runs.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_one_and_silent() {
        let text = Foreign("a\r\nb\u{1b}[2J\u{9b}\u{85}\u{2028}\u{202e}é\t");
        assert_eq!(
            text.line(),
            "a\\r\\nb\\u{1b}[2J\\u{9b}\\u{85}\\u{2028}\\u{202e}é\\t"
        );
        assert_eq!(
            text.lines(),
            "a\\u000d\nb\\u001b[2J\\u009b\\u0085\\u2028\\u202eé\t"
        );
    }

    #[test]
    fn markdown_takes_it_for_a_text() {
        for (text, span) in [
            ("a", "`a`"),
            ("a`b", "``a`b``"),
            ("`a``", "``` `a`` ```"),
            (" a ", "`  a  `"),
            ("  ", "`  `"),
            ("", ""),
        ] {
            assert_eq!(Foreign(text).span(), span);
        }
        assert_eq!(Foreign("a").block("json"), "```json\na\n```\n");
        assert_eq!(Foreign("a\n````\n").block(""), "`````\na\n````\n`````\n");
        assert_eq!(
            Foreign("# <b> [x](y)").heading(),
            "\\# \\<b\\> \\[x\\]\\(y\\)"
        );
        assert!(Foreign("http://localhost:3000/a?b=c").is_plain());
        assert!(!Foreign("a&lt;").is_plain() && !Foreign("a\n").is_plain());
    }

    #[test]
    fn mermaid_and_html_take_it_for_a_text() {
        let text = Foreign("a;#<b>%%{init}%%$$x$$ 50% $5\r\n");
        let shown = "a#59;#35;#60;b>%#37;{init}%#37;$#36;x$#36; 50% $5  ";
        assert_eq!(text.mermaid(), shown);
        assert_eq!(
            Foreign("<a b='c'>&\"").html(),
            "&lt;a b=&#39;c&#39;&gt;&amp;&quot;"
        );
    }
}
