//! What hangs on content, into the file of a site: comments and files.

use super::accounts::Names;
use super::format_hanging::{FileAttachment, FileBytes, FileComment, FileResolution};
use super::write::{bytes, former, properties, status};
use crate::site::Site;
use crate::site::content::{Kind, Stored};

impl Site {
    /// The comments on content, on its files, and the answers to each, as one reads them.
    pub(super) fn file_comments(&self, content: &[&Stored], names: &Names) -> Vec<FileComment> {
        let files = content.iter().flat_map(|one| self.all_files_on(one.id()));
        let all = content.iter().copied().chain(files);
        let comments = all.flat_map(|one| self.contents.below_all(one.id(), Kind::Comment));
        comments.map(|(_, one)| file_comment(one, names)).collect()
    }

    pub(super) fn file_attachment(&self, stored: &Stored, names: &Names) -> FileAttachment {
        let mut versions = self.versions_of_file(stored);
        let present = versions.pop();
        let (media_type, (text, base64), by) = match &present {
            Some((file, by)) => (
                Some(file.media_type().to_owned()),
                bytes(file),
                names.maybe(by.as_ref()),
            ),
            // A version without bytes is none that an upload has made.
            None => (None, (Some(String::new()), None), None),
        };
        let former = versions.iter().map(|(file, by)| {
            let (text, base64) = bytes(file);
            FileBytes {
                name: file.name().to_owned(),
                media_type: Some(file.media_type().to_owned()),
                comment: file.comment().to_owned(),
                minor_edit: file.minor,
                by: names.maybe(by.as_ref()),
                text,
                base64,
            }
        });
        FileAttachment {
            id: Some(stored.id()),
            name: stored.page.title.clone(),
            status: status(stored),
            media_type,
            comment: stored.message.clone(),
            minor_edit: stored.minor,
            by,
            text,
            base64,
            labels: stored.page.labels.iter().map(ToString::to_string).collect(),
            properties: properties(stored),
            former: former.collect(),
        }
    }
}

fn file_comment(stored: &Stored, names: &Names) -> FileComment {
    let page = &stored.page;
    let inline = stored.inline.as_ref();
    let resolved_by = inline.and_then(|inline| inline.resolved_by.as_ref());
    FileComment {
        id: page.id,
        on: page.parent.unwrap_or_default(),
        version: page.version,
        creator: names.maybe(page.creator.as_ref()),
        last_modifier: names.maybe(page.last_modifier.as_ref()),
        body: page.body.clone(),
        selection: inline.map(|inline| inline.selection.clone()),
        resolution: match inline.map(|inline| inline.resolution) {
            Some("resolved") => FileResolution::Resolved,
            Some("reopened") => FileResolution::Reopened,
            _ => FileResolution::Open,
        },
        resolved_by: resolved_by.map(|(account, _)| names.of(account)),
        labels: page.labels.iter().map(ToString::to_string).collect(),
        properties: properties(stored),
        message: stored.message.clone(),
        minor_edit: stored.minor,
        former: former(stored, names),
    }
}
