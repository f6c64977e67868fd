//! A text and headers as the log keeps them: clean, bounded, and once.

use std::sync::Arc;

use super::cleaner::Cleaner;
use super::credential::Credential;
use super::cut::{bounded, bounded_headers};
use super::headers::Headers;
use super::repeated::Repeated;
use super::texts::Texts;
use crate::foreign::Foreign;

/// A text as the log keeps it.
pub(super) fn clean(cleaner: &Cleaner, text: &str) -> String {
    let clean = cleaner.clean(text);
    bounded(&clean).unwrap_or_else(|| clean.into_owned())
}

/// Headers as the log keeps them.
pub(super) fn clean_headers(
    cleaner: &Cleaner,
    repeated: &mut Repeated,
    headers: &Headers,
) -> Headers {
    let clean = cleaner.clean(&headers.0);
    let bounded = bounded_headers(&clean);
    Headers(repeated.share(bounded.as_deref().unwrap_or(&clean)))
}

/// How many bytes headers take that no other exchange has: the second holder is who remembers them.
pub(super) fn unshared(headers: &Headers) -> usize {
    match Arc::strong_count(&headers.0) {
        0..=2 => headers.0.len(),
        _ => 0,
    }
}

/// A credential as one field of a line.
pub(super) fn line(credential: &Credential) -> String {
    credential.map(|text| Foreign(text).line()).to_string()
}
