//! The tokens that a site has given out: the newest, up to a bound, each found at once.

use std::collections::{BTreeMap, VecDeque};

use crate::secret::Secret;

/// Tokens with what each stands for. All of one kind live equally long, so that the oldest is the first to be worth
/// nothing.
#[derive(Clone, Debug)]
pub(in crate::site) struct KeptTokens<T> {
    by_token: BTreeMap<Secret, T>,
    /// From the oldest on.
    order: VecDeque<Secret>,
    forgotten: bool,
}

impl<T> Default for KeptTokens<T> {
    fn default() -> Self {
        Self {
            by_token: BTreeMap::new(),
            order: VecDeque::new(),
            forgotten: false,
        }
    }
}

impl<T> KeptTokens<T> {
    pub(in crate::site) fn get(&self, token: &Secret) -> Option<&T> {
        self.by_token.get(token)
    }

    /// Keeps one more, and gives back those that are too many then.
    pub(in crate::site) fn keep(&mut self, token: Secret, meaning: T, most: usize) -> Vec<T> {
        if self.by_token.insert(token.clone(), meaning).is_none() {
            self.order.push_back(token);
        }
        let mut gone = Vec::new();
        while self.order.len() > most.max(1) {
            let oldest = self.order.pop_front();
            gone.extend(oldest.and_then(|oldest| self.by_token.remove(&oldest)));
            self.forgotten = true;
        }
        gone
    }

    /// Whether a token that is not here may have been.
    #[cfg_attr(
        not(any(test, feature = "forge")),
        expect(dead_code, reason = "no app is on Forge")
    )]
    pub(in crate::site) fn has_forgotten(&self) -> bool {
        self.forgotten
    }
}

#[cfg(test)]
mod tests {
    use super::KeptTokens;
    use crate::secret::Secret;

    #[test]
    fn the_oldest_goes_and_the_newest_stays() {
        let mut kept = KeptTokens::default();
        let token = |number: u32| Secret::from(format!("token {number}"));
        for number in 0..5 {
            let gone = kept.keep(token(number), number, 3);
            assert_eq!(gone, number.checked_sub(3).into_iter().collect::<Vec<_>>());
        }
        assert_eq!((kept.get(&token(1)), kept.get(&token(2))), (None, Some(&2)));
        assert!(kept.has_forgotten());
        // One that was there already is no second one, and one at least is kept.
        assert!(kept.keep(token(4), 4, 3).is_empty());
        assert_eq!(kept.keep(token(9), 9, 0), [2, 3, 4]);
        assert_eq!(kept.get(&token(9)), Some(&9));
    }
}
