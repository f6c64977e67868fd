//! `AttachedFile`: a file on a page, as a test puts it there and looks at it.

use bytes::Bytes;

use super::files::{UNKNOWN, guessed};
use crate::site::subject::LARGEST;

/// A file on a page or a blog post.
///
/// ```
/// use mockfluence::{AttachedFile, Page, Tenant};
/// let tenant = Tenant::start_blocking();
/// tenant.add_page(Page::new(10_000_001, "Runbook"));
/// let id = tenant.add_attachment(10_000_001, AttachedFile::new("notes.txt", "call Alice"));
/// let files = tenant.attachments(10_000_001);
/// assert_eq!((files[0].id(), files[0].media_type()), (Some(id), "text/plain"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachedFile {
    pub(super) id: Option<u64>,
    pub(crate) name: String,
    /// As the upload says it.
    pub(crate) media_type: Option<String>,
    pub(crate) comment: String,
    pub(crate) minor: bool,
    pub(super) version: u64,
    pub(crate) data: Bytes,
}

impl AttachedFile {
    /// A file of this name with these bytes.
    #[must_use]
    pub fn new(name: impl Into<String>, data: impl Into<Bytes>) -> Self {
        Self {
            id: None,
            name: name.into(),
            media_type: None,
            comment: String::new(),
            minor: false,
            version: 1,
            data: data.into(),
        }
    }

    /// Of this id, which is otherwise the next one of the site.
    ///
    /// # Panics
    /// If the id is more than 2^53 - 1.
    #[must_use]
    #[track_caller]
    pub fn with_id(mut self, id: u64) -> Self {
        assert!(
            id <= LARGEST,
            "the id {id} is beyond what JSON can say exactly: at most {LARGEST}"
        );
        self.id = Some(id);
        self
    }

    /// Of this media type, which otherwise follows from the name.
    #[must_use]
    pub fn with_media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// With what was said when it was uploaded.
    #[must_use]
    pub fn with_comment(mut self, comment: impl Into<String>) -> Self {
        self.comment = comment.into();
        self
    }

    /// Its id, once it is on a page; both APIs write `att` before it.
    #[must_use]
    pub fn id(&self) -> Option<u64> {
        self.id
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its media type: the one it was given, unless that says nothing, or the one of its name.
    #[must_use]
    pub fn media_type(&self) -> &str {
        let said = self.media_type.as_deref().filter(|kind| *kind != UNKNOWN);
        said.unwrap_or_else(|| guessed(&self.name))
    }

    /// What was said when it was uploaded.
    #[must_use]
    pub fn comment(&self) -> &str {
        &self.comment
    }

    /// The version it has on the page.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Its bytes.
    #[must_use]
    pub fn data(&self) -> &[u8] {
        &self.data
    }
}
