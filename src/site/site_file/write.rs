//! A site into a file, which gives the same site again.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::accounts::Names;
use super::format::{Denied, FileApp, FileContent, FileKind, FileMacro, FileSpace, SiteFile};
use super::format_hanging::{FileStatus, FileVersion};
use crate::site::content::{Above, Kind, Macro, Past, State, Stored};
use crate::site::{AttachedFile, ContentOperation, Site, Space};

impl Site {
    /// All that a file can have. Times are no part of it, nor what apps keep for users and for
    /// themselves.
    pub(crate) fn export_site(&self) -> Value {
        let names = self.names_of_accounts();
        let content: Vec<&Stored> = self.content_of_file().collect();
        let file = SiteFile {
            users: names.people(self.accounts.users.values().map(Box::as_ref)),
            apps: self.file_apps(),
            spaces: self
                .contents
                .spaces()
                .map(|space| self.file_space(space, &names))
                .collect(),
            content: content
                .iter()
                .map(|one| self.file_content(one, &names))
                .collect(),
            comments: self.file_comments(&content, &names),
            denied: self.file_denied(&names),
        };
        serde_json::to_value(file).unwrap_or_default()
    }

    /// Pages as one reads the trees of the spaces, then blog posts: of all states.
    fn content_of_file(&self) -> impl Iterator<Item = &Stored> {
        let trees = self.contents.spaces().flat_map(|space| {
            let top = self.contents.below(Above::Space(space.id), Kind::Page);
            top.flat_map(|top| {
                let below = self.contents.below_all(top.id(), Kind::Page);
                std::iter::once(top).chain(below.map(|(_, one)| one))
            })
        });
        let posts = self.contents.spaces();
        let posts =
            posts.flat_map(|space| self.contents.below(Above::Space(space.id), Kind::BlogPost));
        trees.chain(posts)
    }

    fn file_apps(&self) -> Vec<FileApp> {
        let apps = self.accounts.users.values().filter_map(|user| {
            Some(FileApp {
                key: user.app_key()?.to_owned(),
                name: user.display_name().to_owned(),
            })
        });
        let mut apps: Vec<FileApp> = apps.collect();
        apps.sort_by(|one, other| one.key.cmp(&other.key));
        apps
    }

    fn file_space(&self, space: &Space, names: &Names) -> FileSpace {
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
            creator: names.maybe(space.creator.as_ref()),
            homepage: homepage.map(Stored::id),
        }
    }

    fn file_content(&self, stored: &Stored, names: &Names) -> FileContent {
        let page = &stored.page;
        FileContent {
            id: page.id,
            kind: match stored.kind {
                Kind::BlogPost => FileKind::BlogPost,
                _ => FileKind::Page,
            },
            status: status(stored),
            title: page.title.clone(),
            space: page.space.key.clone(),
            parent: page.parent,
            version: page.version,
            creator: names.maybe(page.creator.as_ref()),
            last_modifier: names.maybe(page.last_modifier.as_ref()),
            body: page.body.clone(),
            labels: page.labels.iter().map(ToString::to_string).collect(),
            properties: properties(stored),
            macros: stored.macros.iter().map(file_macro).collect(),
            attachments: self
                .all_files_on(page.id)
                .map(|one| self.file_attachment(one, names))
                .collect(),
            message: stored.message.clone(),
            minor_edit: stored.minor,
            former: former(stored, names),
        }
    }

    fn file_denied(&self, names: &Names) -> Vec<Denied> {
        let all = self.accounts.denied.iter();
        let mut denied: Vec<Denied> = all
            .filter_map(|(account, operation, id)| {
                let mut known = ContentOperation::ALL.into_iter();
                Some(Denied {
                    account: names.of(account),
                    operation: known.find(|one| one.to_string() == *operation)?,
                    id: id.parse().ok()?,
                })
            })
            .collect();
        denied.sort_by_key(|one| (one.account.clone(), one.operation, one.id));
        denied
    }
}

pub(super) fn status(stored: &Stored) -> FileStatus {
    match stored.state {
        State::Archived => FileStatus::Archived,
        State::Trashed => FileStatus::Trashed,
        State::Current | State::Draft => FileStatus::Current,
    }
}

pub(super) fn properties(stored: &Stored) -> std::collections::BTreeMap<String, Value> {
    let all = stored.properties.iter();
    all.map(|(key, one)| (key.clone(), one.value.clone()))
        .collect()
}

pub(super) fn former(stored: &Stored, names: &Names) -> Vec<FileVersion> {
    let version = |past: &Past| FileVersion {
        number: past.number,
        title: past.title.clone(),
        body: past.body.clone(),
        by: names.maybe(past.by.as_ref()),
        message: past.message.clone(),
        minor_edit: past.minor,
    };
    stored.past.iter().map(version).collect()
}

fn file_macro(one: &Macro) -> FileMacro {
    FileMacro {
        id: one.id.clone(),
        name: one.name.clone(),
        body: one.body.clone(),
        parameters: one.parameters.clone(),
    }
}

/// The bytes of a file as text, where they are one, or in base64.
pub(super) fn bytes(file: &AttachedFile) -> (Option<String>, Option<String>) {
    match std::str::from_utf8(file.data()) {
        Ok(text) => (Some(text.to_owned()), None),
        Err(_) => (None, Some(STANDARD.encode(file.data()))),
    }
}
