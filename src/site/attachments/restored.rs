//! A file with all of its versions, as a site's file has it: put there, and taken out.

use super::attached::AttachedFile;
use super::checks::same_name;
use crate::site::content::{Above, Kind, Past, State, Stored};
use crate::site::rejection::Rejection;
use crate::site::{Page, Site};

/// One version: its bytes and what was said of them, and by whom.
pub(in crate::site) type FileVersion = (AttachedFile, Option<String>);

impl Site {
    /// Puts a file on content, or in place of the one of its id: its versions, the oldest first and
    /// at least one. The id that it has.
    pub(in crate::site) fn put_file(
        &mut self,
        on: &Page,
        id: Option<u64>,
        state: State,
        versions: Vec<FileVersion>,
        now_millis: i64,
    ) -> Result<u64, Rejection> {
        for (file, _) in &versions {
            self.check_file(file)?;
        }
        self.make_room(versions.iter().map(|(file, _)| file.data.len()).sum())?;
        let Some((last, last_by)) = versions.last().cloned() else {
            return Ok(0);
        };
        let same = self.files_on(on.id).find(|one| one.page.title == last.name);
        let same = same.map(Stored::id).filter(|_| state == State::Current);
        let id = match (id, same) {
            (Some(id), Some(other)) if id != other => return Err(same_name(&last.name)),
            (Some(id), _) | (None, Some(id)) => id,
            (None, None) => self.contents.next_id(),
        };
        let first_by = versions.first().and_then(|(_, by)| by.clone());
        let page = Page {
            parent: Some(on.id),
            creator: first_by,
            last_modifier: last_by.filter(|_| versions.len() > 1),
            version: numbered(versions.len()),
            created_millis: Some(now_millis),
            changed_millis: Some(now_millis),
            ..Page::new(id, last.name.as_str()).with_space(on.space.clone())
        };
        let mut stored = Stored::new(page, Kind::Attachment);
        stored.state = state;
        stored.message.clone_from(&last.comment);
        stored.minor = last.minor;
        let former = versions.iter().take(versions.len().saturating_sub(1));
        let past = former.enumerate().map(|(at, (file, by))| Past {
            number: numbered(at.saturating_add(1)),
            title: file.name.clone(),
            body: String::new(),
            by: by.clone(),
            when: now_millis,
            message: file.comment.clone(),
            minor: file.minor,
        });
        stored.past = past.collect();
        self.contents.put(stored);
        self.files.keep(|one| one != id);
        for (at, (file, _)) in versions.into_iter().enumerate() {
            self.keep_bytes(id, numbered(at.saturating_add(1)), file);
        }
        Ok(id)
    }

    /// All files on content, those in the trash included, in the order in which they came.
    pub(in crate::site) fn all_files_on(&self, on: u64) -> impl Iterator<Item = &Stored> {
        self.contents.below(Above::Content(on), Kind::Attachment)
    }

    /// The versions of a file, the oldest first.
    pub(in crate::site) fn versions_of_file(&self, stored: &Stored) -> Vec<FileVersion> {
        let former = stored.past.iter().map(|past| stored.at(past));
        let all = former.chain(std::iter::once(stored.clone()));
        let version = |one: Stored| {
            let file = self.file(&one)?;
            let by = one.page.last_modifier.clone();
            let attached = AttachedFile {
                id: Some(one.id()),
                name: one.page.title.clone(),
                media_type: Some(file.media_type.clone()),
                comment: one.message.clone(),
                minor: one.minor,
                version: one.page.version,
                data: file.data.clone(),
            };
            Some((attached, by.or(one.page.creator)))
        };
        all.filter_map(version).collect()
    }
}

fn numbered(at: usize) -> u64 {
    u64::try_from(at).unwrap_or(u64::MAX)
}
