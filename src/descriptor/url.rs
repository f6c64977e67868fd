//! What a URL in a descriptor looks like, as far as the rules ask.

/// Does it name a host, so that the base URL before it is one too many?
pub(crate) fn is_absolute(url: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        url.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// Can this stand before the colon of a URL?
pub(crate) fn is_scheme(text: &str) -> bool {
    let rest = |letter: char| letter.is_ascii_alphanumeric() || "+-.".contains(letter);
    text.starts_with(|first: char| first.is_ascii_alphabetic()) && text.chars().all(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_begins_with_a_letter_and_has_no_blank() {
        for good in ["http", "A", "web+app", "x-1.2"] {
            assert!(is_scheme(good), "{good}");
        }
        for bad in ["", "1a", "+a", "a b", "a/b", "é"] {
            assert!(!is_scheme(bad), "{bad}");
        }
    }
}
