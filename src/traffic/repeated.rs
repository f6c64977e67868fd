//! Texts that many exchanges have in common, kept once.

use std::sync::Arc;

/// How many of the last different texts are remembered: those of a few clients and callbacks. A
/// text that was forgotten is only kept a second time.
const REMEMBERED: usize = 24;

/// Gives the same text the same place in memory, as long as it has been seen lately.
#[derive(Debug, Default)]
pub(super) struct Repeated {
    texts: Vec<Arc<str>>,
    oldest: usize,
}

impl Repeated {
    pub(super) fn share(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.texts.iter().find(|known| &***known == text) {
            return known.clone();
        }
        let new: Arc<str> = text.into();
        if self.texts.len() < REMEMBERED {
            self.texts.push(new.clone());
        } else {
            self.texts[self.oldest] = new.clone();
            self.oldest = (self.oldest + 1) % REMEMBERED;
        }
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_repeats_is_kept_once_and_what_does_not_is_not_remembered_for_ever() {
        let mut repeated = Repeated::default();
        let first = repeated.share("GET");
        assert!(Arc::ptr_eq(&first, &repeated.share("GET")));
        for number in 0..REMEMBERED {
            assert_eq!(&*repeated.share(&number.to_string()), number.to_string());
        }
        assert_eq!(repeated.texts.len(), REMEMBERED);
        assert!(!Arc::ptr_eq(&first, &repeated.share("GET")));
    }
}
