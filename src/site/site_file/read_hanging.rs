//! What hangs on content, out of the file of a site: versions, comments and files.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;

use super::check::{Placed, SiteError, wrong};
use super::format_hanging::{FileAttachment, FileBytes, FileComment, FileStatus, FileVersion};
use crate::site::content::{Inline, Past, State};
use crate::site::subject::Label;
use crate::site::{AttachedFile, Comment, Page, Site};

/// What was said of the present version, and the versions before it.
#[derive(Debug)]
pub(super) struct History {
    pub(super) message: String,
    pub(super) minor: bool,
    pub(super) former: Vec<FileVersion>,
}

pub(super) fn state(status: FileStatus) -> State {
    match status {
        FileStatus::Current => State::Current,
        FileStatus::Archived => State::Archived,
        FileStatus::Trashed => State::Trashed,
    }
}

impl Site {
    pub(super) fn set_history(&mut self, id: u64, history: History, now_millis: i64) {
        let former = history.former.into_iter();
        let past: Vec<Past> = former
            .map(|one| Past {
                number: one.number,
                title: one.title,
                body: one.body,
                by: one.by.map(|name| self.account_named(&name)),
                when: now_millis,
                message: one.message,
                minor: one.minor_edit,
            })
            .collect();
        self.contents.change(id, |stored| {
            stored.message = history.message;
            stored.minor = history.minor;
            stored.past = past;
        });
    }

    pub(super) fn add_file_comment(
        &mut self,
        given: FileComment,
        now_millis: i64,
    ) -> Result<(), SiteError> {
        let place = given.place();
        // Whatever it is on: `Comment` names a page, or the comment that it answers.
        let mut comment = Comment::new(given.id, Page::new(given.on, "")).body(given.body);
        if let Some(creator) = &given.creator {
            comment = comment.creator(self.account_named(creator));
        }
        self.put_comment_anywhere(&comment, now_millis)
            .map_err(|clash| wrong(place, clash))?;
        let modifier = given.last_modifier.map(|name| self.account_named(&name));
        let resolved_by = given.resolved_by.map(|name| self.account_named(&name));
        let inline = given.selection.map(|selection| {
            let mut inline = Inline::new(&selection);
            inline.resolution = given.resolution.name();
            inline.resolved_by = resolved_by.map(|account| (account, now_millis));
            inline
        });
        self.contents.change(given.id, |stored| {
            stored.inline = inline;
            stored.page.version = given.version;
            stored.page.last_modifier = modifier;
            stored.page.labels = given
                .labels
                .iter()
                .map(|label| Label::parse(label))
                .collect();
        });
        let history = History {
            message: given.message,
            minor: given.minor_edit,
            former: given.former,
        };
        self.set_history(given.id, history, now_millis);
        for (key, value) in given.properties {
            self.add_property(given.id, key, value, now_millis);
        }
        Ok(())
    }

    /// # Errors
    /// Why it is no file that can be put on the content.
    pub(super) fn add_file_attachment(
        &mut self,
        on: &Page,
        given: FileAttachment,
        now_millis: i64,
    ) -> Result<(), String> {
        let present = FileBytes {
            name: given.name,
            media_type: given.media_type,
            comment: given.comment,
            minor_edit: given.minor_edit,
            by: given.by,
            text: given.text,
            base64: given.base64,
        };
        let mut versions = Vec::new();
        for one in given.former.into_iter().chain([present]) {
            let by = one.by.as_ref().map(|name| self.account_named(name));
            // Without a name it is the administrator who has uploaded it, as where a test does.
            let by = by.unwrap_or_else(|| self.admin());
            versions.push((attached(one)?, Some(by)));
        }
        let state = state(given.status);
        let put = self.put_file(on, given.id, state, versions, now_millis);
        let id = put.map_err(|refused| {
            let cause = refused.cause;
            format!("expected {}, got {}", cause.expected, cause.got)
        })?;
        self.contents.change(id, |stored| {
            stored.page.labels = given
                .labels
                .iter()
                .map(|label| Label::parse(label))
                .collect();
        });
        for (key, value) in given.properties {
            self.add_property(id, key, value, now_millis);
        }
        Ok(())
    }
}

fn attached(given: FileBytes) -> Result<AttachedFile, &'static str> {
    let data: Bytes = match (given.text, given.base64) {
        (Some(text), None) => text.into(),
        (None, Some(base64)) => {
            let data = STANDARD.decode(base64);
            data.map_err(|_| "`base64` is no base64")?.into()
        }
        _ => return Err("it has its bytes as `text` or as `base64`, one of the two"),
    };
    let mut file = AttachedFile::new(given.name, data).with_comment(given.comment);
    file.minor = given.minor_edit;
    Ok(match given.media_type {
        Some(kind) => file.with_media_type(kind),
        None => file,
    })
}
