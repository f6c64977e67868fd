//! `Entries`: the lines of a log, shared by the recorder and by everyone who looked at it.

use std::ops::Range;
use std::sync::Arc;

use super::entry::Entry;

/// So many entries are copied at most when one changes that somebody looks at.
const OF_A_CHUNK: usize = 256;

/// An entry, and when it changed last.
#[derive(Clone, Debug)]
struct Line {
    revision: u64,
    entry: Entry,
}

/// A copy costs nothing, and a change of one of two copies a chunk and the list of the chunks:
/// a test that reads the log after each request pays for the request, not for the log.
#[derive(Clone, Debug, Default)]
pub(super) struct Entries {
    /// All but the last are full.
    chunks: Arc<Vec<Arc<Vec<Line>>>>,
    count: usize,
    /// Goes up with each change.
    revision: u64,
}

impl Entries {
    /// None yet, whose changes are counted from here.
    pub(super) fn counted_from(revision: u64) -> Self {
        Self {
            revision,
            ..Self::default()
        }
    }

    pub(super) fn revision(&self) -> u64 {
        self.revision
    }

    /// When and where something was added or changed after a revision, what was so last at the end.
    pub(super) fn changed_after(&self, revision: u64) -> Vec<(u64, usize)> {
        if revision == self.revision {
            return Vec::new();
        }
        let lines = self.chunks.iter().flat_map(|chunk| chunk.iter());
        let all = lines
            .enumerate()
            .map(|(place, line)| (line.revision, place));
        let mut changed: Vec<_> = all.filter(|(last, _)| *last > revision).collect();
        changed.sort_unstable();
        changed
    }

    /// What is shown beside the entries has changed.
    pub(super) fn change(&mut self) -> u64 {
        self.revision += 1;
        self.revision
    }

    /// All entries are shown otherwise. Each has a revision of its own, so that they can be asked for in parts.
    pub(super) fn change_all(&mut self) {
        for place in 0..self.count {
            self.get_mut(place);
        }
        self.change();
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// The place of the new entry.
    pub(super) fn push(&mut self, entry: Entry) -> usize {
        let place = self.count;
        let revision = self.change();
        let chunks = Arc::make_mut(&mut self.chunks);
        if place.is_multiple_of(OF_A_CHUNK) {
            chunks.push(Arc::default());
        }
        if let Some(last) = chunks.last_mut() {
            Arc::make_mut(last).push(Line { revision, entry });
            self.count += 1;
        }
        place
    }

    pub(super) fn get(&self, place: usize) -> Option<&Entry> {
        let chunk = self.chunks.get(place / OF_A_CHUNK)?;
        Some(&chunk.get(place % OF_A_CHUNK)?.entry)
    }

    /// To change it.
    pub(super) fn get_mut(&mut self, place: usize) -> Option<&mut Entry> {
        let revision = self.change();
        let chunk = Arc::make_mut(&mut self.chunks).get_mut(place / OF_A_CHUNK)?;
        let line = Arc::make_mut(chunk).get_mut(place % OF_A_CHUNK)?;
        line.revision = revision;
        Some(&mut line.entry)
    }

    /// These, of which there are so many at least.
    pub(super) fn within(
        &self,
        part: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = &Entry> + ExactSizeIterator + Clone {
        part.map(|place| &self.chunks[place / OF_A_CHUNK][place % OF_A_CHUNK].entry)
    }
}

impl FromIterator<Entry> for Entries {
    fn from_iter<T: IntoIterator<Item = Entry>>(all: T) -> Self {
        let mut entries = Self::default();
        all.into_iter().for_each(|entry| {
            entries.push(entry);
        });
        entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remarks(numbers: Range<usize>) -> impl Iterator<Item = Entry> {
        numbers.map(|number| Entry::Remark {
            after: u32::try_from(number).unwrap(),
            remark: Arc::new(number.to_string().into()),
        })
    }

    fn numbers(entries: &Entries) -> Vec<usize> {
        let all = entries.within(0..entries.len());
        all.map(|entry| match entry {
            Entry::Remark { after, .. } => usize::try_from(*after).unwrap(),
            other => panic!("{other:?}"),
        })
        .collect()
    }

    #[test]
    fn a_copy_stays_as_it_was_whatever_becomes_of_the_other() {
        for count in [0, 1, OF_A_CHUNK - 1, OF_A_CHUNK, 2 * OF_A_CHUNK + 3] {
            let mut entries: Entries = remarks(0..count).collect();
            let copy = entries.clone();
            for entry in remarks(count..count + 300) {
                entries.push(entry);
            }
            for place in 0..entries.len() {
                let Some(Entry::Remark { after, .. }) = entries.get_mut(place) else {
                    panic!("nothing at {place}");
                };
                *after += 1000;
            }
            assert_eq!(numbers(&copy), (0..count).collect::<Vec<_>>());
            let changed: Vec<_> = (1000..1300 + count).collect();
            assert_eq!(numbers(&entries), changed);
            assert!(copy.get(count).is_none() && entries.get(count + 299).is_some());
        }
    }

    #[test]
    fn a_push_beside_a_copy_copies_a_chunk_at_most() {
        let mut entries: Entries = remarks(0..10 * OF_A_CHUNK + 1).collect();
        let copy = entries.clone();
        entries.push(remarks(0..1).next().unwrap());
        let shared = entries.chunks.iter().zip(copy.chunks.iter());
        assert_eq!(
            shared
                .filter(|(one, other)| Arc::ptr_eq(one, other))
                .count(),
            10
        );
    }
}
