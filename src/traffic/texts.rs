//! `Texts`: the texts of others in a value, to be cleaned when it is kept and made harmless when it is printed.

use std::borrow::Cow;

use super::cleaner::Cleaner;
use super::cut::bounded;
use crate::descriptor::Violation;

/// A value with texts in it that its writer did not choose: keys, URLs, what came in a request.
pub(super) trait Texts: Clone {
    /// All of them. The words around them are our own.
    fn texts(&mut self) -> Vec<&mut String>;

    /// The same value without the secrets in its texts, to be kept.
    #[must_use]
    fn cleaned(mut self, cleaner: &Cleaner) -> Self {
        for text in self.texts() {
            if let Cow::Owned(clean) = cleaner.clean(text) {
                *text = clean;
            }
            if let Some(cut) = bounded(text) {
                *text = cut;
            }
        }
        self
    }

    /// The same value with every such text changed.
    #[must_use]
    fn map(&self, change: impl Fn(&str) -> String) -> Self {
        let mut changed = self.clone();
        for text in changed.texts() {
            *text = change(text);
        }
        changed
    }
}

impl Texts for Violation {
    fn texts(&mut self) -> Vec<&mut String> {
        vec![&mut self.pointer, &mut self.message, &mut self.advice]
    }
}
