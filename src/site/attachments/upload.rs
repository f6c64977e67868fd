//! Uploads: new files, and new versions of those that are there.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::attached::AttachedFile;
use super::checks::same_name;
use super::files::File;
use crate::site::content::{Act, ContentChange, Kind, Showing, Stored};
use crate::site::rejection::Rejection;
use crate::site::{Api, Attachment, Author, ContentRequest, Decided, Page, Site, Webhook};

impl Site {
    /// `POST` and, with `or_replace`, `PUT` of `child/attachment`: all files, or none.
    pub(crate) fn upload(
        &mut self,
        target: &ContentRequest,
        files: Vec<AttachedFile>,
        or_replace: bool,
        author: &Author,
    ) -> Decided {
        let container = self.file_container(target)?;
        self.permit(Api::V1, &target.account, container, Act::Attach)?;
        let (page, mut names) = (container.page.clone(), BTreeSet::new());
        let mut places = Vec::new();
        for file in &files {
            self.check_file(file)?;
            let known = self
                .files_on(page.id)
                .find(|one| one.page.title == file.name);
            if !names.insert(file.name.clone()) || (known.is_some() && !or_replace) {
                return Err(same_name(&file.name));
            }
            places.push(known.map(Stored::id));
        }
        self.make_room(files.iter().map(|file| file.data.len()).sum())?;
        let (mut made, mut changed) = (Vec::new(), Vec::new());
        for (file, place) in files.into_iter().zip(places) {
            match place {
                Some(id) => {
                    self.new_version(id, file, author);
                    changed.push(id);
                }
                None => made.push(self.new_file(&page, file, author)),
            }
        }
        let all: Vec<u64> = made.iter().chain(&changed).copied().collect();
        let shown = self.shown_files(target, &all)?;
        let body = json!({
            "size": shown.len(), "results": shown,
            "_links": { "base": self.base_url(), "context": "/wiki" },
        });
        let mut change = ContentChange::shows(body);
        for (event, ids) in [
            ("attachment_created", made),
            ("attachment_updated", changed),
        ] {
            if !ids.is_empty() {
                change = change.with(self.file_event(event, &ids, author));
            }
        }
        Ok(change)
    }

    /// `POST …/{attachmentId}/data`: the name stays what it is.
    pub(crate) fn upload_version(
        &mut self,
        target: &ContentRequest,
        attachment: &str,
        file: AttachedFile,
        author: &Author,
    ) -> Decided {
        let (container, known) = self.file_on(target, attachment)?;
        self.permit(Api::V1, &target.account, container, Act::Attach)?;
        let id = known.id();
        self.check_file(&file)?;
        self.make_room(file.data.len())?;
        self.new_version(id, file, author);
        let mut shown = self.shown_files(target, &[id])?;
        let event = self.file_event("attachment_updated", &[id], author);
        Ok(ContentChange::shows(shown.remove(0)).with(event))
    }

    /// What a test puts on content, or in place of the file of its name: nobody's leave is asked
    /// for, and no event is one. `None` if there is no such content.
    ///
    /// # Errors
    /// What is wrong with the file, or that there is no room for it.
    pub(crate) fn add_file(
        &mut self,
        on: u64,
        file: AttachedFile,
        now_millis: i64,
    ) -> Option<Result<u64, Rejection>> {
        let page = self.content(on)?;
        let checked = self.check_file(&file);
        if let Err(refused) = checked.and_then(|()| self.make_room(file.data.len())) {
            return Some(Err(refused));
        }
        let author = Author {
            account: self.admin(),
            now_millis,
        };
        let known = self
            .files_on(page.id)
            .find(|one| one.page.title == file.name);
        let id = match (known.map(Stored::id), file.id) {
            (Some(id), _) => {
                self.new_version(id, file, &author);
                id
            }
            (None, Some(id)) => self.file_of_id(id, &page, file, &author),
            (None, None) => self.new_file(&page, file, &author),
        };
        Some(Ok(id))
    }

    /// The files on content as they are now, in the order in which they came.
    pub(crate) fn attached(&self, on: u64) -> Vec<AttachedFile> {
        let shown = |stored: &Stored| {
            let file = self.file(stored)?;
            Some(AttachedFile {
                id: Some(stored.id()),
                name: stored.page.title.clone(),
                media_type: Some(file.media_type.clone()),
                comment: stored.message.clone(),
                minor: stored.minor,
                version: stored.page.version,
                data: file.data.clone(),
            })
        };
        self.files_on(on).filter_map(shown).collect()
    }

    fn new_file(&mut self, on: &Page, file: AttachedFile, author: &Author) -> u64 {
        let id = self.contents.next_id();
        self.file_of_id(id, on, file, author)
    }

    fn file_of_id(&mut self, id: u64, on: &Page, file: AttachedFile, author: &Author) -> u64 {
        let page = Page {
            parent: Some(on.id),
            creator: Some(author.account.clone()),
            created_millis: Some(author.now_millis),
            changed_millis: Some(author.now_millis),
            ..Page::new(id, file.name.as_str()).with_space(on.space.clone())
        };
        let mut stored = Stored::new(page, Kind::Attachment);
        stored.message.clone_from(&file.comment);
        stored.minor = file.minor;
        self.contents.put(stored);
        self.keep_bytes(id, 1, file);
        id
    }

    fn new_version(&mut self, id: u64, file: AttachedFile, author: &Author) {
        let next = self.contents.change(id, |stored| {
            stored.begin_version(author, &file.comment, file.minor);
            stored.page.version
        });
        if let Some(version) = next {
            self.keep_bytes(id, version, file);
        }
    }

    pub(super) fn keep_bytes(&mut self, id: u64, version: u64, file: AttachedFile) {
        let kept = File {
            file_id: self.identity().file_id(id, version),
            media_type: file.media_type().to_owned(),
            data: file.data,
        };
        self.files.put(id, version, kept);
    }

    /// Files as v1 shows them when they were uploaded.
    pub(super) fn shown_files(
        &self,
        target: &ContentRequest,
        ids: &[u64],
    ) -> Result<Vec<Value>, Rejection> {
        let expand = super::shown::expand(target)?;
        let showing = Showing::new(self, &target.account);
        let stored = ids.iter().filter_map(|id| self.contents.get(*id));
        let shown: Vec<Value> = stored.map(|one| showing.content(one, &expand)).collect();
        showing.done(Value::Null).map(|_| shown)
    }

    /// One event for the files of one call, which are all on one page.
    pub(super) fn file_event(&self, event: &str, ids: &[u64], author: &Author) -> Webhook {
        let stored: Vec<&Stored> = ids.iter().filter_map(|id| self.contents.get(*id)).collect();
        let files = stored.iter().map(|one| self.as_subject(one)).collect();
        let on = self.contents.container(stored[0]);
        Webhook::attachments(event, on.page.clone(), files).by(&author.account)
    }

    pub(in crate::site) fn as_subject(&self, stored: &Stored) -> Attachment {
        let page = &stored.page;
        let size = self.file(stored).map_or(0, |file| file.data.len());
        Attachment::new(page.id, page.title.as_str())
            .file_size(u64::try_from(size).unwrap_or_default())
            .version(page.version)
            .comment(stored.message.as_str())
    }
}
