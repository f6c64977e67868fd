//! The bytes of files, as data: each version of each attachment, with what its media type says.

use std::collections::BTreeMap;

use bytes::Bytes;

/// One version of a file.
#[derive(Clone, Debug)]
pub(in crate::site) struct File {
    /// The id of these bytes, as the host's media service knows them.
    pub(in crate::site) file_id: String,
    pub(in crate::site) media_type: String,
    pub(in crate::site) data: Bytes,
}

/// All files of a site, by attachment and version.
#[derive(Clone, Debug, Default)]
pub(in crate::site) struct Files {
    versions: BTreeMap<(u64, u64), File>,
    by_file_id: BTreeMap<String, (u64, u64)>,
    /// Of all versions together.
    pub(super) bytes: usize,
}

impl Files {
    pub(in crate::site) fn get(&self, attachment: u64, version: u64) -> Option<&File> {
        self.versions.get(&(attachment, version))
    }

    /// The file of this id, with the attachment that has it or had it.
    pub(super) fn of_id(&self, file_id: &str) -> Option<(u64, &File)> {
        let key = self.by_file_id.get(file_id)?;
        Some((key.0, self.versions.get(key)?))
    }

    pub(super) fn put(&mut self, attachment: u64, version: u64, file: File) {
        let key = (attachment, version);
        self.take(key);
        self.bytes = self.bytes.saturating_add(file.data.len());
        self.by_file_id.insert(file.file_id.clone(), key);
        self.versions.insert(key, file);
    }

    pub(super) fn retype(&mut self, attachment: u64, version: u64, media_type: &str) {
        if let Some(file) = self.versions.get_mut(&(attachment, version)) {
            media_type.clone_into(&mut file.media_type);
        }
    }

    /// Keeps the files of the attachments that are there still.
    pub(super) fn keep(&mut self, is_there: impl Fn(u64) -> bool) {
        let gone = self.versions.keys().filter(|key| !is_there(key.0));
        for key in gone.copied().collect::<Vec<_>>() {
            self.take(key);
        }
    }

    fn take(&mut self, key: (u64, u64)) {
        if let Some(file) = self.versions.remove(&key) {
            self.bytes = self.bytes.saturating_sub(file.data.len());
            self.by_file_id.remove(&file.file_id);
        }
    }
}

/// What a file is where its upload does not say it, by its name.
pub(super) fn guessed(file_name: &str) -> &'static str {
    let extension = file_name.rsplit_once('.').map_or("", |(_, end)| end);
    let known = KINDS
        .iter()
        .find(|kind| kind.0.eq_ignore_ascii_case(extension));
    known.map_or(UNKNOWN, |kind| kind.1)
}

/// A media type in words.
pub(super) fn description(media_type: &str) -> &'static str {
    let known = KINDS.iter().find(|kind| kind.1 == media_type);
    known.map_or("File", |kind| kind.2)
}

/// What nobody knows anything of.
pub(super) const UNKNOWN: &str = "application/octet-stream";

/// Extension, media type, description. `PNG Image` and `Text File` are captured.
const KINDS: &[(&str, &str, &str)] = &[
    ("png", "image/png", "PNG Image"),
    ("jpg", "image/jpeg", "JPEG Image"),
    ("jpeg", "image/jpeg", "JPEG Image"),
    ("gif", "image/gif", "GIF Image"),
    ("svg", "image/svg+xml", "SVG Image"),
    ("txt", "text/plain", "Text File"),
    ("csv", "text/csv", "CSV File"),
    ("html", "text/html", "HTML Document"),
    ("md", "text/markdown", "Markdown File"),
    ("xml", "application/xml", "XML File"),
    ("json", "application/json", "JSON File"),
    ("pdf", "application/pdf", "PDF Document"),
    ("zip", "application/zip", "Zip Archive"),
];
