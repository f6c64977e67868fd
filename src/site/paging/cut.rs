//! The first of a list, and whether there are more.

pub(super) fn cut<T>(mut all: impl Iterator<Item = T>, limit: usize) -> (Vec<T>, bool) {
    let part: Vec<T> = all.by_ref().take(limit).collect();
    let more = !part.is_empty() && all.next().is_some();
    (part, more)
}
