//! A site into a file, which gives the same site again.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::format::{
    Denied, FileAttachment, FileContent, FileKind, FileMacro, FileSpace, SiteFile,
};
use crate::site::content::{Kind, Macro, State, Stored};
use crate::site::{AttachedFile, ContentOperation, Site, Space};

impl Site {
    /// What is there now: current pages and blog posts in their present versions, with their
    /// files, and the people. Comments, the archive, the trash, former versions and apps are no
    /// part of it.
    pub(crate) fn export_site(&self) -> Value {
        let admin = self.admin();
        let users = self.accounts.users.values();
        let users = users.filter(|user| !user.is_app() && user.account_id() != admin);
        let content = [Kind::Page, Kind::BlogPost].into_iter();
        let content = content.flat_map(|kind| self.contents.of_kind(kind, State::Current, 0));
        let file = SiteFile {
            users: users.cloned().collect(),
            spaces: self
                .contents
                .spaces()
                .map(|space| self.file_space(space))
                .collect(),
            content: content.map(|one| self.file_content(one)).collect(),
            denied: self.accounts.denied.iter().filter_map(denied).collect(),
        };
        serde_json::to_value(file).unwrap_or_default()
    }

    fn file_space(&self, space: &Space) -> FileSpace {
        let homepage = self
            .contents
            .homepage(space.id)
            .filter(|page| page.is_current());
        FileSpace {
            id: space.id,
            key: space.key.clone(),
            name: space.name.clone(),
            description: space.description.clone(),
            personal: space.personal,
            homepage: homepage.map(Stored::id),
        }
    }

    fn file_content(&self, stored: &Stored) -> FileContent {
        let page = &stored.page;
        let is_there = |id: &u64| self.contents.get(*id).is_some_and(Stored::is_current);
        let properties = stored.properties.iter();
        FileContent {
            id: page.id,
            kind: match stored.kind {
                Kind::BlogPost => FileKind::BlogPost,
                _ => FileKind::Page,
            },
            title: page.title.clone(),
            space: page.space.key.clone(),
            parent: page.parent.filter(is_there),
            version: page.version,
            creator: page.creator.clone(),
            last_modifier: page.last_modifier.clone(),
            body: page.body.clone(),
            labels: page.labels.iter().map(ToString::to_string).collect(),
            properties: properties
                .map(|(key, one)| (key.clone(), one.value.clone()))
                .collect(),
            macros: stored.macros.iter().map(file_macro).collect(),
            attachments: self.attached(page.id).iter().map(file_attachment).collect(),
        }
    }
}

fn file_macro(one: &Macro) -> FileMacro {
    FileMacro {
        id: one.id.clone(),
        name: one.name.clone(),
        body: one.body.clone(),
        parameters: one.parameters.clone(),
    }
}

fn file_attachment(file: &AttachedFile) -> FileAttachment {
    let text = std::str::from_utf8(file.data()).ok().map(str::to_owned);
    FileAttachment {
        id: file.id(),
        name: file.name().to_owned(),
        media_type: Some(file.media_type().to_owned()),
        comment: file.comment().to_owned(),
        base64: text.is_none().then(|| STANDARD.encode(file.data())),
        text,
    }
}

fn denied((account, operation, id): &(String, String, String)) -> Option<Denied> {
    let all = ContentOperation::ALL.into_iter();
    Some(Denied {
        account: account.clone(),
        operation: all.into_iter().find(|one| one.to_string() == *operation)?,
        id: id.parse().ok()?,
    })
}
