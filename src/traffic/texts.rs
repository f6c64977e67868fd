//! `Texts`: the texts of others in a value, to be cleaned when it is kept and made harmless when it is printed.

use crate::descriptor::Violation;

/// A value with texts in it that its writer did not choose: keys, URLs, what came in a request.
pub(super) trait Texts: Clone {
    /// All of them. The words around them are our own.
    fn texts(&mut self) -> Vec<&mut String>;

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
