//! What makes a file no site that can be put there, as far as the file alone tells.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::format::{FileContent, SiteFile};
use super::format_hanging::{FileComment, FileVersion};
use crate::site::subject::LARGEST;

/// Why a file is no site that can be put there; `Display` says where and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteError(String);

impl std::error::Error for SiteError {}

impl fmt::Display for SiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

pub(super) fn wrong(place: impl fmt::Display, why: impl fmt::Display) -> SiteError {
    SiteError(format!("{place}: {why}"))
}

/// What may be below others of its list.
pub(super) trait Placed {
    fn id(&self) -> u64;
    fn above(&self) -> Option<u64>;
    fn place(&self) -> String;
    /// Its version, and those before it.
    fn versions(&self) -> (u64, &[FileVersion]);
}

impl Placed for FileContent {
    fn id(&self) -> u64 {
        self.id
    }

    fn above(&self) -> Option<u64> {
        self.parent
    }

    fn place(&self) -> String {
        format!("the content {} `{}`", self.id, self.title)
    }

    fn versions(&self) -> (u64, &[FileVersion]) {
        (self.version, &self.former)
    }
}

impl Placed for FileComment {
    fn id(&self) -> u64 {
        self.id
    }

    fn above(&self) -> Option<u64> {
        Some(self.on)
    }

    fn place(&self) -> String {
        format!("the comment {}", self.id)
    }

    fn versions(&self) -> (u64, &[FileVersion]) {
        (self.version, &self.former)
    }
}

/// Ids and versions are what JSON can say exactly, no two things of a file have one id, and
/// versions are counted upwards.
pub(super) fn check_numbers(file: &SiteFile) -> Result<(), SiteError> {
    let spaces = file.spaces.iter();
    let spaces = spaces.map(|space| (space.id, format!("the space `{}`", space.key)));
    let content = file.content.iter().flat_map(|one| {
        let files = one.attachments.iter().filter_map(|file| file.id);
        let all = std::iter::once(one.id).chain(files);
        all.map(|id| (id, one.place()))
    });
    let comments = file.comments.iter().map(|one| (one.id, one.place()));
    let mut ids = BTreeSet::new();
    for (id, place) in spaces.chain(content).chain(comments) {
        if id == 0 || id > LARGEST {
            let why = format!("the id {id} is not from 1 to {LARGEST}");
            return Err(wrong(place, why));
        }
        if !ids.insert(id) {
            let why = format!("something else in the file has the id {id}");
            return Err(wrong(place, why));
        }
    }
    for one in &file.content {
        check_versions(one)?;
    }
    file.comments.iter().try_for_each(check_versions)
}

fn check_versions<T: Placed>(one: &T) -> Result<(), SiteError> {
    let (version, former) = one.versions();
    if version == 0 || version > LARGEST {
        let why = format!("the version {version} is not from 1 to {LARGEST}");
        return Err(wrong(one.place(), why));
    }
    let mut before = 0;
    for number in former.iter().map(|past| past.number) {
        if number <= before || number >= version {
            let why = format!(
                "the former version {number} is not between the one before it and {version}"
            );
            return Err(wrong(one.place(), why));
        }
        before = number;
    }
    Ok(())
}

/// What is below something comes after it.
pub(super) fn parents_first<T: Placed>(all: Vec<T>) -> Result<Vec<T>, SiteError> {
    let mut below: BTreeMap<u64, Vec<T>> = BTreeMap::new();
    let within: BTreeSet<u64> = all.iter().map(Placed::id).collect();
    let (mut open, count) = (Vec::new(), all.len());
    for one in all.into_iter().rev() {
        match one.above().filter(|parent| within.contains(parent)) {
            Some(parent) => below.entry(parent).or_default().push(one),
            None => open.push(one),
        }
    }
    let mut sorted = Vec::with_capacity(count);
    while let Some(one) = open.pop() {
        open.extend(below.remove(&one.id()).unwrap_or_default());
        sorted.push(one);
    }
    let circle = below.into_values().next();
    match circle.and_then(|mut circle| circle.pop()) {
        None => Ok(sorted),
        Some(one) => Err(wrong(one.place(), "it is below itself")),
    }
}
