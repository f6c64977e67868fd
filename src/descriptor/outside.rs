//! Texts from outside: descriptors and translations, from a URL, a file or a value.

/// The text of what somebody else has written, without the byte order mark that some editors put
/// before it.
///
/// # Errors
/// If it is not UTF-8.
pub(crate) fn outside_text(bytes: &[u8]) -> Result<&str, std::str::Utf8Error> {
    std::str::from_utf8(bytes).map(without_mark)
}

pub(super) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}
