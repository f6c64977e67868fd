//! How much the log keeps of one text: where it is cut, a word on what is missing.

/// The most of one text, in bytes: a path, the headers of a request, a claim, a line. Bodies have a
/// bound of their own.
const OF_A_TEXT: usize = 16 * 1024;

/// A text as the log keeps it: whole, or its beginning and how much more there was.
pub(super) fn bounded(text: &str) -> Option<String> {
    cut(text, OF_A_TEXT)
}

/// Headers as the log keeps them: those that fit, and in place of the others a line of that form.
pub(super) fn bounded_headers(text: &str) -> Option<String> {
    if text.len() <= OF_A_TEXT {
        return None;
    }
    let end = (0..=OF_A_TEXT)
        .rev()
        .find(|end| text.is_char_boundary(*end))
        .unwrap_or(0);
    let whole = text[..end].rfind('\n').map_or(0, |line| line + 1);
    let more = text.len() - whole;
    Some(format!(
        "{}…: [{more} more bytes not kept]\n",
        &text[..whole]
    ))
}

/// None if the text is short enough.
pub(super) fn cut(text: &str, most: usize) -> Option<String> {
    if text.len() <= most {
        return None;
    }
    let end = (0..=most)
        .rev()
        .find(|end| text.is_char_boundary(*end))
        .unwrap_or(0);
    Some(format!(
        "{}… [{} more bytes not kept]",
        &text[..end],
        text.len() - end
    ))
}

#[cfg(test)]
mod tests {
    use super::super::headers::Headers;
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters_and_says_so() {
        let long = "é".repeat(OF_A_TEXT);
        let cut = bounded(&long).unwrap();
        assert!(
            cut.ends_with("é… [16384 more bytes not kept]"),
            "{}",
            &cut[cut.len() - 60..]
        );
        assert_eq!(bounded("short"), None);
    }

    #[test]
    fn headers_are_cut_between_lines_and_say_so_as_one() {
        let long: String = (0..2000)
            .map(|number| format!("x-{number}: some value\n"))
            .collect();
        let cut = Headers(bounded_headers(&long).unwrap().into());
        let last = cut.pairs().last().unwrap();
        assert_eq!(last.0, "…");
        assert!(last.1.ends_with("more bytes not kept]"), "{last:?}");
        assert!(
            cut.pairs()
                .all(|(name, value)| name == "…" || value == "some value")
        );
        assert_eq!(bounded_headers("a: b\n"), None);
    }
}
