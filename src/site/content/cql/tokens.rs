//! The words of a query: names, texts in quotes, signs.

use super::unanswered::Unanswered;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A bare word, as it was written.
    Word(String),
    /// A text that stood in quotes.
    Text(String),
    /// `=`, `!=`, `~`, `!~`, `<`, `<=`, `>`, `>=`, `(`, `)`, `,`.
    Sign(&'static str),
}

const SIGNS: [&str; 11] = ["!=", "!~", "<=", ">=", "=", "~", "<", ">", "(", ")", ","];

pub(super) fn tokens(cql: &str) -> Result<Vec<Token>, Unanswered> {
    let mut all = Vec::new();
    let mut rest = cql.trim_start();
    while let Some(first) = rest.chars().next() {
        let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
        rest = if let Some(sign) = sign {
            all.push(Token::Sign(sign));
            &rest[sign.len()..]
        } else if matches!(first, '"' | '\'') {
            let (text, after) =
                quoted(&rest[1..], first).ok_or_else(|| Unanswered::Unreadable {
                    got: rest.to_owned(),
                    expected: "a quote that is closed".to_owned(),
                })?;
            all.push(Token::Text(text));
            after
        } else {
            let ends = |c: char| c.is_whitespace() || "=~!<>(),\"'".contains(c);
            let end = rest.find(ends).unwrap_or(rest.len());
            if end == 0 {
                return Err(Unanswered::Unreadable {
                    got: rest.to_owned(),
                    expected: "a name, a sign or a text".to_owned(),
                });
            }
            all.push(Token::Word(rest[..end].to_owned()));
            &rest[end..]
        };
        rest = rest.trim_start();
    }
    Ok(all)
}

/// A text up to its closing quote, and what comes after; a backslash takes what follows it as it is.
fn quoted(rest: &str, quote: char) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut chars = rest.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => text.push(chars.next()?.1),
            c if c == quote => return Some((text, rest.get(at..)?.strip_prefix(quote)?)),
            c => text.push(c),
        }
    }
    None
}
