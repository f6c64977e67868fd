//! A site out of its file: checked whole where that can be done, and put there.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::Value;

use super::format::{FileAttachment, FileContent, FileKind, FileSpace, SiteFile};
use crate::site::content::{Kind, Macro};
use crate::site::subject::LARGEST;
use crate::site::{AttachedFile, Page, Site, Space};

/// Why a file is no site that can be put there; `Display` says where and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteError(String);

impl std::error::Error for SiteError {}

impl fmt::Display for SiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn wrong(place: impl fmt::Display, why: impl fmt::Display) -> SiteError {
    SiteError(format!("{place}: {why}"))
}

impl Site {
    /// Puts all of a file there, without an event. What was there already and has another id stays.
    ///
    /// # Errors
    /// The first thing that is wrong; what stands before it in the file is there.
    pub(crate) fn add_site(&mut self, file: &Value, now_millis: i64) -> Result<(), SiteError> {
        if !file.is_object() {
            return Err(wrong("the file of a site", "it is a JSON object"));
        }
        let file: SiteFile = serde_json::from_value(file.clone())
            .map_err(|error| wrong("the file of a site", error))?;
        check_numbers(&file)?;
        for user in file.users {
            self.add_user(user);
        }
        let mut homepages = Vec::new();
        for space in file.spaces {
            homepages.push((space.id, space.homepage));
            self.add_file_space(space)?;
        }
        for one in parents_first(file.content)? {
            self.add_file_content(one, now_millis)?;
        }
        for (space, page) in homepages {
            let Some(page) = page else { continue };
            let there = self
                .contents
                .get(page)
                .is_some_and(|one| one.kind == Kind::Page && one.page.space.id == space);
            if !there {
                let why = format!("its homepage {page} is no page of it");
                return Err(wrong(format!("the space {space}"), why));
            }
            self.contents.set_homepage(space, page);
        }
        for one in file.denied {
            self.deny(&one.account, one.operation, one.id);
        }
        Ok(())
    }

    fn add_file_space(&mut self, given: FileSpace) -> Result<(), SiteError> {
        let place = format!("the space `{}`", given.key);
        let mut space = Space::new(given.id, given.key, given.name);
        space = space.with_description(given.description);
        if given.personal {
            space = space.personal();
        }
        self.add_space(space).map_err(|clash| wrong(place, clash))
    }

    fn add_file_content(&mut self, given: FileContent, now_millis: i64) -> Result<(), SiteError> {
        let place = format!("the content {} `{}`", given.id, given.title);
        let Some(space) = self.contents.space(&given.space).cloned() else {
            return Err(wrong(place, format!("there is no space `{}`", given.space)));
        };
        let mut page = Page::new(given.id, given.title).with_space(space);
        page = page.with_version(given.version).with_body(given.body);
        page.creator = given.creator;
        page.last_modifier = given.last_modifier;
        if let Some(parent) = given.parent {
            page = page.with_parent(parent);
        }
        for label in &given.labels {
            page = page.with_label(label);
        }
        let kind = match given.kind {
            FileKind::Page => Kind::Page,
            FileKind::BlogPost => Kind::BlogPost,
        };
        self.add_content(page, kind, now_millis)
            .map_err(|clash| wrong(&place, clash))?;
        for (key, value) in given.properties {
            self.add_property(given.id, key, value, now_millis);
        }
        for one in given.macros {
            let parameters = one.parameters.into_iter();
            let shown = Macro::new(one.id, one.name).body(one.body);
            let shown = parameters.fold(shown, |shown, (name, value)| shown.parameter(name, value));
            self.add_macro(given.id, shown);
        }
        for one in given.attachments {
            let place = format!("{place}, the file `{}`", one.name);
            let file = attached(one).map_err(|why| wrong(&place, why))?;
            let added = self.add_file(given.id, file, now_millis);
            if let Some(Err(refused)) = added {
                let cause = refused.cause;
                let why = format!("expected {}, got {}", cause.expected, cause.got);
                return Err(wrong(place, why));
            }
        }
        Ok(())
    }
}

fn attached(given: FileAttachment) -> Result<AttachedFile, &'static str> {
    let data: Bytes = match (given.text, given.base64) {
        (Some(text), None) => text.into(),
        (None, Some(base64)) => {
            let data = STANDARD.decode(base64);
            data.map_err(|_| "`base64` is no base64")?.into()
        }
        _ => return Err("it has its bytes as `text` or as `base64`, one of the two"),
    };
    let mut file = AttachedFile::new(given.name, data).with_comment(given.comment);
    if let Some(id) = given.id {
        file = file.with_id(id);
    }
    Ok(match given.media_type {
        Some(kind) => file.with_media_type(kind),
        None => file,
    })
}

/// Ids and versions are what JSON can say exactly, and no two things of a file have one id.
fn check_numbers(file: &SiteFile) -> Result<(), SiteError> {
    let mut ids = BTreeSet::new();
    let spaces = file
        .spaces
        .iter()
        .map(|space| (space.id, format!("the space `{}`", space.key)));
    let content = file.content.iter().flat_map(|one| {
        let place = format!("the content {} `{}`", one.id, one.title);
        let files = one.attachments.iter().filter_map(|file| file.id);
        let all = std::iter::once(one.id).chain(files);
        all.map(move |id| (id, place.clone()))
    });
    for (id, place) in spaces.chain(content) {
        if id == 0 || id > LARGEST {
            return Err(wrong(
                place,
                format!("the id {id} is not from 1 to {LARGEST}"),
            ));
        }
        if !ids.insert(id) {
            return Err(wrong(
                place,
                format!("something else in the file has the id {id}"),
            ));
        }
    }
    let bad = file
        .content
        .iter()
        .find(|one| one.version == 0 || one.version > LARGEST);
    match bad {
        None => Ok(()),
        Some(one) => {
            let why = format!("the version {} is not from 1 to {LARGEST}", one.version);
            Err(wrong(
                format!("the content {} `{}`", one.id, one.title),
                why,
            ))
        }
    }
}

/// What is below something comes after it.
fn parents_first(content: Vec<FileContent>) -> Result<Vec<FileContent>, SiteError> {
    let mut below: BTreeMap<u64, Vec<FileContent>> = BTreeMap::new();
    let within: BTreeSet<u64> = content.iter().map(|one| one.id).collect();
    let (mut open, count) = (Vec::new(), content.len());
    for one in content.into_iter().rev() {
        match one.parent.filter(|parent| within.contains(parent)) {
            Some(parent) => below.entry(parent).or_default().push(one),
            None => open.push(one),
        }
    }
    let mut sorted = Vec::with_capacity(count);
    while let Some(one) = open.pop() {
        open.extend(below.remove(&one.id).unwrap_or_default());
        sorted.push(one);
    }
    match below
        .into_values()
        .next()
        .and_then(|mut circle| circle.pop())
    {
        None => Ok(sorted),
        Some(one) => {
            let place = format!("the content {} `{}`", one.id, one.title);
            Err(wrong(place, "it is below itself"))
        }
    }
}
