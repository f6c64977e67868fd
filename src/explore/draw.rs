//! `Draw`: numbers from a seed, the same on every machine (SplitMix64).

#[derive(Clone, Debug)]
pub(super) struct Draw(u64);

impl Draw {
    /// The numbers of one life: those of its neighbour have nothing to do with them.
    pub(super) fn of(seed: u64, life: u64) -> Self {
        let mut draw = Self(seed ^ life.wrapping_mul(0xd134_2543_de82_ef95));
        draw.next();
        draw
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// One of `0..count`; 0 of nothing.
    pub(super) fn below(&mut self, count: usize) -> usize {
        let count = u64::try_from(count.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.next() % count).unwrap_or_default()
    }

    /// True so many times in a hundred.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(super) fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }

    /// One by weight; none of nothing.
    pub(super) fn weighted<'a, T>(&mut self, of: &'a [(usize, T)]) -> Option<&'a T> {
        let whole = of.iter().map(|(weight, _)| weight).sum();
        let mut at = self.below(whole);
        of.iter()
            .find_map(|(weight, one)| match at.checked_sub(*weight) {
                Some(rest) => {
                    at = rest;
                    None
                }
                None => Some(one),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::Draw;

    #[test]
    fn a_seed_gives_its_numbers_and_weights_are_heeded() {
        let numbers = |seed, life| {
            let mut draw = Draw::of(seed, life);
            (0..8).map(|_| draw.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(numbers(7, 1), numbers(7, 1));
        assert_ne!(numbers(7, 1), numbers(7, 2));
        assert_ne!(numbers(7, 1), numbers(8, 1));
        let mut draw = Draw::of(0, 0);
        let drawn: Vec<char> = (0..1000)
            .filter_map(|_| draw.weighted(&[(9, 'a'), (1, 'b'), (0, 'c')]).copied())
            .collect();
        let often = drawn.iter().filter(|one| **one == 'a').count();
        assert!(
            (850..950).contains(&often) && !drawn.contains(&'c'),
            "{often}"
        );
        assert_eq!(draw.weighted::<u8>(&[]), None);
    }
}
