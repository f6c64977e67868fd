//! Files on the pages of a site, as a test puts them there and looks at them.

use super::handle::Tenant;
use crate::site::AttachedFile;
use crate::traffic::Command;

impl Tenant {
    /// Puts a file on a page or a blog post, without an event; one of the same name gets a new
    /// version. Its id.
    ///
    /// # Panics
    /// If there is no such page, and for a file that the host would not take: see
    /// [`try_add_attachment`](Self::try_add_attachment).
    #[track_caller]
    pub fn add_attachment(&self, page_id: u64, file: AttachedFile) -> u64 {
        match self.try_add_attachment(page_id, file) {
            Ok(id) => id,
            Err(error) => panic!("add_attachment: {error}"),
        }
    }

    /// The same, for files that are not the test's own.
    ///
    /// # Errors
    /// [`AttachmentError`]: there is no such page, the name or the size of the file is none that
    /// the host takes, or the tenant keeps no more bytes.
    pub fn try_add_attachment(
        &self,
        page_id: u64,
        file: AttachedFile,
    ) -> Result<u64, AttachmentError> {
        let context = self.context();
        let now = context.clock.now_millis();
        let added = context.site(|site| site.add_file(page_id, file, now));
        let added = added.ok_or_else(|| {
            AttachmentError(format!(
                "there is no page {page_id}, or it is in the trash: a page comes first"
            ))
        })?;
        let id = added.map_err(|refused| {
            let cause = &refused.cause;
            AttachmentError(format!("expected {}, got {}", cause.expected, cause.got))
        })?;
        self.did(&Command::AddAttachment { page: page_id, id });
        Ok(id)
    }

    /// The files on a page or a blog post as they are now, in the order in which they came; none
    /// where there is no such page.
    #[must_use]
    pub fn attachments(&self, page_id: u64) -> Vec<AttachedFile> {
        self.context().site(|site| site.attached(page_id))
    }
}

/// Why a file cannot be put on a page; `Display` says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentError(String);

impl std::fmt::Display for AttachmentError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for AttachmentError {}
