//! An attachment as a path names it: by its id, on content that the account sees.

use crate::cause::Cause;
use crate::site::content::{Above, Kind, Stored, missing, no_file};
use crate::site::rejection::Rejection;
use crate::site::{Api, ContentRequest, Site};

/// `att123`, as both APIs write an id, or the number alone.
fn number(id: &str) -> Option<u64> {
    id.strip_prefix("att").unwrap_or(id).parse().ok()
}

impl Site {
    /// The page or blog post of the path, which can have files.
    pub(super) fn file_container(&self, target: &ContentRequest) -> Result<&Stored, Rejection> {
        let stored = self.stored(target)?;
        match stored.kind {
            Kind::Page | Kind::BlogPost => Ok(stored),
            _ => {
                let got = format!("content of the type {}", stored.kind.name());
                let cause =
                    Cause::missing("the content can have files", "a page, a blog post", got);
                Err(missing(target.api, &target.id, cause))
            }
        }
    }

    /// The files on content that are current, in the order of their uploads.
    pub(in crate::site) fn files_on(&self, container: u64) -> impl Iterator<Item = &Stored> {
        let below = self
            .contents
            .below(Above::Content(container), Kind::Attachment);
        below.filter(|one| one.is_current())
    }

    /// The attachment of a path of v1, on the content of the same path.
    pub(super) fn file_on(
        &self,
        target: &ContentRequest,
        attachment: &str,
    ) -> Result<(&Stored, &Stored), Rejection> {
        let container = self.file_container(target)?;
        let found = number(attachment).and_then(|id| self.contents.get(id));
        let on_it = |one: &&Stored| one.page.parent == Some(container.id()) && one.is_current();
        let found = found
            .filter(|one| one.kind == Kind::Attachment)
            .filter(on_it);
        match found {
            Some(file) => Ok((container, file)),
            None => {
                let there = self.files_on(container.id()).map(|one| one.id_text());
                let there: Vec<String> = there.take(10).collect();
                let cause =
                    Cause::missing("the content has the file", there.join(", "), attachment);
                Err(missing(Api::V1, attachment, cause))
            }
        }
    }

    /// The attachment of a path of v2, if the account sees what it is on.
    pub(super) fn file_v2(&self, target: &ContentRequest) -> Result<&Stored, Rejection> {
        let found = number(&target.id).and_then(|id| self.contents.get(id));
        let found = found.filter(|one| one.kind == Kind::Attachment);
        let got = match found {
            Some(file) if file.is_trashed() != target.in_trash => match file.is_trashed() {
                true => "it is in the trash",
                false => "it is not in the trash",
            },
            Some(file) if !self.sees_file(&target.account, file) => {
                "a test denied the account to read what it is on"
            }
            Some(file) => return Ok(file),
            None => "no such attachment",
        };
        let cause = Cause::missing("the attachment is there", &target.id, got);
        Err(no_file(&target.id, cause))
    }

    /// Who sees what a file is on sees the file.
    pub(super) fn sees_file(&self, account: &str, file: &Stored) -> bool {
        self.may_see(account, self.contents.container(file)) && self.may_see(account, file)
    }
}
